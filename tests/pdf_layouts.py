"""A small typesetter, for PDFs that look like the government's: it knows what it set, so that a test can ask for it.

Texts have light markup: `<b>`, `<i>` and `<u>` for style, `<sup>1</sup>` for what is raised, and a soft hyphen where a
word may be cut. Places are in points from the left and the top of the page.
"""

import io
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pypdf
from fpdf import FPDF

from sources.assemble import assemble
from sources.pdf import read_pdf
from sources.types import Block, BlockKind, Page

SOFT = "\u00ad"
_TAG = re.compile(r"(</?(?:b|i|u|sup)>)")
_RAISED = re.compile(r"<sup>[^<]*</sup>")
_RAISED_SIZE, _RAISED_BY = 0.62, 0.36
"""How large a raised number is, and how high it stands, as a share of the size of the text."""
_NOTE_WHITE = 20.0
"""Points between the text and its footnotes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block as its writer has it.

    `mark` is its bullet or number, which hangs out `hang` points; `above` is the white above it in lines, `first` the
    indent of its first line, `label` a footnote's number. `goes_on` is whether it began on the page before,
    `plain` whether a footnote's own number is as large as its text.
    """

    kind: BlockKind
    text: str
    style: str = ""
    size: float = 0.0
    above: float = 0.0
    mark: str = ""
    indent: float = 0.0
    hang: float = 0.0
    first: float = 0.0
    label: str | None = None
    goes_on: bool = False
    plain: bool = False

    @property
    def read(self) -> str:
        """Its text as it is read."""
        text = _TAG.sub("", _RAISED.sub("", self.text)).replace(SOFT, "")
        return f"{self.mark} {text}" if self.mark and not self.label and not self.goes_on else text


def head(text: str, style: str = "B", size: float = 0.0, above: float = 1.0) -> Part:
    """A heading, with a line of white above it."""
    return Part(BlockKind.HEADING, text, style, size, above)


def para(text: str, above: float = 0.0, style: str = "", first: float = 0.0) -> Part:
    """A paragraph, with no white above it."""
    return Part(BlockKind.PARAGRAPH, text, style, above=above, first=first)


def item(text: str, mark: str = "•", depth: int = 0, above: float = 0.0) -> Part:
    """A list item, its bullet or number hanging to the left of it."""
    return Part(BlockKind.LIST_ITEM, text, above=above, mark=mark, indent=14.0 * depth + 14.0, hang=14.0)


