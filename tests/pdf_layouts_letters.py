"""Letters of ministries, as their word processors make them: a letterhead with a column at its right, ragged text."""

from collections.abc import Callable
from dataclasses import replace

from tests.pdf_layouts import Face, Frame, Paper, flow, head, item, note, para

LEFT, WIDTH, ASIDE = 79.0, 372.0, 466.0
FACE = Face("helvetica", 9.0, 12.0)

FURNITURE = (
    "Retouradres",
    "Turfmarkt",
    "Bezoekadres",
    "Directoraat",
    "Pagina",
    "Ons kenmerk",
    "4827193",
    "Ministerie van Justitie en Veiligheid",
    "2500 EA",
    "Datum",
)
"""What of a letterhead stands in no text."""

FIRST_COLUMN = """*Directoraat-Generaal
*Straffen en Beschermen
Directie Sanctie- en
Slachtofferbeleid

*Bezoekadres
Turfmarkt 147
2511 DP  Den Haag

*Postadres
Postbus 20301
2500 EH  Den Haag
www.rijksoverheid.nl/jenv

*Ons kenmerk
4827193

*Uw kenmerk
2023Z02871

*Bijlagen
2""".split("\n")
"""The column beside the first page's text; what begins with a star is bold."""

OPENING = (
    para("Geachte Voorzitter,"),
    para(
        "In het commissiedebat van 14 februari 2023 heeft mijn voorganger toegezegd uw Kamer te informeren over de "
        "voortgang van de versterking van de jeugdreclassering.<sup>1</sup> Met deze brief doe ik die toezegging "
        "gestand. Eerst ga ik in op de wachttijden, daarna op de tarieven.",
        above=1,
    ),
    head("Wachttijden"),
    para(
        "Eind 2022 wachtten 1.240 jongeren langer dan vijf dagen op een eerste gesprek. Een jaar later waren dat er "
        "865, een daling van dertig procent.<sup>2</sup> De gecertificeerde instellingen hebben daarvoor extra "
        "medewerkers aangetrokken.",
    ),
    head("Regionale verschillen", "I"),
    para(
        "De verschillen tussen regio’s blijven groot. In Groningen begint een traject gemiddeld na drie dagen, in "
        "Zuid-Limburg pas na elf. De volgende maatregelen moeten daar verandering in brengen:",
    ),
    item(
        "gemeenten in dezelfde jeugdregio kopen vanaf 1 januari 2024 gezamenlijk in, zodat instellingen met één "
        "contract te maken hebben;"
    ),
    item("er komt een landelijk tarief, dat bestaat uit:"),
    item("een vast bedrag per traject, en", "-", depth=1),
    item(
        "een toeslag voor jongeren die in een andere regio wonen dan waar zij worden vervolgd;", "-", depth=1
    ),
    item("de inspectie onderzoekt elk half jaar hoe lang jongeren wachten."),
    head("Tarieven"),
    para(
        "Het landelijke tarief is vastgesteld op € 9.860 per traject. Het Rijk stelt hiervoor structureel € 38 "
        "miljoen beschikbaar, te verdelen over de 42 jeugdregio’s naar rato van het aantal jongeren dat in 2022 "
        "onder toezicht stond. Uit het onderzoek dat ik heb laten doen blijkt dat dit bedrag in de meeste regio’s "
        "toereikend is. Waar dat niet zo is, spreek ik met de betrokken gemeenten af hoe zij het verschil "
        "opvangen.",
    ),
    para(
        "Over de uitkomst van die gesprekken informeer ik uw Kamer voor de zomer.",
    ),
    head("Vervolg"),
    para(
        "In het najaar stuur ik uw Kamer de eerste halfjaarlijkse rapportage van de inspectie. Daarin staat per "
        "regio hoeveel jongeren langer dan vijf dagen wachten en wat daarvan de oorzaak is. De rapportage gaat in op "
        "de volgende vragen:",
    ),
    item("Hoeveel jongeren zijn in het afgelopen halfjaar aangemeld?", "1."),
    item(
        "Hoe lang duurde het tot het eerste gesprek, en hoe verhoudt zich dat tot de norm van vijf dagen die in de "
        "wet is opgenomen?",
        "2.",
    ),
    item("Welke instellingen hadden te weinig medewerkers?", "3."),
    head("Onderwijs en dagbesteding"),
    para(
        "Van de jongeren onder toezicht ging in 2022 een kwart niet naar school. Voor hen is dagbesteding "
        "beschikbaar, "
        "maar niet in elke regio. Met de minister voor Primair en Voortgezet Onderwijs heb ik afgesproken dat "
        "samenwerkingsverbanden een plaats vrijhouden voor jongeren die na detentie terugkeren naar school. In acht "
        "regio’s gebeurt dit al. De overige regio’s volgen uiterlijk op 1 augustus 2025."
    ),
    para(
        "Scholen geven aan dat zij vaak niet weten dat een leerling onder toezicht staat. De wet staat niet toe "
        "dat de "
        "reclassering dit zonder toestemming van de ouders meldt. Ik onderzoek of dat anders moet. Daarbij weeg "
        "ik het "
        "belang van de jongere, die met een schone lei wil beginnen, en dat van de school, die andere leerlingen "
        "moet "
        "beschermen. De Autoriteit Persoonsgegevens heb ik om advies gevraagd."
    ),
    para(
        "Ook de werkgevers zijn betrokken. De brancheorganisaties in de bouw en de techniek stellen samen 400 "
        "plaatsen "
        "beschikbaar waar jongeren onder begeleiding een vak kunnen leren. Wie de opleiding afmaakt, krijgt een "
        "arbeidscontract voor ten minste een jaar. De kosten van de begeleiding worden betaald door het Rijk en "
        "bedragen "
        "€ 5.200 per jongere per jaar.",
        above=1,
    ),
    head("Rol van de gemeenten"),
    para(
        "Gemeenten zijn verantwoordelijk voor de inkoop van jeugdreclassering en voor de aansluiting op hulp aan het "
        "gezin. In de praktijk weten zij niet altijd welke jongeren een maatregel hebben gekregen. Met de "
        "Vereniging van "
        "Nederlandse Gemeenten werk ik aan een bericht dat de griffie van de rechtbank automatisch verstuurt. "
        "Een proef in "
        "Overijssel is goed verlopen. Daar ontvangt de gemeente het bericht nu binnen een dag, waar dat eerst "
        "soms weken "
        "duurde. Ik wil dat alle rechtbanken deze werkwijze in 2025 overnemen en heb de Raad voor de rechtspraak "
        "gevraagd "
        "om daarvoor een plan te maken dat aansluit bij de vernieuwing van de systemen."
    ),
    head("Recidive"),
    para(
        "De vraag van het lid Mutluer of ook het aantal recidivisten kan worden gemeld, heb ik aan het WODC "
        "voorgelegd. Het WODC laat weten dat dit pas twee jaar na afloop van een traject betrouwbaar is vast te "
        "stellen. De eerste cijfers verwacht ik daarom in 2026. Wel is bekend dat van de jongeren die tussen 2013 en "
        "2017 werden begeleid 44 procent binnen twee jaar opnieuw werd veroordeeld.<sup>3</sup> Dat percentage "
        "daalt sinds "
        "2010, maar is nog altijd hoger dan bij jongeren die een werkstraf kregen.",
    ),
)
CLOSING = (
    para("Ik vertrouw erop uw Kamer hiermee voldoende te hebben geïnformeerd.", above=1),
    para("Hoogachtend,", above=1),
    para("De Minister voor Rechtsbescherming,", above=1),
    para("F.M. Weerwind", above=4),
)
NOTES = (
    note(1, "Kamerstukken II 2022/23, 28741, nr. 96."),
    note(
        2,
        "Inspectie Justitie en Veiligheid, Wachten op begeleiding, 2023, blz. 14. Het gaat om trajecten die in het "
        "laatste kwartaal zijn gemeld.",
    ),
    note(3, "WODC, Recidive na jeugdreclassering, Cahier 2021-9, blz. 31."),
)


