"""What a line or a block of text looks like: a list item, a heading, a row of figures, ended or broken off.

Text extracts carry no font sizes or positions, so the rules go by words, signs and lengths.
"""

import re
from collections.abc import Sequence

from sources.footnotes import MARK

_BULLET = re.compile(r"^(?:[•●▪◦■·*▶➢✓−–—-]|o(?= [A-Z«‘“]))\s+(?=\S)")
_NUMBER = re.compile(r"^\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_LIST_NUMBER = re.compile(r"^(\(?)(\d{1,2})([.)]) ")
_NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z]\.|[IVX]{1,4}\.) (?=[A-Z‘“«])")
_ENDED = re.compile(r"[.!?;:…][\"'”’»)\]]*$")
_FIGURE = r"-?[€$]? ?\d[\d.,]*%?"
_NUMERIC_ROW = re.compile(rf"(?:^|\s){_FIGURE}(?:\s+{_FIGURE})+$")
_FIGURES = re.compile(rf"(?:^|\s)-?[€$]? ?\d[\d.,-]*%?(?:\s+{_FIGURE}){{2,}}$")
_YEARS = re.compile(r"^\D*(?:(?:^|(?<=\s))(?:19|20)\d\d(?:\s|$)){2,}$")
_CAPTION = re.compile(r"^(?:Tabel|Figuur|Grafiek) \d+\b", re.IGNORECASE)
_BOX = re.compile(r"^(?:Box|Kader) \d+\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:(?:Vraag|Vragen|Vraag en antwoord|Antwoord(?:en)?(?:(?: op)?(?: de)? vra(?:ag|gen))?) "
    r"\d{1,3}[a-z]?(?:(?:,? |, ?| ?(?:en|tot en met|t/m|[-–]) ?|,? en )\d{1,3}[a-z]?)*[.:]?|Mededeling:?|Antwoord:?)$"
)
_ARTICLE = re.compile(
    r"^(?:(?:HOOFDSTUK|Hoofdstuk|AFDELING|Afdeling|TITEL|Titel|PARAGRAAF|§) ?(?:\d{1,3}|[IVX]{1,5})\b"
    r"|Artikel \d{1,3}[a-z]?\.?(?: [A-Z][^.,;:]{0,60})?$)"
)
_PAPER = re.compile(
    r"^(?:Nr\. \d+ +[A-Z]{3}|Nr\. \d{1,4}[a-z]?$|"
    r"(?:Voorgesteld|Ontvangen|Vastgesteld|Den Haag,)(?: d\.d\.)? \d{1,2} [a-z]+ \d{4}$)"
)
_HEAD_LABEL = re.compile(
    r"^(?:(?:Betreft|Onderwerp):? ?\S|Aan:? (?:De|Het|de [Vv]oorzitter|de gemeenteraad) )"
)
_ADDRESS = re.compile(r"^Aan:? \S.*[^.?!;:]$")
_CLOSING = re.compile(r"^(?:Hoogachtend|Met vriendelijke groet(?:en)?),?$")
_OFFICE = r"(?:De |Het )?(?:Minister|Staatssecretaris)"
_NO_HEADING = re.compile(
    rf"^(?:(?:Zeer )?Geachte|Beste|Hoogachtend|Met vriendelijke groet|{_OFFICE}\b|https?:)", re.IGNORECASE
)
_SIGNATORY = re.compile(rf"^{_OFFICE}(?: |$)", re.IGNORECASE)

_FRAGMENT_WORDS = 3
"""Words of the longest text that, without a figure or a full stop, says nothing."""
_LONGEST_ROW = 300
"""Characters of the longest line that may be a row of figures."""
_MAX_HEADING_CHARACTERS = 140
_MAX_HEADING_WORDS = 18
_TITLE_WORDS = 12
_WRAPPED = 0.55
"""A heading of two lines has a first line at least this share of the column long; else it is a table's cell."""
_HEADING_WIDTH = 1.6
"""How many columns wide a heading may be."""
_NARROW_LABEL = 14
"""Characters of the widest line of a table's row label, whose words are cut without hyphens."""

_FUNCTION_WORDS = frozenset(
    """aan al als bij daarnaast dat de deze die dit door een en er heeft hebben het hun in is kan kunnen met moet
    moeten na naar nog of om onder onze ons op over per te tegen ten ter tot uit van via voor wordt worden waar wat
    welke zal zich zijn zoals zullen""".split()
)
"""Words on which no Dutch phrase ends: a block that ends on one goes on elsewhere."""


def bare(text: str) -> str:
    """The text without footnote marks."""
    return MARK.sub("", text)


def is_fragment(text: str) -> bool:
    """Whether a paragraph's text is a name or a label and no sentence: `Gemeente Oosterwaard`, `Willem-Alexander`."""
    return len(text.split()) <= _FRAGMENT_WORDS and not ended(text) and not any(map(str.isdigit, text))


def ended(text: str) -> bool:
    """Whether the text ends as a sentence or clause does."""
    return bool(_ENDED.search(bare(text)))


def broken_off(text: str) -> bool:
    """Whether the text stops in the middle of a phrase: `"Een positie in"` does, `"Een positie"` may not."""
    return bare(text).rpartition(" ")[2].lower() in _FUNCTION_WORDS


def is_title(text: str) -> bool:
    """Whether a text that is all there is on a page is the title of what follows: short, and no sentence."""
    plain = bare(text)
    starts = plain[0].isupper() or plain[0].isdigit()
    return starts and len(plain.split()) <= _TITLE_WORDS and not ended(text) and not _NO_HEADING.match(plain)


