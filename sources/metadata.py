"""What is known of a letter: from its own text, completed and corrected by `letters.toml`."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from sources.assemble import assemble
from sources.document import Document, Letterhead
from sources.errors import LetterMetadataError
from sources.furniture import WORD_PROCESSOR_ERROR
from sources.parliament import paper_kind
from sources.types import BlockKind, Letter, Page

SIDECAR = "letters.toml"
"""The file beside the letters that says what their texts do not."""

MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()
_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_DATE_BEFORE = re.compile(
    r"(?:(?:\b(?:Datum|Den Haag|Voorgesteld)|’s-Gravenhage)[,:]?|\(ontvangen(?: \(ontvangen)?) +$"
)
"""What stands before the date of a paper in its text; any other date there may be anything's."""
_DATE_WINDOW = 30
_ISO_DATE = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
_SUBJECT = re.compile(
    r"^(?:Betreft|Onderwerp):?[ \n]+(?!(?:van|is|zijn|dat)\b)(?P<title>\S[^\n]{3,200})$", re.MULTILINE
)
_NOTA = re.compile(
    r"^(?P<title>\S[^\n]{4,200}?)\s+TER (?:ADVISERING|BESLISSING|BESLUITVORMING|BESPREKING|INFORMATIE|ONDERTEKENING)$",
    re.MULTILINE,
)
_QUESTIONS = re.compile(r"^(?P<title>Vragen van [^\n]{10,500}?) \(ingezonden ", re.MULTILINE)
_TITLE_WORDS = 4
"""Words of the shortest heading at the top of a letter that is taken for its title."""
_ANSWERER = re.compile(
    r"(?:^|\. )(?:Antwoord|Mededeling) van (?P<office>Minister|Staatssecretaris) (?P<name>[^\n()]{2,40}) "
    r"\((?P<post>[^\n()]{3,80})\)",
    re.MULTILINE,
)
_OFFICE = r"(?:De |Het )?(?P<office>(?:[Mm]inister|[Ss]taatssecretaris) (?:van|voor) [A-Z][^\n.]{2,80}?)"
_NAME = (
    r"(?P<name>(?:(?:mr|drs|dr|ir|prof|ing)\. ?)*(?!(?:De|Het|Aan|Onze)\b)[A-Z][\w.'’-]{0,30}"
    r"(?: (?:van|de|den|der|ten|ter|[A-Z][\w.'’-]{0,30})){0,4} [A-Z][\w'’-]{1,30})"
)
_SIGNATURES = (re.compile(rf"{_OFFICE}(?:, ?\n?|\n){_NAME}"), re.compile(rf"{_NAME}[, \n]+{_OFFICE}"))
_SIGNATURE_CHARACTERS = 180
_ANSWERED = re.compile(
    r"\bAntwoorden? (?:op (?:de )?vra(?:ag|gen)|van (?:de )?[Mm]inister|van (?:de )?[Ss]taatssecretaris)"
)
_ADDRESSED = re.compile(
    r"^Geachte (?:mevrouw de |heer |mijnheer de )?[Vv]oorzitter|^Aan de [Vv]oorzitter van de (?:Tweede|Eerste) Kamer",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Details:
    """What `letters.toml` may say of one letter; None and empty mean that it says nothing."""

    title: str | None = None
    kind: str | None = None
    kenmerk: tuple[str, ...] = ()
    kamerstuk: tuple[str, ...] = ()
    date: str | None = None
    sender: str | None = None


def read_sidecar(folder: Path) -> dict[str, Details]:
    """What `letters.toml` in `folder` says, by letter id; empty where there is no such file.

    :raises LetterMetadataError: the file cannot be read, is not TOML, or has a key or a value that cannot be.
    """
    path = folder / SIDECAR
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as exc:
        raise LetterMetadataError(f"{SIDECAR} is geen geldig TOML-bestand: {exc}.") from exc
    except OSError as exc:
        raise LetterMetadataError(f"{SIDECAR} kan niet worden gelezen: {exc.strerror or exc}.") from exc
    return {letter_id: _details(letter_id, entry) for letter_id, entry in table.items()}


def _details(letter_id: str, entry: object) -> Details:
    if not isinstance(entry, Mapping):
        raise LetterMetadataError(f"{SIDECAR}: {letter_id} moet een kop zijn, zoals [{letter_id}].")
    allowed = [field.name for field in fields(Details)]
    values: dict[str, str | tuple[str, ...]] = {}
    for key, value in entry.items():
        if key not in allowed:
            known = ", ".join(allowed)
            raise LetterMetadataError(
                f"{SIDECAR}: onbekende sleutel {key!r} bij {letter_id}; toegestaan: {known}."
            )
        several = key in ("kenmerk", "kamerstuk")
        texts = value if several and isinstance(value, list) else [value]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise LetterMetadataError(
                f"{SIDECAR}: {key} van {letter_id} moet tekst tussen aanhalingstekens zijn, niet {value!r}."
            )
        if key == "date" and not _is_date(value):
            raise LetterMetadataError(
                f"{SIDECAR}: date van {letter_id} moet 2024, 2024-01 of 2024-01-19 zijn, niet {value!r}."
            )
        values[key] = tuple(text.strip() for text in texts) if several else value.strip()
    return Details(**values)  # type: ignore[arg-type]


def _is_date(text: str) -> bool:
    match = _ISO_DATE.match(text)
    return match is not None and _iso(int(match[1]), int(match[2] or 1), int(match[3] or 1)) is not None


def _iso(year: int, month: int, day: int) -> str | None:
    """The date in ISO form, or None: there is no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def make_letter(letter_id: str, source: str, sha256: str, document: Document, details: Details) -> Letter:
    """The letter with all that is known of it; what `details` says goes before what the text says."""
    head = document.letterhead
    pages = assemble(document)
    return Letter(
        letter_id=letter_id,
        title=details.title or head.title or _title(pages) or _name_as_title(letter_id),
        kind=details.kind or guess_kind(pages, head, letter_id),
        pages=pages,
        source=source,
        sha256=sha256,
        kenmerken=_distinct((*details.kenmerk, *head.kenmerken)),
        kamerstukken=_distinct((*details.kamerstuk, *head.kamerstukken)),
        date=details.date or _date(pages, head),
        sender=details.sender or _sender(pages),
        warnings=(*document.warnings, *_warnings(pages, head)),
        paged=document.paged,
        ocr=document.ocr,
    )


def number_key(number: str) -> str:
    """A number without what people write differently: `33 009, nr. 70` and `33009-70` are both `3300970`."""
    return re.sub(r"\bnr\b|[^a-z0-9]", "", number.lower())


def _distinct(numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers in order, without those that say the same as one before."""
    distinct: dict[str, str] = {}
    for number in numbers:
        distinct.setdefault(number_key(number), number)
    return tuple(distinct.values())


def guess_kind(pages: Sequence[Page], head: Letterhead, letter_id: str) -> str:
    """What the document is, by the set phrases of Dutch official documents: `kamerbrief`, `beslisnota`, ..."""
    text = "\n\n".join(page.text for page in pages)
    if any(number.startswith("Aanhangsel") for number in head.kamerstukken):
        return "kamervragen"
    if head.kamerstukken:
        return paper_kind(head.title or "")
    if "Geadviseerd besluit" in text or _NOTA.search(text) or "beslisnota" in letter_id.lower():
        return "beslisnota"
    if _ANSWERED.search(text):
        return "kamervragen"
    return "kamerbrief" if _ADDRESSED.search(text) else "document"


def _title(pages: Sequence[Page]) -> str | None:
    """The subject that the first page names, else the heading at its top."""
    first = pages[0]
    for pattern in (_SUBJECT, _NOTA, _QUESTIONS):
        if match := pattern.search(first.text):
            return match["title"].strip().rstrip(".")
    top = first.blocks[0] if first.blocks else None
    if top is None or top.kind is not BlockKind.HEADING:
        return None
    heading = first.text[top.start : top.end]
    return heading if len(heading.split()) >= _TITLE_WORDS else None


def _name_as_title(letter_id: str) -> str:
    words = re.sub(r"[-_]+", " ", letter_id).strip() or letter_id
    return words[:1].upper() + words[1:]


def _date(pages: Sequence[Page], head: Letterhead) -> str | None:
    """The date of the letterhead, else one that the first or last page sets off as the paper's own."""
    for text in head.dates:
        if (match := _DATE.search(text)) and (date := _from_match(match)):
            return date
    for page in (pages[0], pages[-1]):
        for match in _DATE.finditer(page.text):
            before = page.text[max(0, match.start() - _DATE_WINDOW) : match.start()]
            if _DATE_BEFORE.search(before) and (date := _from_match(match)):
                return date
    return None


def _from_match(match: re.Match[str]) -> str | None:
    return _iso(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))


