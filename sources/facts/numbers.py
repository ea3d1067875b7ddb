"""The numbers of letters: which writings are one number, and which numbers a text cites.

`33 009, nr. 70`, `33009-70` and `kst-33009-70` are one Kamerstuk; `number_key` gives all of them `kst-33009-70`. Forms:

    33 009, nr. 70          Kamerstuk: dossier and number       36 600 XIII, nr. 65   with a chapter of the budget
    21501-30, nr. 470       a dossier in parts                  35 673, AI            of the Eerste Kamer
    Aanhangsel 2023–2024, nr. 1314                              written questions with their answers
    2025D37684, 2023Z01234, TZ202509-007                        documents, cases and promises of the Tweede Kamer
    W13.20.0254/III                                             advice of the Raad van State
    DGBI / 101636279, 5687928/11                                kenmerken, which each sender writes in its own way

What looks like one and is another thing (Stb. 2020, 123; ISSN 0921 - 7371; 12 500-13 000 euro) is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DASH = r"[-‐‑–—−]"
_DOSSIER = r"[1-4]\d[ .]?\d{3}(?!\d)"
"""A dossier has five figures; those of the last thirty years begin with 1 to 4."""
_NR = r"n(?:r|o)s?\.? ?"
_CHAPTER = rf"(?:(?: ?{_DASH} ?| )(?:(?:[IVX]{{1,5}}[A-E]?|[A-J])(?!\w)|\d\d(?=,? {_NR}\d| ?{_DASH} ?\d)))?"
"""A chapter of the budget (`36 600 XIII`) or a part of a dossier (`21501-30`)."""
_R_NUMBER = r"(?: ?\(R ?\d{3,4}\))?"
"""A bill for the whole Kingdom has a second number: `33 237 (R1978)`."""
_PAPER = (
    rf"(?:,? {_NR}(?P<nr>\d{{1,4}}[a-z]?)|, ?(?P<plain>\d{{1,4}}|[A-Z]{{1,3}})|"
    rf" ?{_DASH} ?(?P<dash>\d{{1,4}}|[A-Z]{{1,3}}))"
    r"(?![\w€%])"
)
_CHAMBER = r"(?:I{1,2}|l{1,2}|TK|EK)\b"
"""`ll` is how some type the II of the Tweede Kamer."""
_YEARS = r"(?P<from>\d{4}) ?[-–/] ?\d{2,4}"
_LEAD = (
    r"(?:(?P<lead>(?:\bKamerstuk(?:ken)?(?:nummers?|nrs?\.?)?|\bkst\.?|\bTK|\bEK|(?:Tweede|Eerste) Kamer|"
    rf"\bdossier(?:nummer|nr\.?)?)[:,]?(?: {_CHAMBER},?)?"
    r"(?:,? (?:vergaderjaar )?\d{4} ?[-–/] ?\d{2,4},?)?) ?)?"
)
"""What may stand before a dossier's number."""
_KAMERSTUK = re.compile(
    rf"{_LEAD}(?<![\d.,/-])(?P<number>(?P<dossier>{_DOSSIER}){_R_NUMBER}(?P<chapter>{_CHAPTER})"
    rf"(?:(?: en |, ?|/){_DOSSIER}{_CHAPTER}(?=[^.;\n]{{0,40}}\bnr)){{0,4}}{_PAPER})",
    re.IGNORECASE,
)
_DOSSIER_ALONE = re.compile(
    rf"{_LEAD}(?<![\d.,/-])(?P<number>(?P<dossier>{_DOSSIER}){_R_NUMBER}(?P<chapter>{_CHAPTER}|{_DASH}\d\d))(?![\w%€-])",
    re.IGNORECASE,
)
_MORE_PAPERS = re.compile(
    rf"(?:,? en {_NR}|, {_NR}|,? en (?=\d{{1,4}}(?:[),.;:]|$| en ))|, (?=\d{{1,4}} en \d{{1,4}}(?:[),.;:]|$)))"
    r"(?P<nr>\d{1,4})\b",
    re.IGNORECASE,
)
"""Further papers of the same dossier: `25 424, nr. 679, nr. 684 en 685`."""
_ANNEX = re.compile(
    rf"\bAanhangsel(?: (?:(?:van|bij) de )?Handelingen)?(?: (?P<chamber>{_CHAMBER}))?,?(?: vergaderjaar)? "
    rf"{_YEARS},?(?: {_NR}| )(?P<nr>\d{{1,4}})\b",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"\b(?:kst-(?P<kst>\d{5}(?:-\(?[A-Z0-9]{1,5}\)?){0,3})|ah-(?P<ah>[te]k-\d{8}-\d{1,4})|"
    r"(?P<other>blg-\d{4,7}|(?:kv|nds)-[te]k-(?P<case>\d{4}[DZ]\d{3,6})))(?![\w-])",
    re.IGNORECASE,
)
_PARLIAMENT = re.compile(r"\b(?:(?:19|20)\d{2}[DZ]\d{4,6}|TZ\d{6}-\d{1,4})\b", re.IGNORECASE)
STATE_COUNCIL = re.compile(r"\bW\d{2}\.\d{2}\.\d{4,5}(?:/[IVX]{1,5}(?:/[A-Z])?)?(?![\w/])")
_KENMERK = re.compile(
    r"\b(?:kenmerk|referentie)(?:nummer)?:? (?P<number>[A-Z0-9][\w&.-]*(?: ?/ ?[\w&.-]+)*)", re.IGNORECASE
)
_FEWEST_FIGURES = 4
"""Figures of the shortest kenmerk in running text."""
_NO_KAMERSTUK = re.compile(
    r"(?:€ ?|\b(?:EUR|Stb|Stcrt|Trb|Pb|PbEU|PbEG|ISBN|ISSN|KvK|BTW|tel|nr|no|L|C)[.:]? ?(?:\d{4}, ?(?:nr\. ?)?)?)$",
    re.IGNORECASE,
)
"""What stands before other things with five figures."""
_BEFORE_BARE = re.compile(r"[(\[;] ?$|\b(?:zie|in|brief|motie) $", re.IGNORECASE)
"""What may stand before a Kamerstuk that is written `36 471-64`, without a word that says what it is."""
_AFTER_BARE = re.compile(r"\s?(?:\d|euro|[.,]\d)")
_CLOSED = re.compile(r"\s*(?:[),.;:\]\n]|$)")
"""What follows on a number that stands behind a comma alone: `Kamerstuk 35 420, 57.`, not `33 009, 3 juli`."""
_BEFORE = 16
"""Characters before a number that tell what it is."""
_SPACES = re.compile(r"\s+")
_AFTER_HYPHEN = re.compile(r"(?<=[A-Z]-) (?=\d)")
_R_PART = re.compile(r"\(?R\d+\)?", re.IGNORECASE)
_PARTS = re.compile(r"[a-z]+|\d+")
_SHORTEST_PART = 7
"""Figures of a kenmerk that are enough to name it by themselves: `101636279`; fewer may be anything."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text: as it stands there, its key, and where; `end` is the character after it."""

    value: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def number_key(number: str) -> str:
    """What all writings of one number have in common, and no two numbers do; empty for no number.

    `number_key("33 009, nr. 70")` and `number_key("kst-33009-70")` are `"kst-33009-70"`;
    `number_key("DGBI / 101636279")` and `number_key("dgbi-101636279")` are `"dgbi-101636279"`.
    """
    text = _SPACES.sub(" ", number).strip()
    for pattern, key in _KEYS:
        if match := pattern.fullmatch(text):
            return key(match)
    return _plain(text)


