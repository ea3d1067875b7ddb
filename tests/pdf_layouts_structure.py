"""PDFs made by hand, operator by operator: what a file may hold that no word processor's export is without."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pypdf
from fpdf import FPDF
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
)

LEFT, TOP = 79, 680
"""Where text begins, in points from the left and the foot of the page."""
WIDTH, HEIGHT = 595, 842

LINES = (
    "In het commissiedebat van 14 februari 2023 heeft mijn voorganger toegezegd uw Kamer te",
    "informeren over de voortgang van de versterking van de jeugdreclassering. Met deze brief doe",
    "ik die toezegging gestand. Eerst ga ik in op de wachttijden, daarna op de tarieven die het",
    "Rijk met de gemeenten heeft afgesproken.",
)
MORE = (
    "Eind 2022 wachtten 1.240 jongeren langer dan vijf dagen op een eerste gesprek. Een jaar later",
    "waren dat er 865, een daling van dertig procent. De gecertificeerde instellingen hebben daarvoor",
    "extra medewerkers aangetrokken en hun administratie vereenvoudigd.",
)
FIRST, SECOND = " ".join(LINES), " ".join(MORE)
BOTH = [("paragraph", FIRST), ("paragraph", SECOND)]

Fonts = Mapping[str, PdfObject]


def core_font(name: str) -> DictionaryObject:
    """One of the fonts that every viewer has."""
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(f"/{name}"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )


def fonts(**more: PdfObject) -> DictionaryObject:
    """The resources of a page with /F1 plain, /F2 bold, and these."""
    named = {"F1": core_font("Helvetica"), "F2": core_font("Helvetica-Bold"), **more}
    return DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject(f"/{n}"): f for n, f in named.items()})}
    )


def literal(text: str) -> str:
    """The text as a PDF string."""
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def lines(
    texts: Iterable[str],
    y: float = TOP,
    x: float = LEFT,
    font: str = "F1",
    size: float = 9,
    leading: int = 12,
) -> str:
    """Operators that show texts below each other."""
    shown = f" 0 -{leading} Td ".join(f"{literal(text)} Tj" for text in texts)
    return f"BT /{font} {size} Tf {x} {y} Td {shown} ET\n"


PROSE = lines(LINES) + lines(MORE, TOP - 12 * (len(LINES) + 1))
"""Two paragraphs."""


STRETCHED = (
    "In Groningen begint een traject gemiddeld na drie dagen, in Friesland na vijf.",
    "Zeeland volgt met elf dagen. De inspectie houdt hierop toezicht.",
    "In Limburg is het meer.",
)
"""Lines that are stretched to one width, but for the last."""


def stretched(by: str) -> str:
    """Operators that show lines as wide as their column by word spacing, character spacing or scaling."""
    measure = FPDF(unit="pt")
    measure.set_font("helvetica", size=9)
    shown = ""
    for n, text in enumerate(STRETCHED):
        width = measure.get_string_width(text)
        room = 372 - width
        setting = {
            "Tw": f"{room / text.count(' '):.3f} Tw",
            "Tc": f"{room / len(text):.3f} Tc",
            "Tz": f"{37200 / width:.3f} Tz",
        }
        rest = {"Tw": "0 Tw", "Tc": "0 Tc", "Tz": "100 Tz"}
        operator = (rest if text == STRETCHED[-1] else setting)[by]
        shown += f"BT /F1 9 Tf {operator} {LEFT} {TOP - 12 * n} Td {literal(text)} Tj ET\n"
    return shown


def stream(content: str, entries: Mapping[str, PdfObject] | None = None) -> DecodedStreamObject:
    """A stream with these entries in its dictionary."""
    made = DecodedStreamObject()
    made.set_data(content.encode("cp1252"))
    for name, value in (entries or {}).items():
        made[NameObject(name)] = value
    return made


def numbers(*values: float) -> ArrayObject:
    """An array of numbers."""
    return ArrayObject(FloatObject(value) for value in values)


def form(
    content: str, resources: DictionaryObject | None = None, matrix: Sequence[float] = ()
) -> DecodedStreamObject:
    """A form with this content."""
    made = stream(
        content,
        {
            "/Type": NameObject("/XObject"),
            "/Subtype": NameObject("/Form"),
            "/BBox": numbers(0, 0, 2000, 2000),
        },
    )
    if resources is not None:
        made[NameObject("/Resources")] = resources
    if matrix:
        made[NameObject("/Matrix")] = numbers(*matrix)
    return made


def picture() -> DecodedStreamObject:
    """A grey picture of one pixel."""
    return stream(
        "\x7f",
        {
            "/Type": NameObject("/XObject"),
            "/Subtype": NameObject("/Image"),
            "/Width": NumberObject(1),
            "/Height": NumberObject(1),
            "/BitsPerComponent": NumberObject(8),
            "/ColorSpace": NameObject("/DeviceGray"),
        },
    )


PICTURE = "q 400 0 0 500 90 200 cm /Im Do Q\n"
"""Operators that show a picture."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its content, in one stream or several, its resources, what it draws, and more of its entries."""

    content: str | tuple[str, ...] = PROSE
    resources: DictionaryObject | None = field(default_factory=fonts)
    drawn: Mapping[str, DecodedStreamObject] = field(default_factory=dict)
    entries: Mapping[str, PdfObject] = field(default_factory=dict)


