"""The pages in Chromium: ask, read, open the letter; not found; errors; text that tries to be HTML."""

from dataclasses import replace

import pytest

from api.live import LiveAssistant
from api.pageview import text_check
from tests.browser.chromium import CONTRAST, IN_CHROMIUM, NARROW, Running, violations
from tests.unit.api.fakes import HOSTILE, PEOPLE, FakeAssistant, serving

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = IN_CHROMIUM
expect = playwright.expect


@pytest.fixture(scope="module")
def site():
    with Running(serving(FakeAssistant())) as address:
        yield address


def ask(page, question):
    page.get_by_label("Uw vraag").fill(question)
    page.get_by_role("button", name="Zoek antwoord").click()


def test_ask_see_the_answer_marked_and_open_the_letter(page, site):
    page.goto(site)
    ask(page, "Hoeveel mensen werken er in de industrie?")
    expect(page.get_by_role("heading", name="Antwoord uit de brieven")).to_be_visible()
    expect(page.locator("mark")).to_have_text(PEOPLE)
    expect(page.locator("blockquote")).to_have_text(
        f"Nederland heeft een industrie om trots op te zijn. {PEOPLE}"
    )
    expect(page.locator("cite")).to_have_text("Visie op de toekomst van de industrie")
    expect(page.locator(".facts > span")).to_have_text(
        ["Kamerbrief", "oktober 2020", "Kamerstuk 29826, nr. 124", "Pagina 1"]
    )
    expect(page.locator(".sureness")).to_have_text(
        "Waarschijnlijk goed. In proeven stond zo’n passage bij ongeveer 8 van de 10 vragen "
        "op een goede pagina."
    )
    expect(page.locator(".result-foot")).to_contain_text("Gezocht in 2 brieven, in")
    expect(page.locator(".examples")).to_have_count(0)

    page.get_by_role("link", name="Toon in de brief").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Visie op de toekomst van de industrie")
    expect(page.locator("mark:not(.around)")).to_have_text(PEOPLE)
    expect(page.locator("mark.around")).to_have_text("Nederland heeft een industrie om trots op te zijn. ")
    expect(page.locator("mark:not(.around)")).to_be_in_viewport()
    page.get_by_role("link", name="Terug naar het antwoord").click()
    expect(page.get_by_role("heading", name="Antwoord uit de brieven")).to_be_visible()


def test_all_passages_of_the_question_in_the_letter(page, site):
    page.goto(f"{site}/?vraag=mensen+klimaat")
    page.get_by_role("link", name="Toon in de brief").first.click()
    hits = page.get_by_role("navigation", name="Bij uw vraag in deze brief").get_by_role("link")
    expect(hits).to_have_text([f"p. 1 {PEOPLE}", "p. 2 goed investeringsklimaat"])
    expect(hits.nth(0)).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Volgende passage").click()
    expect(page.get_by_text("Pagina 2 van 3").first).to_be_visible()
    expect(page.locator("mark:not(.around)")).to_have_text("goed")
    page.get_by_role("link", name="pagina 3").click()
    expect(page.locator("mark:not(.around)")).to_have_text("investeringsklimaat")
    page.get_by_role("link", name="Vorige passage").click()
    expect(page.locator("mark:not(.around)")).to_have_text(PEOPLE)


def test_the_passages_of_a_letter_without_pages_have_the_whole_width(page):
    letter = replace(HOSTILE, paged=False)
    with Running(serving(FakeAssistant(letters={letter.letter_id: letter}))) as address:
        page.goto(f"{address}/letters/kwaad/pages/1?vraag=fabriek")
        hit = page.get_by_role("navigation", name="in deze brief").get_by_role("link")
        expect(hit).to_have_text("🏭 fabriek met")
        assert hit.bounding_box()["height"] < 50


def test_a_question_is_asked_of_the_letter_at_hand(page, site):
    page.goto(f"{site}/letters/visie%20%26%20toekomst/pages/2")
    page.keyboard.press("/")
    page.keyboard.type("klimaat")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/?brief=visie+%26+toekomst&vraag=klimaat")
    expect(page.locator("mark")).to_have_text("goed investeringsklimaat")


