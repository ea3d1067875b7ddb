"""The tables of the shipped letters: every cell knows its column and row, and answers questions about them."""

from pathlib import Path

import pytest

from eval.measures import passages_of
from index.settings import IndexSettings
from rag.assistant import Assistant, load_assistant
from rag.settings import RagSettings
from sources.folder import DEFAULT_LETTERS, read_folder
from sources.types import Block, BlockKind, Letter

FOCUS = "kamerbrief-industriebeleid-met-focus"
VISION = "kamerbrief-visie-toekomst-industrie"

EARNING, RESILIENCE, CHALLENGES = "Verdienvermogen", "Economische weerbaarheid", "Maatschappelijk uitdagingen"
MARKETS = {
    "Digitale diensten (met name AI)": {
        EARNING: ["Doorbraken in de", "Nederland heeft een", "De vijf grootste"],
        RESILIENCE: ["Het voorkomen van", "Markt wordt gekenmerkt"],
        CHALLENGES: ["De digitale transitie", "AI-markt kent veel"],
    },
    "Aan de DSII gerelateerde toepassingen": {
        EARNING: [
            "Bij hybride oorlogsvoering",
            "andere gedreven door",
            "Nederland heeft een",
            "Markt wordt gekenmerkt",
        ],
        RESILIENCE: [
            "Geopolitieke ontwikkelingen onderstrepen",
            "Nederland en NAVO-bondgenoten",
            "afgesproken dat voortaan",
        ],
        CHALLENGES: ["Markt draagt direct", "Daarnaast kunnen", "toepassingen, zoals op"],
    },
    "Biotechnologie": {
        EARNING: [
            "Door de convergentie",
            "Nederland heeft wereldwijd",
            "Markt kent veel",
            "Inzet op innovatievriendelijke",
        ],
        RESILIENCE: ["Kennis en kunde", "Belangrijke markt voor"],
        CHALLENGES: ["Vanwege de vele"],
    },
    "Halfgeleiders": {
        EARNING: ["Tussen 2022 en", "daarmee samenhangende vraag", "Markt kent veel", "Markt kent forse"],
        RESILIENCE: ["Halfgeleiders zijn cruciaal", "deze waardeketen is", "Landen voeren daarom"],
        CHALLENGES: [
            "Halfgeleiders zijn essentiële",
            "worden alsmaar belangrijker",
            "Veel toepassingen binnen",
        ],
    },
    "Innovatieve chemie": {
        EARNING: ["Nederland heeft een", "Nederland is relatief"],
        RESILIENCE: ["Een sterke positie"],
        CHALLENGES: ["De innovatieve chemie"],
    },
    "Machinebouw": {
        EARNING: ["Markt kent veel", "Ontwikkelingen in AI,"],
        RESILIENCE: ["Landen voeren actief"],
        None: ["Onze koploperspositie op"],  # its lines would fit in either of two columns
        CHALLENGES: ["Machinebouw draagt bij"],
    },
}
"""The table on pages 9 to 11, written down by reading it: market, column, first words of each paragraph."""

QUESTIONS = [
    (
        "Welke jaarlijkse groei wordt verwacht voor halfgeleiders tussen 2022 en 2030?",
        (FOCUS, 10),
        ["een jaarlijks groeipercentage van 8.7% verwacht voor deze markt"],
    ),
    (
        "Wat betekent biotechnologie voor onze economische weerbaarheid?",
        (FOCUS, 10),
        ["geopolitiek gewicht in de schaal", "afbouwen strategische afhankelijkheden"],
    ),
    (
        "Aan welke maatschappelijke uitdagingen draagt machinebouw bij?",
        (FOCUS, 11),
        ["Machinebouw draagt bij aan sectoroverstijgende maatschappelijke uitdagingen"],
    ),
    (
        "Wat betekenen halfgeleiders voor maatschappelijke uitdagingen?",
        (FOCUS, 11),
        ["worden alsmaar belangrijker voor de veiligheid", "Veel toepassingen binnen de energietransitie"],
    ),
    (
        "Hoe draagt innovatieve chemie bij aan ons verdienvermogen?",
        (FOCUS, 11),
        ["groot kennispotentieel in de procestechnologie", "Binnen de innovatieve chemie wordt sterke groei"],
    ),
    (
        "Waarom zijn digitale diensten van belang voor de economische weerbaarheid?",
        (FOCUS, 9),
        [
            "Het voorkomen van risicovolle strategische afhankelijkheden",
            "leidt tot dominantie van platformen",
        ],
    ),
    (
        "Welke groei wordt voor radarsystemen en quantum verwacht?",
        (FOCUS, 9),
        ["8,4% van 2023 tot 2027 en voor quantum op 14%-17%"],
    ),
    (
        "economische weerbaarheid innovatieve chemie",
        (FOCUS, 11),
        ["vermindering van afhankelijkheden van andere landen"],
    ),
    (
        "Hoe groot was het aandeel van de industrie in de werkgelegenheid in de OESO in 2017?",
        (VISION, 5),
        ["Werkgelegenheid 9,6 100 12,4 100"],
    ),
    (
        "Hoeveel groeide de toegevoegde waarde van de Nederlandse industrie gemiddeld per jaar tussen 1996 en 2011?",
        (VISION, 5),
        ["1996-2011 2,0 2,3 2,2 2,2"],
    ),
    (
        "Hoe hoog was de arbeidsproductiviteit per gewerkt uur in de industrie in de OESO?",
        (VISION, 5),
        ["63,9 49,5 44,5 39,8"],
    ),
    (
        "ontwikkeling werkgelegenheid industrie Nederland en OESO 1998-2011",
        (VISION, 5),
        ["1998-2011 -1,4 0,7 -1,9 0,2"],
    ),
]
"""A question, where its answer stands, and words of the cells that answer it."""


