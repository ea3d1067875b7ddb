"""What is understood of a question: regular text, and the letters that it names."""

import time

import pytest

from rag.answer_type import AnswerType
from rag.naming import named_letters
from rag.query import MAX_QUESTION, normalise, understand
from rag.types import Filters
from sources.errors import QuestionError
from sources.types import Asker, Letter, Page


def letter(letter_id: str, **details: object) -> Letter:
    values = {
        "title": letter_id,
        "kind": "kamerbrief",
        "pages": (),
        "source": f"{letter_id}.txt",
        "sha256": "0" * 64,
    }
    return Letter(letter_id=letter_id, **{**values, **details})


KEIJZER = "M.C.G. Keijzer, staatssecretaris van Economische Zaken en Klimaat"
LETTERS = (
    letter("missie", date="2019", kamerstukken=("33 009, nr. 70",), sender=KEIJZER),
    letter("visie", date="2020", sender=KEIJZER),
    letter(
        "focus",
        date="2025-10",
        title="Industriebeleid met focus",
        kenmerken=("DGBI / 101636279",),
        sender="Vincent Karremans, minister van Economische Zaken",
    ),
    letter(
        "nota",
        date="2025",
        kind="beslisnota",
        title="Nota bij de Kamerbrief Industriebeleid met focus",
        pages=(
            Page(
                1,
                "Aan minister Jansen. Zie Kamerstuk 32637-415, Kamerstuk 32 637 en 31 288, nr. 316 en uw EZ/44426674."
                " Zie ook Aanhangsel Handelingen, vergaderjaar 2023–2024,\nnr. 2147 en Aanhangsel 2022/23, nr. 38.",
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Wat staat er in de brief van Keijzer uit 2020 over reshoring?", {"visie"}),
        ("Wat schreef Keijzer over reshoring?", {"missie", "visie"}),
        ("Welke markten kiest minister Karremans?", {"focus"}),
        ("Welke stoffen noemt de grondstoffenvisie van 2020?", {"visie"}),
        ("Wat zegt de nota over de motie Kostic?", {"nota"}),
        ("wat zegt de beslisnota uit 2025 over experts", {"nota"}),
        ("Hoe verschilt de brief uit 2019 van die uit 2025?", {"missie", "focus", "nota"}),
        ("Hoe verschilt het beleid in 2019 van dat in 2025?", {"missie", "focus", "nota"}),
        ("Wat is het verschil tussen de brieven van 2019 en 2025 over missies?", {"missie", "focus", "nota"}),
        ("Wat staat er in Kamerstuk 33 009, nr. 70?", {"missie"}),
        ("Wat staat er in 33009-70 over water?", {"missie"}),
        ("wat is de looptijd in DGBI/101636279", {"focus"}),
        ("wat is de looptijd in kenmerk 101636279?", {"focus"}),
        ("Wat zegt kst-33009-70 over water?", {"missie"}),
        ("Wat zegt Kamerstuk 33009 nr 70 over water?", {"missie"}),
        ("Wat zegt Kamerstukken II 2018/19, 33\u00a0009, nr.\u202f70 over water?", {"missie"}),
        ("What does the 2020 letter say about photonics?", {"visie"}),
        ("Wat staat er in de brief uit het jaar 2020 over reshoring?", {"visie"}),
        ("What does the letter of October 2020 say about photonics?", {"visie"}),
        ("Hoeveel is er volgens de brief van minister Karremans tot 2027 beschikbaar?", {"focus"}),
        ("Wat staat er in de brief van 3 mei 2017 over missies?", set()),
        ("Wat staat er in de brief over missies van mei 2017?", set()),
        ("Wat staat er in de brief van 2017 over missies?", set()),
        (
            "Wat maakte de regeling volgens de brief van 2019 mogelijk, en in 2025?",
            {"missie", "focus", "nota"},
        ),
        (
            "Op welke thema's richtte het beleid zich in 2019, en op welke in 2025?",
            {"missie", "focus", "nota"},
        ),
        ("Welke markten noemt de missiebrief uit 2019?", {"missie"}),
        ("Welke markten noemt de kamerbrief uit 2025?", {"focus"}),
        ("Wat zeggen de kamerbrieven van 2019 en 2025 over banen?", {"missie", "focus"}),
        ("Wat adviseert de nota bij de kamerbrief van 2025?", {"nota"}),
        ("Wat kiest de Kamerbrief Industriebeleid met focus?", {"focus"}),
        ("Wie zijn geconsulteerd in de nota Industriebeleid met focus?", {"nota"}),
        ("Wat staat in de beslisnota over Industriebeleid met focus over TNO?", {"nota"}),
        ("Wat schreef Karremans in de nota?", {"focus"}),
        ("Wat adviseert de beslisnota bij de Kamerbrief Industriebeleid met focus?", {"nota"}),
        ("Wat vertelt de kamerbrief over de industrie uit 2020 over banen?", {"visie"}),
        ("Wat schreef staatssecretaris Keizer over reshoring?", {"missie", "visie"}),
        ("Wat staat er in de brief van minister Wiebes over banen?", set()),
        ("Hoeveel banen zijn er volgens de brief van minister Van der Wal uit 2020?", set()),
        ("What does it say in the letter from Minister Wiebes about jobs?", set()),
        ("Hoeveel banen zijn er volgens de brief van minister Karremans?", {"focus"}),
        ("Hoeveel banen zijn er volgens de brief van staatssecretaris Mona Keijzer?", {"missie", "visie"}),
        ("Hoeveel banen zijn er volgens de brief van staatssecretaris Keyzer?", {"missie", "visie"}),
        ("Wat staat er in de brief van minister Wiebes waar Karremans naar verwijst?", {"focus"}),
        ("In de brief van Wiebes uit 2019: wat zijn de missies?", set()),
        ("Wat staat in de brief van Mark Rutte over de industrie?", set()),
        ("Wat zegt de brief van Van der Wal over de industrie?", set()),
        ("Wat staat er in de Kamerbrief van Keyzer over banen?", {"missie", "visie"}),
        ("Wat staat er in de brief van Mona Keijzer over banen?", {"missie", "visie"}),
        ("Wat is Keijzers visie op banen?", {"missie", "visie"}),
        ("brief keijzer banen", {"missie", "visie"}),
        ("In de brief van Keijzer uit 2025, wat zijn de markten?", set()),
        ("Wat zegt de Kamerbrief van staatssecretaris Keyzer van oktober 2025 over banen?", set()),
        ("Wat schreef Keijzer in de brief van 2025 over banen?", set()),
        ("Wat zegt minister Karremans in zijn brief uit 2019 over banen?", set()),
        ("Volgens Keijzers brief uit 2025, wat zijn de markten?", set()),
        ("Wat zegt de brief van Karremans over de doelen van 2019?", {"focus"}),
        ("Wat zegt Karremans over de brief van 2019?", {"missie"}),
        ("Volgens Karremans is de brief van 2019 achterhaald, waarom?", {"missie"}),
        ("Wat zegt de brief van 2025 over de brief van Keijzer?", {"focus", "nota"}),
        ("Wat zegt de brief van Keijzer uit 2020 over de brief van Karremans uit 2025?", {"visie", "focus"}),
        *(
            (question, set())
            for question in (
                "Wat staat er in Kamerstuk 33009-700?",
                "Wat staat er in Kamerstuk 33009-7?",
                "Wat staat er in Kamerstuk 33009 nr. 99?",
                "Wat zegt Kamerstuk 33 009, nr. 99 over water?",
                "Wat staat er in Kamerstukken II 2018/19, 33 009, nr. 99?",
                "Wat is de looptijd volgens de brief met kenmerk DGNVLG / 11111111?",
                "Wat is de looptijd in Aanhangsel 2023-2024, nr. 9999?",
                "Wat is de looptijd in Aanhangsel 2024-2025, nr. 2147?",
            )
        ),
        *(
            (f"Wat {says} de brief van 2017 over innovatie?", set())
            for says in ("zegt", "schrijft", "noemt", "vertelt")
        ),
    ],
)
def test_a_question_names_letters(question: str, named: set[str]) -> None:
    naming = named_letters(question, LETTERS)
    assert naming is not None
    assert naming.letters == named


HERE = (
    letter(
        "snel",
        sender="M. Snel, staatssecretaris van Financiën",
        pages=(Page(1, "Zie Shell en minister Kamp."),),
    ),
    letter("motie", kind="motie", sender="Inge van Dijk"),
    letter("vragen", kind="kamervragen", askers=(Asker("Sneller", "D66"), Asker("Van Nispen", "SP"))),
    letter("jonge", sender="H.M. de Jonge, minister van Volksgezondheid, Welzijn en Sport"),
    letter("post", sender="De minister voor Klimaat en Energie"),
    letter("ministerie", sender="Landbouw, Natuur en Voedselkwaliteit"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Wat zegt de brief van Snel over de belasting?", {"snel"}),
        ("Wat wil Snel met de belasting?", {"snel"}),
        ("wat wil staatssecretaris Snel met de belasting", {"snel"}),
        ("Wat is volgens De Jonge het doel?", {"jonge"}),
        ("Wat is volgens minister Jonge het doel?", {"jonge"}),
        ("Wat is Hugo de Jonges doel?", {"jonge"}),
        ("Wat vraagt de motie-Van Dijk?", {"motie"}),
        ("Welke motie diende Inge van Dijk in?", {"motie"}),
        ("Wat vraagt de motie van Inge van Dijk?", {"motie"}),
        ("Wat staat er in de Kamervragen van Van Nispen over rechters?", {"vragen"}),
        ("Wat antwoordde de minister op de vragen van het lid Sneller?", {"vragen"}),
        ("Wat schrijft Snel over de belasting in zijn brief?", {"snel"}),
        ("Wat is volgens Snels brief het tarief?", {"snel"}),
        ("Wat schreef minister Wiebes in zijn brief over aardgas?", set()),
        ("Wat schrijft Wiebes over aardgas in zijn Kamerbrief?", set()),
        ("Hoeveel gas is er volgens Wiebes' brief uit 2019?", set()),
        ("How much gas is there according to Wiebes's 2019 letter?", set()),
        ("Waar gaat de brief van Wiebes over?", set()),
        ("Wat staat er in de brief van Kamp over aardgas?", set()),
        ("Wat staat er in de brief van Wiebes over aardgas?", set()),
    ],
)
def test_a_name_that_is_a_word_or_a_member_as_well_names_who_is_meant(question: str, named: set[str]) -> None:
    naming = named_letters(question, HERE)
    assert naming is not None
    assert naming.letters == named


@pytest.mark.parametrize(
    "question",
    [
        "Hoe snel gaat de bouw?",
        "Snel bouwen, hoe gaat dat?",
        "Welke hulp is er voor jonge mensen? Jonge ouders hebben het zwaar.",
        "Wat is de reactie op de motie-Snel?",
        "Wat zegt het programma over Jonge landbouwers?",
        "IS DE APP VERPLICHT VOOR JONGE MENSEN EN HOE SNEL?",
        "Hoe hoog is de Hondsbossche Dijk?",
        "Wat vroeg Inge van Dijk over DigiD?",
        "Vragen van Van Dijk (CDA) over DigiD: wat was het antwoord?",
        "Wat vroeg het lid Snel?",
        "Wat is het klimaatbeleid voor energie?",
        "Wat doet de voedselkwaliteit ertoe?",
        "Wat staat er in de brief van Shell over aardgas?",
        "Wat staat er in de brief van VNO-NCW over aardgas?",
        "Wat staat er in de brief van Economische Zaken over aardgas?",
        "Wat staat er in de brief van Het kabinet over aardgas?",
        "Wat staat er in de brief van Vrijdag over aardgas?",
        "Wat staat er in de brief van de Kamer over aardgas?",
        "Wat staat er in de brief van wiebes over aardgas?",
        "Waarom noemt de minister de brief van Wiebes achterhaald?",
        "Waarom is de brief van Wiebes niet beantwoord?",
        "Wat staat er in de Kamervragen van Omtzigt over toeslagen?",
        "Wat schrijft de minister in zijn brief over aardgas?",
        "Wat schrijft Shell in haar brief over aardgas?",
    ],
)
def test_a_word_an_institution_or_a_member_names_no_sender(question: str) -> None:
    assert named_letters(question, HERE) is None


PAPERS = (
    letter(
        "circulaire",
        kind="circulaire",
        title="Circulaire toegang tot de gemeentelijke schuldhulpverlening 2022",
        date="2022-10-06",
        sender="R.E. Hoekwater, minister voor Armoedebeleid",
    ),
    letter(
        "zwemwater", kind="inspectiebrief", title="Uitkomsten inspectie zwemwaterkwaliteit", date="2023-11-16"
    ),
    letter("veen", title="Aanpak veenweidegebieden en waterpeil", date="2024-04-18"),
    letter("wind-2023", kind="voortgangsrapportage", title="Voortgang wind op land 2023", date="2023-10-12"),
    letter("wind-2024", kind="voortgangsrapportage", title="Voortgang wind op land 2024", date="2024-10-17"),
    letter(
        "advies",
        kind="advies",
        title="Wet digitale dienstverlening: advies en nader rapport",
        date="2025-06-26",
    ),
    letter("toelichting", kind="memorie van toelichting", title="Wet digitale dienstverlening"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        (
            "Wat doet de minister volgens de circulaire schuldhulpverlening van oktober 2022 als er niets komt?",
            {"circulaire"},
        ),
        ("Wat zegt de circulaire van minister Hoekwater over wachttijden?", {"circulaire"}),
        ("Hoe lang mag een gesprek duren volgens de circulaire uit 2022?", {"circulaire"}),
        ("Welk punt volgde de inspectie niet, volgens de inspectiebrief over zwemwater?", {"zwemwater"}),
        ("Hoe hoog moet het water staan volgens de veenweidebrief?", {"veen"}),
        ("Wat staat er in de veenweidebrief uit 2024 over 2030?", {"veen"}),
        ("Wat zegt minister Hoekwater-Van Dam in de circulaire?", {"circulaire"}),
        ("Hoeveel staat er volgens de voortgangsrapportage wind op land 2024?", {"wind-2024"}),
        ("Hoeveel staat er volgens de voortgangsrapportage over wind op land?", {"wind-2023", "wind-2024"}),
        ("Wat deed hij in het nader rapport van juni 2025 met de kritiek?", {"advies"}),
        ("Wat staat er in de circulaire uit 2019?", set()),
        ("Wat staat er in de circulaire schuldhulpverlening uit 2024?", set()),
        ("Wat zegt het nader rapport van juni 2024 over de wet?", set()),
        ("Wat zegt de circulaire van 6 oktober 2022 over wachttijden?", {"circulaire"}),
        ("Wat zegt de circulaire van 7 oktober 2022 over wachttijden?", set()),
        ("Wat zegt de circulaire schuldhulpverlening in 2024 over wachten?", {"circulaire"}),
        ("Wat zeggen de voortgangsrapportages van 2021 en 2022?", set()),
        ("Wat staat er in de voortgangsrapportage van 2024 en 2021?", {"wind-2024"}),
        ("Wat zegt de Kamerbrief over veenweiden uit 2024?", {"veen"}),
        *(
            (question, {"wind-2023", "wind-2024"})
            for question in (
                "Hoeveel staat er volgens de voortgangsrapportage van 2023 en 2024?",
                "Wat staat er in de voortgangsrapportage van 2023 en wat in die van 2024?",
                "Wat staat er in de voortgangsrapportages van 2023 en van 2024?",
                "Wat is het verschil tussen de voortgangsrapportage van 2023 en die van 2024?",
                "Vergelijk de voortgangsrapportage van oktober 2023 met die van oktober 2024.",
                "Wat zegt de voortgangsrapportage van 2023 over land, en wat die van 2024?",
                "Wat zeggen de rapportage van 2023 en die van 2024 over land?",
                "Hoe verschilt de voortgangsrapportage wind op land van 2023 van die van 2024?",
            )
        ),
    ],
)
def test_a_question_names_letters_by_kind_and_words_of_their_own(question: str, named: set[str]) -> None:
    naming = named_letters(question, PAPERS)
    assert naming is not None
    assert naming.letters == named


@pytest.mark.parametrize(
    "question",
    [
        "Wat staat er in de brief over kernenergie?",
        "Wat staat er in de brief over zwemwater en kernenergie?",
        "Wat staat er in de brief over waterpeil over kernenergie?",
        "Wat staat er volgens de brief in de wet?",
        "Wat vindt de gemeente van de circulaire schuldhulpverlening?",
        "Wat zegt de nieuwe circulaire schuldhulpverlening?",
        "Wat is het verschil tussen wat in de circulaire schuldhulpverlening staat en de wet?",
        "Wat zegt het advies van de SER over zwemmen?",
        "Wat staat er in de kernenergiebrief?",
        "Wat staat er in de voortgangsbrief?",
        "Wat is in de circulaire economie van 2030 het doel?",
        "Welke stappen zijn volgens de brief te nemen?",
        "Wordt in de brief water genoemd?",
        "Wat staat er in de brief over zwemwater?",
        "Wat staat er in de memorie van toelichting bij de Wet digitale overheid?",
        "Wat staat er in de rapportage van 2023?",
        "Wat staat er in de rapportage van 2019 en die van 2020?",
        "Wat staat er in de rapportage van het CBS van 2023 en 2024?",
        "Waarom reageert de Kamer op de voortgangsrapportages van 2023 en 2024?",
    ],
)
def test_what_may_be_another_letter_names_none(question: str) -> None:
    assert named_letters(question, PAPERS) is None


@pytest.mark.parametrize(
    "question",
    [
        "Wat is in 2030 het doel voor de industrie?",
        "Hoeveel moet de uitstoot volgens de brief in 2030 dalen?",
        "Staat in de brief hoeveel geld er in 2026 is?",
        "Hoeveel is er volgens de brief tot 2027 beschikbaar?",
        "Hoeveel banen waren er volgens de brief in 2019?",
        "Wat schrijft de minister in de brief over de doelen van 2030?",
        "Hoeveel banen waren er in 2019?",
        "Wat gebeurt er met de STAP-budgetten vanaf 2022?",
        "Wat is de visie op 5% groei?",
        "Wat zegt de minister over 6G?",
        "Wat is industriebeleid met focus?",
        "In welk Kamerstuk staat de brief van juli 2018?",
        "Hoe verschilt de groei in 2012 van die in 2017?",
        "Wat staat er in Kamerstuk 33009?",
        "Waarom verwijst de brief naar Kamerstuk 33 009, nr. 42?",
        "Hoort de motie in Kamerstuk 33 009, nr. 42 bij dit beleid?",
        "Wat staat er in Kamerstuk 32 637, nr. 415?",
        "Wat staat er in Kamerstuk 31 288, nr. 316?",
        "Wat staat er in de brief met kenmerk EZ / 44426674?",
        "Wat staat er volgens Aanhangsel 2023–2024, nr. 2147 over banen?",
        "Wat staat er volgens Aanhangsel 2022-2023, nr. 38 over banen?",
        "Staat er in de wet, Stb. 2020, 123, een termijn?",
        "Kost het 33 009, of 70 euro?",
        "Wie belt 1016362790?",
        "Wat schreef minister Wiebes over banen?",
        "wat staat er in de brief van minister wiebes",
        "Wat staat er in de brief van minister LNV over water?",
        "Wat staat er in de brief van minister Klimaat over water?",
        "Wat staat er in de brief van minister Keyse over banen?",
        "Wat staat er in de brief van de minister van Economische Zaken?",
        "Wat staat er in de brief van minister Jansen, die onder het stuk zonder afzender staat?",
        "Wat staat er in de brief van minister van Economische Zaken over banen?",
        "Wat is reshoring volgens de brief van de keizer?",
        "Waarom noemt de minister de brief van 2017 achterhaald?",
        "Wat staat er in de nota van toelichting over banen?",
        "Wat staat er in de nota naar aanleiding van het verslag over banen?",
        "Wat is er op televisie van 2020 te zien? En met de divisie uit 2020?",
    ],
)
def test_a_year_or_an_office_alone_names_no_letter(question: str) -> None:
    assert named_letters(question, LETTERS) is None


@pytest.mark.parametrize("name", ["Van", "De", "×abc"])
def test_an_office_with_no_name_behind_it_names_no_letter(name: str) -> None:
    assert named_letters(f"Wat staat er volgens de brief van minister {name}?", LETTERS) is None


@pytest.mark.parametrize("end", ["-", " brief", "' x", ""])
@pytest.mark.parametrize("start", ["in de brief van", "volgens minister", "schrijft"])
def test_a_question_of_names_is_read_at_once(start: str, end: str) -> None:
    question = f"{start} {'Aa ' * 320}Aa{end}"
    assert len(question) <= MAX_QUESTION
    before = time.perf_counter()
    named_letters(question, LETTERS)
    assert time.perf_counter() - before < 1.0


@pytest.mark.parametrize("repeated", ["-", "- ", "a-", "-a "])
def test_a_question_of_dashes_behind_a_word_for_a_letter_is_read_at_once(repeated: str) -> None:
    assert named_letters(f"brief {repeated * 900}"[:MAX_QUESTION], LETTERS) is None


VEEN = (
    letter("veen-2024", title="Aanpak veenweidegebieden", date="2024-04-18"),
    letter("veen-2025", title="Voortgang veenweide", date="2025-05-22"),
    letter("mest-2024", title="Mest", date="2024-06-01"),
    letter("mest-2025", title="Mest", date="2025-06-01"),
    letter("nota-2025", title="Nota bij de Kamerbrief Mest", kind="beslisnota", date="2025"),
)


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt de veenweidebrief van 2024 over peil en wat die van 2025?",
        "Hoe verschilt de veenweidebrief uit 2024 van die uit 2025?",
        "Wat zeggen de veenweidebrieven van 2024 en 2025 over peil?",
        "Wat zegt de brief over veenweiden van 2024 en wat die van 2025?",
        "Wat staat er in de veenweidevisie van 2024 en in die van 2025?",
    ],
)
def test_letters_of_two_years_are_those_that_the_words_fit(question: str) -> None:
    naming = named_letters(question, VEEN)
    assert naming is not None
    assert naming.letters == {"veen-2024", "veen-2025"}
    assert naming.compared == ({"veen-2024"}, {"veen-2025"})