def is_identifier(number: str) -> bool:
    """Whether the number is written as the publisher's identifier: `kst-33009-70` rather than `33 009, nr. 70`."""
    return _IDENTIFIER.fullmatch(number) is not None


def same_number(wanted: str, own: str) -> bool:
    """Whether `wanted` is the number `own`, the dossier that it is of (`33 009`), or a kenmerk's figures alone."""
    key, other = number_key(wanted), number_key(own)
    if not key:
        return False
    if key == other or (key.startswith("kst-") and other.startswith(f"{key}-")):
        return True
    return (
        not other.startswith("kst-") and _holds(other, key) and len(re.sub(r"\D", "", key)) >= _SHORTEST_PART
    )


def named_numbers(text: str, keys: frozenset[str]) -> Iterator[Found]:
    """The numbers with these keys that a question names, in any writing; any case, with or without `Kamerstuk`."""
    for found in _scan(text, strict=False):
        if found.key in keys:
            yield found
    parts = list(_PARTS.finditer(text.lower()))
    said = {part[0] for part in parts}
    for key in sorted(keys):
        own = key.split("-")
        if key.startswith(("kst-", "ah-")) or said.isdisjoint(own):
            continue
        longest = max(own, key=len)
        ways = [own, [longest]] if len(longest) >= _SHORTEST_PART and longest.isdecimal() else [own]
        for way in ways:
            spans = [
                (parts[i].start(), parts[i + len(way) - 1].end())
                for i in range(len(parts) - len(way) + 1)
                if [part[0] for part in parts[i : i + len(way)]] == way
            ]
            for start, end in spans:
                if not text[:start][-1:].isalnum() and not text[end:][:1].isalnum() and len(key) > 5:
                    yield Found(text[start:end], key, start, end)