def letterhead(total: int) -> Callable[[Paper], None]:
    """What draws the furniture of a letter of so many pages."""

    def draw(pdf: Paper) -> None:
        pdf.put(ASIDE, 806, f"Pagina {pdf.page} van {total}", 6.5)
        if pdf.page > 1:
            column = ("*Directoraat-Generaal", "*Straffen en Beschermen", "", "*Ons kenmerk", "4827193")
            pdf.put_lines(ASIDE, 162, column, 6.5, 9)
            return
        pdf.put(322, 76, "Ministerie van Justitie en Veiligheid", 11)
        pdf.put(LEFT, 130, "> Retouradres Postbus 20301 2500 EH  Den Haag", 6.5)
        pdf.put_lines(
            LEFT,
            160,
            (
                "Aan de Voorzitter van de Tweede Kamer",
                "der Staten-Generaal",
                "Postbus 20018",
                "2500 EA  DEN HAAG",
            ),
        )
        pdf.put(LEFT, 290, "Datum")
        pdf.put(LEFT + 58, 290, "21 maart 2024")
        pdf.put(LEFT, 302, "Betreft")
        pdf.put(LEFT + 58, 302, "Voortgang versterking jeugdreclassering")
        pdf.put_lines(ASIDE, 162, FIRST_COLUMN, 6.5, 9)

    return draw