@pytest.fixture(scope="module")
def letters() -> dict[str, Letter]:
    return {letter.letter_id: letter for letter in read_folder(DEFAULT_LETTERS).letters}


@pytest.fixture(scope="module")
def assistant(letters_index: Path) -> Assistant:
    return load_assistant(letters_index, IndexSettings(), RagSettings())


def about(letter: Letter, block: Block) -> list[str]:
    return [letter.text_at((span,)) for span in block.about]


def test_the_cells_of_the_markets_have_their_column_and_market(letters: dict[str, Letter]) -> None:
    letter = letters[FOCUS]
    found: dict[str, dict[str | None, list[str]]] = {}
    for page in letter.pages[8:11]:
        for block in page.blocks:
            if block.about and block.kind is not BlockKind.TABLE:
                *head, market = about(letter, block)
                words = " ".join(page.text[block.start : block.end].split()[:3])
                found.setdefault(market, {}).setdefault(head[0] if head else None, []).append(words)
    assert found == MARKETS


def test_the_labels_of_the_markets_are_about_the_head_of_their_column(letters: dict[str, Letter]) -> None:
    letter = letters[FOCUS]
    tables = [b for page in letter.pages for b in page.blocks if b.kind is BlockKind.TABLE]
    assert [about(letter, block) for block in tables] == [*[[]] * 4, *[["Markt"]] * 6]


def test_the_rows_of_figures_are_about_both_lines_of_heads(letters: dict[str, Letter]) -> None:
    letter = letters[VISION]
    tables = [b for page in letter.pages for b in page.blocks if b.kind is BlockKind.TABLE]
    heads = "Nederland Oeso\nindustrie Totaal industrie totaal"
    assert letter.text_at(tables[1].about) == heads
    assert [about(letter, block) for block in tables] == [[], *[[heads]] * 5]
    after = letter.pages[4].blocks[-2]
    assert after.section == (
        "DE TOEKOMST VAN DE NEDERLANDSE INDUSTRIE",
        "1. Analyse van de huidige positie van de industrie",
    )


@pytest.mark.parametrize(
    "letter_id", ["kamerbrief-missiegedreven-innovatiebeleid", "nota-industriebeleid-met-focus"]
)
def test_letters_without_tables_have_none(letters: dict[str, Letter], letter_id: str) -> None:
    blocks = [block for page in letters[letter_id].pages for block in page.blocks]
    assert not [block for block in blocks if block.about or block.kind is BlockKind.TABLE]


@pytest.mark.model
@pytest.mark.parametrize(("question", "place", "words"), QUESTIONS, ids=lambda value: str(value)[:40])
def test_the_tables_answer_questions(
    assistant: Assistant, question: str, place: tuple[str, int], words: list[str]
) -> None:
    passages = [found.passage for found in passages_of(assistant.ask(question, top_k=5))]
    right = [
        passage.text
        for passage in passages
        if any((passage.letter_id, span.page) == place for span in passage.spans)
    ]
    assert any(said in " ".join(text.split()) for said in words for text in right)


@pytest.mark.model
@pytest.mark.parametrize(
    "question", ["verdienvermogen", "Wat is verdienvermogen?", "economische weerbaarheid per markt"]
)
def test_heads_and_labels_by_themselves_are_no_answer(assistant: Assistant, question: str) -> None:
    texts = [found.passage.text for found in passages_of(assistant.ask(question, top_k=10))]
    assert texts
    assert not [text for text in texts if text.split("\n")[-1] in (*MARKETS, EARNING, RESILIENCE, CHALLENGES)]
