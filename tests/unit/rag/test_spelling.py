"""Typing errors are mended from the letters' words; what is right is left alone."""

import pytest

from rag.spelling import Spelling

SPELLING = Spelling(
    [
        "De innovatie van het mkb. Het kabinet en het Klimaatakkoord.",
        "De innovatie groeit door sleuteltechnologieën.",
    ],
    is_word=lambda word: word in {"fietsen", "carnaval"},
)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Wat is de inovatie?", "Wat is de innovatie?"),
        ("het kabnet", "het kabinet"),
        ("sleuteltechnologiën", "sleuteltechnologieen"),
        ("innovatie en kabinet", "innovatie en kabinet"),
        ("fietsen met carnaval", "fietsen met carnaval"),
        ("wat zegt Kabinat daarvan", "wat zegt kabinet daarvan"),
        ("wat zegt Inofatie", "wat zegt Inofatie"),
        ("mkv", "mkv"),
        ("de renovatie", "de renovatie"),
        ("xyzzyxyzzy", "xyzzyxyzzy"),
        ("", ""),
    ],
)
def test_mend(typed: str, mended: str) -> None:
    assert SPELLING.mend(typed) == mended
