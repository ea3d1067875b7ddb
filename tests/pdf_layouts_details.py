"""Tables, lists, boxes and footnotes that are not as usual: merged cells, notes over three pages, asterisks."""

from collections.abc import Sequence
from dataclasses import replace

from tests.pdf_layouts import Face, Frame, Paper, Part, flow, head, item, note, para, set_cell
from tests.pdf_layouts_tables import Look, draw

LEFT, WIDTH = 79.0, 372.0
COLUMN, GAP = 232.0, 16.0
"""The width of one of two columns, and the white between them."""
FACE = Face("helvetica", 9.0, 12.0)

ARTICLES = (
    ("Artikel", "Uitgaven", "Ontvangsten"),
    ("31", "1.204", "12"),
    ("32", "987", "45"),
    ("33", "2.310", "8"),
    ("91", "455", "0"),
)
EMPTY_COLUMN = (
    ("Jeugdregio", "2022", "Bijstelling", "2023"),
    ("Groningen", "412", "", "455"),
    ("Friesland", "287", "", "301"),
    ("Twente", "530", "", "498"),
)
HALF_EMPTY = (
    ("Jeugdregio", "2022", "Bijstelling", "2023"),
    ("Groningen", "412", "", "455"),
    ("Friesland", "287", "14", "301"),
    ("Twente", "530", "", "498"),
    ("Zeeland", "", "", "120"),
)
TOTALLED = (
    ("Jeugdregio", "2022", "2023", "Verschil"),
    ("Groningen", "412", "455", "10,4%"),
    ("Friesland", "287", "301", "4,9%"),
    ("Twente", "530", "498", "-6,0%"),
    ("<b>Totaal", "<b>1.229", "<b>1.254", "<b>2,0%"),
)
SIGNED = (
    ("Post", "2023", "2024", "Mutatie"),
    ("Inkoop", "-12,5", "– 3,2", "+ 9,3"),
    ("Personeel", "-1,2", "1,4", "217%"),
    ("Huisvesting", "€ 4,1", "€ -0,3", "-107 %"),
    ("Overig", "0,0", "< 0,1", "± 5%"),
)
WORDED = (
    ("Post", "Raming", "Realisatie", "Verschil"),
    ("Inkoop", "€ 4,1 mln.", "€ 3,9 mln.", "(0,2)"),
    ("Personeel", "€ 1,2 mln.", "€ 1,4 mln.", "0,2*"),
    ("Huisvesting", "p.m.", "€ -0,3 mln.", "n.v.t."),
    ("Overig", "-", "–", "–"),
)
LOOKS = {
    "articles": (ARTICLES, Look((80, 110, 110))),
    "an empty column": (EMPTY_COLUMN, Look((120, 80, 80, 80))),
    "a column with gaps": (HALF_EMPTY, Look((120, 80, 80, 80))),
    "a total": (TOTALLED, Look((120, 80, 80, 80))),
    "figures and words": (WORDED, Look((120, 80, 80, 80))),
    "signs": (SIGNED, Look((120, 80, 80, 80))),
}

MERGED_HEAD = ("Jeugdregio", "Jaar", "Jongeren")
MERGED = (
    ("Groningen", (("2022", "412"), ("2023", "455"))),
    ("Friesland", (("2022", "287"), ("2023", "301"))),
)
MERGED_WIDTHS = (140.0, 80.0, 80.0)