def letter() -> Paper:
    """A letter of three pages with headings, lists, footnotes and a signature."""
    pdf = Paper(letterhead(3))
    frames = (
        Frame(1, LEFT, 338, 780, WIDTH, NOTES[:2]),
        Frame(2, LEFT, 162, 740, WIDTH, NOTES[2:]),
        Frame(3, LEFT, 162, 780, WIDTH),
    )
    flow(pdf, (*OPENING, *CLOSING), frames, FACE)
    return pdf


def two_signatories() -> Paper:
    """A letter on one page that two ministers sign, beside each other."""
    pdf = Paper(letterhead(1))
    y = flow(pdf, OPENING[:2], [Frame(1, LEFT, 338, 780, WIDTH)], FACE)
    pdf.put(LEFT, y + 24, "Hoogachtend,")
    pdf.put_lines(
        LEFT,
        y + 48,
        ("De Minister van Binnenlandse", "Zaken en Koninkrijksrelaties,", "", "", "", "H.M. de Jonge"),
    )
    pdf.put_lines(LEFT + 200, y + 48, ("De Minister voor", "Rechtsbescherming,", "", "", "", "F.M. Weerwind"))
    return pdf


def numbered_chapters() -> Paper:
    """An annex of two pages, each with a numbered heading at its top that stands apart from the text."""
    pdf = Paper()
    for number, (title, text) in enumerate(CHAPTERS, start=1):
        flow(pdf, (head(title, size=9), para(text, above=1)), [Frame(number, LEFT, 80, 780, WIDTH)], FACE)
    return pdf


CHAPTERS = (
    ("1. Inleiding", "Deze bijlage beschrijft hoe de bijdrage over de jeugdregio’s is verdeeld."),
    ("2. Verdeling", "Elke jeugdregio ontvangt een bedrag naar rato van het aantal jongeren dat er woont."),
)


def nested_list(mark: str, last: str) -> Paper:
    """A list in a list, of which the item above ends on this sign; its own items have this mark."""
    pdf = Paper()
    parts = (
        para("Het tarief bestaat uit twee delen die elk jaar opnieuw worden vastgesteld:"),
        item(f"voor de begeleiding van jongeren{last}"),
        item("een vast bedrag per traject", mark, depth=1),
        item("een toeslag voor jongeren uit een andere regio", mark, depth=1),
        item("voor de huisvesting een bedrag per medewerker."),
        para("Over de hoogte van deze bedragen overleg ik met de gemeenten.", above=1),
    )
    flow(pdf, parts, [Frame(1, LEFT, 80, 780, WIDTH)], FACE)
    return pdf


def notes_of(hang: float, *, raised: bool) -> Paper:
    """A letter with two footnotes, whose text stands so many points behind their number."""
    pdf = Paper()
    text = (OPENING[1], OPENING[3])
    notes = tuple(replace(part, hang=hang, indent=hang, plain=not raised) for part in NOTES[:2])
    flow(pdf, text, [Frame(1, LEFT, 80, 780, WIDTH, notes)], FACE)
    return pdf


def a_note_on_each_page() -> Paper:
    """A letter of three pages, each with one footnote; those are numbered as the pages are."""
    pdf = Paper()
    for number, (text, source) in enumerate(SOURCES, start=1):
        parts = (para(f"{text}<sup>{number}</sup>"),)
        flow(pdf, parts, [Frame(number, LEFT, 162, 780, WIDTH, (note(number, source),))], FACE)
    return pdf


SOURCES = (
    (
        "De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.",
        "Kamerstukken II 2022/23, 28741, nr. 96.",
    ),
    ("In Groningen begint een traject gemiddeld na drie dagen.", "Zie bijlage 2 bij deze brief."),
    ("Het tarief is door de regio’s gezamenlijk vastgesteld.", "Stcrt. 2023, 18204."),
)
