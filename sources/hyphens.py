"""Words that a line end cut in two: joined where the hyphen was the typesetter's, kept where it is the word's own."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sources.footnotes import MARK_CLOSE, MARK_OPEN
from sources.lines import Line

SOFT_HYPHEN = "\u00ad"
"""A hyphen that is there only because a line ends."""
_CUT = re.compile(rf"(?:[^\W_\d](?:{MARK_OPEN}\d+{MARK_CLOSE})?|[\d&.)])-$")
_CUT_WORD = re.compile(rf"[^\W_](?:{MARK_OPEN}\d+{MARK_CLOSE})?[-{SOFT_HYPHEN}]$")
_ASIDE = re.compile(r"(?:^|\s)-[^\W\d_][^-]*-$")
_LAST_WORD = re.compile(r"[^\W\d_]{2,60}$")
_LINES_BACK = 9
"""Parts of the text before, three to a line, in which such a hyphen may stand."""
_CUT_WINDOW = 10
"""Characters at the end of a line that show whether it ends on a cut word."""
_SUSPENDED = re.compile(
    r"^(?:en|of|tot|noch|maar|dan|als|én|óf|en/of|respectievelijk|c\.q\.|&)(?:\W|$)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_OWN_HYPHEN = frozenset({"niet", "non", "ex", "semi", "quasi", "spin"})
"""First parts that Dutch spelling sets off with a hyphen."""
_CLASH = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu".split())
"""Vowels that would be read as one sound: a compound with these at its seam has a hyphen (innovatie-ecosysteem)."""
_TREMA = str.maketrans("aeiou", "äëïöü")
_CUTTING_SHARE = 0.018
"""A letter that ends this share of its lines, or more, on a hyphen was typeset with words cut at line ends.

Measured on the five letters and twenty PDFs: typeset papers 2.4% to 11%, letters from a word processor 0 to 1.1%,
where the few hyphens at line ends are the writer's own.
"""
_LONGEST_WORD = 60
"""Letters of the longest word."""
_LONGEST_TAIL = 1000
"""Characters of a word or web address, built up over lines, that are looked at to join the next line to it."""
_MAX_REST = 3
"""Letters of the second half of a word that a narrow cell cut, where the first half is a word too."""
_LINK_SIGNS = frozenset("/-_=?&%#")
"""Signs at which a web address is broken off, before or after the line end."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a letter: how often each (lower case) stands whole inside a line, and whether lines cut words."""

    counts: Counter[str]
    cut_at_line_ends: bool = True


def words_of(lines: Sequence[str]) -> Words:
    """The words of the letter that has these lines."""
    counts: Counter[str] = Counter()
    cuts = 0
    for line in lines:
        counts.update(word.lower() for word in _WORD.findall(line.removesuffix("-")))
        cuts += line.endswith("-") and line[-2:-1].isalpha()
    return Words(counts, cuts > 0 and cuts >= len(lines) * _CUTTING_SHARE)


def join_all(lines: Iterable[str], words: Words, *, narrow: bool = False) -> str:
    """The lines of one paragraph as one text, words over line ends made whole.

    :param narrow: whether the lines are a cell so narrow that words are cut in it without a hyphen.
    """
    done: list[str] = []
    tail = ""
    for line in lines:
        if _closes_aside("".join(done[-_LINES_BACK:]) + tail, words):
            joined = f"{tail} {line}"
        elif narrow and _was_cut(tail, line, words):
            joined = f"{tail}{line}"
        else:
            joined = join_lines(tail, line, words)
        head, space, tail = joined.rpartition(" ")
        done += (head, space, tail[:-_LONGEST_TAIL])
        tail = tail[-_LONGEST_TAIL:]
    return "".join(done) + tail


