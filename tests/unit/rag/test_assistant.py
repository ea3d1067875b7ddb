"""The whole way of a question over two small letters."""

from pathlib import Path

import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.assistant import Assistant
from rag.settings import RagSettings
from rag.types import MESSAGES, Abstained, Answer, Answered, Filters, Reason
from sources.errors import CitationError, QuestionError, UnknownLetterError
from sources.types import SPAN_JOINER
from tests.helpers import StubEncoder, build_with


def marked(answer: Answer) -> str:
    """What is marked in the first passage shown."""
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    passage = shown[0].passage
    return " ".join(passage.text[mark.start : mark.end] for mark in passage.highlights)


def test_a_question_is_answered_with_the_sentence_its_page_and_kenmerk(assistant: Assistant) -> None:
    answer = assistant.ask("Hoeveel banen telt de industrie?")
    assert isinstance(answer, Answered)
    first = answer.passages[0]
    assert marked(answer) == "De industrie in Nederland telt 740.000 banen."
    assert first.citation.letter_id == "brief-industrie"
    assert first.citation.page == 1
    assert first.citation.kenmerk == "DGBI / 12345678"
    assert (
        first.citation.label
        == "Brief over de industrie (2020-05), Kamerstuk 33009, nr. 70, kenmerk DGBI / 12345678, p. 1"
    )
    assert 0 <= answer.confidence <= 1
    assert first.passage.score == answer.confidence


def test_a_sentence_over_a_page_break_is_one_mark_cited_where_it_begins(assistant: Assistant) -> None:
    answer = assistant.ask("Met wie doet het kabinet de evaluatie van het beleid, provincies en gemeenten?")
    sentence = "Daarna volgt een evaluatie van het beleid, die het kabinet samen met de provincies en "
    sentence += "met de gemeenten uitvoert."
    assert marked(answer) == sentence
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert shown[0].citation.page == 1
    assert [span.page for span in shown[0].passage.spans] == [1, 2]
    assert len(shown[0].passage.highlights) == 1
    assert shown[0].passage.gaps == ()


def test_a_list_item_comes_with_the_words_that_lead_into_it(assistant: Assistant) -> None:
    answer = assistant.ask("Wat doet het kabinet aan het opleiden van monteurs voor windmolens?")
    assert isinstance(answer, Answered)
    text = answer.passages[0].passage.text
    assert text.startswith("Het kabinet neemt de volgende maatregelen:")
    assert marked(answer) == "- Het opleiden van monteurs voor windmolens;"


def test_a_footnote_comes_with_the_sentence_it_hangs_on(assistant: Assistant) -> None:
    answer = assistant.ask("Zie welk Kamerstuk over technici?")
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert shown[0].passage.text == SPAN_JOINER.join(
        ["Bedrijven zoeken personeel.", "Het gaat om technici; zie Kamerstuk 33 009, nr. 70."]
    )
    assert shown[0].passage.gaps == (len("Bedrijven zoeken personeel. "),)


def test_a_compound_is_found_by_its_parts_and_a_typing_error_is_mended(assistant: Assistant) -> None:
    assert "klimaatwetgeving" in marked(assistant.ask("wetgeving klimaat"))
    assert "Waddenzee" in marked(assistant.ask("plannen voor de Waddenzze"))


def test_what_two_letters_say_alike_is_shown_once(assistant: Assistant) -> None:
    answer = assistant.ask("Wie betaalt voor de dijken langs de Maas?", top_k=10)
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert sum("dijken langs de Maas" in each.passage.text for each in shown) == 1


