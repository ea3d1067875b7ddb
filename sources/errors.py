"""Every error that Briefwijzer raises on purpose, in one tree.

    BriefwijzerError                  message in Dutch: what was found, what was expected, what to do
    ├── SettingsError                 a setting has a value that it cannot have
    ├── SourceError                   a letter or a folder of letters cannot be read
    │   ├── FolderError               the folder is missing, is not a folder, or holds no letters
    │   ├── UnreadableLetterError     one file cannot be read; the others go on
    │   ├── LetterMetadataError       letters.toml is wrong
    │   └── OcrError                  scans are to be read, and Tesseract is not there
    ├── IndexStoreError               the index on disk cannot be used
    │   ├── IndexMissingError         there is none yet
    │   ├── IndexMismatchError        made with another model, settings or format
    │   ├── IndexDamagedError         a part is missing, altered or does not agree with the rest
    │   └── IndexBusyError            another process is making it
    ├── ModelError                    the embedding model cannot be loaded
    ├── QuestionError                 the question is empty, too long or not text
    ├── UnknownLetterError            no letter with this id in the index
    ├── UnknownPageError              the letter has no page with this number
    ├── CitationError                 a span does not resolve to text of the letter
    ├── ThesaurusError                the thesaurus cannot be read, or an entry is not as it must be
    ├── KeyFileError                  the file with API keys cannot be read or written, or a key not be made
    ├── JobError                      a change to the letters cannot be made
    ├── GoldError                     the gold questions are wrong
    ├── RunFileError                  a stored evaluation cannot be read, or is of other questions
    ├── BotStoreError                 the file in which the bot keeps what it did cannot be used
    └── TrainingDataError             what the model is to be trained with is missing or wrong

Messages reach users as they are and so are Dutch; the exception's type is what code looks at.
"""


class BriefwijzerError(Exception):
    """Root of the tree; its text is a Dutch sentence for the user."""


class SettingsError(BriefwijzerError):
    """A setting has a value that it cannot have."""


class SourceError(BriefwijzerError):
    """A letter or a folder of letters cannot be read."""


class FolderError(SourceError):
    """The folder is missing, is not a folder, or holds no letters."""


class UnreadableLetterError(SourceError):
    """One file cannot be read."""


class LetterMetadataError(SourceError):
    """letters.toml is not valid, or says something that cannot be."""


class OcrError(SourceError):
    """Text is to be recognised, and the program or the data for that is not there."""


class IndexStoreError(BriefwijzerError):
    """The index on disk cannot be used."""


class IndexMissingError(IndexStoreError):
    """There is no index yet."""


class IndexMismatchError(IndexStoreError):
    """The index was made with another model, other settings or another format."""


class IndexDamagedError(IndexStoreError):
    """A part of the index is missing, altered or does not agree with the rest."""


class IndexBusyError(IndexStoreError):
    """Another process is making the index."""


class ModelError(BriefwijzerError):
    """The embedding model cannot be loaded."""


class QuestionError(BriefwijzerError):
    """The question is empty, too long or not text."""


class UnknownLetterError(BriefwijzerError):
    """There is no letter with this id in the index."""


class UnknownPageError(BriefwijzerError):
    """The letter has no page with this number."""


class CitationError(BriefwijzerError):
    """A span does not resolve to text of the letter."""


class ThesaurusError(BriefwijzerError):
    """The thesaurus is not valid."""


class KeyFileError(BriefwijzerError):
    """The file with API keys cannot be read or written, or a key cannot be made."""


class JobError(BriefwijzerError):
    """A change to the letters cannot be made."""


class GoldError(BriefwijzerError):
    """The gold questions are not valid."""


class RunFileError(BriefwijzerError):
    """A stored evaluation cannot be read, or is of other questions."""


class BotStoreError(BriefwijzerError):
    """The bot's file cannot be opened, read or written."""


class TrainingDataError(BriefwijzerError):
    """What the model is to be trained with is missing or wrong."""
