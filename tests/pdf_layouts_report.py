"""A report of ten pages: a cover, front matter with roman numbers, contents, numbered headings, boxes and figures."""

from tests.pdf_layouts import Face, Frame, Paper, Part, flow, head, note, para

LEFT, WIDTH, RIGHT = 85.0, 425.0, 510.0
FACE = Face("helvetica", 10.0, 14.0)
ROMAN = ("", "ii", "iii")
FRONT = 3
"""Pages before the one on which 1 is printed."""

CONTENTS = (
    ("Samenvatting", "iii"),
    ("1 Inleiding", "1"),
    ("1.1 Aanleiding", "1"),
    ("1.2 Onderzoeksvragen", "2"),
    ("2 Bevindingen", "3"),
    ("2.1 Wachttijden", "3"),
    ("2.1.1 Wachttijden per regio", "4"),
    ("3 Conclusie", "6"),
    ("Bijlage 1 Verantwoording", "7"),
)


def chapter(title: str) -> Part:
    return head(title, size=16)


def section(title: str) -> Part:
    return head(title, size=12)


PAGES: tuple[tuple[Part, ...], ...] = (
    (
        chapter("1 Inleiding"),
        para(
            "Dit rapport gaat over de tijd die jongeren wachten op begeleiding door de jeugdreclassering.",
            above=1,
        ),
        section("1.1 Aanleiding"),
        para(
            "In 2022 ontving de inspectie signalen dat jongeren maanden wachten op een eerste gesprek. Bij drie "
            "instellingen was de wachtlijst in een jaar tijd verdubbeld. De minister heeft de inspectie daarop "
            "gevraagd "
            "te onderzoeken wat daarvan de oorzaak is en wat eraan gedaan kan worden."
        ),
    ),
    (
        section("1.2 Onderzoeksvragen"),
        para(
            "De inspectie wilde weten hoe lang jongeren wachten, en of dat per regio verschilt.<sup>1</sup>"
        ),
        para(
            "Zij sprak daarvoor met 48 jongeren, 31 ouders en de bestuurders van alle veertien instellingen.",
            above=1,
        ),
    ),
    (
        chapter("2 Bevindingen"),
        section("2.1 Wachttijden"),
        para(
            "Gemiddeld wachtten jongeren in 2022 elf weken. De norm is vijf dagen. Geen van de veertien instellingen "
            "voldeed aan de norm, en bij vier van hen liep de wachttijd op tot meer dan een half jaar."
        ),
    ),
    (
        section("2.1.1 Wachttijden per regio"),
        para("Tussen de regio’s zijn de verschillen groot. Figuur 1 laat dat zien."),
    ),
    (para("In de regio’s met de langste wachttijd werkten de minste mensen per jongere."),),
    (
        chapter("3 Conclusie"),
        para(
            "Jongeren wachten te lang. De oorzaak is een tekort aan medewerkers en niet een gebrek aan geld.",
            above=1,
        ),
    ),
    (
        chapter("Bijlage 1 Verantwoording"),
        para(
            "Het onderzoek liep van januari tot en met juni 2023. De vragenlijst is op te vragen bij de inspectie.",
            above=1,
        ),
    ),
)
CAPTION = "Figuur 1: Gemiddelde wachttijd in weken per jeugdregio, 2022"
BOX = (
    head("Box 1: Wat is jeugdreclassering?"),
    para(
        "Jeugdreclassering is begeleiding van jongeren die met de politie in aanraking zijn geweest. De rechter "
        "kan haar "
        "opleggen, of de Raad voor de Kinderbescherming stelt haar voor."
    ),
)


def _numbered(pdf: Paper) -> None:
    """Draw the page's number at its foot, but for the cover; the pages before the first chapter have roman ones."""
    if pdf.page > FRONT:
        pdf.put(RIGHT - 10, 800, str(pdf.page - FRONT), 8)
    elif pdf.page > 1:
        pdf.put(RIGHT - 10, 800, ROMAN[pdf.page - 1], 8)


def report() -> Paper:
    """The report: cover, contents, summary, and seven numbered pages."""
    pdf = Paper(_numbered)
    pdf.add_page()
    pdf.put(LEFT, 300, "Wachten op begeleiding", 26, "B")
    pdf.put(LEFT, 330, "Onderzoek naar de wachttijden bij de jeugdreclassering", 14)
    pdf.put(LEFT, 700, "Inspectie Justitie en Veiligheid, september 2023", 10)
    pdf.add_page()
    pdf.put(LEFT, 100, "Inhoud", 16, "B")
    for n, (title, number) in enumerate(CONTENTS):
        y = 130 + 16 * n
        end = pdf.put(LEFT, y, title, 10)
        pdf.put(RIGHT - 12, y, number, 10)
        width = pdf.get_string_width(".")
        pdf.put(end + 4, y, "." * int((RIGHT - 20 - end - 4) / width), 10)
    pdf.add_page()
    flow(
        pdf,
        (
            chapter("Samenvatting"),
            para("Jongeren wachten gemiddeld elf weken op een eerste gesprek.", above=1),
        ),
        [Frame(3, LEFT, 100, 760, WIDTH)],
        FACE,
    )
    notes = {2: (note(1, "De vragen zijn vooraf voorgelegd aan de klankbordgroep, zie bijlage 1."),)}
    for n, parts in enumerate(PAGES, start=1):
        y = flow(pdf, parts, [Frame(FRONT + n, LEFT, 100, 760, WIDTH, notes.get(n, ()))], FACE)
        if n == 2:
            pdf.rect(LEFT - 8, y + 20, WIDTH + 16, 80)
            flow(pdf, BOX, [Frame(FRONT + n, LEFT, y + 40, 760, WIDTH - 8)], FACE)
        if n == 4:
            for bar, height in enumerate((40, 90, 60, 120)):
                pdf.rect(LEFT + 20 + 50 * bar, y + 160 - height, 30, height, style="F")
            pdf.put(LEFT, y + 180, CAPTION, 9, "I")
    return pdf
