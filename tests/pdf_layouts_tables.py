"""Tables as policy letters, reports and annexes have them: with all lines drawn, some, or none, and over pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.pdf_layouts import Face, Frame, Paper, Part, flow, head, note, para, set_cell

LEFT, WIDTH = 79.0, 430.0
FACE = Face("helvetica", 9.0, 12.0)
_PAD = 4.0
"""Points between a cell's text and its edges."""

BEFORE = para(
    "In 2023 hebben de jeugdregio’s meer jongeren begeleid dan in het jaar daarvoor. De cijfers per regio staan "
    "in de "
    "onderstaande tabel. Zij zijn ontleend aan de verantwoording die de regio’s in april hebben ingediend."
)
AFTER = para(
    "De regio Groningen heeft verzocht om een hogere bijdrage. Over dat verzoek neem ik voor de zomer een "
    "besluit, als "
    "ook de accountantsverklaring van die regio is ontvangen en beoordeeld.",
    above=1,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn: its columns' widths, which lines, and how many rows at its top are heads.

    `aligned` is whether the heads of figures stand at the right, as figures do.
    """

    widths: tuple[float, ...]
    lines: str = "grid"
    heads: int = 1
    bold: bool = True
    aligned: bool = True
    size: float = 8.5
    leading: float = 11.0


REGIONS = (
    ("Jeugdregio", "2022", "2023", "Verschil"),
    ("Groningen", "412", "455", "10,4%"),
    ("Friesland", "287", "301", "4,9%"),
    ("Twente", "530", "498", "-6,0%"),
    ("Zuid-Limburg", "318", "364", "14,5%"),
)
REGIONS_LOOK = Look((160, 80, 80, 80))


def draw(pdf: Paper, rows: Sequence[Sequence[str]], look: Look, x: float, y: float) -> float:
    """Draw a table from the height `y` down; a cell `<` is one with the cell at its left.

    :return: where it ends.
    """
    edges = [x + sum(look.widths[:n]) for n in range(len(look.widths) + 1)]
    if look.lines != "none":
        pdf.line(edges[0], y, edges[-1], y)
    for number, row in enumerate(rows):
        tallest = 1
        ends = [n for n in range(1, len(row) + 1) if n == len(row) or row[n] != "<"]
        starts = [0, *ends[:-1]]
        for start, end in zip(starts, ends, strict=True):
            style = "B" if number < look.heads and look.bold else ""
            kind = rows[-1] if number < look.heads and look.aligned else row
            figures = kind[start][-1:] in "0123456789%" and 0 < start == end - 1
            frame = Frame(
                pdf.page, edges[start] + _PAD, y + look.leading, 0, edges[end] - edges[start] - 2 * _PAD
            )
            face = Face(FACE.family, look.size, look.leading)
            tallest = max(tallest, set_cell(pdf, row[start], style, frame, face, right=figures))
        below = y + tallest * look.leading + _PAD
        if look.lines == "grid":
            for edge in (edges[0], *(edges[n] for n in ends)):
                pdf.line(edge, y, edge, below)
        y = below
        if look.lines in ("grid", "rows") or (
            look.lines == "heads" and number in (look.heads - 1, len(rows) - 1)
        ):
            pdf.line(edges[0], y, edges[-1], y)
    return y


def with_table(
    rows: Sequence[Sequence[str]],
    look: Look,
    *,
    caption: Part | None = None,
    notes: tuple[Part, ...] = (),
    after: tuple[Part, ...] = (AFTER,),
) -> Paper:
    """A page with a table between two paragraphs, or right above the footnotes."""
    pdf = Paper()
    foot = 780.0 if after else 255.0
    parts = (BEFORE, caption) if caption else (BEFORE,)
    y = flow(pdf, parts, [Frame(1, LEFT, 90, foot, WIDTH, notes)], FACE)
    y = draw(pdf, rows, look, LEFT, y - 4)
    if after:
        flow(pdf, after, [Frame(1, LEFT, y + 24, 780, WIDTH)], FACE)
    return pdf


WRAPPED = (
    ("Maatregel", "Uitvoerder", "Bedrag in 2024"),
    (
        "Uitbreiding van het aantal gezinsvoogden in regio’s met een wachtlijst",
        "Gecertificeerde instellingen",
        "€ 12,4 mln.",
    ),
    ("Landelijk meldpunt", "Inspectie Justitie en Veiligheid", "€ 0,8 mln."),
    ("Opleiding van nieuwe medewerkers", "Hogescholen", "€ 3,1 mln."),
)
WRAPPED_LOOK = Look((170, 120, 90))

SPANNING = (
    ("", "2022", "<", "2023", "<"),
    ("Jeugdregio", "Gevraagd", "Toegekend", "Gevraagd", "Toegekend"),
    ("Groningen", "412", "398", "455", "431"),
    ("Friesland", "287", "280", "301", "295"),
    ("Twente", "530", "511", "498", "490"),
)
SPANNING_LOOK = Look((120, 75, 75, 75, 75), heads=2)

TWO_LINE_HEAD = (
    ("Jaar", "Aantal jongeren dat begeleid is", "Uitgaven in miljoenen euro’s", "Gemiddelde duur in maanden"),
    ("2020", "7.310", "64,2", "11,3"),
    ("2021", "7.455", "66,0", "11,1"),
    ("2022", "7.602", "69,8", "10,8"),
    ("2023", "7.988", "75,1", "10,2"),
)
TWO_LINE_LOOK = Look((60, 110, 110, 110))

PROSE = (
    ("Aanbeveling", "Reactie van het kabinet"),
    (
        "Verkort de wachttijd",
        (
            "Het kabinet neemt deze aanbeveling over. Vanaf 1 januari 2025 geldt een wettelijke termijn van vijf "
            "dagen voor "
            "het eerste gesprek. De inspectie ziet daarop toe."
        ),
    ),
    (
        "Verhoog de tarieven",
        (
            "Deze aanbeveling neemt het kabinet gedeeltelijk over. Het tarief stijgt in 2025 met vier procent. Voor "
            "een hoger "
            "tarief ziet het kabinet op dit moment geen ruimte."
        ),
    ),
    (
        "Stel een regisseur aan",
        "Het kabinet neemt deze aanbeveling niet over. De regie ligt bij de gemeenten en dat moet zo blijven.",
    ),
)
PROSE_LOOK = Look((120, 310))

YEARS = tuple((str(year), f"{year * 7 % 900 + 100}", f"{year * 3 % 400 + 50}") for year in range(1990, 2020))
LONG_HEAD = ("Jaar", "Instroom", "Uitstroom")
LONG_LOOK = Look((80, 120, 120))


def _page_number(pdf: Paper) -> None:
    pdf.put(LEFT + WIDTH - 8, 815, str(pdf.page), 8)


def long_table(*, repeated: bool, lines: str = "grid") -> Paper:
    """A table over three pages, with its heads on each, or on the first alone."""
    pdf = Paper(_page_number)
    look = Look(LONG_LOOK.widths, lines)
    y = flow(pdf, (BEFORE,), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    draw(pdf, (LONG_HEAD, *YEARS[:10]), look, LEFT, y)
    for part in (YEARS[10:20], YEARS[20:]):
        pdf.add_page()
        rows = (LONG_HEAD, *part) if repeated else part
        end = draw(pdf, rows, Look(look.widths, lines, heads=int(repeated)), LEFT, 90)
    flow(pdf, (AFTER,), [Frame(3, LEFT, end + 24, 780, WIDTH)], FACE)
    return pdf


CUT = (
    (
        "Verhoog de tarieven",
        (
            "Deze aanbeveling neemt het kabinet gedeeltelijk over. Het tarief stijgt in 2025 met vier procent. Voor "
            "een hoger"
        ),
    ),
    ("", "tarief ziet het kabinet op dit moment geen ruimte. In 2026 wordt dit opnieuw bezien."),
)


def cut_cell() -> Paper:
    """A table of prose in which the end of a page cuts a cell."""
    pdf = Paper()
    y = flow(pdf, (BEFORE,), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    draw(pdf, (*PROSE[:2], CUT[0]), PROSE_LOOK, LEFT, y)
    pdf.add_page()
    end = draw(pdf, (CUT[1], PROSE[3]), Look(PROSE_LOOK.widths, heads=0), LEFT, 90)
    flow(pdf, (AFTER,), [Frame(2, LEFT, end + 24, 780, WIDTH)], FACE)
    return pdf


def sideways() -> Paper:
    """Two pages, of which the second holds a table that is set sideways."""
    pdf = Paper()
    flow(pdf, (BEFORE, AFTER), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    pdf.add_page()
    with pdf.rotation(
        90, x=0, y=842
    ):  # what is drawn here stands upright once the page is turned to the right
        pdf.put(60, 902, "Tabel 1: Jongeren per jeugdregio", 9, "B")
        draw(pdf, REGIONS, REGIONS_LOOK, 60, 912)
    return pdf


FOOTNOTED = (note(1, "Voorlopig cijfer, zie de brief van 3 april 2024."),)
CAPTION = head("Tabel 1: Begeleide jongeren per jeugdregio", size=9)