def test_where_two_years_have_many_letters_the_years_are_compared() -> None:
    naming = named_letters("Hoe verschilt het beleid in de brief van 2024 van dat in die van 2025?", VEEN)
    assert naming is not None
    assert naming.compared == ({"veen-2024", "mest-2024"}, {"veen-2025", "mest-2025", "nota-2025"})
    naming = named_letters("Wat staat er in de brief van 2025?", VEEN)
    assert naming is not None
    assert naming.by_date == ({"veen-2025", "mest-2025", "nota-2025"},)
    naming = named_letters("Wat staat er in de brief van 2024 en in die van 2023?", VEEN)
    assert naming is not None
    assert naming.dates == ("2024",)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("beslisnota mest: hoeveel bedrijven in optie B", 0),
        ("Wat schreef Keijzer over banen?", 0),
        ("Wat zegt de beslisnota uit 2025 over experts?", 0),
        ("Wat staat er in Kamerstuk 33 009, nr. 70?", 0),
        ("Wat is het verschil met de brief van Keijzer?", 2),
        ("Wat zeggen de brieven van Keijzer over banen?", 2),
        ("Wat schreef Karremans over banen, en wat Keijzer?", 3),
        ("Wat staat er in de brief uit 2019 en wat in die uit 2020?", 2),
        ("Wat staat er in Kamerstuk 33 009, nr. 70 en in DGBI / 101636279?", 2),
    ],
)
def test_letters_are_compared_only_where_several_are_named_or_it_is_said(question: str, places: int) -> None:
    letters = (*LETTERS, letter("nota-2", kind="beslisnota", title="Geneesmiddelen", date="2025"))
    naming = named_letters(question, letters)
    assert naming is not None
    assert len(naming.compared) == places