def cited_numbers(text: str) -> tuple[Found, ...]:
    """The numbers of letters that a text mentions, in order; each place once, with what it says there."""
    found: list[Found] = []
    for each in sorted(_scan(text, strict=True), key=lambda each: (each.start, -each.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return tuple(found)


def _scan(text: str, *, strict: bool) -> Iterator[Found]:
    """Every number in a text, some perhaps twice; `strict` leaves out what may be another thing in running text."""
    for match in _KAMERSTUK.finditer(text):
        if not strict or _is_kamerstuk(text, match):
            yield Found(
                _value(match["number"]), _kamerstuk_key(match), match.start("number"), match.end("number")
            )
            yield from _more_papers(text, match)
    for match in _DOSSIER_ALONE.finditer(text):
        if match["lead"] and match["lead"].lower().startswith(("kamerstuk", "dossier", "kst")):
            yield Found(
                _value(match["number"]), _kamerstuk_key(match), match.start("number"), match.end("number")
            )
    for pattern, key in (*_KEYS[:2], (_PARLIAMENT, _plain_key), (STATE_COUNCIL, _plain_key)):
        for match in pattern.finditer(text):
            yield Found(_value(match[0]), key(match), match.start(), match.end())
    for match in _KENMERK.finditer(text):
        value = match["number"].rstrip(".-")
        if sum(map(str.isdigit, value)) >= _FEWEST_FIGURES:
            yield Found(value, number_key(value), match.start("number"), match.start("number") + len(value))


def _is_kamerstuk(text: str, match: re.Match[str]) -> bool:
    """Whether five figures with something behind them are a Kamerstuk, by what stands around them."""
    start, after = match.start("number"), match.end()
    if match["nr"]:
        return bool(match["lead"]) or not _NO_KAMERSTUK.search(text[max(0, start - _BEFORE) : start])
    paper = match["plain"] or match["dash"]
    if match["lead"]:
        return paper.isupper() if paper.isalpha() else bool(match["dash"] or _CLOSED.match(text, after))
    # "36 471-64" without a word before it; not "12 500-13 000" or "10000-1500 euro".
    bare = bool(match["dash"]) and paper.isdecimal() and "." not in match["dossier"]
    return bare and not _AFTER_BARE.match(text, after) and bool(_BEFORE_BARE.search(text[:start][-_BEFORE:]))


def _more_papers(text: str, match: re.Match[str]) -> Iterator[Found]:
    """Further papers of the same dossier, where the first is given with `nr.`."""
    if not match["nr"]:
        return
    dossier = match["number"][: match.end("chapter") - match.start("number")]
    at = match.end()
    while more := _MORE_PAPERS.match(text, at):
        value = f"{_value(dossier)}, nr. {more['nr']}"
        yield Found(value, number_key(value), more.start("nr"), more.end())
        at = more.end()


def _value(text: str) -> str:
    """The number as it stands there, without what a line end put into it."""
    return _AFTER_HYPHEN.sub("", _SPACES.sub(" ", text))


def _holds(key: str, part: str) -> bool:
    """Whether the parts of `part` stand next to each other in those of `key`."""
    return f"-{part}-" in f"-{key}-"


def _kamerstuk_key(match: re.Match[str]) -> str:
    groups = match.groupdict()
    paper = groups.get("nr") or groups.get("plain") or groups.get("dash") or ""
    chapter = re.sub(r"\W", "", match["chapter"] or "")
    parts = (re.sub(r"\D", "", match["dossier"]), chapter, paper.lstrip("0"))
    return "-".join(["kst", *(part.lower() for part in parts if part)])


def _annex_key(match: re.Match[str]) -> str:
    first = int(match["from"])
    chamber = "ek" if (match["chamber"] or "").upper() in ("I", "EK") else "tk"
    return f"ah-{chamber}-{first}{first + 1}-{int(match['nr'])}"


def _identifier_key(match: re.Match[str]) -> str:
    if match["kst"]:
        kept = (part for part in match["kst"].split("-") if not _R_PART.fullmatch(part))
        return "-".join(["kst", *kept]).lower()
    return f"ah-{match['ah']}".lower() if match["ah"] else _plain(match["case"] or match["other"])


def _plain_key(match: re.Match[str]) -> str:
    return _plain(match[0])


def _plain(text: str) -> str:
    return "-".join(_PARTS.findall(text.lower()))


_KEYS = (
    (_ANNEX, _annex_key),
    (_IDENTIFIER, _identifier_key),
    (_KAMERSTUK, _kamerstuk_key),
    (_DOSSIER_ALONE, _kamerstuk_key),
)
"""The written forms with a key of their own; anything else has the key of its letters and figures."""
