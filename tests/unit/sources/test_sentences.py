"""Where sentences end, and where they stand in a letter."""

from dataclasses import replace

import pytest

from sources.sentences import Sentence, letter_sentences, named_text, sentence_ends
from sources.types import Block, BlockKind, FootnoteMark, Letter, Page, Span


def split(text: str) -> list[str]:
    ends = sentence_ends(text)
    return [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "De motie Amhaouch c.s. vraagt hierom.",
        "De motie van het lid Kostic c.s. over een visie.",
        "Zie Kamerstuk 33 009, nr. 70 van vorig jaar.",
        "Zie Kamerstuk 35300 XIII, nr. 42, die vraagt om onderzoek.",
        "Op 24 september jl. is het kader gepresenteerd.",
        "Het kabinet heeft op 3 september jl. Brainport bezocht.",
        "Instellingen (o.a. TNO) en bedrijven zijn geconsulteerd.",
        "Dat is besproken met o.a. VNO-NCW en FME.",
        "Ondertekend door mr. drs. M.C.G. Keijzer.",
        "De heer J. Van den Berg is benoemd.",
        "Het percentage is 16.8% tussen 2023 en 2032.",
        "De groei van 8.7% wordt verwacht.",
        "Het kost € 1 mrd. Quantum Flagship-geld.",
        "Er is €250 mln. voor 2021 gereserveerd.",
        "Zie blz. 12 en art. 5 van de wet.",
        "Dit betreft ca. 45% van het geheel.",
        "InnoGenerics B.V., een Nederlands initiatief.",
        "Dat gaat d.m.v. Europese regels.",
        "Brief d.d. 21 augustus 2020 van de minister.",
        "Hij vroeg: wat nu? en ging door.",
        "De site www.cbs.nl en het adres a.b@c.nl werken.",
        "1. We brengen meer focus aan.",
        "a. Een wetsvoorstel wordt getoetst.",
        "(2) Bedrijven zijn actief.",
        "• Een bullet met tekst.",
        "Wacht... nog even.",
        "Draghi, 2024. The future of European competitiveness",
    ],
)
def test_one_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Zie nr. 70. De rest volgt.", "De rest volgt."),
        ("Dit vroeg de motie Amhaouch c.s. Het kabinet doet dat.", "Het kabinet doet dat."),
        ("Dat bleek op 3 september jl. Daarna volgde een brief.", "Daarna volgde een brief."),
        ("Aan de motie van Kostic c.s.. Hier bespreken we het.", "Hier bespreken we het."),
        ("De groei is 16.8%. Dat is veel.", "Dat is veel."),
        ("Hij is besproken in de MR. Na akkoord gaat hij weg.", "Na akkoord gaat hij weg."),
        ("Zij bankiert bij ING. Dat is een bank.", "Dat is een bank."),
        ("Het staat in bijlage A. Daarin staan cijfers.", "Daarin staan cijfers."),
        ("Bij nul beginnen we niet! Er is al veel.", "Er is al veel."),
        ("Kan dat? Ja.", "Ja."),
        ("Hij zei: ‘Dat kan.’ De minister knikte.", "De minister knikte."),
        ("Dat heet “mass customization.” Ook dat kan.", "Ook dat kan."),
        ("Het groeit (zie bijlage 1.) Daarna niet.", "Daarna niet."),
        ("Dit is gepubliceerd.. Voorop lopen helpt.", "Voorop lopen helpt."),
        ("economische ontwikkeling.; Motie van het lid Amhaouch", "Motie van het lid Amhaouch"),
        ("Er is veel te doen. 25% is gereed.", "25% is gereed."),
        ("Dat kostte veel. € 3 mld. is besteed.", "€ 3 mld. is besteed."),
        ("Wat nu… Daarna bleef het stil.", "Daarna bleef het stil."),
        ("Drie punten: 1) dit. 2) dat.", "2) dat."),
        ("Aandacht voor bedrijven, etc. Ook het mkb telt.", "Ook het mkb telt."),
        ("Dat is zo.\n\nEn dit ook.", "En dit ook."),
    ],
)
def test_two_sentences(text: str, second: str) -> None:
    assert split(text) == [text.removesuffix(second).strip(), second]


def test_the_ends_are_offsets() -> None:
    assert sentence_ends("Zie nr. 70. De rest volgt.") == [11, 26]
    assert sentence_ends("Geen punt") == [9]
    assert sentence_ends("") == [0]


def letter(*pages: Page) -> Letter:
    return Letter("brief", "Brief", "kamerbrief", pages, "brief.txt", "0" * 64)