def test_a_year_that_the_letter_is_asked_about_names_no_other_letter() -> None:
    for question in ("Welk bedrag noemt de brief van 2024 voor 2025?", "bedrag 2025 sloten brief 2024"):
        naming = named_letters(question, VEEN)
        assert naming is not None
        assert naming.letters == {"veen-2024", "mest-2024"}


DATED = (
    letter("april-3", date="2024-04-03", title="Verslag Landbouwraad van 26 februari 2024"),
    letter("april-18", date="2024-04-18", sender="T.B. Oldenkamp, minister van Landbouw", title="Veenweide"),
    letter("juni", date="2024-06-18"),
    letter("2024", date="2024"),
    letter("2023", date="2023-04-18"),
    letter("mei", date="2023-05-06", kind="circulaire"),
    letter("oktober", date="2022-10-12", kind="voortgangsrapportage"),
)
ALL_2024 = {"april-3", "april-18", "juni", "2024"}


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("18 april 2024", {"april-18"}),
        ("18-04-2024", {"april-18"}),
        ("18.4.2024", {"april-18"}),
        ("2024-04-18", {"april-18"}),
        ("18 apr. 2024", {"april-18"}),
        ("18e april 2024", {"april-18"}),
        ("donderdag 18 april 2024", {"april-18"}),
        ("april 18th, 2024", {"april-18"}),
        ("april 2024", {"april-3", "april-18", "2024"}),
        ("18 april 2023", {"2023"}),
        ("19 april 2024", {"2024"}),
        ("19 april 2023", set()),
        ("juni 2023", set()),
        ("31 april 2024", {"april-3", "april-18", "2024"}),
        ("31 apr. 2024", ALL_2024),
        ("2024", ALL_2024),
    ],
)
def test_a_letter_is_named_by_as_much_of_its_date_as_is_said(said: str, named: set[str]) -> None:
    for question in (
        f"Wat staat er in de brief van {said} over sloten?",
        f"Wat staat er in de brief d.d. {said} over sloten?",
        f"Wat staat er in de brief over sloten, gedateerd {said}?",
    ):
        naming = named_letters(question, DATED)
        assert naming is not None, question
        assert naming.letters == named, question


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Wat staat er in de brief over de motie van 18 juni 2024?", {"juni"}),
        ("Wat staat er in de brief over de motie van 3 mei 2024?", ALL_2024),
        ("Wat zegt minister Oldenkamp in de brief over de motie van 9 november 2024?", {"april-18"}),
        ("Wat zegt de brief van Oldenkamp over het overleg van 7 maart 2024?", {"april-18"}),
        ("Wat staat er in de brief Verslag Landbouwraad van 26 februari 2024 over mest?", {"april-3"}),
        ("Welk bedrag noemt de Kamerbrief van 18 april 2024 voor 2023?", {"april-18"}),
        ("Wat zegt de brief van 18 april 2024 over de motie van 9 mei 2023?", {"april-18"}),
        ("kamerbrief 18 april 2024 sloten", {"april-18"}),
        ("kamerbrief 2024-04-18 sloten", {"april-18"}),
        ("de brief dd. 18-4-2024 sloten", {"april-18"}),
        ("Wat staat er in de brieven van 1 april 2024 tot en met 31 mei 2024?", ALL_2024),
        ("Vergelijk de brieven van 18 april 2024 en 18 juni 2024.", {"april-18", "juni"}),
        ("Wat zeggen de brief van 18 april 2024 en die van 18 april 2023?", {"april-18", "2023"}),
        ("Vergelijk de brief van 18 april 2024 met de brief van 18-04-2023.", {"april-18", "2023"}),
        ("Zijn er volgens de brief op 3 mei 2024 stukken gestuurd?", ALL_2024),
        ("Wat staat er in de circulaire van 6 mei 2023?", {"mei"}),
        ("Wat staat er in de circulaire van 06-05-2023?", {"mei"}),
        ("Wat staat er in de circulaire van mei 2023?", {"mei"}),
        ("Wat staat er in de circulaire van 7 mei 2023?", set()),
        ("Wat staat er in de circulaire van 6 april 2023?", set()),
        ("Hoeveel stond er volgens de voortgangsrapportage uit 2022 op 31 december 2021?", {"oktober"}),
        ("Wat staat er in de voortgangsrapportage van 12 november 2022?", set()),
    ],
)
def test_a_date_is_that_of_a_letter_or_of_something_else(question: str, named: set[str]) -> None:
    naming = named_letters(question, DATED)
    assert naming is not None
    assert naming.letters == named


