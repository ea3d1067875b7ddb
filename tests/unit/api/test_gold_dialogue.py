"""Writing questions in conversation: what is typed, what comes of it, and that nothing is lost."""

import io
import os
from dataclasses import replace

import pytest

import api.gold_dialogue
import eval.command
from api.cli import main
from eval.check import check_file
from eval.gold import Form, Language, Need, QuestionType, read_gold
from sources.types import Letter, Page
from tests.helpers import letter_of
from tests.unit.eval.fakes import DISCUSSED, GOAL, LETTERS

GOAL_LINE = "Het doel is 2,5% van het bbp aan R&D uit te geven."
ONE = ("missie", "1", "Wat is het doel?", "2", "n", "", "2", "", "")
"""A letter, a page, a question, line 2, no other place, Dutch, a number, plain, save."""


def with_blocks(letter):
    """The pages of a letter, each one paragraph, so that it has sentences."""
    return letter_of(*([page.text] for page in letter.pages)).pages


@pytest.fixture(autouse=True)
def letters(monkeypatch):
    for name in [name for name in os.environ if name.startswith("BRIEFWIJZER_")]:
        monkeypatch.delenv(name)
    found = {name: replace(each, pages=with_blocks(each)) for name, each in LETTERS.items()}
    monkeypatch.setattr(eval.command, "letters_of", lambda *_: found)
    return found


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vragen.jsonl"


@pytest.fixture
def converse(path, monkeypatch, capsys):
    """Runs `eval new` where these lines are typed; gives the exit code and what was shown."""

    def run(*answers):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
        code = main(["eval", "new", str(path)])
        return code, capsys.readouterr().out

    return run


def test_a_question_is_written_and_passes_the_check(path, converse):
    code, out = converse(*ONE, "")
    assert code == 0
    assert out.startswith(f"{path} is gemaakt, met bovenin uitleg.\n{path}: 0 vragen. Ctrl-C stopt;")
    assert "   1  missie  (Missiebrief)\n   2  nota  (Nota)\n" in out
    assert f"\nmissie, p. 1\n\n   1  Wij kiezen missies.\n   2  {GOAL_LINE}\n   3  Dat is veel.\n" in out
    assert f"v-001: Wat is het doel?\n  missie, p. 1: “{GOAL_LINE}”\n  nl, number, plain, need any" in out
    assert "Opgeslagen als v-001, in het deel test." in out
    assert out.endswith(f"\n1 vraag toegevoegd aan {path}.\n")
    (asked,) = read_gold(path)
    assert (asked.question_id, asked.text, asked.type) == ("v-001", "Wat is het doel?", QuestionType.NUMBER)
    assert (asked.language, asked.form, asked.need) == (Language.NL, Form.PLAIN, Need.ANY)
    assert asked.evidence == (GOAL,)
    assert check_file(path, LETTERS) == (1, [])


def test_the_next_question_goes_on_with_the_file(path, converse):
    assert converse(*ONE, "")[0] == 0
    before = path.read_text(encoding="utf-8")
    again = ("missie", "1", "wat  is het DOEL?", "Wat dan?", "2", "n", "", "", "", "")
    code, out = converse(*again, "")
    assert code == 0
    assert "is gemaakt" not in out
    assert "Deze vraag is er al, als v-001; stel een andere.\n" in out
    assert path.read_text(encoding="utf-8").startswith(before)
    assert [each.question_id for each in read_gold(path)] == ["v-001", "v-002"]


def test_a_quote_may_be_pasted_over_lines_with_other_white_space(path, converse):
    pasted = ("De boer  krijgt in", " 2030 een eerlijke prijs", "")
    code, out = converse("1", "2", "Wat krijgt de boer?", *pasted, "n", "", "", "", "", "")
    assert code == 0
    assert "Citaat: “De boer krijgt in 2030 een eerlijke prijs”" in out
    assert read_gold(path)[0].evidence[0].quote == "De boer krijgt in 2030 een eerlijke prijs"


def test_a_quote_that_does_not_stand_there_is_asked_again_with_what_is_near(path, converse):
    wrong = ("Het doel is 3% van het bbp", "", "7-9", "3-2")
    code, out = converse("1", "1", "Wat?", *wrong, "Het doel is 2,5%", "", "n", "", "", "", "", "")
    assert code == 0
    assert "Dat staat zo niet op p. 1. Wat er het meest op lijkt: “" in out
    assert out.count("Kies regels van 1 tot en met 3, de laagste eerst.\n") == 2
    assert read_gold(path)[0].evidence[0].quote == "Het doel is 2,5%"


def test_of_a_quote_that_stands_there_twice_one_is_chosen_or_each(path, converse):
    code, out = converse("1", "1", "Wat is er?", "is", "", "9", "2", "n", "", "", "", "", "")
    assert code == 0
    assert "Dat staat 2 keer op p. 1:\n   1  …Wij kiezen missies. Het doel »is« 2,5%" in out
    assert "Geef een getal van 1 tot en met 2, of a.\n" in out
    assert "Citaat: “Dat is”\n" in out
    assert converse("1", "1", "En nog?", "is", "", "a", "n", "", "", "", "", "")[0] == 0
    assert [each.evidence[0].quote for each in read_gold(path)] == ["Dat is", "is"]


