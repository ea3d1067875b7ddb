import pytest

from api.pageview import Marks, Part, ShownBlock, parse_spans, show_blocks
from sources.types import Block, BlockKind, Page, Span
from tests.unit.api.fakes import VISION, VISION_PAGE_1


def text_of(blocks):
    return "".join(part.text for block in blocks for part in block.parts)


def test_blocks_in_order_with_their_kinds():
    blocks = show_blocks(VISION.pages[0], Marks())
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE,
    ]  # fmt: skip
    assert "".join(text_of(blocks).split()) == "".join(VISION_PAGE_1.split())


def test_the_footnote_number_hangs_where_it_stood():
    blocks = show_blocks(VISION.pages[0], Marks())
    assert blocks[2].parts == (
        Part("Het verdienvermogen", cited=False, note="1"),
        Part(" staat onder druk.", cited=False),
    )
    assert blocks[5].label == "1"


def test_a_span_is_marked_exactly_also_over_blocks():
    page = Page(
        1, "een twee drie", blocks=(Block(BlockKind.HEADING, 0, 3), Block(BlockKind.PARAGRAPH, 4, 13))
    )
    assert show_blocks(page, Marks((Span(1, 1, 8), Span(2, 9, 13)))) == (
        ShownBlock(BlockKind.HEADING, (Part("e", cited=False), Part("en", cited=True, first=True))),
        ShownBlock(BlockKind.PARAGRAPH, (Part("twee", cited=True), Part(" drie", cited=False))),
    )


def test_the_answer_is_told_from_the_passage_around_it_and_from_others():
    page = Page(1, "een twee drie vier", blocks=(Block(BlockKind.PARAGRAPH, 0, 18),))
    marks = Marks(cited=(Span(1, 0, 8),), answer=(Span(1, 4, 8), Span(2, 0, 3)), other=(Span(1, 14, 18),))
    assert show_blocks(page, marks)[0].parts == (
        Part("een ", cited=True),
        Part("twee", cited=True, answer=True, first=True),
        Part(" drie ", cited=False),
        Part("vier", cited=False, other=True),
    )


def test_text_outside_blocks_is_not_lost():
    page = Page(1, "voor kop na", blocks=(Block(BlockKind.HEADING, 5, 8),))
    assert [(block.kind.value, text_of([block])) for block in show_blocks(page, Marks())] == [
        ("paragraph", "voor "), ("heading", "kop"), ("paragraph", " na"),
    ]  # fmt: skip
    assert show_blocks(Page(1, "  \n"), Marks()) == ()


@pytest.mark.parametrize(
    ("start", "end", "spans", "expected"),
    [
        (None, None, None, ()),
        ("3", "9", None, (Span(4, 3, 9),)),
        ("3", "9", "5:0-7,6:1-2", (Span(4, 3, 9), Span(5, 0, 7), Span(6, 1, 2))),
        (None, None, "5:0-7", (Span(5, 0, 7),)),
        ("9", "3", None, None),
        ("3", None, None, None),
        ("-3", "9", None, None),
        ("x", "9", None, None),
        ("٣", "٩", None, None),
        ("3", "9", "5:0", None),
        ("3", "9" * 5000, None, None),
    ],
)
def test_spans_of_an_address(start, end, spans, expected):
    assert parse_spans(4, start, end, spans) == expected
