"""Answers as Markdown: what they look like, and that nothing in a letter can format."""

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from api.markdown import markdown_answer, wants_markdown
from api.respond import answer_out
from api.schemas import HighlightOut, PassageOut
from tests.unit.api.fakes import PEOPLE, FakeAssistant

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def answered(question, **changed):
    assistant = FakeAssistant()
    response = answer_out(assistant.ask(question, 1), assistant.info, 0.0)
    if not changed:
        return response
    passage = response.passages[0].model_copy(update={"gaps": [], "highlights": [], **changed})
    return response.model_copy(update={"passages": [passage]})


def shown(text):
    """What a reader sees of Markdown: its text, with white space made one space."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", RENDERER.render(text))).split())


def test_an_answer_is_a_quotation_with_its_source():
    response = answered("Hoeveel mensen?")
    response.passages[0].citation.url = "https://x.nl/letters/visie/pages/1?start=10&end=159"
    assert markdown_answer(response) == (
        "**Hoeveel mensen?**\n"
        "\n"
        f"> Nederland heeft een industrie om trots op te zijn. **{PEOPLE}**\n"
        ">\n"
        "> — [Visie op de toekomst van de industrie (2020-10), p. 1]"
        "(https://x.nl/letters/visie/pages/1?start=10&end=159) · Kamerbrief · Kamerstuk 29826, nr. 124 · "
        "M.C.G. Keijzer, staatssecretaris\n"
    )


def test_a_path_is_no_link():
    assert "](" not in markdown_answer(answered("Hoeveel mensen?"))


def test_not_found_says_so_and_marks_what_came_closest():
    assert markdown_answer(answered("Brood?")).startswith(
        "**Brood?**\n\nNiet gevonden in de brieven.\n\n"
        "Wat er het dichtst bij komt (waarschijnlijk geen antwoord op de vraag):\n\n> Nederland heeft"
    )


def test_lines_stay_apart_and_what_is_left_out_shows():
    text = "Kop\n\n1e kolom\t2e kolom\nEerste zin. Laatste zin."
    marked = HighlightOut(start=text.index("2e"), end=text.index(" Laatste"))
    passage = markdown_answer(answered("mensen", text=text, highlights=[marked], gaps=[len(text) - 12]))
    assert passage.split("\n\n")[1].split("\n")[:-3] == [
        "> Kop",
        ">",
        "> 1e kolom \\| **2e kolom**",
        ">",
        "> **Eerste zin.** \\[…\\] Laatste zin.",
    ]


TRICKS = [
    "<script>alert(1)</script> <b>vet</b> <!-- weg -->",
    "[klik](javascript:alert(1)) ![beeld](http://x.nl/x.png) [a]: http://x.nl",
    "**vet** _schuin_ `code` ~~weg~~ ```blok```",
    "# Kop",
    "Kop\n===",
    "tekst\n---",
    "- punt\n+ punt\n* punt",
    "1. eerste\n12) twaalfde\n2025. jaar\n0,5. half",
    "---\n***\n1.\n#\n+",
    "> citaat",
    "    code",
    "\tcode",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "&lt;b&gt; &amp; &copy;",
    "\\*terug\\* \\\\ einde\\",
    "a\u2028# b\x0b- c\x85> d\r\ne",
    "~~~\nblok",
    "met \x1b[31m kleur",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_text_of_a_letter_is_text(trick):
    for highlights in ([], [HighlightOut(start=0, end=len(trick))]):
        html = RENDERER.render(markdown_answer(answered("mensen", text=trick, highlights=highlights)))
        assert set(re.findall(r"<(\w+)", html)) <= {"p", "strong", "blockquote"}
        seen = shown(markdown_answer(answered("mensen", text=trick, highlights=highlights)))
        wanted = " ".join(trick.replace("\x1b", "").replace("\t", " | ").split())
        assert seen.startswith(f"mensen {wanted} — Visie")


@pytest.mark.parametrize("trick", TRICKS)
def test_a_question_and_a_title_are_text_on_one_line(trick):
    response = answered("mensen")
    citation = response.passages[0].citation.model_copy(update={"label": trick, "url": "http://x.nl/a"})
    passage: PassageOut = response.passages[0].model_copy(update={"citation": citation})
    text = markdown_answer(response.model_copy(update={"passages": [passage], "question": trick}))
    wanted = " ".join(trick.replace("\x1b", "").split())
    assert shown(text).startswith(f"{wanted} Nederland heeft")
    assert f"— {wanted} · Kamerbrief" in shown(text)
    assert re.findall(r'href="([^"]*)"', RENDERER.render(text)) == ["http://x.nl/a"]


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/markdown", True),
        ("TEXT/Markdown; charset=utf-8", True),
        ("text/markdown, */*", True),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", True),
        ("text/markdown, application/json;q=0.5", True),
        ("text/markdown, application/json", False),
        ("text/markdown;q=0.5, application/json", False),
        ("text/markdown;q=0.5, */*", False),
        ("text/markdown;q=0.5, application/*;q=0.4, */*", True),
        ("text/markdown;q=0", False),
        ("text/markdown;q=0, application/json;q=0", False),
        ("text/*", False),
        ("*/*", False),
        ("application/json", False),
        ("text/html, application/xhtml+xml, */*;q=0.8", False),
        ("", False),
        (";;q=,,", False),
    ],
)
def test_markdown_is_for_who_asks_for_it(accept, wanted):
    assert wants_markdown(accept) is wanted
