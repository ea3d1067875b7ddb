"""Real PDFs, where they lie beside the project, against what a reader saw on their pages."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from index.chunks import chunk_letter
from index.settings import IndexSettings
from sources.assemble import assemble
from sources.facts.metadata import make_letter
from sources.lines import tidy
from sources.pdf import read_pdf
from sources.pdf.reader import read_sheets
from sources.pdf.rows import pieces_of
from sources.types import Block, BlockKind, Page

TESTS = Path(__file__).parents[1]
REAL = TESTS.parents[1] / "shared" / "pdf"
"""Real PDFs, which are not part of the project."""
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (TESTS / "fixtures" / "real-pdfs.toml").read_text("utf-8")
)
SCAN = "blg-1007826-scan-zonder-tekstlaag"
READ = sorted(set(EXPECTED) - {SCAN})
Found = tuple[int, Block, str]

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real PDFs do not lie beside the project")


@cache
def pages_of(stem: str) -> tuple[Page, ...]:
    return assemble(read_pdf((REAL / f"{stem}.pdf").read_bytes(), stem))


@cache
def blocks_of(stem: str) -> tuple[Found, ...]:
    return tuple(
        (page.number, block, page.text[block.start : block.end])
        for page in pages_of(stem)
        for block in page.blocks
    )


def expected(key: str) -> list[Any]:
    return [
        pytest.param(stem, *(value if isinstance(value, list) else [value]), id=f"{stem}-{i}")
        for stem in READ
        for i, value in enumerate(EXPECTED[stem].get(key, ()))
    ]


def test_every_real_pdf_is_expected() -> None:
    assert sorted(path.stem for path in REAL.glob("*.pdf")) == sorted(EXPECTED)


@pytest.mark.parametrize("stem", READ)
def test_pages_and_printed_numbers(stem: str) -> None:
    pages = pages_of(stem)
    assert len(pages) == EXPECTED[stem]["pages"]
    other = {str(page.number): page.printed for page in pages if page.printed not in (None, str(page.number))}
    assert other == EXPECTED[stem].get("printed_pages", {})


@pytest.mark.parametrize("stem", [*READ, SCAN])
def test_no_letter_of_a_page_is_lost_or_added(stem: str) -> None:
    data = (REAL / f"{stem}.pdf").read_bytes()
    sheets, _ = read_sheets(data, stem)
    for number, (sheet, page) in enumerate(zip(sheets, pypdfium2.PdfDocument(data), strict=True), start=1):
        sideways = [fragment.text for fragment in sheet.fragments if fragment.angle]
        ours = [piece.text for piece in pieces_of(sheet)] + sideways
        assert letters(" ".join(ours)) == letters(page.get_textpage().get_text_range()), number


def letters(text: str) -> Counter[str]:
    return Counter(c for c in tidy(text) if c.isalnum())


@pytest.mark.parametrize("stem", READ)
def test_words_lost_and_added_against_another_library(stem: str) -> None:
    """Words of the pages, furniture and footnote numbers included, that only one of the two libraries has."""
    data = (REAL / f"{stem}.pdf").read_bytes()
    ours: Counter[str] = Counter()
    for page in pages_of(stem):
        text = page.text
        for mark in reversed(page.marks):  # pypdfium2 glues a footnote's number to its word
            text = text[: mark.offset] + mark.label + text[mark.offset :]
        ours += words(text)
        ours += Counter(block.label for block in page.blocks if block.label and block.continues is None)
    for _, line in read_pdf(data, stem).letterhead.lines:
        ours += words(line)
    theirs: Counter[str] = Counter()
    for page in pypdfium2.PdfDocument(data):
        theirs += words(re.sub(r"[\x02\ufffe]\r?\n", "", page.get_textpage().get_text_range()))
    apart = [(theirs - ours).total(), (ours - theirs).total()]
    assert apart == EXPECTED[stem].get("words_apart", [0, 0]), (theirs - ours, ours - theirs)


def words(text: str) -> Counter[str]:
    """The words of a text, hyphens left out: whether a line end has one is what the libraries differ in."""
    return Counter(re.findall(r"\w+", re.sub(r"[-\u00ad]", "", tidy(text))))


@pytest.mark.parametrize("stem", READ)
def test_all_that_is_no_furniture_is_on_the_page(stem: str) -> None:
    """The letters of a page's text and of its furniture are together those that the page shows."""
    document = read_pdf((REAL / f"{stem}.pdf").read_bytes(), stem)
    sheets, _ = read_sheets((REAL / f"{stem}.pdf").read_bytes(), stem)
    said: Counter[str] = Counter()
    for page in pages_of(stem):
        said += letters(page.text + "".join(mark.label for mark in page.marks))
        said += letters(" ".join(block.label or "" for block in page.blocks if block.continues is None))
    furniture = letters(" ".join(text for _, text in document.letterhead.lines))
    shown = sum((letters(" ".join(piece.text for piece in pieces_of(sheet))) for sheet in sheets), Counter())
    assert said + furniture == shown