@pytest.mark.parametrize(
    "question",
    [
        "Ik las de brief. Wat regelt de wet van 1 juli 2023?",
        "Hoeveel stond er volgens de voortgangsrapportage op 31 december 2022?",
        "Hoeveel stond er volgens de voortgangsrapportage op 12 maart?",
        "Wat is de reactie op de brief van de Kamer van 3 mei 2019?",
    ],
)
def test_the_day_of_something_else_alone_names_none(question: str) -> None:
    assert named_letters(question, DATED) is None


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Wat staat er in de nota van 18 april 2024?", {"nota"}),
        ("Wat staat er in de brief van Karremans van 18 april 2024?", {"karremans"}),
        ("Wat staat er in de brief van Oldenkamp van 18 april 2024?", {"april-18"}),
    ],
)
def test_a_very_day_stands_behind_who_sent_a_letter_and_its_kind(question: str, named: set[str]) -> None:
    letters = (
        *DATED,
        letter("nota", date="2024", kind="beslisnota"),
        letter("karremans", date="2024", sender="Vincent Karremans, minister van Economische Zaken"),
    )
    naming = named_letters(question, letters)
    assert naming is not None
    assert naming.letters == named


QUOTING = (
    letter(
        "brief", date="2024-06-18", pages=(Page(1, "De brief van 5 februari\n2024 en die van 06-05-2023."),)
    ),
    letter("circulaire", date="2022-10-06", kind="circulaire"),
    letter("verslag", kind="verslag"),
    letter("werkprogramma", date="2024-10-30", kind="beslisnota", title="Werkprogramma 2025"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Wat staat er in de brief van 5 februari 2024 over musea?", None),
        ("Wat staat er in de brief van 6 mei 2023 over musea?", None),
        ("Wat staat er in de circulaire van 6 mei 2023 over musea?", None),
        ("Wat staat er in de brief van 7 mei 2023 over musea?", set()),
        ("Wat staat er in de brief van mei 2023 over musea?", set()),
        ("Wat staat er in de circulaire van 7 mei 2023 over musea?", set()),
        ("Wat staat er in het document van 2019 over musea?", None),
        ("Wat staat er in de brief van 2019 over musea?", set()),
        ("Wat staat er in de beslisnota van 2025 over musea?", {"werkprogramma"}),
        ("Wat staat er in de beslisnota van 2026 over musea?", set()),
    ],
)
def test_a_date_that_letters_quote_or_may_have_is_not_that_of_a_letter_that_is_missing(
    question: str, named: set[str] | None
) -> None:
    naming = named_letters(question, QUOTING)
    assert (naming and naming.letters) == named