def test_a_named_letter_alone_answers(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt de nota over de dijken langs de Maas?", top_k=10)
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert {each.citation.letter_id for each in shown} == {"nota-water"}
    answer = assistant.ask(
        "Wat staat er over de dijken?", top_k=10, filters=Filters(letter_ids=("brief-industrie",))
    )
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert {each.citation.letter_id for each in shown} == {"brief-industrie"}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Wat staat er in de brief uit 2017 over banen?", Reason.NO_LETTER_MATCHES),
        ("Waarom is dat zo?", Reason.NO_QUESTION),
        ("Carnavalsoptocht Rio?", Reason.UNKNOWN_WORDS),
        ("Een carnavalsoptocht in Rio?", Reason.NOTHING_FOUND),
        ("Goedemorgen, kunt u mij helpen?", Reason.NO_QUESTION),
        ("Wie betaalt de dijken langs de Waal?", Reason.NOT_CONFIDENT),
    ],
)
def test_i_do_not_know_is_an_answer_with_a_reason(
    assistant: Assistant, question: str, reason: Reason
) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, Abstained)
    assert answer.reason is reason
    assert answer.message.startswith("Niet gevonden in de brieven")


def test_near_but_for_the_year_says_which_year_is_not_there(assistant: Assistant) -> None:
    snapshot = assistant.corpus.snapshot
    strict = Assistant(
        snapshot, StubEncoder(snapshot.chunk_vectors.dimension), RagSettings(min_confidence=1.0)
    )
    answer = strict.ask("Hoeveel banen telt de industrie in 2035 en in 2018?")
    assert isinstance(answer, Abstained)
    assert answer.reason is Reason.OTHER_FIGURE
    assert answer.message == (
        "Niet gevonden in de brieven: er staat wel iets in dat erop lijkt, maar niet met het jaar 2035 erbij. "
        "Wat er het dichtst bij komt, noemt wel 2018: vraag zo mogelijk naar dat jaar."
    )


@pytest.mark.parametrize(
    "reason", [Reason.NOTHING_FOUND, Reason.NOT_CONFIDENT, Reason.NO_QUESTION, Reason.UNKNOWN_WORDS]
)
def test_a_refusal_says_what_to_do(reason: Reason) -> None:
    _, advice = MESSAGES[reason].removesuffix(".").split(". ")
    assert advice.split()[0] in ("Noem", "Lees", "Vraag", "Kijk")


@pytest.mark.parametrize(
    "question", ["Hoeveel banen telt de industrie?", "Welke monteurs werken op Schiphol?"], ids=["yes", "no"]
)
def test_a_search_gives_what_the_answer_is_decided_on(assistant: Assistant, question: str) -> None:
    answer, found = assistant.ask(question, 3), assistant.search(question, 3)
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert (found.question, found.confidence, found.passages) == (question, answer.confidence, shown)
    assert found.reason is None
    assert 1 <= len(found.passages) <= 3


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Wat staat er in de brief uit 2017 over banen?", Reason.NO_LETTER_MATCHES),
        ("Waarom is dat zo?", Reason.NO_QUESTION),
        ("Hallo!", Reason.NO_QUESTION),
        ("asdfghjkl qwertyuiop", Reason.UNKNOWN_WORDS),
        ("Een carnavalsoptocht in Rio?", None),
    ],
)
def test_a_search_says_why_it_gives_nothing(
    assistant: Assistant, question: str, reason: Reason | None
) -> None:
    found = assistant.search(question)
    assert found.reason is reason
    assert bool(found.passages) == (reason is None)


def test_filters_select_letters(assistant: Assistant) -> None:
    def ids(**filters: object) -> list[str]:
        return [letter.letter_id for letter in assistant.select(Filters(**filters))]

    assert ids() == ["brief-industrie", "nota-water"]
    assert ids(kinds=("beslisnota",)) == ["nota-water"]
    assert ids(date_to="2020") == ["brief-industrie"]
    assert ids(kenmerk="bestaat niet") == []


def test_top_k_bounds_what_is_shown(assistant: Assistant) -> None:
    for top_k in (1, 2, 20):
        answer = assistant.ask("Wat doet het kabinet?", top_k)
        shown = answer.passages if isinstance(answer, Answered) else answer.nearest
        assert 1 <= len(shown) <= top_k
        assert [each.passage.score for each in shown] == sorted(
            (each.passage.score for each in shown), reverse=True
        )


def test_the_same_question_gives_the_same_answer(assistant: Assistant) -> None:
    assert assistant.ask("Hoeveel banen telt de industrie?") == assistant.ask(
        "Hoeveel banen telt de industrie?"
    )