def _closes_aside(text: str, words: Words) -> bool:
    """Whether a text ends on a hyphen that closes what one without a space opened: `iedereen -ook de overheid-`.

    The word before it is one of the letter's own, and no half of another.
    """
    if not text.endswith("-") or not _ASIDE.search(text):
        return False
    last = match[0].lower() if (match := _LAST_WORD.search(text[:-1])) else ""
    return words.counts[last] > 1  # once is this half of a word itself


def _was_cut(tail: str, line: str, words: Words) -> bool:
    """Whether a narrow cell cut a word without a hyphen: whole it is a word of the letter, its first half is none."""
    first, second = tail.lower(), line.partition(" ")[0].lower()
    if not (first.isalpha() and second.isalpha()):
        return False
    known = any(words.counts[first + second + ending] for ending in ("", "e", "n", "de"))
    return known and (len(second) <= _MAX_REST or words.counts[first] <= 1)


def join_lines(left: str, right: str, words: Words) -> str:
    """Two lines of one paragraph as one, with the word over the line end made whole.

    `join_lines("het innovatie-", "beleid", Words(Counter()))` is `"het innovatiebeleid"`;
    `("kennis-", "en innovatieagenda")` keeps `"kennis- en"`; `("R&D-", "investeringen")` keeps its hyphen.
    """
    if not left or not right:
        return left or right
    if left.endswith(SOFT_HYPHEN):
        return left[:-1] + right
    last = left.rpartition(" ")[2]
    if "://" in last or "www." in last:
        return f"{left}{right}" if _link_goes_on(last, right) else f"{left} {right}"
    if not _CUT.search(last[-_CUT_WINDOW:]) or _SUSPENDED.match(right):
        return f"{left} {right}"
    return left[: len(left) - len(last)] + _seam(last[:-1], right, words)


def _seam(first: str, right: str, words: Words) -> str:
    """The two halves of a cut word and what follows it, with or without the hyphen."""
    second = match[0] if (match := _LETTERS.match(right)) else ""
    hyphenated = f"{first}-{right}"
    stem = first[-_LONGEST_WORD:].rpartition("-")[2].lstrip("(‘“«'\"")
    if not second[:1].islower() or not stem.isalpha() or _is_abbreviation(stem):
        return hyphenated
    counts = words.counts
    whole, apart = f"{stem}{second}".lower(), f"{stem}-{second}".lower()
    if counts[apart] != counts[whole]:
        return hyphenated if counts[apart] > counts[whole] else first + right
    if f"{stem[-1]}{second[0]}".lower() in _CLASH:
        dotted = second[0].translate(_TREMA)
        known = counts[f"{stem}{dotted}{second[1:]}".lower()] or stem.lower() in {"ge", "be"}
        return first + dotted + right[1:] if known else hyphenated
    if not words.cut_at_line_ends or stem.lower() in _OWN_HYPHEN:
        return hyphenated
    return first + right


def _link_goes_on(link: str, right: str) -> bool:
    """Whether a web address at a line end goes on at the start of the next line."""
    if right[0] in _LINK_SIGNS:
        return right[1:2] not in ("", " ")
    return link[-1] in _LINK_SIGNS and (right[0].islower() or right[0].isdigit())


def _is_abbreviation(stem: str) -> bool:
    """An acronym (EU, NTS) or a run of consonants (mkb): such a first part keeps its hyphen."""
    return sum(c.isupper() for c in stem) > 1 or not re.search(r"[aeiouyáéíóúàèëïöü]", stem.lower())


def mend_page_ends(pages: Sequence[list[Line]], words: Words) -> None:
    """Move the second half of a word that a page end cut to the page on which the word begins."""
    for left, right in pairwise(pages):
        if not left or not right or not _CUT_WORD.search(left[-1].text):
            continue
        first, _, rest = right[0].text.partition(" ")
        joined = join_lines(left[-1].text, first, words)
        if " " in joined.removeprefix(left[-1].text[:-1]):
            continue
        left[-1] = replace(left[-1], text=joined)
        right[:1] = [replace(right[0], text=rest)] if rest else []
