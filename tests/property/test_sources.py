"""What holds of reading, whatever a letter says."""

import string
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.assemble import assemble
from sources.facts.metadata import make_letter
from sources.footnotes import mark_numbers, split_footnotes
from sources.hyphens import join_all, words_of
from sources.lines import tidy, to_lines
from sources.sentences import letter_sentences, sentence_ends
from sources.text.clean import clean_pages
from sources.text.extract import split_pages
from sources.types import BlockKind, Letter, Span

RUNS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANYTHING = st.text(st.characters(), max_size=300)
"""Any characters at all, lone surrogates and controls too."""
PIECES = st.sampled_from(
    [
        *(
            "Het kabinet zet in op",
            "innovatie-",
            "beleid",
            "verdienvermogen1",
            "groei.2",
            "c.s.",
            "nr. 70",
            "CO2",
        ),
        *(
            "1 Een noot",
            "2 Nog een noot",
            "3",
            "• punt",
            "o Motie",
            "1. Inleiding",
            "a. eerste",
            "Vraag 1",
            "Ja.",
        ),
        *(
            "Antwoord 1",
            "Tabel 1: Cijfers",
            "Omzet 1,2 3 4",
            "Box 1: Kader",
            "Bijlage 1: Slot",
            "Hoogachtend,",
        ),
        *(
            "Pagina 1 van 3",
            "Ons kenmerk",
            "DGBI / 101636279",
            "Fout! Onbekende naam voor documenteigenschap.",
        ),
        *(
            "Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 3",
            "Directoraat-generaal",
            "Datum",
            "1 maart 2011",
        ),
        *(
            "https://www.cbs.nl/nl-",
            "nl/a",
            "De Minister van Financiën,",
            "F. Teeven",
            "Kop zonder punt",
            "?",
            "-",
            " ",
        ),
        *(
            "Een tamelijk lange regel die tot het eind van de kolom van de brief doorloopt en dan",
            "stopt.",
            "\f",
            "3%",
        ),
        *(
            "Markt Verdienvermogen Weerbaarheid",
            "Uitgaven 2024 2025",
            "Chemie",
            "Artikel 3 Kerntaken",
            "Nr. 4 ADVIES",
            "d.d.",
            "(zie",
            "‘deep tech’)4",
            "\u00ad",
            "\ue0005\ue001",
            "\x00",
        ),
    ]
)
SEPARATORS = st.sampled_from([" ", "\n", "\n", "\n\n", "\n\n\n", ""])
LETTERLIKE = st.lists(st.tuples(PIECES, SEPARATORS), max_size=60).map(
    lambda parts: "".join(f"{piece}{separator}" for piece, separator in parts)
)
"""What letters are made of, in any order."""
TEXTS = ANYTHING | LETTERLIKE
PAGES = st.lists(TEXTS, max_size=6)


def letter_of(pages: list[str]) -> Letter:
    return make_letter("brief", "brief.txt", "0" * 64, clean_pages(pages or [""]))


def squeezed(text: str) -> str:
    return "".join(text.split())


@RUNS
@given(PAGES)
def test_blocks_cover_each_page_in_order_without_overlap(pages: list[str]) -> None:
    read = assemble(clean_pages(pages))
    assert [page.number for page in read] == list(range(1, len(pages) + 1))
    for page in read:
        end = 0
        outside = ""
        for block in page.blocks:
            assert end <= block.start < block.end <= len(page.text)
            outside += page.text[end : block.start]
            end = block.end
            assert page.text[block.start : block.end].strip() == page.text[block.start : block.end]
            assert (block.label is not None) == (block.kind is BlockKind.FOOTNOTE)
        assert (outside + page.text[end:]).strip() == ""
        page.text.encode()
        for mark in page.marks:
            assert (mark.page, 0 < mark.offset <= len(page.text)) == (page.number, True)


@RUNS
@given(PAGES)
def test_what_goes_on_goes_on_from_a_block_of_the_page_before(pages: list[str]) -> None:
    before = 0
    for page in assemble(clean_pages(pages)):
        going_on = [block.continues for block in page.blocks if block.continues is not None]
        assert all(0 <= index < before for index in going_on)
        assert len(set(going_on)) == len(going_on)
        before = len(page.blocks)


@RUNS
@given(PAGES)
def test_what_a_block_is_about_is_another_block(pages: list[str]) -> None:
    read = assemble(clean_pages(pages))
    places = {Span(page.number, block.start, block.end) for page in read for block in page.blocks}
    for page in read:
        for block in page.blocks:
            assert set(block.about) <= places - {Span(page.number, block.start, block.end)}