def _sender(pages: Sequence[Page]) -> str | None:
    """Who signed or answered, as "name, office"."""
    for page in pages:
        if match := _ANSWERER.search(page.text):
            return f"{match['name'].strip()}, {match['office'].lower()} van {match['post']}"
        blocks = [page.text[b.start : b.end] for b in page.blocks if b.kind is not BlockKind.FOOTNOTE]
        for i, block in enumerate(blocks):
            for text in (block, "\n".join(blocks[i : i + 2])):
                if len(text) <= _SIGNATURE_CHARACTERS and (signed := _signed(text)):
                    return signed
    return None


def _signed(text: str) -> str | None:
    for pattern in _SIGNATURES:
        if match := pattern.fullmatch(text):
            office = match["office"].rstrip(",")
            return f"{match['name'].strip()}, {office[0].lower()}{office[1:]}"
    return None


def _warnings(pages: Sequence[Page], head: Letterhead) -> Iterable[str]:
    broken: dict[str, list[int]] = {}
    for page, text in head.broken:
        broken.setdefault(match[0] if (match := WORD_PROCESSOR_ERROR.search(text)) else text, []).append(page)
    for shown, where in broken.items():
        places = " en ".join(filter(None, [", ".join(map(str, where[:-1])), str(where[-1])]))
        yield (
            f"Het kenmerk op pagina {places} is een foutmelding van de tekstverwerker en is niet overgenomen: “{shown}”"
        )
    count = len(pages)
    for page, printed, total in head.printed_pages:
        if printed != page:
            yield f"Op pagina {page} staat gedrukt dat het pagina {printed} is."
        elif total != count:
            yield f"Op pagina {page} staat gedrukt dat er {total} pagina’s zijn; gelezen zijn er {count}."