def note(label: int, text: str, *, goes_on: bool = False, hang: float = 4.5) -> Part:
    """A footnote, or what stands on this page of one that began on the page before."""
    return Part(
        BlockKind.FOOTNOTE, text, mark=str(label), indent=hang, hang=hang, label=str(label), goes_on=goes_on
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A column on a page that text flows through; `notes` stand at its foot, and what flows ends above them."""

    page: int
    x: float
    top: float
    bottom: float
    width: float
    notes: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """How running text is set: its font, size and leading, and how its footnotes are."""

    family: str = "helvetica"
    size: float = 9.0
    leading: float = 12.0
    justified: bool = False
    note_size: float = 7.0
    note_leading: float = 9.0
    note_rule: bool = True


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text in one style; `join` is what parts it from the one before: a space, a soft hyphen, "
    "nothing."""

    text: str
    style: str
    up: bool
    join: str


class Paper(FPDF):
    """A PDF in points; `furniture` draws what stands on every page, `pages_set` holds what flowed on each."""

    def __init__(self, furniture: Callable[["Paper"], None] | None = None) -> None:
        super().__init__(unit="pt", format="A4")
        self.furniture = furniture
        self.pages_set: list[list[Part]] = []
        self.set_auto_page_break(auto=False)

    def header(self) -> None:
        """Draw the furniture of a page."""
        self.pages_set.append([])
        if self.furniture:
            self.furniture(self)

    def put(
        self, x: float, y: float, text: str, size: float = 9.0, style: str = "", family: str = "helvetica"
    ) -> float:
        """Show text with its baseline at `y`.

        :return: where it ends.
        """
        self.set_font(family, style, size)
        self.text(x, y, _latin(text))
        return x + self.get_string_width(_latin(text))

    def put_lines(
        self, x: float, y: float, texts: Iterable[str], size: float = 9.0, leading: float = 12.0
    ) -> None:
        """Show texts below each other, those that begin with `*` bold."""
        for n, text in enumerate(texts):
            if text:
                self.put(x, y + n * leading, text.removeprefix("*"), size, "B" if text[0] == "*" else "")


def _latin(text: str) -> str:
    """The text with each character as the core fonts have it, those of cp1252."""
    return text.encode("cp1252").decode("latin-1")


def _runs(text: str, style: str) -> list[_Run]:
    """The runs of a text with markup, parted where a line may end."""
    runs: list[_Run] = []
    now = set(style)
    join = ""
    for part in filter(None, _TAG.split(text)):
        if match := re.fullmatch(r"<(/?)(\w+)>", part):
            (now.discard if match[1] else now.add)(match[2].upper())
            continue
        for piece in filter(None, re.split(rf"( |{SOFT}|(?<=\w-)(?=\w))", part)):
            if piece in (" ", SOFT):
                join = piece
                continue
            own = runs and runs[-1].text.endswith("-") and not join
            runs.append(_Run(piece, "".join(sorted(now - {"SUP"})), "SUP" in now, "-" if own else join))
            join = ""
    return runs


def _width(pdf: Paper, text: str, style: str, face: Face, *, up: bool = False) -> float:
    pdf.set_font(face.family, style, face.size * (_RAISED_SIZE if up else 1))
    return pdf.get_string_width(_latin(text))


def _break(pdf: Paper, part: Part, width: float, face: Face) -> list[list[_Run]]:
    """The runs of each line of a part that is set in this width; a cut word has its hyphen."""
    runs = _runs(part.text, part.style)
    lines: list[list[_Run]] = [[]]
    used = part.first
    i = 0
    while i < len(runs):
        end = i + 1
        while end < len(runs) and runs[end].join == "":
            end += 1
        cluster = runs[i:end]
        soft = end < len(runs) and runs[end].join == SOFT
        length = sum(_width(pdf, r.text, r.style, face, up=r.up) for r in cluster)
        length += _width(pdf, "-" * soft + " " * (runs[i].join == " "), runs[i].style, face)
        if lines[-1] and used + length > width - part.indent:
            if runs[i].join == SOFT:
                last = lines[-1][-1]
                lines[-1][-1] = replace(last, text=f"{last.text}-")
            lines.append([])
            used = 0.0
        lines[-1] += cluster
        used += length
        i = end
    return lines


def _show(pdf: Paper, runs: Sequence[_Run], x: float, y: float, face: Face, spread: float | None) -> None:
    """Show a line; with `spread` each word by itself, with that much more white between them."""
    shown: list[_Run] = []
    for n, run in enumerate(runs):
        text = f" {run.text}" if run.join == " " and n else run.text
        last = shown[-1] if shown else None
        alone = spread is not None and run.join == " "
        if last and not alone and (last.style, last.up) == (run.style, run.up):
            shown[-1] = replace(last, text=last.text + text)
        else:
            shown.append(replace(run, text=text))
    for run in shown:
        text = run.text
        if spread is not None and text[0] == " ":
            x += _width(pdf, " ", "", face) + spread
            text = text[1:]
        length = _width(pdf, text, run.style, face, up=run.up)
        pdf.text(x, y - face.size * _RAISED_BY * run.up, _latin(text))
        x += length


def show(
    pdf: Paper,
    part: Part,
    lines: Sequence[Sequence[_Run]],
    frame: Frame,
    y: float,
    face: Face,
    *,
    begins: bool = True,
    ends: bool = True,
) -> None:
    """Show lines of a part from the baseline `y` down."""
    if part.mark and begins and not part.goes_on:
        up = bool(part.label) and not part.plain
        x = frame.x + part.indent - part.hang
        size = face.size * (_RAISED_SIZE if up else 1)
        pdf.put(x, y - face.size * _RAISED_BY * up, part.mark, size, family=face.family)
    for n, runs in enumerate(lines):
        x = frame.x + part.indent + part.first * (begins and n == 0)
        gaps = sum(run.join == " " for run in runs[1:])
        spread = None
        if face.justified and gaps and not (ends and n == len(lines) - 1):
            used = sum(_width(pdf, r.text, r.style, face, up=r.up) for r in runs)
            room = frame.x + frame.width - x - used
            spread = room / gaps - _width(pdf, " ", "", face)
        _show(pdf, runs, x, y + n * face.leading, face, spread)


def _set_notes(pdf: Paper, frame: Frame, face: Face) -> float:
    """Set the footnotes of a frame at its foot.

    :return: the height at which the text ends.
    """
    if not frame.notes:
        return frame.bottom
    small = replace(face, size=face.note_size, leading=face.note_leading, justified=False)
    broken = [_break(pdf, part, frame.width, small) for part in frame.notes]
    top = frame.bottom - small.leading * (sum(map(len, broken)) - 1)
    y = top
    for part, lines in zip(frame.notes, broken, strict=True):
        show(pdf, part, lines, frame, y, small)
        y += small.leading * len(lines)
    if face.note_rule:
        pdf.line(frame.x, top - 11, frame.x + 74, top - 11)
    return top - _NOTE_WHITE


def flow(pdf: Paper, parts: Iterable[Part], frames: Sequence[Frame], face: Face) -> float:
    """Set parts in frames, one after the other; those on one page hold what `pages_set` says of it.

    :return: the baseline below the last line.
    """
    pouring = iter(frames)
    frame, bottom = _next(pdf, pouring, face)
    y = frame.top
    notes = [frame]
    for part in parts:
        own = replace(
            face, size=part.size or face.size, leading=(part.size or face.size) / face.size * face.leading
        )
        lines = _break(pdf, part, frame.width, own)
        y += own.leading * part.above * (y > frame.top)
        begins = True
        while lines:
            fit = max(0, int((bottom - y) / own.leading + 1.001))
            if fit == 0:
                frame, bottom = _next(pdf, pouring, face)
                notes.append(frame)
                y = frame.top
                continue
            show(pdf, part, lines[:fit], frame, y, own, begins=begins, ends=fit >= len(lines))
            _record(pdf, part, lines[:fit], begins=begins)
            y += own.leading * min(fit, len(lines))
            lines = lines[fit:]
            begins = False
    for frame in notes:
        pdf.pages_set[frame.page - 1] += frame.notes
    return y


def set_cell(pdf: Paper, text: str, style: str, frame: Frame, face: Face, *, right: bool = False) -> int:
    """Set a table's cell from the top of its frame down, at its left edge or its right.

    :return: how many lines it has.
    """
    part = Part(BlockKind.TABLE, text, style)
    lines = _break(pdf, part, frame.width, face)
    if right and len(lines) == 1:
        length = sum(
            _width(pdf, f"{' ' * (r.join == ' ')}{r.text}", r.style, face, up=r.up) for r in lines[0]
        )
        frame = replace(frame, x=frame.x + frame.width - length)
    show(pdf, part, lines, frame, frame.top, face)
    return len(lines)


def _next(pdf: Paper, frames: Iterator[Frame], face: Face) -> tuple[Frame, float]:
    frame = next(frames)
    while pdf.page < frame.page:
        pdf.add_page()
    return frame, _set_notes(pdf, frame, face)


def _record(pdf: Paper, part: Part, lines: Sequence[Sequence[_Run]], *, begins: bool) -> None:
    """Keep what was set: a part of its own, or more of the last one; a word cut by a page's end stays on it."""
    runs = [run for line in lines for run in line]
    starts = {id(line[0]) for line in lines[0 if not begins else 1 :]}
    page = pdf.pages_set[-1]
    if not begins and not page and runs[0].join == SOFT:
        end = next((n for n, run in enumerate(runs) if run.join == " "), len(runs))
        before = pdf.pages_set[-2]
        before[-1] = replace(before[-1], text=_joined(before[-1].text, runs[:end], starts))
        runs = runs[end:]
    if begins or not page:
        page.append(replace(part, text=_joined("", runs, starts), goes_on=not begins))
    else:
        page[-1] = replace(page[-1], text=_joined(page[-1].text, runs, starts))


def _joined(text: str, runs: Sequence[_Run], starts: Container[int]) -> str:
    """The text with runs after it, words cut at the start of a line whole."""
    for run in runs:
        if run.join == SOFT and id(run) in starts:
            text = text[:-1]
        space = " " if run.join == " " and text else ""
        text += space + (f"<sup>{run.text}</sup>" if run.up else run.text)
    return text


def rotated(pdf: FPDF, number: int, angle: int) -> bytes:
    """A PDF of which the page with this number (from 1) is turned to the right by /Rotate."""
    writer = pypdf.PdfWriter(io.BytesIO(bytes(pdf.output())))
    writer.pages[number - 1].rotate(angle)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def pages(pdf: FPDF | bytes) -> tuple[Page, ...]:
    """The pages that the reader makes of a PDF."""
    return assemble(read_pdf(pdf if isinstance(pdf, bytes) else bytes(pdf.output()), "brief.pdf"))


@cache
def read(make: Callable[..., Paper], *arguments: object) -> tuple[tuple[Page, ...], list[list[Part]]]:
    """The pages that the reader makes of a PDF, and what was set on each."""
    pdf = make(*arguments)
    return pages(pdf), pdf.pages_set


def found(page: Page) -> list[tuple[str, str]]:
    """The kind and text of each block on a page."""
    return [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]


def wanted(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """The kind and text of each block that should be found."""
    return [(part.kind.value, part.read) for part in parts]


def marked(page: Page) -> list[tuple[str, str]]:
    """Each footnote mark on a page, with the word that it stands behind."""
    return [(mark.label, page.text[: mark.offset].split()[-1]) for mark in page.marks]


def block(page: Page, text: str) -> Block:
    """The block on a page that begins with this text."""
    (one,) = [b for b in page.blocks if page.text[b.start : b.end].startswith(text)]
    return one


def about(all_pages: Sequence[Page], number: int, text: str) -> list[str]:
    """What the block that begins with this text is about; its page is this number, from 1."""
    spans = block(all_pages[number - 1], text).about
    return [all_pages[span.page - 1].text[span.start : span.end] for span in spans]
