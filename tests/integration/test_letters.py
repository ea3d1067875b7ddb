"""The five letters, as they are read: pages, footnotes, sentences, words and what is known of each."""

import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sources.folder import DEFAULT_LETTERS, Reading, read_folder
from sources.lines import to_lines
from sources.sentences import Sentence, letter_sentences
from sources.text.extract import decode, split_pages
from sources.types import BlockKind, Letter

FOCUS = "kamerbrief-industriebeleid-met-focus"
MISSIONS = "kamerbrief-missiegedreven-innovatiebeleid"
VISION = "kamerbrief-visie-toekomst-industrie"
NOTE_FOCUS = "nota-industriebeleid-met-focus"
NOTE_NTS = "nota-nationale-technologiestrategie"

EXPECTED = tomllib.loads((Path(__file__).parents[1] / "fixtures" / "five-letters.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_folder(DEFAULT_LETTERS)


@pytest.fixture(scope="module")
def letters(reading: Reading) -> dict[str, Letter]:
    return {letter.letter_id: letter for letter in reading.letters}


@pytest.fixture(scope="module")
def sentences(letters: dict[str, Letter]) -> dict[str, tuple[Sentence, ...]]:
    return {letter_id: letter_sentences(letter) for letter_id, letter in letters.items()}


def body(letter: Letter, sentences: tuple[Sentence, ...], page: int) -> list[str]:
    """The sentences of the running text that begin on a page."""
    return [
        letter.text_at(sentence.spans)
        for sentence in sentences
        if sentence.spans[0].page == page and sentence.kind is not BlockKind.FOOTNOTE
    ]


def test_all_five_are_read(reading: Reading) -> None:
    assert [letter.letter_id for letter in reading.letters] == sorted(EXPECTED["letter"])
    assert reading.failures == ()
    assert all(page.text for letter in reading.letters for page in letter.pages)


@pytest.mark.parametrize("letter_id", EXPECTED["letter"])
def test_what_is_known_of_each(letters: dict[str, Letter], letter_id: str) -> None:
    letter, known = letters[letter_id], EXPECTED["letter"][letter_id]
    assert len(letter.pages) == known["pages"]
    assert (letter.title, letter.kind, letter.date) == (known["title"], known["kind"], known["date"])
    assert letter.sender == known.get("sender")
    assert list(letter.kenmerken) == known["kenmerken"]
    assert list(letter.kamerstukken) == known["kamerstukken"]
    assert list(letter.warnings) == known["warnings"]


@pytest.mark.parametrize("case", EXPECTED["page"], ids=lambda case: f"{case['letter']}-{case['page']}")
def test_the_first_and_last_sentence_that_begin_on_a_page(
    letters: dict[str, Letter], sentences: dict[str, tuple[Sentence, ...]], case: dict[str, Any]
) -> None:
    found = body(letters[case["letter"]], sentences[case["letter"]], case["page"])
    assert (found[0], found[-1]) == (case["first"], case["last"])


def test_sentences_over_page_breaks(
    letters: dict[str, Letter], sentences: dict[str, tuple[Sentence, ...]]
) -> None:
    for letter_id, known in EXPECTED["letter"].items():
        over = [sentence for sentence in sentences[letter_id] if len(sentence.spans) > 1]
        assert len(over) == known["sentences_over_pages"], letter_id
    cells = [
        letters[FOCUS].text_at(sentence.spans)
        for sentence in sentences[FOCUS]
        if [span.page for span in sentence.spans] == [9, 10]
    ]
    assert [(cell.split()[0], cell.split()[-1]) for cell in cells] == [
        ("Dit", "AI."),
        ("Nederland", "gaat."),
        ("Daarnaast", "veiligheid."),
    ]
    assert cells[0] == "Dit wordt onder andere gedreven door de ontwikkelingen in AI."


def test_a_word_over_a_page_end_is_whole_where_it_begins(letters: dict[str, Letter]) -> None:
    before, after = letters[MISSIONS].pages[10:12]
    assert "zoals de acceleratorprogramma’s\n" in before.text
    assert after.text.startswith("van de Topsector Life Science and Health binnen lifescience@work.")


@pytest.mark.parametrize("letter_id", EXPECTED["letter"])
def test_footnotes_are_counted_and_each_has_its_mark_on_its_page(
    letters: dict[str, Letter], letter_id: str
) -> None:
    pages = letters[letter_id].pages
    notes = [(page.number, b.label) for page in pages for b in page.blocks if b.kind is BlockKind.FOOTNOTE]
    per_page = Counter(number for number, _ in notes)
    assert [per_page[page.number] for page in pages] == EXPECTED["letter"][letter_id]["footnotes_per_page"]
    assert [label for _, label in notes] == [str(number) for number in range(1, len(notes) + 1)]
    assert [(mark.page, mark.label) for page in pages for mark in page.marks] == notes


@pytest.mark.parametrize("case", EXPECTED["footnote"], ids=lambda case: f"{case['letter']}-{case['label']}")
def test_footnotes_and_what_they_hang_on(letters: dict[str, Letter], case: dict[str, str]) -> None:
    letter, label = letters[case["letter"]], case["label"]
    (mark,) = [mark for page in letter.pages for mark in page.marks if mark.label == label]
    page = letter.pages[mark.page - 1]
    assert page.text[: mark.offset].endswith(case["before_the_mark"])
    (note,) = [page.text[block.start : block.end] for block in page.blocks if block.label == label]
    assert note == case["text"]


@pytest.mark.parametrize(
    ("letter_id", "page", "words"),
    [
        (MISSIONS, 3, "CO2-uitstoot en energie te besparen"),
        (MISSIONS, 2, "diabetes type1, osteoartritis"),
        (MISSIONS, 10, "TO2-instituten, wetenschap"),
        (FOCUS, 2, "6G, radar, lasersattelietcommunicatie"),
        (FOCUS, 9, "geschat op 16.8% tussen 2023 en 2032. Grootschalige"),
        (FOCUS, 9, "8,4% van 2023 tot 2027 en voor quantum"),
        (FOCUS, 5, "kamerstuknummer 36600-XIII-65"),
        (VISION, 25, "blijkend ook uit de 4e plaats"),
        (VISION, 25, "De huidige COVID-19 crisis"),
        (VISION, 30, "AI call ICT-48 en heeft"),
    ],
)
def test_figures_that_belong_to_their_words_stay(
    letters: dict[str, Letter], letter_id: str, page: int, words: str
) -> None:
    assert words in letters[letter_id].pages[page - 1].text


JOINED = """innovatiebeleid vooraanstaande internationalisering broeikasgassen Uitgeroepen verdienkansen klimaatneutrale
luchtvaart functioneren leefomgeving klimaatbestendig weersomstandigheden zoetwatervoorziening arbeidsmarkt
gezondheidsverschillen Georganiseerde cyberaanvallen elektromagnetisch innovatienetwerk opschalingsfasen missiegedreven
geformuleerde investeringsfonds kennispartners gekoesterde Valorisatieprogramma opofferingsanodes Innovatiepartnerschap
Regeneratieve Biotechnologie Halfgeleiders Innovatieve Machinebouw gerelateerde toepassingen""".split()
KEPT = """kennis- topsectoren- R&D-samenwerkingen NTS-sleuteltechnologieën EU-verband IPCEI-AST NAVO-bondgenoten
niet-Europese innovatie-ecosystemen bio-informatica biotech-sandbox defensie-toepassingen 36600-XIII-22
Zeeuws-Vlaanderen mbk-bedrijven spin-offs scale-ups IPCEI-initiatieven niet-concurrerende defensie-industrie
Kennis- start-""".split()


def test_words_over_line_ends(letters: dict[str, Letter]) -> None:
    words = {
        word.strip(".,;()")
        for letter in letters.values()
        for page in letter.pages
        for word in page.text.split()
    }
    assert set(JOINED) <= words
    assert set(KEPT) <= words


def test_a_hyphen_before_a_space_is_a_suspended_one(letters: dict[str, Letter]) -> None:
    goes_on = {"en", "of", "tot", "86", "leden.", "voorstellen", "proces-"}
    for letter in letters.values():
        for page in letter.pages:
            for word, following in pairwise(page.text.split()):
                assert not re.search(r"\w-$", word) or following in goes_on, (
                    letter.letter_id,
                    page.number,
                    word,
                )


LETTERHEAD = """Directoraat-generaal|Bedrijfsleven & Innovatie|Directie Topsectoren en|Industriebeleid|Ons kenmerk
Kenmerk|DGBI-TOP / Fout! Onbekende|naam voor|documenteigenschap.|DGBI / 101636279|DGBI-I&K / 44426674
Directie Innovatie en Kennis|Bijlage(n)""".replace("\n", "|").split("|")
FURNITURE = re.compile(r"Pagina \d+ van \d+|Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr\. 70 \d+")
LINK_TARGETS = {8: 2, 11: 2, 13: 1, 26: 2}
"""Addresses that the extract of the vision writes out again at the foot of a page."""


def test_no_letter_of_the_text_is_lost_and_none_is_added(letters: dict[str, Letter]) -> None:
    for letter in letters.values():
        raw, _ = decode((DEFAULT_LETTERS / letter.source).read_bytes(), letter.source)
        for page, text in zip(letter.pages, split_pages(raw), strict=True):
            lines = [line.text for line in to_lines(text)]
            if letter.letter_id == VISION and (count := LINK_TARGETS.get(page.number, 0)):
                assert all(re.fullmatch(r"https://\S+", line) for line in lines[-count:])
                del lines[-count:]
            kept = [line for line in lines if line not in LETTERHEAD and not FURNITURE.fullmatch(line)]
            said = "".join(re.findall(r"[^\W\d_]", " ".join(kept)))
            if letter.letter_id == MISSIONS and page.number == 11:
                said += "grammas"  # the rest of a word that the page end cut
            if letter.letter_id == MISSIONS and page.number == 12:
                said = said.removeprefix("grammas")
            assert "".join(sorted(re.findall(r"[^\W\d_]", page.text))) == "".join(sorted(said)), page.number


def test_tables_boxes_and_sections(letters: dict[str, Letter]) -> None:
    vision, focus, missions = letters[VISION], letters[FOCUS], letters[MISSIONS]
    page = vision.pages[4]
    tables = [block for block in page.blocks if block.kind is BlockKind.TABLE]
    assert [page.text[block.start : block.end].split("\n")[-1] for block in tables] == [
        "industrie Totaal industrie totaal",
        "Toegevoegde waarde 12,3 100 14,7 100",
        "2012-2017 1,5 1,3 1,7 1,9",
        "2012-2017 -0,3 0,8 0,2 0,9",
        "2012-2017 1,7 0,5 1,5 1,1",
        "63,9 49,5 44,5 39,8",
    ]
    assert {block.section[-1] for block in tables} == {
        "Tabel 1: Kerncijfers industrie Nederland en OESO (bron: TNO, 2020)"
    }

    rows = [
        page.text[block.start : block.end]
        for page in focus.pages[8:11]
        for block in page.blocks
        if block.kind is BlockKind.TABLE
    ]
    assert rows == [
        "Markt",
        "Verdienvermogen",
        "Economische weerbaarheid",
        "Maatschappelijk uitdagingen",
        "Digitale diensten (met name AI)",
        "Aan de DSII gerelateerde toepassingen",
        "Biotechnologie",
        "Halfgeleiders",
        "Innovatieve chemie",
        "Machinebouw",
    ]
    growth = next(b for b in focus.pages[10].blocks if "21,9%" in focus.pages[10].text[b.start : b.end])
    assert [focus.text_at((span,)) for span in growth.about] == ["Verdienvermogen", "Innovatieve chemie"]

    boxes = [
        (page.number, page.text[block.start : block.end])
        for page in missions.pages
        for block in page.blocks
        if block.kind is BlockKind.HEADING and page.text[block.start :].startswith("Box ")
    ]
    assert boxes == [
        (2, "Box 1: regeneratieve geneeskunde als bijdrage aan een betere kwaliteit van leven"),
        (3, "Box 2: Economische kansen in 7 miljoen kilometer klimaatneutraal asfalt."),
        (
            6,
            "Box 3: High Tech to Feed the World: inzet van sleuteltechnologieën voor landbouw, water en voedsel",
        ),
        (12, "Box 4: Go-Chem ontsluit hele kennisketen voor mkb met 1-loket aanpak"),
        (13, "Box 5: Marktcreatie bij duurzame energieopwekking"),
    ]
    deep = next(
        block for block in vision.pages[22].blocks if block.kind is BlockKind.PARAGRAPH and block.start > 1000
    )
    assert deep.section == (
        "DE TOEKOMST VAN DE NEDERLANDSE INDUSTRIE",
        "5. Het Nederlands industriebeleid: versterken en vernieuwen",
        "3) Menselijk kapitaal",
    )


def test_lists_keep_their_items(letters: dict[str, Letter]) -> None:
    page = letters[NOTE_NTS].pages[1]
    items = [page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items[5:15] == [
        "1. Optical systems and integrated photonics;",
        "2. Quantum technologies;",
        "3. Process technology, including process intensification;",
        "4. Biomolecular and cell technologies;",
        "5. Imaging technologies;",
        "6. Mechatronics and opto-mechatronics;",
        "7. Artificial intelligence and data science;",
        "8. Energy materials;",
        "9. Semiconductor technologies;",
        "10. Cybersecuritytechnologie.",
    ]
    page = letters[NOTE_FOCUS].pages[1]
    moties = [page.text[b.start : b.end] for b in page.blocks if page.text[b.start :].startswith("o ")]
    assert len(moties) == 8
    assert moties[5] == (
        "o Motie van het lid Kostic c.s. over een onderbouwde visie en bijbehorend actieplan voor de toekomst van de "
        "Nederlandse industrie;"
    )
