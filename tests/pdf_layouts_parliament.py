"""Papers of the Tweede Kamer, as their publisher sets them: a masthead, and text in a narrow column at the right."""

from collections.abc import Callable, Sequence

from tests.pdf_layouts import Face, Frame, Paper, Part, flow, head, note, para

LEFT, COLUMN, WIDTH = 40.0, 220.0, 344.0
FACE = Face("helvetica", 9.0, 10.5, note_size=6.8, note_leading=9.0)
FURNITURE = (
    "Tweede Kamer der Staten-Generaal",
    "Vergaderjaar",
    "vergaderjaar 2023–2024, Aanhangsel",
    "Aanhangsel van de Handelingen",
    "ah-tk",
    "ISSN",
    "Gravenhage",
)


def masthead(middle: str, foot: str, colophon: Sequence[str]) -> Callable[[Paper], None]:
    """What draws the masthead and colophon on the first page, and the foot of every page."""

    def draw(pdf: Paper) -> None:
        pdf.put(COLUMN, 797, foot)
        pdf.put(558 + 5 * (pdf.page < 10), 797, str(pdf.page))
        if pdf.page > 1:
            return
        pdf.put(LEFT, 46, "Tweede Kamer der Staten-Generaal", 17, "B")
        pdf.put(530, 72, "2", 48, "B")
        pdf.line(LEFT, 92, COLUMN + WIDTH, 92)
        pdf.put(LEFT, 109, "Vergaderjaar 2023–2024", 10)
        pdf.put(COLUMN, 109, middle, 10, "B")
        pdf.line(LEFT, 151, COLUMN + WIDTH, 151)
        pdf.put_lines(LEFT, 785, colophon, 6.2, 7)

    return draw


def ask(label: str) -> Part:
    """The head of a question or an answer."""
    return head(label, "")


QUESTIONS = (
    para(
        "Vragen van de leden <b>Mutluer</b> en <b>Sneller</b> (D66) aan de Minister voor Rechtsbescherming over "
        "<i>het bericht dat jonge\u00adren maan\u00adden wachten op reclas\u00adsering</i> (inge\u00adzonden 12 "
        "januari "
        "2024)."
    ),
    para(
        "Antwoord van Minister <b>Weerwind</b> (Rechts\u00adbescher\u00adming) (ontvan\u00adgen 9 februari 2024).",
        above=0.6,
    ),
    ask("Vraag 1"),
    para("Kent u het bericht «Jonge\u00adren wachten maan\u00adden op reclas\u00adsering»?<sup>1</sup>"),
    ask("Antwoord 1"),
    para("Ja."),
    ask("Vraag 2"),
    para(
        "Hoeveel jonge\u00adren wachten op dit moment langer dan vijf dagen op een eerste gesprek met een jeugd\u00ad"
        "reclas\u00adse\u00adrings\u00adwer\u00adker?"
    ),
    ask("Vraag 3"),
    para(
        "Deelt u de opvat\u00adting dat een wacht\u00adtijd van maan\u00adden niet past bij het "
        "peda\u00adgo\u00adgische "
        "karak\u00adter van het jeugd\u00adstraf\u00adrecht? Zo nee, waarom niet?"
    ),
    ask("Antwoord 2 en 3"),
    para(
        "Op 1 januari 2024 wachtten 865 jonge\u00adren langer dan vijf dagen op een eerste gesprek. Dat zijn er "
        "minder "
        "dan een jaar gele\u00adden, maar nog steeds te veel. Ik deel de opvat\u00adting dat een snelle start "
        "van belang "
        "is.<sup>2</sup>"
    ),
    para(
        "Met de gecer\u00adti\u00adfi\u00adceerde instel\u00adlingen heb ik afge\u00adspro\u00adken dat zij "
        "jonge\u00adren "
        "die een ernstig delict hebben gepleegd altijd binnen vijf dagen zien. Voor de overige jonge\u00adren "
        "geldt een "
        "termijn van tien dagen."
    ),
    ask("Vraag 4, 5 en 6"),
    para(
        "Welke gemeen\u00adten kopen nog niet geza\u00admen\u00adlijk in? Wat doet u om hen daartoe te "
        "bewe\u00adgen? "
        "Wanneer infor\u00admeert u de Kamer daarover?"
    ),
    ask("Antwoord op vraag 4 t/m 6"),
    para(
        "Drie jeugd\u00adregio’s kopen nog niet geza\u00admen\u00adlijk in. Met de wethou\u00adders van deze "
        "regio’s heb ik "
        "in december gespro\u00adken. Zij hebben toege\u00adzegd dat de inkoop voor 2025 geza\u00admen\u00adlijk "
        "wordt "
        "gedaan. Ik infor\u00admeer uw Kamer voor de zomer over de voort\u00adgang daarvan en over de "
        "gevol\u00adgen die dit "
        "heeft voor de wacht\u00adtijden in deze drie regio’s en in de omlig\u00adgende gemeen\u00adten.<sup>3</sup>"
    ),
    ask("Vraag 7"),
    para("Kunt u deze vragen afzon\u00adder\u00adlijk beant\u00adwoor\u00adden?"),
    ask("Antwoord 7"),
    para(
        "De vragen 2 en 3 en de vragen 4 tot en met 6 zijn vanwege hun samen\u00adhang samen beant\u00adwoord."
    ),
)
NOTES = (
    note(
        1,
        "Trouw, 10 januari 2024, «Jongeren wachten maanden op reclassering», www.trouw.nl/jeugdreclassering",
    ),
    note(
        2,
        "De Inspec\u00adtie Justitie en Veiligheid heeft in 2023 onder\u00adzocht hoe lang jonge\u00adren "
        "wachten. Zij telt "
        "alleen wie door de Raad voor de Kinderbe\u00adscher\u00adming is aange\u00admeld, en niet wie eerst "
        "vrij\u00adwillig",
    ),
)
REST = note(2, "bege\u00adlei\u00adding kreeg. Daardoor vallen haar cijfers lager uit.", goes_on=True)
LAST_NOTE = note(3, "Kamerstukken II 2022/23, 28 741, nr. 96.")