def test_a_date_that_names_a_letter_is_not_looked_for_on_its_pages() -> None:
    for said in ("18 april 2024", "18-04-2024", "18.04.2024"):
        query = understand(f"Is het volgens de brief van {said} verhoogd met 18 procent?", DATED, Filters())
        assert query.letters == {"april-18"}
        assert query.figures == {"18": "18"}
    query = understand(
        "Geldt volgens de circulaire van 6 mei 2023 een termijn van 7 weken?", DATED, Filters()
    )
    assert query.letters == {"mei"}
    assert query.figures == {"7": "7"}


def test_words_that_only_name_a_letter_are_told() -> None:
    naming = named_letters("Wat zei staatssecretaris Keijzer in de brief uit 2020 over 2030?", LETTERS)
    assert naming is not None
    assert naming.words == {"staatssecretaris", "keijzer"}
    assert naming.dates == ("2020",)


def test_a_word_made_of_what_a_letter_is_about_only_names_it() -> None:
    naming = named_letters("Wat staat er in de veenweidebrief uit 2024 over het peil?", PAPERS)
    assert naming is not None
    assert naming.words == {"veenweidebrief"}
    naming = named_letters("Wat staat er in de kernenergiebrief over de nota?", PAPERS)
    assert naming is None


def test_regular_text() -> None:
    assert normalise("  Wat   is\n\tdit?  ") == "Wat is dit?"
    assert normalise("cafe\u0301") == "café"
    assert normalise("x" * MAX_QUESTION) == "x" * MAX_QUESTION


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "leeg"),
        (" \n ", "leeg"),
        ("?!…", "leeg"),
        ("x" * (MAX_QUESTION + 1), "te lang: 1001 tekens; toegestaan zijn er 1000"),
        ("wat\x00is", "stuurtekens"),
        ("wat\x1b[31mis", "stuurtekens"),
        ("wat\ud800is", "stuurtekens"),
    ],
)
def test_what_is_no_question_is_refused_in_dutch(question: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        normalise(question)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), None),
        (Filters(letter_ids=("visie", "geen")), {"visie"}),
        (Filters(kinds=("beslisnota",)), {"nota"}),
        (Filters(kenmerk="101636279"), {"focus"}),
        (Filters(kamerstuk="33009"), {"missie"}),
        (Filters(kamerstuk="kst-33009-70"), {"missie"}),
        (Filters(kamerstuk="33009-7"), set()),
        (Filters(kamerstuk="DGBI / 101636279"), {"focus"}),
        (Filters(kenmerk="dgbi/101636279"), {"focus"}),
        (Filters(kenmerk="1016"), set()),
        (Filters(sender="keijzer"), {"missie", "visie"}),
        (Filters(date_from="2020"), {"visie", "focus", "nota"}),
        (Filters(date_from="2025-11"), {"nota"}),
        (Filters(date_to="2019"), {"missie"}),
        (Filters(date_from="2020-01-01", date_to="2020-12-31"), {"visie"}),
        (Filters(sender="Niemand"), set()),
        (Filters(kenmerk="-"), set()),
        (Filters(kinds=("Beslisnota",)), {"nota"}),
    ],
)
def test_filters_leave_letters_out(filters: Filters, expected: set[str] | None) -> None:
    assert understand("Wat is het doel?", LETTERS, filters).letters == expected


def test_filters_and_the_question_must_both_allow_a_letter() -> None:
    query = understand("Wat staat er in de brief uit 2020?", LETTERS, Filters(kinds=("beslisnota",)))
    assert query.letters == frozenset()
    assert query.naming is not None


def test_the_kind_of_answer_is_told() -> None:
    assert understand("Hoeveel banen?", LETTERS, Filters()).answer_type is AnswerType.NUMBER