def test_no_question_is_an_error(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        assistant.ask("   ")


def test_an_unknown_letter_is_an_error(assistant: Assistant) -> None:
    with pytest.raises(UnknownLetterError, match="bestaat-niet"):
        assistant.corpus.letter("bestaat-niet")


def test_an_answer_without_a_citation_cannot_be_made() -> None:
    with pytest.raises(CitationError):
        Answered("Wat?", 0.9, ())


def test_of_a_text_without_full_stops_only_the_part_that_answers_is_shown(tmp_path: Path) -> None:
    folder = tmp_path / "brieven"
    folder.mkdir()
    words = [f"woord{i}" for i in range(900)]
    words[450] = "zeldzaam"
    (folder / "brief.txt").write_text(" ".join(words), encoding="utf-8")
    encoder = StubEncoder(dimension=4093)
    build_with(encoder, folder, tmp_path / "index")
    snapshot = open_snapshot(tmp_path / "index", IndexSettings(), encoder.fingerprint)
    answer = Assistant(snapshot, encoder, RagSettings(min_confidence=0.0)).ask("zeldzaam")
    assert isinstance(answer, Answered)
    passage = answer.passages[0].passage
    assert "zeldzaam" in passage.text
    assert len(passage.text) <= IndexSettings().chunk_characters
    assert [(mark.start, mark.end) for mark in passage.highlights] == [(0, len(passage.text))]


def test_scores_never_rise_also_where_letters_are_compared(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is het verschil tussen de brieven van 2020 en 2024 over de dijken?", 20)
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    assert {each.citation.letter_id for each in shown[:2]} == {"brief-industrie", "nota-water"}
    scores = [each.passage.score for each in shown]
    assert scores == sorted(scores, reverse=True)


def test_a_question_that_a_letter_answers_is_no_answer_itself(tmp_path: Path) -> None:
    folder = tmp_path / "brieven"
    folder.mkdir()
    (folder / "brief.txt").write_text(
        "Vraag 1\nHoeveel extra behandelaren zijn er gekomen?\n\n"
        "Antwoord 1\nDeze cijfers worden niet landelijk bijgehouden.\n\n"
        "Vraag 2\nHoeveel behandelcentra zijn er?\n",
        encoding="utf-8",
    )
    encoder = StubEncoder(dimension=4093)
    build_with(encoder, folder, tmp_path / "index")
    snapshot = open_snapshot(tmp_path / "index", IndexSettings(), encoder.fingerprint)
    asked = Assistant(snapshot, encoder, RagSettings(min_confidence=0.0))
    answer = asked.ask("Hoeveel extra behandelaren zijn er gekomen?")
    assert isinstance(answer, Answered)
    texts = [each.passage.text for each in answer.passages]
    assert texts[0] == "Deze cijfers worden niet landelijk bijgehouden."
    assert not any(text.startswith("Hoeveel extra") for text in texts)


@pytest.mark.parametrize(("second", "shown"), [("700", 1), ("900", 2)])
def test_tables_of_two_letters_with_other_figures_are_both_shown(
    tmp_path: Path, second: str, shown: int
) -> None:
    folder = tmp_path / "brieven"
    folder.mkdir()
    for name, figure in (("een", "700"), ("twee", second)):
        rows = "".join(
            f"<tr><td>Provincie {province}</td><td>{amount}</td></tr>"
            for province, amount in (
                ("Drenthe", figure),
                ("Zeeland", "300"),
                ("Limburg", "200"),
                ("Utrecht", "150"),
            )
        )
        (folder / f"{name}.html").write_text(
            f"<h2>Tabel 1: Windmolens naar vermogen</h2><table><tr><th>Waar</th><th>Aantal</th></tr>{rows}</table>",
            encoding="utf-8",
        )
    encoder = StubEncoder(dimension=4093)
    build_with(encoder, folder, tmp_path / "index")
    snapshot = open_snapshot(tmp_path / "index", IndexSettings(), encoder.fingerprint)
    found = Assistant(snapshot, encoder, RagSettings()).search("windmolens provincie Drenthe aantal", 10)
    assert len(found.passages) == shown
