"""The page at /beheer in Chromium, with a server that really does the jobs; only the language model is a stand-in."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.admin.jobs import JobStore
from api.admin.keys import Role, add_key
from api.admin.uploads import LetterDetails
from api.admin.work import Worker
from api.live import LiveAssistant
from api.settings import ServerSettings
from index.build import build_index
from index.settings import IndexSettings
from index.snapshot import current_snapshot, load_snapshot, read_manifest
from tests.browser.chromium import CONTRAST, IN_CHROMIUM, NARROW, Running, violations
from tests.helpers import StubEncoder
from tests.unit.api.fakes import FakeAssistant

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = IN_CHROMIUM
expect = playwright.expect

SLOW = 30_000
"""Milliseconds for a job: each file is read in a process of its own."""
WONEN = "Kamerbrief over wonen\n\nDe minister bouwt honderdduizend woningen per jaar."
WATER = "Kamerbrief over water\n\nDe dijken worden een meter hoger gemaakt."
ENERGIE = "Kamerbrief over energie\n\nHet stroomnet wordt in 2030 uitgebreid."


@dataclass
class Place:
    """A server with two letters, whose jobs go on while `go` is set."""

    folder: Path
    go: threading.Event
    address: str = ""
    key: str = ""

    @property
    def letters(self):
        return sorted(path.name for path in (self.folder / "brieven").iterdir())

    @property
    def store(self):
        return JobStore(self.folder / "index")


def build(place):
    index, encoder = place.folder / "index", StubEncoder()

    def make(folder, progress):
        def told(*step):
            progress(*step)
            place.go.wait()

        return build_index(
            folder,
            index,
            IndexSettings(),
            progress=told,
            encoder_loader=lambda _: encoder,
            fingerprint=encoder.fingerprint,
        )

    return make


def load(index):
    name = current_snapshot(index)
    snapshot = load_snapshot(index, name, read_manifest(index, name))
    return FakeAssistant(letters={letter.letter_id: letter for letter in snapshot.letters})


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path, threading.Event())
    place.go.set()
    index, letters = tmp_path / "index", tmp_path / "brieven"
    letters.mkdir()
    (letters / "energie.txt").write_text(ENERGIE)
    (letters / "water.txt").write_text(WATER)
    build(place)(letters, lambda *_: None)
    settings = ServerSettings(
        index=index, keys=tmp_path / "keys.json", letters=tmp_path / "eigen", max_upload_bytes=100_000
    )
    worker = Worker(place.store, index, settings.letters, build(place), ocr=False)
    stop = threading.Event()

    def work():
        while not stop.wait(0.05):
            if job := place.store.next():
                worker.run(job)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    with Running(LiveAssistant(lambda: load(index), lambda: current_snapshot(index)), settings) as address:
        place.address = f"{address}/beheer"
        yield place
    place.go.set()
    stop.set()
    thread.join(30)


@pytest.fixture
def admin(page, place):
    """The page after the key was given."""
    place.key = add_key(place.folder / "keys.json", "redactie", Role.ADMIN)
    page.goto(place.address)
    unlock(page, place.key)
    expect(page.get_by_role("heading", name="Brieven toevoegen")).to_be_focused()
    return page


def unlock(page, key):
    page.get_by_label("Sleutel voor beheer").fill(key)
    page.get_by_role("button", name="Naar het beheer").click()


def file(name, text):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def letters(page):
    return page.locator("#letters h3")


def test_administration_is_off_until_there_is_a_key_and_wrong_ones_are_refused(page, place):
    page.goto(place.address)
    expect(page.get_by_role("alert")).to_contain_text("briefwijzer keys add NAAM")
    expect(page.locator("#work")).to_be_hidden()
    ring = place.folder / "keys.json"
    key, reader = add_key(ring, "redactie", Role.ADMIN), add_key(ring, "lezer", Role.READER)
    page.reload()
    expect(page.get_by_label("Sleutel voor beheer")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    unlock(page, "bw_verkeerd € 😀")
    expect(page.get_by_role("alert")).to_contain_text(
        "Hiervoor is een geldige sleutel nodig. De server kent deze niet."
    )
    expect(page.get_by_label("Sleutel voor beheer")).to_be_focused()
    unlock(page, reader)
    expect(page.get_by_role("alert")).to_contain_text("De sleutel lezer is er een om te lezen")
    expect(page.locator("#work")).to_be_hidden()
    unlock(page, f" {key} ")
    expect(letters(page)).to_have_text(["Energie", "Water"])
    assert page.evaluate("[Object.values(sessionStorage), localStorage.length]") == [[key], 0]
    page.get_by_role("button", name="Sleutel vergeten").click()
    expect(page.get_by_label("Sleutel voor beheer")).to_be_focused()
    expect(letters(page)).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.locator("#work")).to_be_hidden()


def test_two_files_of_which_one_is_broken(admin, place):
    files = [file("wonen.txt", WONEN), file("kapot.pdf", "%PDF-1.7 en verder niets")]
    admin.get_by_label("Kies bestanden").set_input_files(files)
    expect(admin.locator("#chosen strong")).to_have_text(["wonen.txt", "kapot.pdf"])
    admin.get_by_text("Gegevens aanvullen").first.click()
    details = admin.locator("#chosen li").first
    details.get_by_label("Titel").fill("Bouwplan")
    details.get_by_label("Datum").fill("2025-07-11")
    details.get_by_label("Kenmerk").fill("A / 1\n\n B ")
    admin.get_by_role("button", name="Voeg toe").click()
    title = admin.locator("#following h3")
    expect(title).to_have_text("2 bestanden toevoegen")
    expect(title).to_be_focused()
    outcomes = admin.locator("#following .outcomes > li")
    expect(outcomes).to_have_count(2, timeout=SLOW)
    expect(admin.get_by_role("status").first).to_have_text(
        "2 bestanden toevoegen: 1 toegevoegd, 1 niet toegevoegd."
    )
    expect(outcomes.nth(0)).to_contain_text("Bouwplan")
    expect(outcomes.nth(0).locator(".facts span")).to_have_text(["toegevoegd", "1 pagina", "wonen.txt"])
    expect(outcomes.nth(1).locator(".facts span")).to_have_text(["niet toegevoegd"])
    reason = place.store.latest(1)[0].files[1].reason
    expect(outcomes.nth(1)).to_contain_text(reason)
    expect(letters(admin)).to_have_text(["Bouwplan", "Energie", "Water"])
    expect(admin.locator("#letters .facts").first).to_contain_text("11 juli 2025")
    expect(admin.locator("#jobs summary")).to_contain_text("2 bestanden toevoegen")
    expect(admin.locator("#jobs summary")).to_contain_text("door redactie")
    expect(admin.locator("#chosen li")).to_have_count(0)
    assert (place.folder / "brieven" / "wonen.toml").read_text() == (
        'title = "Bouwplan"\nkenmerk = ["A / 1", "B"]\ndate = "2025-07-11"\n'
    )
    outcomes.nth(0).get_by_role("link").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Bouwplan")


def test_everything_that_may_be_said_of_a_letter_can_be_typed(admin):
    admin.get_by_label("Kies bestanden").set_input_files([file("wonen.txt", WONEN)])
    names = admin.locator("#chosen [data-detail]").evaluate_all(
        "fields => fields.map((field) => field.dataset.detail)"
    )
    assert sorted(names) == sorted(LetterDetails.model_fields)


def test_what_cannot_be_sent_is_said(admin, place):
    send, alert = admin.get_by_role("button", name="Voeg toe"), admin.get_by_role("alert")
    send.click()
    expect(alert).to_contain_text("Kies eerst een of meer bestanden.")
    expect(admin.get_by_label("Kies bestanden")).to_be_focused()
    admin.get_by_label("Kies bestanden").set_input_files(
        [file("wonen.txt", WONEN), file("groot.txt", "a" * 100_000)]
    )
    send.click()
    expect(alert).to_contain_text("Samen zijn de bestanden 100 kB; 100 kB kan tegelijk.")
    admin.get_by_role("button", name="Haal groot.txt weg").click()
    expect(admin.get_by_role("button", name="Haal wonen.txt weg")).to_be_focused()
    admin.get_by_text("Gegevens aanvullen").click()
    admin.get_by_label("Datum").fill("onlangs")
    admin.get_by_text("Gegevens aanvullen").click()
    send.click()
    expect(alert).to_contain_text("wonen.txt, Datum: Dit is geen datum")
    expect(admin.get_by_label("Datum")).to_be_visible()
    admin.route("**/v1/letters", lambda route: route.abort())
    send.click()
    expect(alert).to_contain_text("Geen verbinding")
    expect(admin.locator("#chosen li")).to_have_count(1)
    assert place.store.latest() == []


def test_files_can_be_dropped(admin):
    moved = admin.evaluate_handle(
        """() => {
          const moved = new DataTransfer();
          moved.items.add(new File(["x"], "gesleept.txt"));
          return moved;
        }"""
    )
    admin.dispatch_event("#zone", "dragover", {"dataTransfer": moved})
    expect(admin.locator("#zone")).to_have_class("zone over")
    admin.dispatch_event("#zone", "drop", {"dataTransfer": moved})
    expect(admin.locator("#chosen strong")).to_have_text("gesleept.txt")
    expect(admin.locator("#zone")).to_have_class("zone")


def test_a_letter_is_removed_when_that_is_confirmed_and_not_otherwise(admin, place):
    remove = admin.get_by_role("button", name="Verwijder Water")
    dialog = admin.get_by_role("dialog")
    for way in ("Annuleer", "Escape"):
        remove.click()
        expect(dialog).to_contain_text("Water (water.txt)")
        expect(dialog.get_by_role("button", name="Annuleer")).to_be_focused()
        if way == "Escape":
            admin.keyboard.press(way)
        else:
            dialog.get_by_role("button", name=way).click()
        expect(dialog).to_be_hidden()
        expect(remove).to_be_focused()
    assert place.store.latest() == []
    remove.click()
    dialog.get_by_role("button", name="Verwijder").click()
    expect(admin.locator("#following")).to_contain_text("De brief is verwijderd.", timeout=SLOW)
    expect(letters(admin)).to_have_text(["Energie"])
    expect(admin.locator("#jobs .job-head")).to_contain_text("door redactie")
    assert place.letters == ["energie.txt"]
    admin.get_by_role("button", name="Verwijder Energie").click()
    dialog.get_by_role("button", name="Verwijder").click()
    failed = admin.locator("#following .failed")
    expect(failed).to_contain_text("Mislukt. Dit is de enige brief", timeout=SLOW)
    expect(letters(admin)).to_have_text(["Energie"])


def test_the_folder_is_read_anew(admin, place):
    (place.folder / "brieven" / "wonen.txt").write_text(WONEN)
    (place.folder / "brieven" / "leeg.txt").write_text("")
    admin.get_by_role("button", name="Lees de map opnieuw").click()
    expect(admin.locator("#following")).to_contain_text("1 bestand is niet te lezen", timeout=SLOW)
    expect(admin.locator("#following")).to_contain_text("leeg.txt is leeg (0 bytes).")
    expect(letters(admin)).to_have_count(3)
    admin.get_by_label("Zoek op titel").fill("wonen")
    expect(letters(admin)).to_have_text(["Wonen"])
    expect(admin.locator("#letters-count")).to_have_text("1 brief gevonden.")


def test_a_job_is_picked_up_again_after_a_reload_and_where_the_stream_breaks_off(admin, place):
    (place.folder / "brieven" / "wonen.txt").write_text(WONEN)
    place.go.clear()
    admin.get_by_role("button", name="Lees de map opnieuw").click()
    stage = admin.locator("#following [aria-live]")
    expect(stage).to_have_text("Alle brieven worden gelezen", timeout=SLOW)
    expect(admin.get_by_role("progressbar", name="De map opnieuw lezen")).to_be_visible()
    admin.get_by_role("button", name="Verwijder Water").click()
    admin.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(admin.locator("#following h3")).to_have_text(["“Water” verwijderen", "De map opnieuw lezen"])
    expect(stage.first).to_have_text("Wacht op de taak ervoor")
    # After the reload the stream ends at once, and the page goes on by asking.
    admin.route("**/events", lambda route: route.fulfill(status=200, body=": \n\n"))
    admin.reload()
    expect(admin.locator("#following h3")).to_have_text(["“Water” verwijderen", "De map opnieuw lezen"])
    expect(stage.last).to_have_text("Alle brieven worden gelezen")
    place.go.set()
    expect(admin.locator("#following")).to_contain_text("De map is opnieuw gelezen.", timeout=SLOW)
    expect(admin.locator("#following")).to_contain_text("De brief is verwijderd.", timeout=SLOW)
    expect(letters(admin)).to_have_text(["Energie", "Wonen"])


def test_a_key_that_is_taken_back_shows_nothing_any_more(admin, place):
    (place.folder / "keys.json").unlink()
    admin.get_by_role("button", name="Lees de map opnieuw").click()
    expect(admin.get_by_role("alert")).to_contain_text("Beheer over HTTP staat uit")
    expect(admin.get_by_label("Sleutel voor beheer")).to_be_focused()
    expect(letters(admin)).to_have_count(0)


HTML = "<img src=x onerror=document.title='geraakt'>"


def test_html_in_names_and_titles_stays_text(admin):
    admin.get_by_label("Kies bestanden").set_input_files([file(f"{HTML}.txt", WATER), file("b.txt", WONEN)])
    expect(admin.locator("#chosen strong")).to_have_text([f"{HTML}.txt", "b.txt"])
    admin.get_by_text("Gegevens aanvullen").last.click()
    admin.locator("#chosen li").last.get_by_label("Titel").fill(HTML)
    admin.get_by_role("button", name="Voeg toe").click()
    outcomes = admin.locator("#following .outcomes > li")
    expect(outcomes).to_have_count(2, timeout=SLOW)
    expect(outcomes.nth(0)).to_contain_text(f"“{HTML}.txt” kan geen bestandsnaam zijn")
    expect(outcomes.nth(1).get_by_role("link")).to_have_text(HTML)
    expect(letters(admin).first).to_have_text(HTML)
    admin.get_by_role("button", name=f"Verwijder {HTML}").click()
    expect(admin.get_by_role("dialog")).to_contain_text(f"{HTML} (b.txt)")
    assert admin.locator("main img").count() == 0
    assert "geraakt" not in admin.title()


def test_the_keyboard_is_enough(page, place):
    # Playwright takes a moment to listen for choosers: from here on it does.
    page.on("filechooser", lambda _: None)
    key = add_key(place.folder / "keys.json", "redactie", Role.ADMIN)
    page.goto(place.address)
    press = page.keyboard.press
    tab_to(page, page.get_by_label("Sleutel voor beheer"))
    page.keyboard.type(key)
    press("Enter")
    expect(page.get_by_role("heading", name="Brieven toevoegen")).to_be_focused()
    press("Tab")
    expect(page.get_by_label("Kies bestanden")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        press("Enter")
    chooser.value.set_files([file("wonen.txt", WONEN)])
    tab_to(page, page.get_by_text("Gegevens aanvullen"))
    press("Enter")
    tab_to(page, page.get_by_label("Titel", exact=True))
    page.keyboard.type("Bouwplan")
    press("Enter")
    expect(page.locator("#following")).to_contain_text("1 toegevoegd.", timeout=SLOW)
    tab_to(page, page.get_by_role("button", name="Verwijder Bouwplan"))
    press("Enter")
    tab_to(page, page.get_by_role("dialog").get_by_role("button", name="Verwijder"))
    press("Enter")
    expect(page.locator("#following h3").first).to_be_focused()
    expect(page.locator("#following")).to_contain_text("De brief is verwijderd.", timeout=SLOW)
    assert place.letters == ["energie.txt", "water.txt"]


def tab_to(page, target):
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached with Tab")


def test_reading_with_a_key_shows_nothing_before_it_is_given(page, place):
    settings = ServerSettings(index=place.folder / "index", keys=place.folder / "keys.json", read_key=True)
    key = add_key(settings.keys, "redactie", Role.ADMIN)
    index = settings.index
    with Running(LiveAssistant(lambda: load(index), lambda: current_snapshot(index)), settings) as address:
        page.goto(f"{address}/beheer")
        expect(page.get_by_label("Sleutel voor beheer")).to_be_visible()
        assert "Energie" not in page.content()
        unlock(page, key)
        expect(letters(page)).to_have_text(["Energie", "Water"])


def test_without_a_script_the_page_says_how_to_do_it(chromium, place):
    context = chromium.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(place.address.replace("/beheer", "/letters"))
    page.get_by_role("link", name="Brieven beheren").click()
    expect(page.get_by_role("heading", name="Deze pagina heeft JavaScript nodig")).to_be_visible()
    expect(page.locator("noscript code")).to_have_text("briefwijzer index MAP")
    expect(page.get_by_label("Sleutel voor beheer")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_fits_a_narrow_screen_and_axe_finds_no_fault(page, place, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(place.address)
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    unlock(page, add_key(place.folder / "keys.json", "redactie", Role.ADMIN))
    expect(letters(page)).to_have_count(2)
    page.get_by_role("button", name="Voeg toe").click()
    long = "een-heel-lange-naam-zonder-spaties-" * 4
    page.get_by_label("Kies bestanden").set_input_files(
        [file(f"{long}.txt", WONEN), file(f"{long}.doc", WATER)]
    )
    page.get_by_text("Gegevens aanvullen").first.click()
    check(page)
    place.go.clear()
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("#following [aria-live]")).to_have_text("Alle brieven worden gelezen", timeout=SLOW)
    check(page)
    place.go.set()
    expect(page.locator("#following .outcomes > li")).to_have_count(2, timeout=SLOW)
    page.locator("#jobs summary").click()
    check(page)
    page.get_by_role("button", name="Verwijder Water").click()
    check(page)


def check(page):
    wide = page.viewport_size
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.set_viewport_size(wide)
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []
