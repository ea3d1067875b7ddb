"""Which sentences of a letter may answer."""

from pathlib import Path

import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.answer_type import AnswerType
from rag.assistant import Assistant
from rag.corpus import Corpus
from rag.settings import RagSettings
from tests.helpers import StubEncoder, build_with

LETTER = """ Aan De colleges van gedeputeerde staten van de provincies, de dagelijkse besturen van de
waterschappen en de besturen van de gemeenschappelijke regelingen in het veen

Betreft Peilbesluiten in het veen

Geachte voorzitter,

De waterschappen stellen peilbesluiten vast voor zone A.1 Daarbij hoort een kaart.2

De kaart treedt op 1 juli 2025 in werking.

Hoogachtend,

H.J. Oldenkamp
Minister van Landbouw, Natuur en Voedselkwaliteit

1 Kamerstuk 36 998, nr. 3.
2 De kaart volgt de grenzen van percelen.
"""
PAGE = """<html><head><title>Besluit</title></head><body>
<p>Gemeente Oosterwaard</p>
<p>De gemeente plaatst containers</p>
<p>Oosterwaard telt 31.400 inwoners</p>
<p>Dat is veel.</p>
</body></html>"""
ADDRESS = (
    "Aan De colleges van gedeputeerde staten van de provincies, de dagelijkse besturen van de waterschappen en de "
    "besturen van de gemeenschappelijke regelingen in het veen"
)
CONTENT = (
    "De waterschappen stellen peilbesluiten vast voor zone A.",
    "Daarbij hoort een kaart.",
    "De kaart treedt op 1 juli 2025 in werking.",
    "De kaart volgt de grenzen van percelen.",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder, index_dir = tmp_path_factory.mktemp("brieven"), tmp_path_factory.mktemp("index")
    (folder / "brief.txt").write_text(LETTER, encoding="utf-8")
    (folder / "besluit.html").write_text(PAGE, encoding="utf-8")
    encoder = StubEncoder(dimension=4093)
    build_with(encoder, folder, index_dir)
    snapshot = open_snapshot(index_dir, IndexSettings(), encoder.fingerprint)
    return Assistant(snapshot, encoder, RagSettings(min_confidence=0.0))


def answering(corpus: Corpus, asked: AnswerType | None, letter: str = "brief") -> tuple[str, ...]:
    texts = corpus.texts[letter]
    return tuple(text for i, text in enumerate(texts) if corpus.may_answer(letter, i, asked))


def test_an_address_a_greeting_a_signature_and_a_bare_source_answer_nothing_about_content(
    assistant: Assistant,
) -> None:
    for asked in (None, AnswerType.NUMBER, AnswerType.DATE):
        assert answering(assistant.corpus, asked) == CONTENT


def test_an_address_and_a_signature_answer_who_and_a_bare_source_answers_where(assistant: Assistant) -> None:
    assert set(answering(assistant.corpus, AnswerType.NAME)) - set(CONTENT) == {
        ADDRESS,
        "H.J. Oldenkamp",
        "Minister van Landbouw, Natuur en Voedselkwaliteit",
    }
    assert set(answering(assistant.corpus, AnswerType.REFERENCE)) - set(CONTENT) == {
        "Kamerstuk 36 998, nr. 3."
    }


def test_they_are_cited_where_they_answer_and_stay_on_the_page(assistant: Assistant) -> None:
    who = assistant.ask("Wie is de minister van Landbouw, Natuur en Voedselkwaliteit?", 1)
    assert [cited.passage.text for cited in who.passages] == [
        "Minister van Landbouw, Natuur en Voedselkwaliteit"
    ]
    page = "\n".join(page.text for page in assistant.letters["brief"].pages)
    assert all(text in page for text in ("Geachte voorzitter,", "Hoogachtend,", "Kamerstuk 36 998, nr. 3."))


def test_a_bare_name_answers_only_who(assistant: Assistant) -> None:
    said = ("De gemeente plaatst containers", "Oosterwaard telt 31.400 inwoners", "Dat is veel.")
    assert answering(assistant.corpus, None, "besluit") == said
    assert answering(assistant.corpus, AnswerType.NAME, "besluit")[:1] == ("Gemeente Oosterwaard",)


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("Betreft Peilbesluiten 2025 in het veen", ()),
        ("Onderwerp: Peilbesluiten 2025 in het veen", ()),
        ("Peilbesluiten 2025 in het veen", ()),
        ("36 998 Peilbesluiten 2025 in het veen", (AnswerType.REFERENCE,)),
        ("Peilbesluiten 2025 in", (None, *AnswerType)),
        ("Peilbesluiten 2025 in het", ()),
        ("585 710", (None, *AnswerType)),
        ("Betreft Peilbesluiten 2025 in het veen, ontvangen op 1 juli", (None, *AnswerType)),
    ],
)
def test_a_title_answers_nothing_but_its_number(
    tmp_path: Path, line: str, answers: tuple[AnswerType | None, ...]
) -> None:
    folder = tmp_path / "brieven"
    folder.mkdir()
    page = f"<html><body><p>{line}</p><p>Het peil stijgt.</p></body></html>"
    (folder / "brief.html").write_text(page, encoding="utf-8")
    (folder / "brief.toml").write_text('title = "Peilbesluiten 2025 in het veen"\n', encoding="utf-8")
    encoder = StubEncoder()
    build_with(encoder, folder, tmp_path / "index")
    corpus = Corpus(open_snapshot(tmp_path / "index", IndexSettings(), encoder.fingerprint))
    assert corpus.texts["brief"] == (line, "Het peil stijgt.")
    assert tuple(kind for kind in (None, *AnswerType) if corpus.may_answer("brief", 0, kind)) == answers
