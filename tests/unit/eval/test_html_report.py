"""The report as a page: its numbers, that it needs nothing else, and that no text of others gets through."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from eval.compare import compare
from eval.curves import Bin, Point, Slot
from eval.html_report.plots import Hits, abstention_plot, hit_plot, reliability_plot, time_plot
from eval.html_report.render import milliseconds, number, render, signed
from eval.provenance import Provenance
from eval.run import ABLATIONS, evaluate
from eval.run_file import as_run
from rag.settings import RagSettings
from tests.unit.eval.fakes import (
    ANSWERS,
    GOAL,
    INFO,
    LETTERS,
    MISSION,
    NOTE,
    OVERLAPS,
    QUESTIONS,
    FakeAssistant,
    abstained,
    answered,
    passage,
    question,
    whole,
)

EVIL = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"' & {{ 7 * 7 }}"
MADE_WITH = Provenance(
    command="briefwijzer eval --html r.html",
    commit="abc123",
    versions={},
    gold="questions.jsonl",
    gold_sha256="f" * 64,
    split="dev",
    settings=RagSettings(min_confidence=0.3),
    index=INFO,
)


class Reader(HTMLParser):
    """What a browser would make of a page: its tags, the cells of its tables, and its text."""

    VOID = ("meta", "line", "circle", "rect", "polyline", "img", "link", "br")

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.open, self.rows, self.text = [], [], [], [], ""

    def handle_starttag(self, tag, attrs):
        self.text += " "
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def read(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture
def results():
    return evaluate(FakeAssistant(ANSWERS), QUESTIONS, overlaps=OVERLAPS)


def row(reader, *start):
    return next(cells for cells in reader.rows if cells[: len(start)] == list(start))


def test_the_page_has_the_numbers(results):
    reader = read(render(results, {}, MADE_WITH))
    assert row(reader, "hit@1")[1].startswith("0,500 (0,00–1,00)")
    assert row(reader, "geweigerd")[1:] == ["0,250 (0,00–0,75)", "0,500 (0,00–1,00)"]
    assert row(reader, "vergelijking") == [
        "vergelijking",
        "1",
        "0,000 (0,00–0,00)",
        *["1,000"] * 2,
        "0,000",
        "1,000",
    ]
    assert row(reader, "laag")[1] == row(reader, "hoog")[1] == "2"
    assert row(reader, "Engels")[1:3] == ["1", "0,000 (0,00–0,00)"]
    assert row(reader, "0,9–1,0") == ["0,9–1,0", "3", "0,900", "0,667"]
    assert row(reader, "0,30") == ["0,30", "0,250", "0,500", "3", "0,667"]
    assert row(reader, "iets heel anders") == ["iets heel anders", "1", "1,000"]
    assert (
        "6 vragen waarvan het antwoord bekend is: 4 met een antwoord in de brieven, 2 zonder." in reader.text
    )
    assert "drempel 0,30" in reader.text
    assert "Zij heet laag van 0,0 tot 0,2, midden van 0,2 tot 0,4, hoog van 0,4 tot 1,0." in reader.text
    assert "Ablaties" not in reader.text
    assert "basislijn" not in reader.text


def test_the_page_lists_what_went_wrong(results):
    reader = read(render(results, {}, MADE_WITH))
    text = " ".join(reader.text.split())
    assert "Verloren (1) Which goal? q-004 · feit · gewoon · Engels · woordoverlap 0,00" in text
    assert "Fout ZeroDivisionError: deling door nul Gezocht missie, p. 1: Het doel is 2,5%" in text
    assert "Onterecht beantwoord (1) Wie sprak? q-006" in text
    assert "niets: de brieven hebben het antwoord niet Gevonden nota, p. 2: Besproken op" in text
    assert "Onterecht geweigerd (1) doel missies q-003" in text
    assert "Gevonden missie, p. 1 (goed): Wij kiezen missies." in text


def test_the_page_shows_ablations_and_a_comparison_where_there_are_any(results):
    worse = evaluate(FakeAssistant({**ANSWERS, "Wat is het doel?": abstained(whole(NOTE, 2))}), QUESTIONS)
    ablations = {name: results if name == "ranked" else worse for name in ABLATIONS}
    now, before = as_run(worse, MADE_WITH), as_run(results, MADE_WITH)
    page = render(worse, ablations, MADE_WITH, changes=compare(now, before), before=before)
    reader = read(page)
    assert row(reader, "hit@1 (pagina)") == [
        *("hit@1 (pagina)", "4", "0,500", "0,250", "−0,250 (−0,750 tot +0,000)", "0", "1", "1,000"),
    ]
    assert "Geen hoofdmaat is verder verslechterd dan toeval verklaart." in reader.text
    assert "Verloren (1):" in reader.text
    assert "q-001 Wat is het doel?" in " ".join(reader.text.split())
    assert ("href", "#vraag-q-001") in reader.attributes
    assert ("id", "vraag-q-001") in reader.attributes
    better = render(results, {}, MADE_WITH, changes=compare(before, now), before=now)
    assert "Gewonnen (1):" in better
    assert "vraag-q-001" not in better
    dense = row(reader, "alleen vectoren (dense)")
    assert dense[1] == "0,250"
    assert dense[-1].startswith("−0,")
    assert row(reader, "alles: de rangschikking")[-1] == "–"


def test_the_page_needs_nothing_but_itself_and_runs_nothing(results):
    page = render(results, {}, MADE_WITH)
    reader = read(page)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(reader.tags)
    names = {name for name, _ in reader.attributes}
    assert not {"src", "srcset", "style", "onclick", "xlink:href"} & names
    assert all(value.startswith("#") for name, value in reader.attributes if name == "href")
    assert not re.search(r"https?:|url\(|@import", page)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in reader.attributes


def test_what_stands_in_questions_and_letters_stays_text():
    evil = passage(MISSION, whole(MISSION, 1).passage.spans[0], text=EVIL)
    letter = replace(GOAL, quote=EVIL)
    asked = [
        question(letter, question_id="q-001", text=EVIL),
        question(GOAL, question_id="q-002", text=f"twee {EVIL}"),
        question(question_id="q-003", text=f"drie {EVIL}"),
    ]
    answers = {EVIL: answered(evil), f"twee {EVIL}": abstained(evil), f"drie {EVIL}": answered(evil)}
    results = evaluate(FakeAssistant(answers, LETTERS), asked)
    made_with = replace(MADE_WITH, command=EVIL, gold=EVIL, commit=EVIL, index=replace(INFO, model=EVIL))
    now = as_run(results, made_with)
    reader = read(render(results, {}, made_with, changes=compare(now, now), before=now))
    assert not {"script", "img"} & set(reader.tags)
    assert "onerror" not in {name for name, _ in reader.attributes}
    # Three questions, one quote and three passages; the four of what it was made with, and three of the baseline's.
    assert reader.text.count("<script>alert(1)</script>") >= 10
    assert "49" not in reader.text.replace(EVIL, "")


def test_every_plot_has_a_name_and_every_id_is_there_once(results):
    page = render(results, {}, MADE_WITH)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = re.findall(r'role="img" aria-labelledby="([^"]+)"', page)
    assert len(named) == page.count("<svg") == 7
    assert set(named) <= set(ids)
    assert {target.removeprefix("#") for target in re.findall(r'href="(#[^"]+)"', page)} <= set(ids)


@pytest.mark.parametrize("chosen", [QUESTIONS[:1], QUESTIONS[4:5], QUESTIONS[3:4]])
def test_a_page_of_one_kind_of_question_is_whole(chosen):
    reader = read(render(evaluate(FakeAssistant(ANSWERS), chosen), {}, MADE_WITH))
    assert "hier is maar één van beide gesteld" in reader.text
    assert ("Geen enkele vraag ging mis." in reader.text) is (chosen != QUESTIONS[3:4])
    assert ("tijd" in [value for name, value in reader.attributes if name == "id"]) is (
        chosen != QUESTIONS[3:4]
    )


def test_numbers_are_written_as_in_dutch():
    assert [number(0.5), number(0.125, 2), number(None)] == ["0,500", "0,12", "–"]
    assert [signed(0.25), signed(-0.25), signed(0.0)] == ["+0,250", "−0,250", "+0,000"]
    assert [milliseconds(1234.6), milliseconds(3.25)] == ["1235", "3,2"]


# Where everything stands


def test_hits_stand_at_their_share():
    plot = hit_plot([Hits("a", 0.0, 0.5, 1.0, 0.0, 0.25), Hits("b", 1.0, 1.0, 1.0, 1.0, 1.0)])
    frame = plot.frame
    first, second = plot.lines
    assert (first.first, first.third, first.fifth) == (
        frame.left,
        (frame.left + frame.right) / 2,
        frame.right,
    )
    assert (first.low, first.high) == (frame.left, frame.left + (frame.right - frame.left) / 4)
    assert second.first == frame.right
    assert frame.top < first.y < second.y < frame.bottom
    assert [tick.text for tick in plot.ticks] == ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]
    assert (plot.ticks[0].at, plot.ticks[-1].at) == (frame.left, frame.right)


def test_a_bin_has_a_bar_a_dot_and_a_count():
    plot = reliability_plot(
        [Bin(0.0, 0.1, 4, 0.05, 0.5), Bin(0.1, 0.2, 0, None, None), Bin(0.2, 0.3, 2, 0.25, 0.0)]
    )
    frame = plot.frame
    middle = (frame.top + frame.bottom) / 2
    assert plot.dots == ((frame.x(0.05), middle), (frame.x(0.25), frame.bottom))
    assert [(bar.y, bar.height) for bar in plot.bars] == [
        (middle, frame.bottom - middle),
        (frame.bottom, 0.0),
    ]
    assert [bar.text for bar in plot.counts] == ["4", "0", "2"]
    assert plot.counts[0].height == 2 * plot.counts[2].height
    assert all(bar.y + bar.height == plot.counts[0].y + plot.counts[0].height for bar in plot.counts)
    assert all(bar.y > frame.bottom for bar in plot.counts)


def test_the_curve_goes_in_steps():
    points = [Point(0.0, 0.0, 0.0, 4, 1.0), Point(0.5, 0.5, 0.5, 2, 1.0), Point(1.0, 1.0, 1.0, 0, None)]
    plot = abstention_plot(points, points[1])
    frame = plot.frame
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    assert plot.curve == (
        f"{frame.left:.1f},{frame.bottom:.1f} {x},{frame.bottom:.1f} {x},{y} {frame.right:.1f},{y} "
        f"{frame.right:.1f},{frame.top:.1f}"
    )
    assert plot.here == (x, y)


def test_times_are_bars_with_lines_where_half_and_most_were_done():
    plot = time_plot([Slot(0.0, 10.0, 2), Slot(10.0, 20.0, 4)], 10.0, 20.0)
    frame = plot.frame
    assert [bar.height for bar in plot.bars] == [(frame.bottom - frame.top) / 2, frame.bottom - frame.top]
    assert [bar.text for bar in plot.bars] == ["2", "4"]
    assert [tick.text for tick in plot.across] == ["0", "10"]
    assert [(mark.at, mark.text, mark.ends) for mark in plot.marks] == [
        ((frame.left + frame.right) / 2, "p50 10 ms", False),
        (frame.right, "p95 20 ms", True),
    ]
