"""Dutch text to search terms: folded, stemmed, compounds split, numbers and identifiers kept whole."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from index.compounds import CompoundSplitter, read_counts

_TOKEN = re.compile(
    r"""
      \d{2}[ ]\d{3}(?:-(?:[a-z]+|\d+))*(?![\w%])          # 33 009: a Kamerstuk's dossier; 36 600-XIII-65
    | \d+(?:-(?:[a-z]+|\d+))+(?![^\W_])                   # 36600-XIII-65
    | (?:€[ ]?)?\d+(?:[.,]\d+)*(?:[ ]?%)?(?![^\W_%])      # 2,5%  1.200  € 7,5
    | €                                                   # € alone
    | [^\W_]+(?:[-&'’@./+][^\W_]+)*                       # halfgeleider, R&D-investeringen, 6G, auto's, c.s
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"(?:€ ?)?\d[\d., ]*(?: ?%)?|\d[\d ]*(?:-(?:[a-z]+|\d+))+")
_SEPARATOR = re.compile(r"[-&'’@./+]")
_SAME = {
    "%": "procent",
    "pct": "procent",
    "percent": "procent",
    "percentage": "procent",
    "€": "euro",
    "eur": "euro",
    "mln": "miljoen",
    "mio": "miljoen",
    "million": "miljoen",
    "mld": "miljard",
    "mrd": "miljard",
    "billion": "miljard",
    "kwantum": "quantum",
    "zgn": "zogenaamd",
    "bijv": "bijvoorbeeld",
}
"""Spellings of one thing."""

STOP_WORDS = frozenset(
    """aan af al alle als alsmede ander andere bij daar daarbij daarmee daarnaast daarom dan dat de den der
    deze die dit doch door dus echter een eens en er ergens etc even ge geen haar had hadden heb hebben hebt
    heeft hem hen het hier hij hoe hun iemand iets ik in indien is ja je jij jou jouw juist kan kon konden kun
    kunnen maar me men met mij mijn moest moet moeten mag mogen na naar naast niet niets nog nu of om omdat
    ons ook op over per reeds te tegen ten ter toch toen tot u uit uw van vanaf vanuit veel via voor waar
    waarbij waarom waarop wanneer want waren was wat we wel welk welke werd werden wie wij wil willen word
    worden wordt zal ze zei zelf zich zij zijn zo zoals zonder zou zouden zullen gaat gaan ga doet doen doe
    deed maakt maken hoeveel hoelang staat staan stond brief brieven kamerbrief letter letters volgens the of
    and in to a is are was were what which who how many much does do did for on with that this it by from be
    has have an at as or when where why will would can could should their there these those its about
    into""".split()
)
"""Words that say nothing of what a text is about; question words among them."""


def fold(text: str) -> str:
    """Lower case without accents: `Financiële` becomes `financiele`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words of a text, folded, letters only."""
    return re.findall(r"[a-z]+", fold(text))


class Analyser:
    """Turns text into terms; the same one serves letters and questions, so that both are cut alike."""

    def __init__(self, corpus_words: Iterable[str] = ()) -> None:
        """:param corpus_words: words of the letters (folded), parts of compounds though no list has them."""
        self._stem = Stemmer.Stemmer("dutch_porter").stemWord
        self._splitter = CompoundSplitter({fold(word): n for word, n in read_counts().items()}, corpus_words)
        self._word_terms = lru_cache(maxsize=65536)(self._analyse_word)

    def is_word(self, word: str) -> bool:
        """Whether the word (folded) is one that Dutch has, as far as the word list and its compounds tell."""
        return self._splitter.knows(word) or bool(self._splitter.split(word))

    def terms(self, text: str) -> list[str]:
        """The terms of `text`, in order; a compound gives itself and then its parts.

        `terms("de halfgeleiderketen groeit 2,5%")` gives terms for `halfgeleiderketen`, `halfgeleider`,
        `keten`, `groeit`, `2,5` and `procent`.
        """
        return [term for match in _TOKEN.finditer(fold(text)) for term in self._word_terms(match[0].strip())]

    def _analyse_word(self, token: str) -> tuple[str, ...]:
        if _NUMBER.fullmatch(token):
            return self._number(token)
        if token in STOP_WORDS:
            return ()
        if token in _SAME:
            return (_SAME[token],)
        if not _SEPARATOR.search(token):
            return self._single(token)
        parts = [part for part in _SEPARATOR.split(token) if part]
        terms = ["".join(parts) if len(token) <= 40 else token]
        for part in parts:
            if part not in STOP_WORDS and len(part) > 1:
                terms += [_SAME[part]] if part in _SAME else self._single(part)
        return tuple(dict.fromkeys(terms))

    def _single(self, word: str) -> tuple[str, ...]:
        if any(c.isdigit() for c in word):
            return (word,)
        terms = (
            self._stem(word),
            *(self._stem(part) for part in self._splitter.split(word) if part not in STOP_WORDS),
        )
        return tuple(dict.fromkeys(terms))

    def _number(self, token: str) -> tuple[str, ...]:
        if re.match(r"\d{2} \d{3}", token):
            token = token.replace(" ", "")
        if "-" in token:
            return (token, *(part for part in token.split("-") if len(part) > 3))
        digits = re.sub(r"[^\d.,]", "", token)
        number = re.sub(r"\.(?=\d{3}(?!\d))", "", digits).replace(".", ",")
        return (number, *(["procent"] if "%" in token else []), *(["euro"] if "€" in token else []))