def test_a_sentence_over_two_page_breaks_has_three_spans() -> None:
    pages = (
        Page(1, "Kort. Deze zin", (Block(BlockKind.PARAGRAPH, 0, 14),)),
        Page(2, "loopt heel", (Block(BlockKind.PARAGRAPH, 0, 10, continues=0),)),
        Page(3, "lang door. Slot.", (Block(BlockKind.PARAGRAPH, 0, 16, continues=0),)),
    )
    found = letter_sentences(letter(*pages))
    assert [s.spans for s in found] == [
        (Span(1, 0, 5),),
        (Span(1, 6, 14), Span(2, 0, 10), Span(3, 0, 10)),
        (Span(3, 11, 16),),
    ]
    assert {s.unit for s in found} == {0}
    assert letter(*pages).text_at(found[1].spans) == "Deze zin loopt heel lang door."


def test_cells_that_go_on_are_read_with_their_own_beginning() -> None:
    pages = (
        Page(1, "Cel een\n\nCel twee", (Block(BlockKind.PARAGRAPH, 0, 7), Block(BlockKind.PARAGRAPH, 9, 17))),
        Page(
            2,
            "gaat door.\n\nook.",
            (
                Block(BlockKind.PARAGRAPH, 0, 10, continues=0),
                Block(BlockKind.PARAGRAPH, 12, 16, continues=1),
            ),
        ),
    )
    brief = letter(*pages)
    assert [brief.text_at(s.spans) for s in letter_sentences(brief)] == [
        "Cel een gaat door.",
        "Cel twee ook.",
    ]


def test_headings_and_tables_are_not_split() -> None:
    text = "1. Wat nu? En dan.\n\nA. B 1 2\nC. D 3 4"
    blocks = (Block(BlockKind.HEADING, 0, 18), Block(BlockKind.TABLE, 20, 37, ("1. Wat nu? En dan.",)))
    assert letter_sentences(letter(Page(1, text, blocks))) == (
        Sentence((Span(1, 0, 18),), BlockKind.HEADING, (), 0),
        Sentence((Span(1, 20, 37),), BlockKind.TABLE, ("1. Wat nu? En dan.",), 1),
    )


def test_a_footnote_knows_where_its_number_stood() -> None:
    text = "Groei en banen.\n\nEen noot. Met meer."
    blocks = (Block(BlockKind.PARAGRAPH, 0, 15), Block(BlockKind.FOOTNOTE, 17, 36, label="3"))
    page = Page(1, text, blocks, (FootnoteMark("3", 1, 5),))
    found = letter_sentences(letter(page))
    assert [(s.label, s.anchor) for s in found] == [
        (None, None),
        ("3", Span(1, 4, 5)),
        ("3", Span(1, 4, 5)),
    ]


def test_a_footnote_may_hang_on_the_page_before_or_on_nothing() -> None:
    first = Page(1, "Groei.", (Block(BlockKind.PARAGRAPH, 0, 6),), (FootnoteMark("3", 1, 5),))
    second = Page(
        2,
        "Noot.\nLos.",
        (Block(BlockKind.FOOTNOTE, 0, 5, label="3"), Block(BlockKind.FOOTNOTE, 6, 10, label="4")),
    )
    assert [s.anchor for s in letter_sentences(letter(first, second))] == [None, Span(1, 4, 5), None]


def test_a_cell_is_named_by_its_head_and_label_an_answer_not_by_its_question() -> None:
    text = "Verdienvermogen\n\nBiotechnologie\n\nEr is groei. Er is kennis.\n\nIs er groei?\n\nJa."
    ends = [15, 31, 59, 73, 78]
    starts = [0, 17, 33, 61, 75]
    head, label, cell, question, answer = (Span(1, *pair) for pair in zip(starts, ends, strict=True))
    kinds = (BlockKind.TABLE, BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH)
    about = ((), (), (head, label), (), (question,))
    blocks = tuple(
        Block(kind, start, end, about=told)
        for kind, start, end, told in zip(kinds, starts, ends, about, strict=True)
    )
    letter = Letter("brief", "Brief", "kamerbrief", (Page(1, text, blocks),), "brief.txt", "0" * 64)
    assert cell == Span(1, 33, 59)
    assert answer == Span(1, 75, 78)
    assert [named_text(letter, sentence) for sentence in letter_sentences(letter)] == [
        "Verdienvermogen",
        "Biotechnologie",
        "Verdienvermogen Biotechnologie Er is groei.",
        "Verdienvermogen Biotechnologie Er is kennis.",
        "Is er groei?",
        "Ja.",
    ]
    long = Letter("brief", "Brief", "kamerbrief", (Page(1, "x" * 300 + " Ja."),), "brief.txt", "0" * 64)
    long = replace(
        long,
        pages=(
            replace(
                long.pages[0],
                blocks=(
                    Block(BlockKind.TABLE, 0, 300),
                    Block(BlockKind.TABLE, 301, 304, about=(Span(1, 0, 300),)),
                ),
            ),
        ),
    )
    assert named_text(long, letter_sentences(long)[1]) == "x" * 100 + " Ja."