@pytest.mark.parametrize(("stem", "number", "text"), expected("reading"))
def test_reading_text(stem: str, number: int, text: str) -> None:
    assert text in pages_of(stem)[number - 1].text


@pytest.mark.parametrize(("stem", "words"), expected("furniture"))
def test_no_furniture_in_the_text(stem: str, words: str) -> None:
    assert [number for number, _, text in blocks_of(stem) if words in text] == []


@pytest.mark.parametrize(("stem", "number", "end", "start"), expected("apart"))
def test_texts_that_stand_apart_stay_apart(stem: str, number: int, end: str, start: str) -> None:
    together = re.compile(re.escape(end) + r".{0,12}" + re.escape(start), re.DOTALL)
    assert [text for page, _, text in blocks_of(stem) if page == number and together.search(text)] == []


@pytest.mark.parametrize(("stem", "number", "heading"), expected("headings"))
def test_headings(stem: str, number: int, heading: str) -> None:
    found = [
        text for page, block, text in blocks_of(stem) if page == number and block.kind is BlockKind.HEADING
    ]
    assert any(re.fullmatch(rf"(?:\d+[a-z]? )?{re.escape(heading)}", text) for text in found), found


@pytest.mark.parametrize(("stem", "label", "start", "before", "number"), expected("footnotes"))
def test_footnotes_and_their_marks(stem: str, label: str, start: str, before: str, number: int) -> None:
    notes = [
        text
        for page, block, text in blocks_of(stem)
        if block.kind is BlockKind.FOOTNOTE and block.label == label and page in (number, number + 1)
    ]
    assert any(text.startswith(start) for text in notes), notes
    marks = [
        page.text[: mark.offset]
        for page in pages_of(stem)
        for mark in page.marks
        if mark.label == label and page.number in (number, number + 1)
    ]
    assert any(text.rstrip().endswith(before) for text in marks), [text[-60:] for text in marks]


@pytest.mark.parametrize("stem", READ)
def test_every_footnote_has_its_mark(stem: str) -> None:
    notes = [block.label for _, block, _ in blocks_of(stem) if block.kind is BlockKind.FOOTNOTE]
    labels = [label for i, label in enumerate(notes) if label not in notes[:i]]
    marks = [mark.label for page in pages_of(stem) for mark in page.marks]
    assert labels == [str(n) for n in range(1, len(labels) + 1)]
    assert sorted(set(marks), key=int) == labels


@pytest.mark.parametrize(
    ("stem", "label", "asked", "asked_end", "answer", "answer_end"), expected("questions")
)
def test_questions_and_answers(
    stem: str, label: str, asked: str, asked_end: str, answer: str, answer_end: str
) -> None:
    pages = pages_of(stem)
    found = [(block, text) for _, block, text in blocks_of(stem) if text.startswith(answer) and block.about]
    assert found, f"no answer to {label}"
    block, _ = found[0]
    question = " ".join(pages[s.page - 1].text[s.start : s.end] for s in block.about)
    assert asked in question
    assert asked_end in question
    same = [text for _, other, text in blocks_of(stem) if other.section == block.section]
    assert any(text.endswith(answer_end) for text in same)


@pytest.mark.parametrize(("stem", "number", "head", "label", "cell"), expected("tables"))
def test_tables(stem: str, number: int, head: str, label: str, cell: str) -> None:
    pages = pages_of(stem)
    for page, block, text in blocks_of(stem):
        about = [pages[s.page - 1].text[s.start : s.end].split("\t") for s in block.about]
        heads = next((row for row in about if head in row), None)
        if page == number and heads and text.startswith(label):
            assert text.split("\t")[heads.index(head)] == cell or text.split("\t")[0] == label
            if text.split("\t")[heads.index(head)] == cell:
                return
    pytest.fail("no such row")


@pytest.mark.parametrize("stem", READ)
def test_chunks_are_page_text_and_cover_all_of_it(stem: str) -> None:
    document = read_pdf((REAL / f"{stem}.pdf").read_bytes(), stem)
    letter = make_letter(stem, f"{stem}.pdf", "0" * 64, document)
    covered = {page.number: bytearray(len(page.text)) for page in letter.pages}
    for chunk in chunk_letter(letter, IndexSettings()):
        assert chunk.text == letter.text_at(chunk.spans)
        for span in chunk.spans:
            covered[span.page][span.start : span.end] = b"x" * (span.end - span.start)
    for page in letter.pages:
        left = "".join(c for c, seen in zip(page.text, covered[page.number], strict=True) if not seen)
        assert left.strip() == "", page.number


@pytest.mark.parametrize("stem", READ[:3])
def test_reading_is_repeatable(stem: str) -> None:
    data = (REAL / f"{stem}.pdf").read_bytes()
    assert read_pdf(data, stem) == read_pdf(data, stem)