def answers() -> Paper:
    """An Aanhangsel with questions and answers, in which a footnote runs on to the next page."""
    pdf = Paper(
        masthead(
            "Aanhangsel van de Handelingen",
            "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel",
            ("ah-tk-20232024-1004", "ISSN 0921 - 7398", "’s-Gravenhage 2024"),
        )
    )
    pdf.add_page()
    pdf.put_lines(
        COLUMN,
        170,
        ("*Vragen gesteld door de leden der Kamer, met de daarop door de", "*regering gegeven antwoorden"),
        9,
        10.5,
    )
    pdf.put(COLUMN, 290, "1004", 13, "B")
    frames = (
        Frame(1, COLUMN, 322, 730, WIDTH, NOTES),
        Frame(2, COLUMN, 40, 730, WIDTH, (REST, LAST_NOTE)),
    )
    flow(pdf, QUESTIONS, frames, FACE)
    return pdf


LABELS = (
    ("Vraag 1", "Antwoord 1"),
    ("Vraag 1", "Antwoord vraag 1"),
    ("Vraag 1", "Antwoord op vraag 1"),
    ("Vraag 1", "Antwoord:"),
    ("Vraag 1, 2 en 3", "Antwoord 1, 2 en 3"),
    ("Vraag 1", "Mededeling"),
    ("Vraag 1 t/m 3", "Antwoord op vragen 1 tot en met 3"),
    ("Vragen 1-3", "Antwoorden 1-3"),
    ("Vraag 1a", "Antwoord 1a"),
    ("Vraag 1:", "Antwoord 1:"),
)
"""Ways in which questions and answers are labelled."""


def labelled(question: str, answer: str) -> Paper:
    """A page with one question and its answer, under these labels."""
    pdf = Paper()
    parts = (
        para(
            "Hierbij zend ik u de antwoorden op de schriftelijke vragen over de wachttijden bij de jeugdreclassering."
        ),
        ask(question),
        para("Hoeveel jongeren wachten op dit moment langer dan vijf dagen op een eerste gesprek?"),
        ask(answer),
        para(
            "Op 1 januari 2024 waren dat er 865. Een jaar eerder waren het er nog 1.240, een daling van dertig "
            "procent."
        ),
        para("Ik verwacht dat het aantal verder daalt.", above=1),
    )
    flow(pdf, parts, [Frame(1, COLUMN, 60, 780, WIDTH)], FACE)
    return pdf


MOTION = (
    para("De Kamer,"),
    para("gehoord de beraadslaging,", above=1),
    para(
        "consta\u00adte\u00adrende dat 865 jonge\u00adren langer dan vijf dagen wachten op een eerste gesprek met de "
        "jeugd\u00adreclas\u00adse\u00adring;",
        above=1,
    ),
    para("overwe\u00adgende dat een snelle start de kans op herha\u00adling klei\u00adner maakt;", above=1),
    para("verzoekt de regering om de termijn van vijf dagen in de wet op te nemen,", above=1),
    para("en gaat over tot de orde van de dag.", above=1),
    para("Mutluer", above=1),
    para("Sneller"),
)


def motion() -> Paper:
    """A motie on one page."""
    pdf = Paper(
        masthead(
            "", "Tweede Kamer, vergaderjaar 2023–2024, 28 741, nr. 104", ("kst-28741-104", "ISSN 0921 - 7371")
        )
    )
    pdf.add_page()
    pdf.put(LEFT, 166, "28 741", 12, "B")
    pdf.put(COLUMN, 166, "Jeugdcriminaliteit", 12, "B")
    pdf.put(LEFT, 268, "Nr. 104", 9.5, "B")
    pdf.put(COLUMN, 268, "MOTIE VAN DE LEDEN MUTLUER EN SNELLER", 9.5, "B")
    pdf.put(COLUMN, 280, "Voorgesteld 14 februari 2024")
    flow(pdf, MOTION, [Frame(1, COLUMN, 304, 780, WIDTH)], FACE)
    return pdf
