"""Dutch abbreviations that are written with a point."""

import re

NEVER_ENDS = frozenset(
    """a.d.h.v art artt aug bijv bijz blz bv ca cf chr d.d d.i d.m.v d.w.z dd dec dhr dr drs ds excl feb fig ft gem
    gen gld hfst hs i.c i.h.b i.m.v i.o i.p.v i.s.m i.v.m ing inz ir jan jhr jr kol lic lt m.a.w m.b.t m.b.v m.i
    m.i.v m.m m.m.v m.n m.u.v max mej mevr min mr mw n.a.v nl no nov nr nrs o.a o.b.v o.g.v o.l.v o.m okt p pag par
    plm prof red resp sept sr st t.a.v t.b.v t.g.v t.o.v t.w tel tg v.a v.h v.w.b vgl w.o z.o zgn zg""".split()
)
"""After these a sentence always goes on (lower case, without their last point)."""
MAY_END = frozenset(
    "a.i a.s a.u.b b.v c.q c.s e.a e.d e.v enz etc incl jl ll m.e n.v mld mln mrd nm vm v.chr n.chr".split()
)
"""These may stand at a sentence's end, where a usual opening word follows."""
_LAST_WORD = re.compile(r"([^\s(\[‘“«\"'/]+?)\.+[\"'”’»)\]]*;?$")
_WINDOW = 80
"""Characters at the end of a text that are enough to know its last word."""


def last_word(text: str) -> str:
    """The word before the point that the text ends on, with the points inside it; empty where it ends on no point.

    `last_word("gesprekken met o.a.")` is `"o.a"`.
    """
    match = _LAST_WORD.search(text[-_WINDOW:])
    return match[1] if match else ""


def never_ends(word: str) -> bool:
    """Whether a sentence goes on after this word and its point; words in capitals are names (`ING`, `MR`)."""
    return word.lower().strip(".") in NEVER_ENDS and not (word.isupper() and len(word) > 1)