def merged_labels(*, centred: bool) -> Paper:
    """A table with lines around its cells, whose labels are each one cell beside two rows, at its top or its middle."""
    pdf = Paper()
    y = flow(pdf, (BEFORE,), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    edges = [LEFT + sum(MERGED_WIDTHS[:n]) for n in range(4)]
    high = 16.0
    pdf.line(edges[0], y, edges[-1], y)
    for edge in edges:
        pdf.line(edge, y, edge, y + high * 5)
    for n, text in enumerate(MERGED_HEAD):
        pdf.put(edges[n] + 4, y + 11, text, 8.5, "B")
    y += high
    for label, rows in MERGED:
        pdf.line(edges[0], y, edges[-1], y)
        pdf.put(edges[0] + 4, y + 11 + high / 2 * centred, label, 8.5)
        for n, row in enumerate(rows):
            for column, text in enumerate(row, start=1):
                pdf.put(edges[column] + 4, y + 11 + high * n, text, 8.5)
        pdf.line(edges[1], y + high, edges[-1], y + high)
        y += high * 2
    pdf.line(edges[0], y, edges[-1], y)
    flow(pdf, (AFTER,), [Frame(1, LEFT, y + 24, 780, WIDTH)], FACE)
    return pdf


SHADES = ("every other row", "every row", "heads alone", "labels too")
"""What of a table without lines is shaded."""


def shaded(shade: str) -> Paper:
    """A table without lines, some of whose rows or cells stand on a colour."""
    pdf = Paper()
    y = flow(pdf, (BEFORE,), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    high, widths = 15.0, (140.0, 80.0, 80.0)
    for number, cells in enumerate(SHADED):
        for column, text in enumerate(cells):
            x = LEFT + sum(widths[:column])
            on = {
                "every other row": number % 2 == 0,
                "every row": True,
                "heads alone": number == 0,
                "labels too": number == 0 or column == 0,
            }
            if on[shade]:
                pdf.set_fill_color(200 if number == 0 else 230)
                pdf.rect(x, y + high * number, widths[column], high, style="F")
                pdf.set_fill_color(0)
            pdf.put(x + 4, y + 11 + high * number, text, 8.5, "" if number else "B")
    flow(pdf, (AFTER,), [Frame(1, LEFT, y + high * len(SHADED) + 20, 780, WIDTH)], FACE)
    return pdf


SHADED = (
    ("Jeugdregio", "2022", "2023"),
    ("Groningen", "412", "455"),
    ("Friesland", "287", "301"),
    ("Twente", "530", "498"),
    ("Zeeland", "118", "120"),
)

BEFORE = para(
    "In 2023 hebben de jeugdregio’s meer jongeren begeleid dan in het jaar daarvoor. De cijfers staan in de tabel die "
    "hieronder volgt en zijn ontleend aan de verantwoording van de regio’s. Niet alle regio’s leverden hun cijfers op "
    "tijd aan."
)
AFTER = para(
    "De regio Groningen heeft verzocht om een hogere bijdrage. Over dat verzoek neem ik voor de zomer een besluit, "
    "als ook de accountantsverklaring van die regio is ontvangen en beoordeeld."
)

CONTEXT = (BEFORE, replace(AFTER, above=1))
"""What stands above a test's own text, so that there is more text than there is in footnotes."""

LISTED_HEAD = ("Doel", "Maatregelen")
LISTED = (
    (
        "Kortere wachttijd",
        (
            "meer gezinsvoogden in de regio’s die een wachtlijst hebben;",
            "een wettelijke termijn van vijf dagen voor het eerste gesprek;",
            "een landelijk meldpunt.",
        ),
    ),
    (
        "Minder uitval",
        ("opleiding van nieuwe medewerkers op het werk;", "een hogere toeslag voor avonddiensten."),
    ),
)


def listed_cells() -> Paper:
    """A table with lines around its cells, in which the right cell of each row holds a list."""
    pdf = Paper()
    y = flow(pdf, (BEFORE,), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    edges = (LEFT, LEFT + 110, LEFT + WIDTH)
    pdf.line(edges[0], y, edges[-1], y)
    pdf.put(edges[1] + 4, y + 11, LISTED_HEAD[1], 8.5, "B")
    rows: list[tuple[str, Sequence[str]]] = [("", ()), *LISTED]
    for label, texts in rows:
        pdf.put(edges[0] + 4, y + 11, label or LISTED_HEAD[0], 8.5, "" if label else "B")
        below = y + 11
        for text in texts:
            pdf.put(edges[1] + 4, below, "•", 8.5)
            below += 11 * set_cell(
                pdf, text, "", Frame(1, edges[1] + 14, below, 0, 200), Face(size=8.5, leading=11)
            )
        below = max(below, y + 22) - 6
        for edge in edges:
            pdf.line(edge, y, edge, below)
        pdf.line(edges[0], below, edges[-1], below)
        y = below
    flow(pdf, (AFTER,), [Frame(1, LEFT, y + 24, 780, WIDTH)], FACE)
    return pdf


SMALL_TABLE = (
    ("Regio", "2022", "2023"),
    ("Groningen", "412", "455"),
    ("Friesland", "287", "301"),
    ("Twente", "530", "498"),
)
IN_COLUMN = (
    para(
        "Het programma is in twintig gebieden begonnen. Elk gebied heeft een eigen plan, dat de burgemeester met de "
        "scholen, de politie en de corporaties heeft gemaakt. De plannen lopen tot en met 2030 en worden elk jaar "
        "door de gemeenteraad vastgesteld."
    ),
    para(
        "In de tabel hieronder staat hoeveel jongeren in drie van de gebieden zijn begeleid. De aantallen stijgen in "
        "de meeste gebieden.",
        above=1,
    ),
)
BELOW_TABLE = (
    para(
        "Waar het aantal daalt, komt dat doordat er minder medewerkers waren. Het kabinet trekt daarvoor in 2025 "
        "extra geld uit, dat vooral naar de opleiding gaat."
    ),
)
BESIDE = (
    head("Wat gaat er beter?", above=0),
    para(
        "De wachttijden zijn in alle gebieden korter geworden. Waar jongeren in 2021 nog drie maanden moesten "
        "wachten, is dat nu ten hoogste vijf weken. In Rotterdam en Tilburg begint de begeleiding binnen twee weken, "
        "omdat de instellingen daar samen een rooster maken."
    ),
    para(
        "Ook de samenwerking met scholen verbetert. In zestien gebieden is een medewerker van de reclassering een dag "
        "in de week op school aanwezig. Leerlingen weten die goed te vinden, en leraren zeggen dat zij eerder aan de "
        "bel trekken dan vroeger.",
        above=1,
    ),
)


def table_in_a_column(lines: str, *, right: bool = False) -> Paper:
    """A page in two columns, with a table between the paragraphs of the left one, or of the right one."""
    pdf = Paper()
    here, there = (57 + COLUMN + GAP, 57.0) if right else (57.0, 57 + COLUMN + GAP)
    y = flow(pdf, IN_COLUMN, [Frame(1, here, 90, 780, COLUMN)], FACE)
    y = draw(pdf, SMALL_TABLE, Look((96, 68, 68), lines), here, y)
    flow(pdf, BELOW_TABLE, [Frame(1, here, y + 24, 780, COLUMN)], FACE)
    flow(pdf, BESIDE, [Frame(1, there, 90, 780, COLUMN)], FACE)
    return pdf


LONG_LIST = (
    para(
        "Het kabinet neemt in de komende kabinetsperiode de volgende maatregelen, samen met de gemeenten bedacht:"
    ),
    item("gemeenten in dezelfde jeugdregio kopen vanaf 1 januari 2024 gezamenlijk in bij de instellingen;"),
    item("er komt een landelijk tarief dat elk jaar wordt aangepast aan de stijging van de lonen;"),
    item(
        "de inspectie onderzoekt elk half jaar hoe lang jongeren wachten en wat daarvan in hun regio de oorzaak is;"
    ),
    item("scholen krijgen een vaste contactpersoon bij de reclassering in hun eigen gemeente;"),
    item("wie een opleiding afmaakt, krijgt een arbeidscontract voor ten minste een jaar."),
    para(
        "Over de uitvoering van deze maatregelen ontvangt uw Kamer elk jaar in september een rapportage.",
        above=1,
    ),
)


def list_over_columns(foot: float) -> Paper:
    """A page in two columns, with a list that goes on from the left one, which ends at this height, in the right."""
    pdf = Paper()
    frames = (Frame(1, 57, 90, foot, COLUMN), Frame(1, 57 + COLUMN + GAP, 90, 780, COLUMN))
    flow(pdf, LONG_LIST, frames, FACE)
    return pdf


def boxed(*, filled: bool) -> Paper:
    """A page with a box around the text between two others in one column."""
    pdf = Paper()
    y = flow(pdf, (BEFORE,), [Frame(1, LEFT, 90, 780, WIDTH)], FACE)
    if filled:
        pdf.set_fill_color(220)
    pdf.rect(LEFT, y, WIDTH, 80, style="DF" if filled else "D")
    pdf.set_fill_color(0)
    flow(pdf, BOX, [Frame(1, LEFT + 8, y + 18, 780, WIDTH - 16)], FACE)
    flow(pdf, (AFTER,), [Frame(1, LEFT, y + 100, 780, WIDTH)], FACE)
    return pdf


BOX = (
    head("Wat is jeugdreclassering?", above=0),
    para(
        "Jeugdreclassering is begeleiding van jongeren die met de politie in aanraking zijn geweest. De rechter kan "
        "haar opleggen, of de Raad voor de Kinderbescherming stelt haar voor. De begeleiding duurt meestal een jaar."
    ),
)


def noted(parts: Sequence[Part], notes: Sequence[Part]) -> Paper:
    """A page with two paragraphs, these parts, and footnotes."""
    pdf = Paper()
    below = (replace(parts[0], above=1), *parts[1:])
    flow(pdf, (*CONTEXT, *below), [Frame(1, LEFT, 90, 780, WIDTH, tuple(notes))], FACE)
    return pdf


def few_words_and_long_notes() -> Paper:
    """A page with less text than there is in its footnotes."""
    pdf = Paper()
    parts = (para("De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.<sup>1</sup>"),)
    flow(pdf, parts, [Frame(1, LEFT, 90, 780, WIDTH, (note(1, LONG_NOTE[0]),))], FACE)
    return pdf


SOURCE = "Kamerstukken II 2022/23, 28741, nr. 96."
OTHER = "Inspectie Justitie en Veiligheid, Wachten op begeleiding, 2023, blz. 14."

HUNDREDS = tuple(
    tuple(
        (n, text, source)
        for n, text, source in (
            (first, "De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.", SOURCE),
            (first + 1, "In Groningen begint een traject gemiddeld na drie dagen.", OTHER),
        )
    )
    for first in (1, 98, 100, 102)
)
"""For each page its footnotes: number, the sentence it stands behind, and its text; the numbers leave some out."""


def more_than_99() -> Paper:
    """A report of which four pages are there, with footnotes over 99."""
    pdf = Paper()
    for page, rows in enumerate(HUNDREDS, start=1):
        parts = [para(f"{text}<sup>{n}</sup>", above=1) for n, text, _ in rows]
        notes = tuple(note(n, source, hang=10) for n, _, source in rows)
        flow(pdf, parts, [Frame(page, LEFT, 90, 780, WIDTH, notes)], FACE)
    return pdf


LONG_NOTE = (
    (
        "Het onderzoek is uitgevoerd door het WODC in samenwerking met de Universiteit Utrecht. Voor het onderzoek "
        "zijn de dossiers van 1.240 jongeren bekeken, waarvan er 865 volledig waren. Daarnaast is gesproken met"
    ),
    (
        "48 jongeren, 31 ouders en de bestuurders van alle veertien instellingen. De gesprekken zijn opgenomen en "
        "uitgewerkt. Twee onderzoekers hebben elk voor zich bepaald welke oorzaken van wachttijd er genoemd werden en"
    ),
    "zij waren het in negen van de tien gevallen eens. Het rapport is in maart 2023 aan de Kamer gestuurd.",
)


def note_over_pages() -> Paper:
    """Three pages, over which one footnote runs; the second and third have one of their own below it as well."""
    pdf = Paper()
    texts = (
        (BEFORE, para("De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.<sup>1</sup>", above=1)),
        (AFTER, IN_COLUMN[0]),
        (BESIDE[1], para("Het tarief is door de regio’s gezamenlijk vastgesteld.<sup>2</sup>", above=1)),
    )
    notes = (
        (note(1, LONG_NOTE[0]),),
        (note(1, LONG_NOTE[1], goes_on=True),),
        (note(1, LONG_NOTE[2], goes_on=True), note(2, SOURCE)),
    )
    for page, (parts, below) in enumerate(zip(texts, notes, strict=True), start=1):
        flow(pdf, parts, [Frame(page, LEFT, 90, 780, WIDTH, below)], FACE)
    return pdf


NOTE_PARAGRAPHS = (
    (
        "Het onderzoek is uitgevoerd door het WODC. Het rapport is in maart 2023 aan de Kamer gestuurd en is te "
        "vinden op de website van het onderzoekscentrum."
    ),
    (
        "De inspectie heeft daarnaast een eigen onderzoek gedaan naar de wachttijden in de jeugdregio’s, waarvan de "
        "uitkomsten in juni zijn verschenen."
    ),
)


def note_of_paragraphs() -> Paper:
    """A page whose first footnote has two paragraphs."""
    more = replace(note(1, NOTE_PARAGRAPHS[1]), mark="", first=8.0)
    notes = (note(1, NOTE_PARAGRAPHS[0]), more, note(2, SOURCE))
    return noted(
        (
            para("De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.<sup>1</sup>"),
            para("In Groningen begint een traject gemiddeld na drie dagen.<sup>2</sup>", above=1),
        ),
        notes,
    )


def starred(*, raised: bool) -> Paper:
    """A page whose footnotes have asterisks."""
    one, two = ("<sup>*</sup>", "<sup>**</sup>") if raised else ("*", "**")
    parts = (
        para(f"De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.{one}"),
        para(f"In Groningen begint een traject gemiddeld na drie dagen.{two}", above=1),
    )
    notes = tuple(
        replace(note(0, text), mark=mark, label=mark, plain=not raised, indent=9.0, hang=9.0)
        for mark, text in (("*", SOURCE), ("**", OTHER))
    )
    return noted(parts, notes)


ENDNOTES = (SOURCE, OTHER, "WODC, Recidive na jeugdreclassering, Cahier 2021-9, blz. 31.")


def endnotes(mark: str) -> Paper:
    """Two pages of text, and a third with its notes in the size of the text; `mark` is how their numbers are set."""
    pdf = Paper()
    texts = (
        ("De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.<sup>1</sup>",),
        (
            "In Groningen begint een traject gemiddeld na drie dagen.<sup>2</sup>",
            "Het tarief is door de regio’s gezamenlijk vastgesteld.<sup>3</sup>",
        ),
    )
    for page, row in enumerate(texts, start=1):
        flow(pdf, [para(text, above=1) for text in row], [Frame(page, LEFT, 90, 780, WIDTH)], FACE)
    notes = [
        replace(
            para(text), mark=mark.format(n), indent=14.0, hang=14.0, label=str(n), plain="raised" not in mark
        )
        for n, text in enumerate(ENDNOTES, start=1)
    ]
    flow(pdf, [head("Noten"), *notes], [Frame(3, LEFT, 90, 780, WIDTH)], FACE)
    return pdf