def test_an_answer_has_an_address_and_back_works(page, site):
    page.goto(site)
    ask(page, "mensen & meer?")
    expect(page).to_have_url(f"{site}/?vraag=mensen+%26+meer%3F")
    expect(page).to_have_title("mensen & meer? – Briefwijzer")
    ask(page, "klimaat")
    expect(page.locator("mark")).to_have_text("goed investeringsklimaat")
    page.go_back()
    expect(page.get_by_label("Uw vraag")).to_have_value("mensen & meer?")
    expect(page.locator("mark")).to_have_text(PEOPLE)
    page.go_back()
    expect(page.get_by_label("Uw vraag")).to_have_value("")
    expect(page.locator(".card")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{site}/?vraag=klimaat")
    expect(page.locator("mark")).to_have_text("goed investeringsklimaat")


def test_the_keyboard_is_enough(page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.get_by_label("Uw vraag").focus()
    page.keyboard.type("mensen")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("nu")
    expect(page.locator(".card")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text(PEOPLE)
    expect(page.get_by_label("Uw vraag")).to_have_value("mensen\nnu")
    expect(page.get_by_role("status")).to_have_text("Antwoord uit de brieven: 1 passage.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zoek antwoord")).to_be_focused()


def test_arrows_go_over_the_cards_and_slash_to_the_box(page, site):
    page.goto(f"{site}/?vraag=mensen+klimaat")
    box, cards = page.get_by_label("Uw vraag"), page.get_by_role("link", name="Toon in de brief")
    expect(cards).to_have_count(2)
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("mensen klimaat")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(cards.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_have_value("mensen klimaat/")


def test_keys_can_be_turned_off(page, site):
    page.goto(f"{site}/?vraag=mensen")
    page.get_by_label("Sneltoetsen").uncheck()
    page.reload()
    expect(page.get_by_label("Sneltoetsen")).not_to_be_checked()
    page.keyboard.press("/")
    expect(page.get_by_label("Uw vraag")).not_to_be_focused()


def test_a_passage_is_copied_for_a_memo_and_as_markdown(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/?vraag=mensen")
    text = f"Nederland heeft een industrie om trots op te zijn. {PEOPLE}"
    place = f"start=10&end={10 + len(text)}&tekst={text_check(text)}"
    url = f"{site}/letters/visie%20%26%20toekomst/pages/1?{place}#passage"
    page.get_by_role("button", name="Kopieer voor memo").click()
    expect(page.get_by_role("status")).to_have_text("Gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == (
        f"“{text}” (Kamerbrief Visie op de toekomst van de industrie (2020-10), p. 1)\n{url}"
    )
    page.get_by_role("button", name="Kopieer als Markdown").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_have_count(2)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("> Nederland heeft een industrie om trots op te zijn\\. Meer dan")
    assert copied.endswith(f"p\\. 1](<{url}>)")


def test_copying_works_where_the_browser_gives_no_clipboard(page, site):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{site}/?vraag=mensen")
    page.get_by_role("button", name="Kopieer voor memo").click()
    expect(page.get_by_role("status")).to_have_text("Gekopieerd")
    box = page.get_by_label("Uw vraag")
    box.fill("")
    box.press("ControlOrMeta+v")
    assert box.input_value().startswith("“Nederland heeft een industrie")


def test_everything_but_convenience_works_without_a_script(chromium, site):
    context = chromium.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Uw vraag").fill("mensen")
    page.get_by_role("button", name="Zoek antwoord").click()
    expect(page).to_have_url(f"{site}/?vraag=mensen&brief=&soort=&afzender=&van=&tot=")
    expect(page.locator("mark")).to_have_text(PEOPLE)
    expect(page.get_by_role("button", name="Kopieer voor memo")).to_have_count(0)
    expect(page.get_by_label("Sneltoetsen")).to_be_hidden()
    page.get_by_role("link", name="Toon in de brief").click()
    expect(page.locator("mark").first).to_be_in_viewport()
    context.close()


def test_filters_stand_in_the_address_and_say_what_is_wrong(page, site):
    page.goto(site)
    page.get_by_text("Alleen in bepaalde brieven zoeken").click()
    page.get_by_label("Brief", exact=True).select_option(label="Visie op de toekomst van de industrie")
    page.get_by_label("Vanaf").fill("mei 2019")
    ask(page, "mensen")
    expect(page).to_have_url(f"{site}/?vraag=mensen&brief=visie+%26+toekomst&van=mei+2019")
    expect(page.locator(".result-foot")).to_contain_text("Gezocht in 1 brief, in")
    expect(page.locator("mark")).to_have_text(PEOPLE)
    page.get_by_label("Vanaf").fill("onlangs")
    ask(page, "mensen")
    expect(page.get_by_role("alert")).to_contain_text("Vanaf: Dit is geen datum")
    page.get_by_role("link", name="Zoek weer in alle brieven").click()
    expect(page.get_by_label("Vanaf")).to_have_value("")


def test_not_found_says_so_and_shows_what_came_near(page, site):
    page.goto(site)
    ask(page, "Wat kost een brood?")
    expect(page.get_by_role("heading", name="Niet gevonden in de brieven")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat er het dichtst bij komt")).to_be_visible()
    expect(page.locator(".nearest .card")).to_have_count(3)
    expect(page.get_by_role("heading", name="Antwoord uit de brieven")).to_have_count(0)


def test_an_error_is_told_and_can_be_tried_again(page, site):
    page.goto(site)
    ask(page, "maak stuk")
    expect(page.get_by_role("alert")).to_contain_text("Interne fout")
    expect(page.get_by_role("alert")).not_to_contain_text("geheim")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.get_by_role("alert")).to_contain_text("Meld dit met aanvraagnummer")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Interne fout")


def test_a_server_that_is_gone(page, site):
    page.goto(site)
    page.route("**/", lambda route: route.abort())
    ask(page, "mensen")
    expect(page.get_by_role("alert")).to_contain_text("Geen verbinding")
    page.unroute("**/")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator("mark")).to_have_text(PEOPLE)
    expect(page.get_by_label("Uw vraag")).to_have_value("mensen")


def test_a_slow_answer_shows_that_it_is_coming(page, site):
    page.goto(site)
    held = []
    page.route("**/", lambda route: held.append(route))
    ask(page, "mensen")
    expect(page.get_by_role("status")).to_have_text("Zoeken in de brieven…")
    expect(page.locator("#result")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.locator("mark")).to_have_text(PEOPLE)
    expect(page.locator("#result")).not_to_have_attribute("aria-busy", "true")


def test_html_in_letters_and_questions_stays_text(page, site):
    page.goto(site)
    ask(page, "fabriek <img src=x onerror=document.title='geraakt'>")
    expect(page.locator("blockquote")).to_contain_text("<script>document.title")
    expect(page.locator("cite")).to_have_text("<b>Brief</b> met streken")
    # The highlight counts characters, also after one that takes two units in JavaScript.
    expect(page.locator("mark")).to_have_text("🏭 fabriek met")
    assert page.locator("#result img, #result script, #result b").count() == 0
    page.get_by_role("link", name="Toon in de brief").click()
    expect(page.locator(".sheet")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("mark:not(.around)")).to_have_text("🏭 fabriek met")
    assert "geraakt" not in page.title()


def test_letters_and_pages_can_be_browsed(page, site):
    page.goto(f"{site}/letters")
    page.get_by_role("heading", name="1 bestand is niet te lezen").click()
    expect(page.get_by_text("Het bestand bevat geen tekst.")).to_be_visible()
    page.get_by_text("1 opmerking bij het lezen").click()
    expect(page.get_by_text("Het kenmerk in de brief is een foutmelding")).to_be_visible()
    page.get_by_role("link", name="Visie op de toekomst van de industrie").click()
    page.get_by_role("link", name="Volgende pagina").first.click()
    expect(page.get_by_text("Pagina 2 van 3").first).to_be_visible()
    page.get_by_role("link", name="Vorige pagina").first.click()
    expect(page.get_by_text("Pagina 1 van 3").first).to_be_visible()


def test_letters_are_found_by_title_and_number(page, site):
    page.goto(f"{site}/letters")
    page.get_by_label("Zoek op titel, nummer of afzender").fill("kst-29826-124")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/letters?zoek=kst-29826-124&soort=")
    expect(page.locator(".letter h2")).to_have_text("Visie op de toekomst van de industrie")
    expect(page.get_by_role("status")).to_contain_text("1 brief gevonden.")
    page.get_by_label("Zoek op titel, nummer of afzender").fill("bestaat niet")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_text("Geen brief past hierbij.")).to_be_visible()


def test_a_wrong_address_is_a_readable_page(page, site):
    page.goto(f"{site}/letters/nergens/pages/1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Onbekende brief")
    expect(page.locator("main")).to_contain_text("Deze brief is er niet, of niet meer.")


@pytest.mark.parametrize(
    "path", ["/", "/?vraag=mensen", "/?vraag=niets", "/letters", "/letters/kwaad/pages/1", "/docs"]
)
def test_nothing_runs_off_a_narrow_screen(page, site, path):
    page.set_viewport_size(NARROW)
    page.goto(site + path)
    if "vraag" in path:
        expect(page.locator(".card").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?vraag=mensen+klimaat",
        "/?vraag=niets&soort=beslisnota",
        "/?vraag=niets&van=ooit",
        "/letters",
        "/letters?zoek=niets",
        "/letters/visie%20%26%20toekomst/pages/1?vraag=mensen&start=10&end=156",
        "/docs",
        "/nergens",
    ],
)
def test_axe_finds_no_fault(page, site, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(site + path)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["/?vraag=mensen", "/?vraag=niets", "/letters", "/letters/visie%20%26%20toekomst/pages/1", "/docs"],
)
def test_text_has_contrast(page, site, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(site + path)
    if "vraag" in path:
        expect(page.locator(".card").first).to_be_visible()
    assert page.evaluate(CONTRAST) == []


def test_without_an_index_the_page_says_what_to_do(page):
    live = LiveAssistant(load=FakeAssistant, current=lambda: None)
    with Running(live) as address:
        page.goto(address)
        expect(page.get_by_role("heading", name="Er zijn nog geen brieven")).to_be_visible()
        ask(page, "mensen")
        expect(page.get_by_role("alert")).to_contain_text(
            "Er is nog geen index. Maak hem met: briefwijzer index"
        )


def test_the_page_works_by_itself_once_there_are_letters(page):
    made = []
    live = LiveAssistant(load=FakeAssistant, current=lambda: "s" if made else None)
    with Running(live) as address:
        page.goto(address)
        expect(page.get_by_role("heading", name="Er zijn nog geen brieven")).to_be_visible()
        made.append(True)
        expect(page.get_by_role("alert")).to_have_count(0, timeout=20_000)
        expect(page.locator("#brief option")).to_have_count(3)
