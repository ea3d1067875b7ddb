"""How words and lines are set: spaced, kerned, raised, cut, printed twice; a beslisnota; text along and over a page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.pdf_layouts import Face, Frame, Paper, Part, flow, head, item, note, para

LEFT, WIDTH, ASIDE = 79.0, 372.0, 466.0
FACE = Face("helvetica", 9.0, 12.0)
TOP, FOOT = 162.0, 780.0
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")

FIRST = para(
    "In het commissiedebat van 14 februari 2023 heeft mijn voorganger toegezegd uw Kamer te informeren over de "
    "voortgang van de versterking van de jeugdreclassering. Met deze brief doe ik die toezegging gestand. Eerst ga "
    "ik in op de wachttijden, daarna op de tarieven."
)
SECOND = para(
    "Eind 2022 wachtten 1.240 jongeren langer dan vijf dagen op een eerste gesprek. Een jaar later waren dat er 865, "
    "een daling van dertig procent. De gecertificeerde instellingen hebben daarvoor extra medewerkers aangetrokken.",
    above=1,
)
PARTS = (FIRST, SECOND)

ALONG = "Ministerie van Justitie en Veiligheid, kenmerk 4827193"
"""A short text along the side of a page."""
ALONG_LINES = (
    "De grafiek hiernaast laat zien hoe lang jongeren in elke regio wachten op een eerste gesprek. In Groningen begint",
    "een traject gemiddeld na drie dagen, in Zuid-Limburg pas na elf. Het verschil is sinds 2021 met de helft kleiner",
    "geworden, doordat instellingen uit naburige regio’s elkaar nu helpen.",
)
"""The lines of a text along the side of a page that is too long for furniture."""


def page(
    parts: Sequence[Part] = PARTS,
    draw: Callable[[Paper], None] | None = None,
    width: float = WIDTH,
    face: Face = FACE,
) -> Paper:
    """A page with these parts in one column, and what `draw` adds to it."""
    pdf = Paper()
    flow(pdf, parts, [Frame(1, LEFT, TOP, FOOT, width)], face)
    if draw:
        draw(pdf)
    return pdf


def along(lines: Sequence[str], angle: float, x: float, size: float = 7.0) -> Paper:
    """A page with lines that run up (90) or down (270) the side of the page."""

    def draw(pdf: Paper) -> None:
        for n, line in enumerate(lines):
            at = x + 10 * n * (1 if angle == 90 else -1)
            y = 720 if angle == 90 else 200
            with pdf.rotation(angle, x=at, y=y):
                pdf.put(at, y, line, size)

    return page(draw=draw)


def watermarked(*, first: bool) -> Paper:
    """A page with CONCEPT across it, drawn before its text or after it."""
    pdf = Paper()

    def stamp() -> None:
        with pdf.rotation(45, x=120, y=380):
            pdf.put(120, 380, "CONCEPT", 90, "B")

    pdf.add_page()
    if first:
        stamp()
    flow(pdf, PARTS, [Frame(1, LEFT, TOP, FOOT, WIDTH)], FACE)
    if not first:
        stamp()
    return pdf


def printed_twice(by: float, *, words: bool) -> Paper:
    """A page whose heading is printed twice, `by` points apart: word after word, or the line after the line."""
    pdf = Paper()
    flow(pdf, (FIRST,), [Frame(1, LEFT, TOP, FOOT, WIDTH)], FACE)
    shown = ("Tarieven ", "en ", "wachttijden") if words else ("Tarieven en wachttijden",)
    x = LEFT
    for text in shown:
        pdf.put(x, 222, text)
        pdf.put(x + by, 222, text)
        x += pdf.get_string_width(text)
    flow(pdf, (SECOND,), [Frame(1, LEFT, 234, FOOT, WIDTH)], FACE)
    return pdf


def operators(*shown: str, y: float = 130.0, size: float = 9.0, style: str = "") -> Paper:
    """A page with a line that these operators show, from its left edge on, above the text."""

    def draw(pdf: Paper) -> None:
        pdf.set_font("helvetica", style, size)
        pdf.text(LEFT, 20, "")  # puts the font among the page's
        pdf._out(f"BT 1 0 0 1 {LEFT} {842 - y} Tm")
        for operator in shown:
            pdf._out(operator)
        pdf._out("0 Tc ET")

    return page(draw=draw)


def shifted(*shown: tuple[str, float, float]) -> Paper:
    """A page with a line of texts, each with its size and how far it is raised, in points."""

    def draw(pdf: Paper) -> None:
        x = LEFT
        for text, size, up in shown:
            x = pdf.put(x, 222 - up, text, size)

    return page((FIRST,), draw)


def in_truetype(lines: Sequence[str]) -> Paper:
    """A page with lines in a TrueType font that has more characters than the core fonts have."""
    pdf = Paper()
    pdf.add_page()
    pdf.add_font("dejavu", "", DEJAVU / "DejaVuSans.ttf")
    pdf.set_font("dejavu", "", 9)
    for n, line in enumerate(lines):
        pdf.text(LEFT, TOP + 12 * n, line)
    return pdf


UNDERLINED = (
    FIRST,
    Part(para("").kind, "<u>Wachttijden en tarieven</u>", above=1),
    replace(SECOND, above=0),
)
BOLD = (
    replace(
        FIRST,
        text=f"{FIRST.text} Tot slot beschrijf ik wat ik met de gemeenten heb afgesproken over de inkoop, en wanneer "
        "uw Kamer daarover een volgende rapportage kan verwachten.",
        style="B",
    ),
    SECOND,
)
SET_IN = (
    replace(FIRST, first=14.0),
    replace(SECOND, above=0, first=14.0),
    para("Over de uitkomst van die gesprekken informeer ik uw Kamer.", first=14.0),
    para(
        "De inspectie houdt toezicht op de instellingen en meldt elk half jaar hoe lang jongeren wachten op een "
        "eerste gesprek met een medewerker van de reclassering.",
        first=14.0,
    ),
)
HANGING = tuple(
    replace(para(text), indent=14.0, first=-14.0)
    for text in (
        (
            "Aanmelding: de rechtbank stuurt het vonnis naar de Raad voor de Kinderbescherming, die de jongere binnen "
            "een week aanmeldt bij een gecertificeerde instelling in de eigen regio."
        ),
        (
            "Eerste gesprek: een medewerker van de instelling spreekt de jongere en de ouders binnen vijf dagen nadat "
            "de aanmelding is ontvangen, bij hen thuis of op het kantoor."
        ),
        (
            "Plan van aanpak: binnen zes weken legt de medewerker vast welke doelen de jongere heeft en welke hulp er "
            "voor het gezin beschikbaar is."
        ),
    )
)
"""Paragraphs whose first line hangs out, without a bullet before it."""

NOTA_HEAD = (
    ("Aan", "de Minister voor Rechtsbescherming"),
    ("Van", "Directie Sanctie- en Slachtofferbeleid"),
)
NOTA_TITLE = "Nota bij Kamerbrief versterking jeugdreclassering"
NOTA_ASIDE = """*Directoraat-Generaal
*Straffen en Beschermen