def test_several_places_may_all_be_needed(path, converse):
    places = ("2", "j", "nota", "2", "1", "j", "nota", "2", "1", "n")
    code, out = converse("1", "1", "Wat en wanneer?", *places, "all", "", "comparison", "everyday", "j", "")
    assert code == 0
    assert "Deze plaats is er al.\n" in out
    (asked,) = read_gold(path)
    assert asked.evidence == (GOAL, DISCUSSED)
    assert (asked.need, asked.type, asked.form) == (Need.ALL, QuestionType.COMPARISON, Form.EVERYDAY)
    assert check_file(path, LETTERS) == (1, [])


def test_another_page_may_be_chosen_before_the_quote(path, converse):
    code, _ = converse("1", "1", "Wanneer?", "", "nota", "2", "1", "n", "", "", "", "", "")
    assert code == 0
    assert read_gold(path)[0].evidence == (DISCUSSED,)


def test_a_question_without_answer_has_no_place(path, converse):
    code, out = converse("-", "Wie won de wedstrijd?", "en", "fact", "2", "keywords", "", "")
    assert code == 0
    assert "  De brieven hebben het antwoord niet.\n" in out
    assert "Geef een getal van 1 tot en met 2, of een van de namen.\n" in out
    (asked,) = read_gold(path)
    assert (asked.answerable, asked.evidence, asked.type) == (False, (), QuestionType.OFF_TOPIC)
    assert (asked.language, asked.form) == (Language.EN, Form.KEYWORDS)


def test_a_question_may_be_dropped(path, converse):
    code, out = converse(*ONE[:-1], "misschien", "nee", "")
    assert code == 0
    assert "Geef j of n.\n" in out
    assert "Niet opgeslagen.\n" in out
    assert out.endswith(f"0 vragen toegevoegd aan {path}.\n")
    assert "v-001" not in path.read_text(encoding="utf-8").split("# form")[1]


def test_what_was_saved_stays_where_the_conversation_is_broken_off(path, converse, capsys):
    for enough in range(len(ONE) - 1):
        path.unlink(missing_ok=True)
        code, out = converse(*ONE, *("1", "1", "Wat nu?", "3", "n", "", "", "")[:enough])
        assert code == 130
        assert out.endswith(f"1 vraag toegevoegd aan {path}.\n")
        assert [each.text for each in read_gold(path)] == ["Wat is het doel?"]
    assert capsys.readouterr().err == ""


def test_letters_are_found_by_number_name_and_title(converse, path):
    wrong = ("0", "99999999999999999999", "x", "missiebrief")
    code, out = converse(*wrong, "4", "een", "1", "Wat?", "1", "n", "", "", "", "", "")
    assert code == 0
    assert out.count("Geen brief heet zo; geef een nummer of een deel van de naam of titel.\n") == 3
    assert out.count("Geef een getal van 1 tot en met 3.\n") == 2
    assert read_gold(path)[0].evidence[0].letter_id == "missie"


def test_of_many_letters_only_some_are_listed(letters, converse, path):
    letters.clear()
    for number in range(1, 101):
        page = Page(1, f"Dit is brief {number}.")
        letters[f"brief-{number:03}"] = Letter(
            f"brief-{number:03}", f"Brief {number}", "kamerbrief", (page,), "b.txt", "0" * 64
        )
    code, out = converse("brief-09", "93", "Welke?", "1", "n", "", "", "", "", "")
    assert code == 0
    assert "  30  brief-030  (Brief 30)\n      en nog 70; typ een deel van de naam of titel.\n" in out
    assert "10 brieven:\n  90  brief-090  (Brief 90)\n" in out
    assert read_gold(path)[0].evidence[0].quote == "Dit is brief 93."


def test_what_stands_in_a_letter_cannot_steer_the_terminal(letters, converse):
    evil = Page(1, "Dit \x1b[2J is\x07 stuk.")
    letters.clear()
    letters["brief"] = Letter("brief", "Titel \x1b[31m", "kamerbrief", (evil,), "b.txt", "0" * 64)
    code, out = converse("1", "Wat?", "1", "n", "", "", "", "", "")
    assert code == 0
    assert "\x1b" not in out
    assert "\x07" not in out


def test_a_file_with_faults_is_refused_and_left_alone(path, converse, capsys):
    path.write_text("# uitleg\n{\n", encoding="utf-8")
    code, _ = converse(*ONE, "")
    assert code == 1
    assert path.read_text(encoding="utf-8") == "# uitleg\n{\n"
    capsys.readouterr()
    assert main(["eval", "new", str(path)]) == 1
    error = capsys.readouterr().err
    assert error == f"Fout: {path} heeft fouten, de eerste op regel 2; zie: briefwijzer eval check {path}\n"


def test_a_place_where_no_file_can_be_is_wrong_usage(tmp_path, capsys):
    assert main(["eval", "new", str(tmp_path)]) == 2
    assert main(["eval", "new", str(tmp_path / "weg" / "v.jsonl")]) == 2
    err = capsys.readouterr().err
    assert f"{tmp_path} is een map; noem een bestand.\n" in err
    assert f"v.jsonl kan niet worden geschreven: de map {tmp_path / 'weg'} is er niet.\n" in err


def test_ctrl_c_is_130_and_says_what_was_saved(path, monkeypatch, capsys):
    answers = iter([*ONE, "1"])

    def ask(_):
        try:
            return next(answers)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(api.gold_dialogue, "_ask", ask)
    assert main(["eval", "new", str(path)]) == 130
    out, err = capsys.readouterr()
    assert out.endswith(f"\n1 vraag toegevoegd aan {path}.\n")
    assert err.endswith("Onderbroken.\n")
    assert len(read_gold(path)) == 1
