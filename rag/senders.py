"""Whose letters a question names: `staatssecretaris Keizer`, and one of whom there is no letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from index.analysis import fold
from index.compounds import read_counts
from rag.pointed_out import REMEMBERED, SAYS, SOURCE, folded, name_of, own_words
from sources.facts.dates import MONTHS
from sources.facts.ministries import MINISTRIES, ministry_of
from sources.types import Letter

_OFFICE = r"(?i:(?:oud-)?(?:minister|staatssecretaris|bewindspersoon|state secretary)(?:-president)?)"
_PARTICLES = r"(?:(?:[Vv]an [Dd]e[rn]?|Van|[Dd]e|[Dd]er|[Dd]en|[Tt]e[rn]) )?"
_PARTICLE_WORDS = frozenset("van de der den te ter ten".split())
_AFTER_OFFICE = re.compile(rf"\b{_OFFICE} {_PARTICLES}([^\W\d_][\w'’-]+)")
_AFTER_LETTER = re.compile(rf"\b(?i:\w*brief (?:van|from|by)) (?!de ){_PARTICLES}([^\W\d_a-z][\w'’-]+)")
_AFTER_QUESTIONS = re.compile(
    rf"\b(?i:(?:kamer|schriftelijke )?vragen van (?:(?:het|de|kamerlid) )?(?:(?:kamer)?lid |(?:kamer)?leden )?)"
    rf"{_PARTICLES}([A-ZÀ-Þ][\w'’-]+)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.?!:])\W*$")
"""Before the first word of a sentence, which has a capital whatever it is."""
_OF_MEMBERS = ("motie", "amendement")
_OF_MEMBER = re.compile(r"\b(?:moties?|amendement(?:en)?)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:(?:motie|amendement|toezegging)s?(?: van)?(?: het| de)?(?: \w*lid| leden)?|(?:kamer)?lid|leden) "
    rf"(?:[\w-]+(?:,| en) )?{_PARTICLES}$",
    re.IGNORECASE,
)
"""Before one who is named as a member of parliament: `de motie van het lid`."""
_MINISTER = r"(?i:minister(?:-president)?|staatssecretaris|bewindspersoon|premier|kabinet)"
_NOT_NAMED = re.compile(r"(?:de |het )?(?:minister(?:ie)?|staatssecretaris|bewindspersoon) (?:van|voor)\b")
"""A sender of whom only the office or the ministry is known."""
_CAPITAL = r"[A-ZÀ-Þ][a-zß-ɏ]+\b"
_LETTER = r"(?:\w*brief|(?:beslis)?nota|letter|memo)"
_MORE = rf"(?:[ -]{_PARTICLES}(?!Kamerbrief){_CAPITAL})"
_REST = rf"(?:[ -](?:\w+[ -]){{0,2}}?{_CAPITAL})"
"""Further parts of a name; what is found of it is as long as it can be, without the possessive `*+`, with which groups
come out empty in Python 3.11.2."""
_WHO = rf"(?P<who>{_PARTICLES}{_CAPITAL}{_MORE}*(?!{_MORE}))"
_AS_SOURCE = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"\b(?i:{SOURCE} {_LETTER} (?:van|from|by)) (?:(?P<office>{_OFFICE} )|(?!de ))"
            rf"{_WHO}(?P<rest>{_REST}*)(?!{_REST}|[-’'&\w])"
        ),
        (
            rf"\b(?i:in|uit|volgens|according to|from) (?P<office>{_OFFICE} )?"
            rf"{_WHO}(?:(?<=s)|['’]s?)(?P<rest>) (?i:(?:\d{{4}} )?{_LETTER})\b"
        ),
        (
            rf"\b(?i:{SAYS}|schreef|schreven) (?P<office>{_OFFICE} )?"
            rf"{_WHO}(?P<rest>) (?i:(?:\w+ ){{0,4}}?in (?:zijn|haar|hun) {_LETTER})\b"
        ),
    )
)
"""The name, with what is written with a capital after it, for that may be the surname; behind `de` it is none."""
_NO_NAME = frozenset(MONTHS) | frozenset(
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag voorjaar najaar de het een van".split()
)
"""What may be written with a capital after `de brief van` and is not who sent it."""
_MINISTRY_WORDS = frozenset(word for name in MINISTRIES for word in re.findall(r"\w+", fold(name)))
_TYPING_ERRORS, _MOST_TYPING_ERRORS = 1, 2
"""With so many a name is known; with no more than so many it may have been meant."""
_SHORTEST_MENDED = 5
"""Letters that a name has at least to be known with a typing error."""


def surname(letter: Letter) -> str | None:
    """The last name of who sent the letter, folded; None where that is not known or too short to be told."""
    return _surname(letter.sender)


@lru_cache(maxsize=REMEMBERED)
def _surname(sender: str | None) -> str | None:
    name = name_of(sender)
    words = re.findall(r"[a-z'-]{4,}", fold(name))
    return words[-1] if words and not _NOT_NAMED.match(fold(name)) and not ministry_of(name) else None


@lru_cache(maxsize=REMEMBERED)
def _with_particle(sender: str | None) -> str:
    """The last name of a sender with the particle before it, if any: `de jonge`, `snel`."""
    words = re.findall(r"[a-z'-]+", fold(name_of(sender)))
    return " ".join(words[-2 if words[-2:-1] and words[-2] in _PARTICLE_WORDS else -1 :])


def sent_by_named(text: str, letters: Sequence[Letter]) -> frozenset[str]:
    """The ids of the letters of which the question names the sender.

    Behind an office or `de brief van` a typing error, or one half of a double name, will do. Elsewhere a name that is a
    word as well (`Snel`) needs its capital, and its particle if it has one (`De Jonge`). One who is named for a motie
    has sent that motie and no letter; a motie is named by who moved it only where the question says that it is one.
    Kamervragen are named by who asked them.
    """
    said = _said_names(text)

    def names(surname: str) -> bool:
        ordinary = surname in _ordinary_words()
        if ordinary and any(surname_of in said.pairs for surname_of in whole_names[surname]):
            return True
        if not ordinary and (surname in said.sure or surname in said.others):
            return True
        return any(
            _alike(each, part, _TYPING_ERRORS)
            for each in said.sent
            for part in (surname, *surname.split("-"))
        )

    asked = {fold(name) for name in _AFTER_QUESTIONS.findall(text)}
    whole_names: dict[str, set[str]] = {}
    for letter in letters:
        if name := surname(letter):
            whole_names.setdefault(name, set()).add(_with_particle(letter.sender))
    surnames = whole_names.keys()
    named = {name for name in surnames if names(name)}
    moved = surnames & (said.moved | named) if _OF_MEMBER.search(text) else set[str]()
    if not named and not moved and not asked:
        return frozenset()
    return frozenset(
        x.letter_id
        for x in letters
        if (surname(x) in named and folded(x.kind) not in _OF_MEMBERS)
        or (folded(x.kind) in _OF_MEMBERS and surname(x) in moved)
        or (asked and any(folded(asker.name).split()[-1:] == [name] for asker in x.askers for name in asked))
    )


@dataclass(frozen=True, slots=True)
class _SaidNames:
    """The words of a question that may be names, folded.

    `sent` stand behind an office or `de brief van`, `moved` behind a word for a member of parliament or what they move,
    `sure` have a capital within a sentence or are among `sent`, `others` are all the rest. `pairs` are those of `sure`
    by themselves and with the word before. A text without small letters has no capitals.
    """

    sent: frozenset[str]
    sure: frozenset[str]
    others: frozenset[str]
    moved: frozenset[str]
    pairs: frozenset[str]


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    return frozenset(map(fold, read_counts()))


def _said_names(text: str) -> _SaidNames:
    sent = {fold(name) for pattern in (_AFTER_OFFICE, _AFTER_LETTER) for name in pattern.findall(text)}
    sure, others, moved, pairs = set(sent), set[str](), set[str](), set(sent)
    small = any(char.islower() for char in text)
    for match in _WORD.finditer(text):
        before = text[: match.start()]
        capital = small and match[0][0].isupper() and not _BEGINS.search(before)
        words = moved if _MOVED.search(before) else sure if capital else others
        parts = fold(match[0]).replace("’", "'").split("-")
        if parts[0] in _OF_MEMBERS:
            words = moved
        for part in (*parts, "-".join(parts)):
            forms = {part, part.removesuffix("s").removesuffix("'")}
            words |= forms
            if words is sure:
                last = re.search(r"[^\W\d_]+(?= $)", before)
                pairs |= forms | {f"{fold(last[0])} {form}" for form in forms if last}
    return _SaidNames(*map(frozenset, (sent, sure, others, moved, pairs)))


def missing_sender(text: str, letters: Sequence[Letter]) -> str | None:
    """The one in whose letter the question wants its answer looked for, where no letter is theirs, folded.

    `volgens de brief van minister Wiebes`, `in de brief van Wiebes`. None where that is not sure: the name is not far
    from one that signed, or a letter of which the sender is not known has it in its text. Without an office it is not
    sure either where letters have the name for other things than a minister: it may be an institution or a place.
    """
    match = next((match for pattern in _AS_SOURCE if (match := pattern.search(text))), None)
    if not match:
        return None
    typed = _capitals(match["who"] + match["rest"])
    if not typed or any(_may_have_sent(typed, letter) for letter in letters):
        return None
    return fold(typed[-1]) if match["office"] or _is_nobody_here(_capitals(match["who"]), letters) else None


def _capitals(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name) if word.istitle() and word not in ("Van", "De")]


def _is_nobody_here(who: Sequence[str], letters: Sequence[Letter]) -> bool:
    """Whether this can only be someone of whom there is no letter: letters say it of a minister, or nowhere."""
    if not who or any(fold(word) in _NO_NAME or fold(word) in _MINISTRY_WORDS for word in who):
        return False
    name = re.compile(rf"\b{re.escape(who[-1])}\b")
    minister = re.compile(rf"\b{_MINISTER}[ -]{_PARTICLES}(?:{_CAPITAL} ){{0,2}}?{name.pattern}")
    places = [
        text
        for letter in letters
        for text in (letter.title, letter.addressee or "", *(page.text for page in letter.pages))
        if who[-1] in text and name.search(text)
    ]
    return not places or any(minister.search(text) for text in places)


def _may_have_sent(typed: Sequence[str], letter: Letter) -> bool:
    signed = _names(letter.sender, *(each.name for each in letter.signatories))
    if any(_alike(fold(word), each, _MOST_TYPING_ERRORS) for word in typed for each in signed):
        return True
    if fold(typed[-1]) in own_words(letter):  # `minister Landbouw`
        return True
    return not letter.sender and any(typed[-1].lower() in page.text.lower() for page in letter.pages)


@lru_cache(maxsize=REMEMBERED)
def _names(sender: str | None, *signatories: str) -> tuple[str, ...]:
    """The words of the names of who sent and signed a letter, folded."""
    return tuple(dict.fromkeys(re.findall(r"\w+", fold(" ".join([name_of(sender), *signatories])))))


def _alike(typed: str, name: str, errors: int) -> bool:
    """Whether the name may have been meant: as it is, with `y` for `ij`, or with so many typing errors."""
    typed, name = typed.replace("y", "ij"), name.replace("y", "ij")
    allowed = errors if min(len(typed), len(name)) >= _SHORTEST_MENDED else 0
    return OSA.distance(typed, name, score_cutoff=allowed) <= allowed