*Datum
14 maart 2024

*Ons kenmerk
4827193

*Bijlagen
1""".split("\n")
NOTA = (
    head("Aanleiding", above=0),
    para(
        "In het commissiedebat van 14 februari 2023 is toegezegd de Kamer te informeren over de voortgang van de "
        "versterking van de jeugdreclassering."
    ),
    head("Geadviseerd besluit"),
    item("U wordt gevraagd de bijgevoegde brief te ondertekenen."),
    item("U wordt gevraagd in te stemmen met openbaarmaking van deze nota, waarbij:"),
    item("persoonsgegevens van ambtenaren worden gelakt;", "-", depth=1),
    item("de financiële bijlage openbaar wordt zodra het contract met de instellingen is gesloten.", "-", 1),
    item("U wordt gevraagd de planning te bevestigen."),
    head("Kernpunten"),
    item("De wachttijd is met dertig procent gedaald. Dat komt vooral door:"),
    item("extra medewerkers in acht regio’s, en", "-", depth=1),
    item("het landelijke tarief.", "-", depth=1),
    head("Toelichting"),
    head("Politieke context", "I", above=0),
    para("De leden Mutluer en Sneller hebben een motie over dit onderwerp ingediend."),
)


def beslisnota(*, ruled: bool) -> Paper:
    """A beslisnota on one page, its head as a table, with lines drawn around its cells or without."""
    pdf = Paper()
    pdf.add_page()
    pdf.put(322, 76, "Ministerie van Justitie en Veiligheid", 11)
    pdf.put_lines(ASIDE, 162, NOTA_ASIDE, 6.5, 9)
    pdf.put(ASIDE, 806, "Pagina 1 van 1", 6.5)
    pdf.put(LEFT, 150, "TER ONDERTEKENING", 9, "B")
    for n, (label, value) in enumerate(NOTA_HEAD):
        pdf.put(LEFT + 4, 176 + 16 * n, label)
        pdf.put(LEFT + 64, 176 + 16 * n, value)
    if ruled:
        for n in range(3):
            pdf.line(LEFT, 165 + 16 * n, LEFT + WIDTH, 165 + 16 * n)
        for x in (LEFT, LEFT + 60, LEFT + WIDTH):
            pdf.line(x, 165, x, 197)
    pdf.put(LEFT, 226, NOTA_TITLE, 13, "B")
    flow(pdf, NOTA, [Frame(1, LEFT, 256, FOOT, WIDTH)], FACE)
    return pdf


UNICODE_NOTES = (
    note(1, "Kamerstukken II 2022/23, 28741, nr. 96."),
    note(2, "Inspectie Justitie en Veiligheid, Wachten op begeleiding, 2023, blz. 14."),
)


def unicode_marks(*, raised: bool) -> Paper:
    """A page whose footnote marks are raised characters, as the numbers of its footnotes are, or these are raised."""
    signs = ("¹", "²")
    parts = (
        replace(FIRST, text=FIRST.text.replace("reclassering.", f"reclassering.{signs[0]}")),
        replace(SECOND, text=SECOND.text.replace("procent.", f"procent{signs[1]}.")),
    )
    notes = (
        UNICODE_NOTES
        if raised
        else tuple(replace(n, mark=sign, plain=True) for n, sign in zip(UNICODE_NOTES, signs, strict=True))
    )
    pdf = Paper()
    flow(pdf, parts, [Frame(1, LEFT, TOP, FOOT, WIDTH, notes)], FACE)
    return pdf
