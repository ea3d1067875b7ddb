"""What does nothing but say where something stands."""

import pytest

from sources.facts.references import only_refers


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk 29 023, nr. 100.",
        "Kamerstukken 30 821 nr. 97 en 30 821 nr. 113",
        "Kamerstuk II, 2019/2020, 21501-30, nr. 470.",
        "Kamerstukken II 2022/23, 36 410 VIII, nr. 12, p. 5.",
        "Aanhangsel Handelingen, vergaderjaar 2023–2024, nr. 1314.",
        "Zie https://www.rijksoverheid.nl/documenten/2019/04/26/aanpak.",
        "www.cbs.nl/nl-nl/achtergrond",
        "Zie bijlage 2.",
        "Zie ook paragraaf 3.2 en tabel 4.",
        "Stb. 2020, 123.",
        "Stcrt. 2023, 4567; Stb. 2021, 12.",
        "ECLI:NL:RVS:2021:456.",
        "PbEU 2016, L 119.",
        "Idem, p. 12.",
        "Idem.",
        "2024Z01234",
    ],
)
def test_a_bare_reference(text: str) -> None:
    assert only_refers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk 36 998, nr. 12, over een volwaardige positie voor pachters.",
        "Kamerstuk 36 998, nr. 3. De motie verzoekt de regering om duidelijkheid te geven.",
        "Draghi, 2024. The future of European competitiveness",
        "Adviesvraag Peter Wennink, Kamerstuknummer 32637-707",
        "CBS Statline",
        "Dit geldt ook voor diergeneesmiddelen.",
        "In 2022 waren dat er 31.",
        "",
    ],
)
def test_what_says_more(text: str) -> None:
    assert not only_refers(text)
