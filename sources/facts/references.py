"""Footnotes that say only where something stands: a Kamerstuk, an official journal, a web address, an annex."""

import re

from sources.facts.numbers import cited_numbers

_PLACE = re.compile(
    r"https?://\S+|www\.\S+"
    r"|\bECLI:[\w:]+|\b(?:Stb|Stcrt|Trb|Gmb|Prb|PbEU|PbEG|Pb)\b\.?(?:[\d/, -]|\b[LC]\b|\bnr\.)*\d"
    r"|\b(?:bijlage|paragraaf|par\.|hoofdstuk|tabel|figuur|kader|artikel|art\.|voetnoot|noot|pagina|p\.|p|blz\.|pp\.) ?"
    r"(?:\d[\d.:]*[a-z]?|[IVX]+)(?: ?(?:-|–|en|t/m) ?\d+)?"
    r"|\b\d{4} ?[-–/] ?\d{2,4}\b|\bvergaderjaar\b",
    re.IGNORECASE,
)
"""What says where something stands, without what it is."""
_JOINING = re.compile(
    r"\b(?:zie|ook|verder|eveneens|bijvoorbeeld|o\.a\.|vgl\.|vergelijk|cf\.|via|en|bij|idem|ibid(?:em)?|id\.|Kamerstuk(?:ken)?"
    r"(?:nummers?)?|TK|EK|Tweede|Eerste|Kamer|II|I|ll|dossier|Aanhangsel|Handelingen|nrs?|bron)\b\.?",
    re.IGNORECASE,
)
"""Words that may stand between such places, and before them."""


def only_refers(text: str) -> bool:
    """Whether a text does nothing but refer: `Kamerstuk 29 023, nr. 100.`, `Zie bijlage 2.`, `Zie https://...`."""
    rest = text
    for found in reversed(cited_numbers(text)):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    rest = _JOINING.sub(" ", _PLACE.sub(" ", rest))
    return len(rest) < len(text) and not any(char.isalnum() for char in rest)
