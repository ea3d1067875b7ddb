"""Which blocks of a letter are how it is signed, greeted and closed."""

import pytest

from sources.assemble import assemble
from sources.facts.signatures import is_formula, signature_blocks
from sources.text.clean import clean_pages


def signed(*pages: str) -> list[str]:
    read = assemble(clean_pages(pages))
    return [read[n - 1].text[block.start : block.end] for n, block in signature_blocks(read)]


@pytest.mark.parametrize(
    ("end", "blocks"),
    [
        ("De Minister van Financiën,\n\nE. Heinen", ["De Minister van Financiën,", "E. Heinen"]),
        (
            "Hoogachtend,\n\nH.J. Oldenkamp\n\nMinister van Landbouw",
            ["Hoogachtend,", "H.J. Oldenkamp", "Minister van Landbouw"],
        ),
        (
            (
                "Hoogachtend,\n\nhet college van burgemeester en wethouders van Oosterwaard,\n\n"
                "M.C. Blaauboer, secretaris\n\nH.J. Terwindt, burgemeester"
            ),
            [
                "Hoogachtend,",
                "het college van burgemeester en wethouders van Oosterwaard,",
                "M.C. Blaauboer, secretaris",
                "H.J. Terwindt, burgemeester",
            ],
        ),
        ("De heer Heinen is minister van Financiën sinds 2024.", []),
        ("Nationale Technologiestrategie", []),
        ("De commissie bestaat uit:\n\n- H.J. Terwindt, voorzitter\n- M.C. Blaauboer, secretaris", []),
    ],
)
def test_an_office_and_a_name(end: str, blocks: list[str]) -> None:
    assert signed("Dit is de tekst van een brief, en die is hier uit.", end) == blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Geachte voorzitter,", True),
        ("Geachte mevrouw De Vries, geachte heer Jansen,", True),
        ("Geacht bestuur,", True),
        ("Zeer geachte heer,", True),
        ("Beste collega’s,", True),
        ("Hoogachtend,", True),
        ("Met vriendelijke groet,", True),
        ("Geachte leden van de raad, hierbij informeren wij u.", False),
        ("Beste praktijken worden gedeeld.", False),
        ("Met vriendelijke groet nemen wij afscheid.", False),
    ],
)
def test_salutations_and_closing_formulas(text: str, expected: bool) -> None:
    assert is_formula(text) is expected
