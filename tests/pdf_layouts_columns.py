"""Programmes and leaflets in columns: text that flows from one column into the next, under a running head."""

from tests.pdf_layouts import Face, Frame, Paper, flow, head, item, note, para

LEFT, MIDDLE, WIDTH, RIGHT = 56.0, 308.0, 230.0, 538.0
FACE = Face("helvetica", 9.5, 14.0)
FURNITURE = ("Programma Veilige Wijken", "Samen aan zet", "| 1.")

CHAPTER = (
    head("Wat is het probleem?", size=12),
    para(
        "In twintig stedelijke gebieden stapelen de problemen zich op. Bewoners hebben er minder inkomen, een "
        "slechtere "
        "gezondheid en een kleinere woning dan elders. Eén op de vijf kinderen groeit er op in armoede. De "
        "criminaliteit "
        "daalt minder snel dan in de rest van het land, en het vertrouwen in de overheid is laag.",
        above=0.5,
    ),
    para(
        "Dat is niet van vandaag of gisteren. Al in 2007 werden veertig wijken aangewezen waar extra inzet nodig "
        "was. Die "
        "inzet stopte in 2012, voordat de resultaten zichtbaar waren. Onderzoek laat zien dat een aanpak pas na "
        "tien tot "
        "vijftien jaar effect heeft.<sup>1</sup> Daarom kiezen wij nu voor een programma van twintig jaar, "
        "waarin Rijk, "
        "gemeenten, scholen, corporaties en politie zich aan dezelfde doelen binden en elk jaar laten zien wat "
        "zij bereiken.",
        above=1,
    ),
    head("Wat willen we bereiken?", size=12),
    para(
        "Over twintig jaar verschillen deze gebieden niet meer van de rest van de stad. Dat vraagt om een aanpak die "
        "begint bij kinderen en jongeren. We richten ons op:",
        above=0.5,
    ),
    item("een goede start voor ieder kind;"),
    item(
        "onderwijs dat kansen biedt, ook aan kinderen die thuis weinig steun krijgen of geen rustige plek hebben "
        "om te leren;"
    ),
    item("werk en inkomen voor hun ouders;"),
    item("een woning die voldoet;"),
    item("een veilige straat."),
    head("Veiligheid in de wijk"),
    para(
        "Wie zich niet veilig voelt, komt niet aan werk of leren toe. De politie krijgt in de twintig gebieden samen "
        "driehonderd extra wijkagenten. Zij worden niet ingezet voor andere taken. Gemeenten stellen jongerenwerkers "
        "aan die ook in de avond en in het weekend op straat zijn. Waar ondermijnende criminaliteit een rol speelt, "
        "werken gemeente, Belastingdienst, politie en Openbaar Ministerie in één team.",
    ),
    para(
        "Burgemeesters hebben gevraagd om meer mogelijkheden om panden te sluiten. Een voorstel daarvoor is in "
        "voorbereiding.",
        above=1,
    ),
    head("Jongeren", "I"),
    para(
        "Jongeren die met politie in aanraking komen, krijgen binnen vijf dagen een vaste begeleider. Die "
        "blijft, ook als "
        "de straf voorbij is. In Rotterdam-Zuid is met deze werkwijze ervaring opgedaan. Van de deelnemers kwam "
        "na twee "
        "jaar 31 procent opnieuw met de politie in aanraking, tegen 46 procent van een vergelijkbare groep. "
        "Vanaf 2025 "
        "wordt deze werkwijze in alle gebieden ingevoerd. De kosten bedragen € 24 miljoen per jaar.",
    ),
)
NOTE = note(1, "SCP, Werk aan de wijk, 2013, blz. 92.", hang=6)


def running_head(pdf: Paper) -> None:
    """Draw the name of the chapter and the page's number, at the outer side of the page."""
    number = str(pdf.page + 9)
    if pdf.page % 2:
        pdf.put(LEFT, 40, number, 7)
        pdf.put(LEFT + 18, 40, "Programma Veilige Wijken  |  1. Samen aan zet", 7)
    else:
        pdf.put(MIDDLE, 40, "Programma Veilige Wijken  |  1. Samen aan zet", 7)
        pdf.put(RIGHT - 8, 40, number, 7)


def programme(offset: float = 0.0) -> Paper:
    """A chapter over three pages of two columns; the right one stands `offset` points lower than the left."""
    pdf = Paper(running_head)
    frames = (
        Frame(1, LEFT, 108, 470, WIDTH, (NOTE,)),
        Frame(1, MIDDLE, 108 + offset, 400, WIDTH),
        Frame(2, LEFT, 108, 178, WIDTH),
        Frame(2, MIDDLE, 108 + offset, 178, WIDTH),
        Frame(3, LEFT, 108, 360, WIDTH),
        Frame(3, MIDDLE, 108 + offset, 360, WIDTH),
    )
    flow(pdf, CHAPTER, frames, FACE)
    while pdf.page < 3:
        pdf.add_page()
    return pdf


TITLE = head("1. Samen aan zet voor veilige wijken", size=20)
INTRO = para(
    "<b>In dit hoofdstuk staat hoe het kabinet met twintig gemeenten werkt aan wijken waar mensen zich veilig "
    "voelen, en "
    "wat het daarvan in de komende vier jaar merkbaar wil maken.</b>",
    above=0.5,
)


def opening(offset: float = 0.0) -> Paper:
    """The first page of a chapter: a title and an introduction over both columns."""
    pdf = Paper()
    y = flow(pdf, (TITLE, INTRO), [Frame(1, LEFT, 90, 700, RIGHT - LEFT)], FACE)
    frames = (Frame(1, LEFT, y + 28, 700, WIDTH), Frame(1, MIDDLE, y + 28 + offset, 700, WIDTH))
    flow(pdf, [part for part in CHAPTER if "<sup>" not in part.text], frames, FACE)
    return pdf


THREE = (
    para(
        "De gemeente Delfzand vraagt bewoners om mee te denken over de nieuwe inrichting van het stationsgebied. "
        "Tussen "
        "het spoor en de Oostsingel komen 640 woningen, een school en een park van twee hectare. Op 12 juni is "
        "er een "
        "avond in het stadhuis waarop u de plannen kunt bekijken."
    ),
    head("Wat gaat er veranderen?"),
    para(
        "De busbaan wordt verlegd naar de zuidkant van het station. Daardoor ontstaat aan de kant van het "
        "centrum een plein "
        "zonder auto’s. De fietsenstalling krijgt drieduizend plaatsen en blijft ook ’s nachts open. Parkeren "
        "kan straks "
        "alleen nog in de garage onder het plein."
    ),
    head("Hoe kunt u meepraten?"),
    para(
        "U kunt tot en met 30 juni een reactie sturen. Dat kan per brief of via de website van de gemeente. Alle "
        "reacties "
        "worden gebundeld en met een antwoord aan de gemeenteraad gestuurd. De raad neemt in oktober een besluit "
        "over het "
        "plan. Daarna kunt u nog beroep instellen."
    ),
)


def three_columns() -> Paper:
    """A leaflet in three columns."""
    pdf = Paper()
    frames = [Frame(1, 45 + 172 * n, 90, 270, 155) for n in range(3)]
    flow(pdf, THREE, frames, Face("helvetica", 9.0, 12.0))
    return pdf
