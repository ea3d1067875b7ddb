from api.copytext import markdown, memo
from api.schemas import CitationOut, HighlightOut, PassageOut, SpanOut


def passage(text, gaps=()):
    citation = CitationOut(
        letter_id="a", title="Plan *A*", kind="kamerbrief", kenmerk=None, kamerstuk=None, sender=None, date="2024",
        page=3, spans=[SpanOut(page=3, start=0, end=len(text))], label="Plan *A* (2024), p. 3", url="/x",
    )  # fmt: skip
    return PassageOut(
        rank=1,
        score=0.5,
        text=text,
        highlights=[HighlightOut(start=0, end=1)],
        gaps=list(gaps),
        citation=citation,
    )


def test_a_memo_has_the_quote_the_source_and_the_address():
    assert memo(passage("Eerst dit. Dan dat.", [11]), "http://h/x") == (
        "“Eerst dit. […] Dan dat.” (Kamerbrief Plan *A* (2024), p. 3)\nhttp://h/x"
    )


def test_nothing_of_a_letter_acts_in_markdown():
    text = "# Kop\n1. <b>vet</b> [x](http://kwaad.nl) `c` *a* | b"
    assert markdown(passage(text), "http://h/x").splitlines() == [
        r"> \# Kop  ",
        r"> 1\. \<b\>vet\</b\> \[x\]\(http\://kwaad\.nl\) \`c\` \*a\* \| b",
        ">",
        r"> — [Kamerbrief Plan \*A\* \(2024\), p\. 3](<http://h/x>)",
    ]