def made(*leaves: Leaf, inherited: DictionaryObject | None = None, hidden: str = "") -> bytes:
    """A PDF of these pages.

    :param inherited: resources of the node above them.
    :param hidden: the property of the last page that is a layer, and is not shown.
    """
    writer = pypdf.PdfWriter()
    for leaf in leaves:
        page = writer.add_blank_page(WIDTH, HEIGHT)
        parts = [leaf.content] if isinstance(leaf.content, str) else leaf.content
        streams = [writer._add_object(stream(part)) for part in parts]
        page[NameObject("/Contents")] = ArrayObject(streams) if len(streams) > 1 else streams[0]
        if leaf.resources is None:
            page.pop("/Resources", None)
        else:
            resources = leaf.resources.clone(writer, force_duplicate=True)
            if hidden:
                _hide(writer, resources, hidden)
            page[NameObject("/Resources")] = resources
            if leaf.drawn:
                drawn = {NameObject(f"/{name}"): _added(writer, one) for name, one in leaf.drawn.items()}
                resources[NameObject("/XObject")] = DictionaryObject(drawn)
        for name, value in leaf.entries.items():
            page[NameObject(name)] = value
    if inherited is not None:
        root = writer._root_object["/Pages"].get_object()
        root[NameObject("/Resources")] = inherited  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _hide(writer: pypdf.PdfWriter, resources: DictionaryObject, name: str) -> None:
    """Make the property with this name a layer that is off."""
    properties = resources["/Properties"]
    layer = writer._add_object(properties[name])
    properties[NameObject(name)] = layer
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )


def _added(writer: pypdf.PdfWriter, one: DecodedStreamObject) -> PdfObject:
    """A stream in the file, and those that it draws itself."""
    resources = one.get("/Resources")
    if isinstance(resources, DictionaryObject) and isinstance(resources.get("/XObject"), DictionaryObject):
        inner = resources["/XObject"]
        for name in list(inner):
            inner[name] = _added(writer, inner.raw_get(name))
    return writer._add_object(one)


def spans(*shown: tuple[str, str | None], y: float = TOP) -> str:
    """Operators that show a line in parts, each with its /ActualText, a hexadecimal string; None for those without."""
    parts = [
        f"{literal(text)} Tj"
        if actual is None
        else f"/Span <</ActualText <{actual}>>> BDC {literal(text)} Tj EMC"
        for text, actual in shown
    ]
    return f"BT /F1 9 Tf {LEFT} {y} Td {' '.join(parts)} ET\n"


def unicode_map(codes: Mapping[int, str], width: int = 1) -> DecodedStreamObject:
    """A /ToUnicode map of these codes."""
    pairs = "\n".join(
        f"<{code:0{2 * width}X}> <{text.encode('utf-16-be').hex()}>" for code, text in codes.items()
    )
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        f"1 begincodespacerange <{'00' * width}> <{'FF' * width}> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )


def mapped_font(codes: Mapping[int, str]) -> DictionaryObject:
    """Helvetica, of which these codes stand for other characters."""
    plain = {code: bytes([code]).decode("cp1252") for code in range(32, 127)}
    font = core_font("Helvetica")
    font[NameObject("/ToUnicode")] = unicode_map({**plain, **codes})
    return font


def composite_font(*, mapped: bool) -> DictionaryObject:
    """A font whose codes are numbers of glyphs; `mapped` is whether it says which letters these are."""
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/BaseFont"): NameObject("/ABCDEF+Verdana"),
            NameObject("/DW"): NumberObject(560),
            NameObject("/CIDToGIDMap"): NameObject("/Identity"),
        }
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/ABCDEF+Verdana"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([descendant]),
        }
    )
    if mapped:
        font[NameObject("/ToUnicode")] = unicode_map({glyph(chr(c)): chr(c) for c in range(32, 127)}, 2)
    return font


def glyph(character: str, shift: int = 29) -> int:
    """The number of a character's glyph in that font: `shift` less than its code."""
    return ord(character) - shift


def glyph_lines(texts: Iterable[str], shift: int = 29) -> str:
    """Operators that show texts below each other in the font /F3, by numbers of glyphs."""
    shown = " 0 -12 Td ".join(
        "<" + "".join(f"{glyph(c, shift):04X}" for c in text) + "> Tj" for text in texts
    )
    return f"BT /F3 9 Tf {LEFT} {TOP} Td {shown} ET\n"


def drawn_font(*, mapped: bool) -> DictionaryObject:
    """A Type 3 font, whose glyphs are drawn on a grid of 100 to the em, all half an em wide."""
    codes = range(32, 127)
    names = {code: f"/g{code}" if mapped else f"/{_NAMES.get(chr(code), chr(code))}" for code in codes}
    box = stream("50 0 0 0 45 70 d1 5 0 40 70 re f")
    differences: list[PdfObject] = [NumberObject(32), *(NameObject(names[code]) for code in codes)]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): numbers(0, 0, 50, 70),
            NameObject("/FontMatrix"): numbers(0.01, 0, 0, 0.01, 0, 0),
            NameObject("/FirstChar"): NumberObject(32),
            NameObject("/LastChar"): NumberObject(126),
            NameObject("/Widths"): numbers(*(50 for _ in codes)),
            NameObject("/CharProcs"): DictionaryObject({NameObject(name): box for name in names.values()}),
            NameObject("/Encoding"): DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Encoding"),
                    NameObject("/Differences"): ArrayObject(differences),
                }
            ),
        }
    )
    if mapped:
        font[NameObject("/ToUnicode")] = unicode_map(dict(zip(codes, map(chr, codes), strict=True)))
    return font


_NAMES = {" ": "space", ".": "period", ",": "comma", "-": "hyphen"} | dict(
    zip("0123456789", "zero one two three four five six seven eight nine".split(), strict=True)
)
"""Adobe's names of characters that are not letters."""
