"""The report of an evaluation in Chromium: it fits, it can be read in light and dark, and it asks for nothing."""

import pytest

from eval.compare import compare
from eval.html_report.render import render
from eval.run import evaluate
from eval.run_file import as_run
from tests.browser.chromium import CONTRAST, IN_CHROMIUM, NARROW, WIDE
from tests.unit.eval.fakes import FakeAssistant
from tests.unit.eval.test_html_report import ANSWERS, MADE_WITH, OVERLAPS, QUESTIONS

pytest.importorskip("playwright.sync_api")

pytestmark = IN_CHROMIUM


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page of a run that is compared with one in which the first question went otherwise."""
    results = evaluate(FakeAssistant(ANSWERS), QUESTIONS, overlaps=OVERLAPS)
    other = evaluate(FakeAssistant({**ANSWERS, "Wat is het doel?": ANSWERS["Wie won?"]}), QUESTIONS)
    now, before = as_run(results, MADE_WITH), as_run(other, MADE_WITH)
    path = tmp_path_factory.mktemp("rapport") / "rapport.html"
    path.write_text(
        render(results, {}, MADE_WITH, changes=compare(now, before), before=before), encoding="utf-8"
    )
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_fits_can_be_read_and_asks_for_nothing(address, chromium, scheme):
    faults = []
    page = chromium.new_page(color_scheme=scheme, viewport=WIDE)
    page.on("console", lambda message: faults.append(message.text))
    page.on("request", lambda request: faults.append(request.url) if request.url != address else None)
    page.goto(address)
    assert page.evaluate(CONTRAST) == []
    figures = page.locator("svg")
    assert figures.count() == 7
    assert all(figures.nth(number).bounding_box()["width"] > 300 for number in range(7))
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.close()
    assert faults == []
