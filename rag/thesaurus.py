"""What letters of the government write for what people ask: everyday words, abbreviations, former names, English."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import Stemmer

from index.analysis import STOP_WORDS, fold
from sources.errors import ThesaurusError

SHIPPED = Path(__file__).parent / "thesaurus.tsv"
"""The thesaurus that comes with the project; docs/thesaurus.md says what belongs in it."""

_BOTH_WAYS = {"=": True, ">": False}
"""The relations of the file, and whether what is written may be asked as well."""
_STEMMERS = tuple(Stemmer.Stemmer(name).stemWord for name in ("dutch", "dutch_porter"))
"""Words are alike that are so to either. Of 337 plurals of the shipped words the index's own (`dutch_porter`) misses 94
(bedrijven, straffen, subsidies), the other 33 (snelwegen, zonnepanelen), both together 6; and only `dutch` finds
`afgeschaft` under `afschaffen`."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.,:;!?()]")
"""A word, or a sign that no phrase runs over unless it has the sign itself."""
_PLURAL = re.compile(r"['’]s$|(?<=e[lmnr])s$")
"""What the stemmers leave of a plural: foto's, windmolens."""
_APOSTROPHE = re.compile(r"['’]")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_ARTICLES = frozenset(("de", "het", "een", "the"))
"""Words that do not tell phrases apart: `hulp bij huishouden` is `hulp bij het huishouden`."""
_SHORT = 3
"""Words of so few letters are compared whole, and never with a stem: `meer` is no inflection of `mer`."""

_Key = tuple[str, ...]
"""A phrase as it is compared: one string a word."""
_Noted = TypeVar("_Noted")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is asked, what is written for it (the likeliest first), and whether that may be asked as well."""

    asked: str
    written: tuple[str, ...]
    both_ways: bool

    def ways(self) -> Iterator[tuple[str, str]]:
        """Each phrase that may be asked with one that is written for it."""
        yield from ((self.asked, alternative) for alternative in self.written)
        if self.both_ways:
            yield from ((alternative, self.asked) for alternative in self.written)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A phrase of a question, as it was typed, and what letters may write for it, the likeliest first."""

    typed: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Phrases with what letters write for them."""

    entries: tuple[Entry, ...]
    _written: Mapping[_Key, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the entries findable."""
        written: dict[_Key, dict[str, None]] = {}
        for entry in self.entries:
            for asked, alternative in entry.ways():
                for key in _keys(asked):
                    written.setdefault(key, {})[alternative] = None
        found = {key: tuple(alternatives) for key, alternatives in written.items()}
        object.__setattr__(self, "_written", MappingProxyType(found))
        object.__setattr__(self, "_longest", max(map(len, found), default=0))

    def expansions(self, question: str) -> tuple[Expansion, ...]:
        """The phrases of the question that letters may write otherwise, in order; of phrases that overlap the longest.

        `expansions("Welke huurbazen mogen dat?")` is `(Expansion("huurbazen", ("verhuurder",)),)`.
        """
        words = _words(question)
        stemmed = [[_element(word[0], stemmer) for word in words] for stemmer in range(len(_STEMMERS))]
        found = []
        at = 0
        while at < len(words):
            until, written = self._longest_phrase(at, stemmed, words[at][0])
            if written:
                found.append(Expansion(question[words[at].start() : words[until - 1].end()], written))
            at = until
        return tuple(found)

    def _longest_phrase(
        self, at: int, stemmed: Sequence[list[str]], word: str
    ) -> tuple[int, tuple[str, ...]]:
        """Where the longest phrase that is known ends among the words from `at` on, and what is written for it.

        :param stemmed: the words of the question, once for each stemmer.
        :param word: the one at `at` as it was typed, for it may be in capitals.
        """
        for until in range(min(at + self._longest, len(stemmed[0])), at, -1):
            keys = [tuple(elements[at:until]) for elements in stemmed]
            if until == at + 1:
                keys.insert(0, (_PLURAL.sub("", word),))
            for key in keys:
                if key in self._written:
                    return until, self._written[key]
        return at + 1, ()


