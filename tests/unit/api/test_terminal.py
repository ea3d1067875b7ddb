import io

from api.respond import answer_out
from api.terminal import format_answer, one_line, printable, wants_colour, with_gaps
from tests.unit.api.fakes import FakeAssistant

ASSISTANT = FakeAssistant()


def formatted(question, *, width=60, colour=False):
    response = answer_out(ASSISTANT.ask(question), ASSISTANT.info, 0.01)
    return format_answer(response, width=width, colour=colour)


def test_answer_without_colour():
    assert formatted("hoeveel mensen?") == (
        "1. Nederland heeft een industrie om trots op te zijn. »Meer\n"
        "   dan achthonderdduizend Nederlanders verdienen in de\n"
        "   industrie hun inkomen, in allerlei banen.«\n"
        "   — Visie op de toekomst van de industrie (2020-10), p. 1\n"
        "     Kamerbrief · Kamerstuk 29826, nr. 124 · M.C.G. Keijzer, staatssecretaris\n"
    )


def test_answer_in_bold():
    text = formatted("hoeveel mensen?", width=200, colour=True)
    assert "\x1b[1mMeer dan" in text
    assert "banen.\x1b[0m\n" in text
    assert "»" not in text


def test_text_that_is_left_out_is_marked():
    response = answer_out(ASSISTANT.ask("hoeveel mensen?"), ASSISTANT.info, 0.01)
    first = response.passages[0]
    gap = first.text.index("Meer dan")
    passage = first.model_copy(update={"gaps": [gap]})
    text = format_answer(response.model_copy(update={"passages": [passage]}), width=200, colour=False)
    assert "trots op te zijn. […] »Meer dan" in text


def test_bold_ends_and_begins_with_each_line():
    lines = formatted("hoeveel mensen?", width=60, colour=True).splitlines()
    assert lines[0].endswith("\x1b[1mMeer\x1b[0m")
    assert lines[1] == "   \x1b[1mdan achthonderdduizend Nederlanders verdienen in de\x1b[0m"


def test_a_letter_cannot_steer_the_terminal():
    text = formatted("fabriek", colour=False)
    assert "\x1b" not in text
    assert "fabriek met« [31m\n   kleur." in text
    assert printable("a\x1b\x9b\x07b") == "ab"
    assert printable("een\ttitel over twee\nregels") == "een titel over twee regels"


def test_not_found_says_so_first_and_marks_the_nearest():
    text = formatted("wat is de zin van het leven?")
    assert text.startswith("Niet gevonden in de brieven.\n")
    assert "Wat er het dichtst bij komt (waarschijnlijk geen antwoord op de vraag):" in text
    assert "1. Nederland heeft" in text


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_colour_only_on_a_terminal_that_wants_it():
    assert wants_colour(Terminal(), {})
    assert not wants_colour(io.StringIO(), {})
    assert not wants_colour(Terminal(), {"NO_COLOR": "1"})
    assert not wants_colour(Terminal(), {"TERM": "dumb"})


def test_the_rows_of_a_table_are_lines_and_its_cells_are_parted():
    response = answer_out(ASSISTANT.ask("hoeveel mensen?"), ASSISTANT.info, 0.01)
    passage = response.passages[0]
    passage.text, passage.highlights, passage.gaps = "Jaar\tBudget\n2025\t12 miljoen\nTotaal\t\t30", [], []
    assert format_answer(response, width=60, colour=False).splitlines()[:3] == [
        "1. Jaar | Budget",
        "   2025 | 12 miljoen",
        "   Totaal | | 30",
    ]


def test_rows_of_two_pages_and_what_is_left_out_between_rows_begin_a_line():
    response = answer_out(ASSISTANT.ask("hoeveel mensen?"), ASSISTANT.info, 0.01)
    passage = response.passages[0]
    passage.text, passage.highlights = "Jaar\tBudget 2025\t12 miljoen 2030\t30", []
    passage.gaps = [len("Jaar\tBudget "), len(passage.text)]
    span = passage.citation.spans[0]
    passage.citation.spans = [
        span.model_copy(update={"start": 0, "end": 11}),
        span.model_copy(update={"start": 50, "end": 65}),
        span.model_copy(update={"page": 2, "start": 0, "end": 7}),
    ]
    assert format_answer(response, width=60, colour=False).splitlines()[:4] == [
        "1. Jaar | Budget",
        "   […] 2025 | 12 miljoen",
        "   2030 | 30",
        "   […]",
    ]
    assert with_gaps(passage) == "Jaar\tBudget\n[…] 2025\t12 miljoen\n2030\t30\n[…]"


def test_a_title_with_line_breaks_stays_on_one_line():
    assert one_line("a\n b\x00\tc") == "a b c"
