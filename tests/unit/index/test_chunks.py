from dataclasses import replace

import pytest

from index.chunks import anchor_sentence, chunk_letter, lead_in_sentence, merge_spans
from index.settings import IndexSettings
from sources.sentences import letter_sentences
from sources.types import BlockKind, Span
from tests.helpers import letter_of

SMALL = IndexSettings(chunk_characters=200, chunk_overlap=80)


def texts_of(letter):
    return [letter.text_at(s.spans) for s in letter_sentences(letter)]


def test_a_short_letter_is_one_chunk_with_its_title_as_context():
    letter = letter_of(["Het kabinet investeert in chips. Dat is nodig."], title="Chips")
    (chunk,) = chunk_letter(letter, IndexSettings())
    assert chunk.chunk_id == "brief#0001"
    assert chunk.text == "Het kabinet investeert in chips. Dat is nodig."
    assert chunk.spans == (Span(1, 0, 46),)
    assert chunk.sentences == (0, 2)
    assert chunk.context.startswith("Chips")
    assert chunk.indexed_text == f"{chunk.context}\n{chunk.text}"


def test_chunks_are_whole_sentences_and_neighbours_share_them():
    letter = letter_of([" ".join(f"Dit is zin {i} over de industrie in ons land." for i in range(12))])
    chunks = chunk_letter(letter, SMALL)
    assert [chunk.sentences for chunk in chunks] == [(0, 4), (3, 7), (6, 10), (9, 12)]
    assert all(len(chunk.text) <= 200 for chunk in chunks)
    assert chunks[1].text.startswith("Dit is zin 3 ")


def test_a_sentence_over_a_page_break_has_two_spans():
    letter = letter_of(["De minister schrijft dat de"], ["chipsector groeit. Dat is goed."])
    (chunk,) = chunk_letter(letter, IndexSettings())
    assert chunk.spans == (Span(1, 0, 27), Span(2, 0, 31))
    assert chunk.text == "De minister schrijft dat de chipsector groeit. Dat is goed."


def test_a_chunk_stays_in_its_section_and_carries_the_heading():
    letter = letter_of(
        [
            (BlockKind.HEADING, "Geld"),
            "Er is een miljoen.",
            (BlockKind.HEADING, "Mensen"),
            "Er zijn er tien.",
        ]
    )
    money, people = chunk_letter(letter, IndexSettings())
    assert money.text == "Geld\n\nEr is een miljoen."
    assert "Mensen" in people.context
    assert "miljoen" not in people.text


def test_each_footnote_stands_by_itself_with_the_sentence_it_hangs_on():
    letter = letter_of(
        [
            "De sector groeit snel.[1] Er is geld.[2]",
            (BlockKind.FOOTNOTE, "1 Bron: CBS. Zie ook tabel 2."),
            (BlockKind.FOOTNOTE, "2 Zie de begroting."),
        ]
    )
    body, first, second = chunk_letter(letter, IndexSettings())
    assert body.text == "De sector groeit snel. Er is geld."
    assert (first.text, second.text) == ("Bron: CBS. Zie ook tabel 2.", "Zie de begroting.")
    assert first.context.endswith(" | De sector groeit snel.")
    assert second.context.endswith(" | Er is geld.")


def test_a_footnote_whose_place_is_unknown_has_no_sentence_in_its_context():
    letter = letter_of(["De sector groeit."], [(BlockKind.FOOTNOTE, "7 Bron: CBS.")])
    note = chunk_letter(letter, IndexSettings())[1]
    assert "groeit" not in note.context
    assert anchor_sentence(letter_sentences(letter), letter_sentences(letter)[1]) is None


def test_tables_and_text_do_not_mix():
    letter = letter_of(["Voor de tabel.", (BlockKind.TABLE, "Jaar 2019\nBanen 10"), "Na de tabel."])
    assert [chunk.text for chunk in chunk_letter(letter, IndexSettings())] == [
        "Voor de tabel.",
        "Jaar 2019\nBanen 10",
        "Na de tabel.",
    ]


def test_a_list_item_carries_the_words_that_lead_into_the_list():
    items = [
        (BlockKind.LIST_ITEM, f"• punt {i} van de lange lijst met voornemens van dit kabinet")
        for i in range(9)
    ]
    letter = letter_of(["Het kabinet doet dit:", *items])
    chunks = chunk_letter(letter, SMALL)
    assert len(chunks) > 2
    assert all(chunk.context.endswith("Het kabinet doet dit:") for chunk in chunks[1:])
    sentences = letter_sentences(letter)
    assert lead_in_sentence(sentences, texts_of(letter), 9) == 0
    assert lead_in_sentence(sentences, texts_of(letter), 0) is None