CELL = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=12), min_size=9, max_size=30)
LABELS = ("Chemie", "Chips", "Machines", "Diensten", "Biotech")


@RUNS
@given(st.lists(st.tuples(CELL, CELL), min_size=2, max_size=len(LABELS)))
def test_cells_one_after_another_never_get_the_wrong_column(rows: list[tuple[list[str], list[str]]]) -> None:
    full = "\n".join(["Een volle regel van deze brief, die laat zien hoe breed de kolom is: tot hier."] * 9)
    table = [
        f"{label}\n\n{wrapped(['Links', *left, 'slot.'], 50)}\n\n{wrapped(['Rechts', *right, 'slot.'], 25)}"
        for label, (left, right) in zip(LABELS, rows, strict=False)
    ]
    (page,) = assemble(clean_pages(["\n\n".join([full, "Markt Groei\n\nKansen", *table, full])]))
    assert page.text.count("slot.") == 2 * len(rows)
    for block in page.blocks:
        about = [page.text[span.start : span.end] for span in block.about]
        if block.kind is BlockKind.PARAGRAPH and len(about) > 1:
            assert (page.text[block.start :].split()[0], about[0]) in {
                ("Links", "Groei"),
                ("Rechts", "Kansen"),
            }


def wrapped(words: list[str], width: int) -> str:
    """The words in lines of at most so many characters, as full as can be."""
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines)


@RUNS
@given(PAGES)
def test_sentences_resolve_and_cover_every_block_once_in_order(pages: list[str]) -> None:
    letter = letter_of(pages)
    sentences = letter_sentences(letter)
    said: dict[int, list[tuple[int, int]]] = {page.number: [] for page in letter.pages}
    for sentence in sentences:
        text = letter.text_at(sentence.spans)
        assert text.strip() == text != ""
        assert [span.page for span in sentence.spans] == sorted({span.page for span in sentence.spans})
        for span in sentence.spans:
            said[span.page].append((span.start, span.end))
        if sentence.anchor is not None:
            assert len(letter.text_at((sentence.anchor,))) == 1
    for page in letter.pages:
        places = sorted(said[page.number])
        assert all(first[1] <= second[0] for first, second in pairwise(places))
        assert squeezed("".join(page.text[start:end] for start, end in places)) == squeezed(page.text)
    assert [sentence.unit for sentence in sentences] == sorted(sentence.unit for sentence in sentences)


@RUNS
@given(PAGES)
def test_cleaning_the_same_pages_gives_the_same_letter(pages: list[str]) -> None:
    assert letter_of(pages) == letter_of(list(pages))


@RUNS
@given(
    st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=12), min_size=1, max_size=80),
    st.integers(20, 80),
)
def test_prose_keeps_every_word_in_order(words: list[str], width: int) -> None:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    (page,) = assemble(clean_pages(["\n".join(lines)]))
    assert page.text.split() == words


@RUNS
@given(st.text(st.characters()))
def test_tidy_is_idempotent_and_can_be_written(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    once.encode()


@RUNS
@given(TEXTS)
def test_sentence_ends_rise_to_the_end_of_the_text(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)


@RUNS
@given(TEXTS)
def test_pages_keep_all_that_is_no_page_mark(text: str) -> None:
    pages = split_pages(text)
    assert pages
    assert squeezed("".join(pages)) == squeezed(text)


@RUNS
@given(LETTERLIKE, st.integers(0, 3))
def test_footnotes_and_marks_keep_every_line(text: str, last: int) -> None:
    lines = to_lines(text)
    body, notes = split_footnotes(lines, last)
    kept = [line.text for line in body] + [line.text for note in notes for line in note.lines]
    for label, line in zip((note.label for note in notes), lines[len(body) :], strict=False):
        assert line.text.startswith(label)
    assert len(kept) == len(lines)
    assert kept[: len(body)] == [line.text for line in lines[: len(body)]]
    marked = mark_numbers(body, [note.label for note in notes])
    assert squeezed("".join(x.text for x in marked)).translate({0xE000: None, 0xE001: None}) == squeezed(
        "".join(x.text for x in body)
    )


@RUNS
@given(LETTERLIKE)
def test_joined_lines_lose_nothing_but_hyphens_and_gain_nothing_but_dots(text: str) -> None:
    lines = [line.text for line in to_lines(text)]
    joined = join_all(lines, words_of(lines))
    dotless = str.maketrans("äëïöü", "aeiou", "-")
    assert squeezed(joined).translate(dotless) == squeezed("".join(lines)).translate(dotless)
