"""A browser, and a page in it that cannot fail silently."""

import pytest

from tests.browser.chromium import CHROMIUM, WIDE


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that cannot fail silently: a script error, a breach of the CSP, a foreign host."""
    context = chromium.new_context(viewport=WIDE, locale="nl-NL")
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console", lambda message: faults.append(message.text) if "Security Policy" in message.text else None
    )
    opened.on(
        "request",
        lambda request: None if request.url.startswith("http://127.0.0.1") else faults.append(request.url),
    )
    opened.set_default_timeout(5_000)
    yield opened
    context.close()
    assert faults == []