def test_a_long_sentence_is_cut_at_clause_ends_into_chunks_that_lose_nothing():
    clauses = [f"de motie van lid {i} over het onderwerp industrie en de banen daarin" for i in range(25)]
    letter = letter_of(["Zie:[1]", (BlockKind.FOOTNOTE, "1 " + "; ".join(clauses))])
    chunks = chunk_letter(letter, IndexSettings())[1:]
    assert len(chunks) == 4
    assert {chunk.sentences for chunk in chunks} == {(1, 2)}
    assert [chunk.text[-1] for chunk in chunks] == [";", ";", ";", "n"]
    assert " ".join(chunk.text for chunk in chunks) == "; ".join(clauses)
    assert all(chunk.text == letter.text_at(chunk.spans) for chunk in chunks)
    assert all(len(chunk.text) <= 600 for chunk in chunks)
    assert len({chunk.context for chunk in chunks}) == 1


@pytest.mark.parametrize("text", ["woord " * 3_300 + "eind", "x" * 20_000], ids=["words", "one word"])
def test_a_line_of_20000_characters_without_a_full_stop_is_cut(text):
    letter = letter_of([text])
    chunks = chunk_letter(letter, IndexSettings())
    assert max(len(chunk.text) for chunk in chunks) <= 600
    assert "".join(chunk.text for chunk in chunks).replace(" ", "") == text.replace(" ", "")
    assert chunks[0].spans[0].start == 0
    assert chunks[-1].spans[-1].end == len(text)


def test_a_long_sentence_over_a_page_break_is_cut_with_the_right_spans():
    letter = letter_of(["Eerst " + "aa, " * 60 + "slot"], ["bb, " * 60 + "einde."])
    chunks = chunk_letter(letter, SMALL)
    assert [[span.page for span in chunk.spans] for chunk in chunks] == [[1], [1, 2], [2]]
    assert " ".join(chunk.text for chunk in chunks) == texts_of(letter)[0]


def test_a_long_table_is_cut_between_its_rows():
    rows = [f"Regio {i} 1{i} 2{i} 3{i}" for i in range(40)]
    letter = letter_of([(BlockKind.TABLE, "\n".join(rows))])
    chunks = chunk_letter(letter, SMALL)
    assert "\n".join(chunk.text for chunk in chunks) == "\n".join(rows)


def test_a_long_title_heading_or_lead_leaves_room_for_the_text():
    title, heading = "titel " * 100, "kop " * 200
    lead = "woord " * 200 + "slot:"
    items = [(BlockKind.LIST_ITEM, "• " + "punt " * 40)] * 9
    letter = letter_of([(BlockKind.HEADING, heading), lead, *items], title=title)
    chunks = chunk_letter(letter, IndexSettings())
    assert max(len(chunk.context) for chunk in chunks) <= 200 + 200 + 300 + 6
    assert chunks[-1].context.endswith("slot:")


def test_spans_with_only_white_space_between_become_one():
    letter = letter_of(["Een.  Twee. Drie."])
    assert merge_spans(letter, [Span(1, 0, 4), Span(1, 6, 11)]) == (Span(1, 0, 11),)
    assert merge_spans(letter, [Span(1, 0, 4), Span(1, 12, 17)]) == (Span(1, 0, 4), Span(1, 12, 17))
    assert merge_spans(letter, []) == ()


def test_a_letter_without_blocks_has_no_chunks():
    assert chunk_letter(letter_of([]), IndexSettings()) == []


def table_letter():
    """A letter with a table of words: `Chemie` has a cell in each of two columns, `Chips` in the first."""
    table, cell = BlockKind.TABLE, BlockKind.PARAGRAPH
    parts = [
        *((table, "Markt"), (table, "Verdienvermogen"), (table, "Weerbaarheid"), (table, "Chemie")),
        *((cell, "Er is groei."), (cell, "Er is kennis."), (cell, "Er is minder nodig."), (table, "Chips")),
        (cell, "Er is veel vraag."),
    ]
    letter = letter_of(parts, title="Brief")
    (page,) = letter.pages
    about = {3: (0,), 4: (1, 3), 5: (1, 3), 6: (2, 3), 7: (0,), 8: (1, 7)}

    def told(number):
        spans = (Span(1, page.blocks[i].start, page.blocks[i].end) for i in about.get(number, ()))
        return replace(page.blocks[number], about=tuple(spans))

    blocks = tuple(told(number) for number in range(len(parts)))
    return replace(letter, pages=(replace(page, blocks=blocks),))


def test_a_tables_cell_has_a_chunk_with_its_head_and_label_as_context():
    chunks = chunk_letter(table_letter(), IndexSettings())
    assert [(chunk.text.replace("\n\n", " / "), chunk.context) for chunk in chunks] == [
        ("Markt / Verdienvermogen / Weerbaarheid", "Brief (kamerbrief)"),
        ("Chemie / Er is groei. / Er is kennis.", "Brief (kamerbrief) | Verdienvermogen | Chemie"),
        ("Er is minder nodig.", "Brief (kamerbrief) | Weerbaarheid | Chemie"),
        ("Chips / Er is veel vraag.", "Brief (kamerbrief) | Verdienvermogen | Chips"),
    ]