def is_item(text: str) -> bool:
    """Whether the text begins with a bullet or a list number."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def list_number(text: str) -> tuple[str, int] | None:
    """The way a list number is written and the number itself: `"2) Digitalisering"` gives `(")", 2)`."""
    match = _LIST_NUMBER.match(text)
    return (match[1] + match[3], int(match[2])) if match else None


def is_caption(text: str) -> bool:
    """Whether the text begins as the caption of a table or figure."""
    return bool(_CAPTION.match(text))


def is_box(text: str) -> bool:
    """Whether the text begins as the title of a box."""
    return bool(_BOX.match(text))


def is_question_head(text: str) -> bool:
    """Whether the line stands above a question or an answer in written questions: `Vraag 1`, `Antwoord 3, 4 en 5`."""
    return bool(_QUESTION.match(text))


def is_article_head(text: str) -> bool:
    """Whether the line stands above a chapter or article of a law: `Artikel 3 Kerntaken`."""
    return bool(_ARTICLE.match(text))


def is_paper_head(text: str) -> bool:
    """Whether the line is of a parliamentary paper's head: `Nr. 143 MOTIE VAN ...`, `Voorgesteld 6 juli 2021`."""
    return bool(_PAPER.match(text))


def is_head_label(text: str) -> bool:
    """Whether a line begins as one of a letter's head: `Betreft Industriebeleid`, `Aan De gemeenteraad`."""
    return bool(_HEAD_LABEL.match(text))


def is_address(text: str) -> bool:
    """Whether a block is the line that says to whom a letter goes: `Aan De gemeenteraad van Oosterwaard`."""
    return bool(_ADDRESS.match(text))


def is_numbered_heading(text: str) -> bool:
    """Whether the text begins as a heading with a number: `1. Inleiding`, `2.1 Doel`."""
    return bool(_NUMBERED_HEADING.match(text))


def is_subheading(text: str, above: str) -> bool:
    """Whether a line is the first heading below another with a number: `2.1 Doel` below `2. Kader`."""
    number, over = text.partition(" ")[0].rstrip("."), above.partition(" ")[0].rstrip(".")
    return number == f"{over}.1" and is_numbered_heading(text) and is_numbered_heading(above)


def is_signatory(text: str) -> bool:
    """Whether the text begins with a signatory's office: `De Minister van ...`."""
    return bool(_SIGNATORY.match(text))


def is_closing(text: str) -> bool:
    """Whether the line is the closing formula of a letter."""
    return bool(_CLOSING.match(text))


def is_row(text: str) -> bool:
    """Whether the line ends in two or more figures, as a table's row does."""
    return len(text) <= _LONGEST_ROW and bool(_NUMERIC_ROW.search(text))


def is_long_row(text: str) -> bool:
    """Whether the line ends in three or more figures: a table's row even outside a table."""
    return len(text) <= _LONGEST_ROW and bool(_FIGURES.search(text))


def figures_at_end(text: str) -> int:
    """How many figures the line ends in: `"1996-2011 2,0 2,3"` in 2; fewer than two are not counted."""
    match = _NUMERIC_ROW.search(text) if len(text) <= _LONGEST_ROW else None
    return len(re.findall(r"\d[\d.,]*", match[0])) if match else 0


def is_years(text: str) -> bool:
    """Whether the line ends in two or more years and has no other figures: `"Sector 2018 2019"`."""
    return bool(_YEARS.match(text))


def may_be_heads(text: str, columns: int) -> bool:
    """Whether the line has a word for each of so many columns, and perhaps one for the labels: `"Land Omzet Winst"`."""
    words = text.split()
    if columns < 2 or not all(word.isalpha() and word.lower() not in _FUNCTION_WORDS for word in words):
        return False
    return len(words) == columns or (len(words) == columns + 1 and all(word[0].isupper() for word in words))


def is_narrow(lengths: Sequence[int]) -> bool:
    """Whether lines of these lengths are a table's row label."""
    return max(lengths) <= _NARROW_LABEL


def is_heading(texts: Sequence[str], text: str, following: str | None, width: int) -> bool:
    """Whether a block is a heading.

    :param texts: the block's lines; `text` is the same joined.
    :param following: the line after the block, None where nothing follows.
    :param width: length of a full line, in characters.
    """
    plain = bare(text)
    if following is None or len(plain) > _MAX_HEADING_CHARACTERS or len(plain.split()) > _MAX_HEADING_WORDS:
        return False
    if is_question_head(plain):
        return True
    if is_box(plain):
        return len(texts) <= 3
    if is_narrow([len(bare(t)) for t in texts]) and len(plain) > 3 and plain[0].isupper():
        no = plain.endswith((".", ";", ",")) or _NO_HEADING.match(plain) or is_row(plain)
        return not (no or is_signatory(bare(following)))
    return _may_be_heading(texts, plain, bare(following), width) and _begins_as_heading(
        plain, bare(following)
    )


def _may_be_heading(texts: Sequence[str], plain: str, following: str, width: int) -> bool:
    if len(texts) > 2 or len(plain) >= width * _HEADING_WIDTH:
        return False
    if _NO_HEADING.match(plain) or is_row(plain) or is_signatory(following):
        return False
    return not (len(texts) == 2 and len(bare(texts[0])) < width * _WRAPPED)


def _begins_as_heading(plain: str, following: str) -> bool:
    numbered = _NUMBERED_HEADING.match(plain)
    if _BULLET.match(plain) or (_NUMBER.match(plain) and not numbered):
        return False
    if plain.endswith((".", ",", ";")) or (plain.endswith(":") and len(plain.split()) > 4):
        return False
    starts = plain[0].isupper() or plain[0] in "‘“«" or numbered
    return bool(starts) and (not following[0].islower() or is_item(following))