@lru_cache(maxsize=1)
def read_thesaurus(path: Path = SHIPPED) -> Thesaurus:
    """The thesaurus in a file.

    :raises ThesaurusError: the file cannot be read, or a line of it is not as it must be.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise ThesaurusError(f"De thesaurus {path} kan niet worden gelezen: {exc.strerror}.") from exc
    except UnicodeDecodeError as exc:
        raise ThesaurusError(f"De thesaurus {path} is geen UTF-8 (byte {exc.start}).") from exc
    entries = []
    asked: dict[_Key, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        try:
            entry = _read_entry(line)
            for key in _keys(entry.asked):
                _note(asked, key, number, f"“{entry.asked}”")
            for one, other in entry.ways():
                _note(pairs, (fold(one), fold(other)), number, f"“{one}” met “{other}”")
        except ThesaurusError as exc:
            raise ThesaurusError(f"{path}, regel {number}: {exc}") from exc
        entries.append(entry)
    return Thesaurus(tuple(entries))


def _read_entry(line: str) -> Entry:
    columns = line.split("\t")
    if len(columns) != 3:
        raise ThesaurusError(
            f"kolommen: {len(columns)}; het moeten er 3 zijn, met tabs ertussen: gevraagd, relatie, geschreven."
        )
    asked, relation, written = columns[0], columns[1], tuple(columns[2].split("; "))
    if relation not in _BOTH_WAYS:
        raise ThesaurusError(
            f"de relatie is {relation!r}; toegestaan zijn = (beide kanten op) en > (één kant op)."
        )
    for phrase in (asked, *written):
        if ";" in phrase or phrase != " ".join(phrase.split()):
            raise ThesaurusError(
                f"{phrase!r} heeft een spatie of puntkomma te veel; tussen termen staat “; ”."
            )
        if not _says_something(phrase):
            raise ThesaurusError(f"{phrase!r} is te algemeen om op te zoeken; noem een woord dat iets zegt.")
    for alternative in written:
        if _keys(alternative) & _keys(asked):
            raise ThesaurusError(
                f"“{asked}” en “{alternative}” zijn hier hetzelfde; laat “{alternative}” weg."
            )
    return Entry(asked, written, _BOTH_WAYS[relation])


def _note(seen: dict[_Noted, int], what: _Noted, line: int, name: str) -> None:
    """Remember on which line something stands.

    :raises ThesaurusError: it stands on one already.
    """
    if what in seen:
        raise ThesaurusError(f"{name} staat al op regel {seen[what]}, zo of verbogen; maak er één regel van.")
    seen[what] = line


def _says_something(phrase: str) -> bool:
    words = [word[0] for word in _words(phrase) if word[0][0].isalnum()]
    return any(_is_capitals(word) or fold(word) not in STOP_WORDS for word in words)


@lru_cache(maxsize=16)  # the phrases of one entry, which are compared with each other
def _keys(phrase: str) -> frozenset[_Key]:
    """The ways in which a phrase is found: to each stemmer, and with words joined that have a hyphen between them."""
    if _is_capitals(phrase):
        return frozenset({(phrase,)})
    return frozenset(
        tuple(_element(word[0], stemmer) for word in _words(writing))
        for writing in {phrase, _HYPHEN.sub("", phrase)}
        for stemmer in range(len(_STEMMERS))
    )


def _is_capitals(phrase: str) -> bool:
    """Whether it is one word in capitals, which is found in capitals alone: `BES` are islands, `bes` is a berry."""
    return phrase.isalnum() and phrase.isupper()


def _words(text: str) -> list[re.Match[str]]:
    return [match for match in _TOKEN.finditer(text) if fold(match[0]) not in _ARTICLES]


def _element(word: str, stemmer: int) -> str:
    """The word as it is compared: its stem, marked with which stemmer's it is, or whole where it is short."""
    plain = _APOSTROPHE.sub("", _PLURAL.sub("", fold(word)))
    return plain if len(plain) <= _SHORT else f"{_STEMMERS[stemmer](plain)}{stemmer}"
