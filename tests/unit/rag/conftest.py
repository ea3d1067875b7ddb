"""An assistant over two small letters, with the stand-in for the embedding model."""

from pathlib import Path

import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.assistant import Assistant
from rag.settings import RagSettings
from tests.helpers import StubEncoder, build_with

LETTERS = {
    "brief-industrie.txt": """ Betreft Industrie

Geachte Voorzitter,

De industrie in Nederland telt 740.000 banen. Dat is meer dan in 2018. Bedrijven zoeken personeel1. Het kabinet helpt
hen daarbij met scholing in de techniek.

Het kabinet neemt de volgende maatregelen:

- Het verlagen van de lasten voor bedrijven met 20 miljoen euro;
- Het opleiden van monteurs voor windmolens;
- Het aanscherpen van de klimaatwetgeving in Europa.

Daarna volgt een evaluatie van het beleid, die het kabinet samen met de provincies en

1 Het gaat om technici; zie Kamerstuk 33 009, nr. 70.
 met de gemeenten uitvoert. De uitkomsten staan in het najaar in een brief.

Water

De dijken langs de Maas worden hoger gemaakt. De waterschappen betalen de helft.
""",
    "nota-water.txt": """ Aanleiding

De dijken langs de Maas worden hoger gemaakt. De waterschappen betalen de helft.

Het ministerie adviseert in te stemmen met de plannen voor de Waddenzee.
""",
    "letters.toml": """
[brief-industrie]
title = "Brief over de industrie"
kind = "kamerbrief"
kenmerk = "DGBI / 12345678"
kamerstuk = "33009, nr. 70"
date = "2020-05"
sender = "A. Jansen, minister van Economische Zaken"

[nota-water]
title = "Nota over water"
kind = "beslisnota"
date = "2024"
""",
}


@pytest.fixture(scope="session")
def letters_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brieven")
    for name, text in LETTERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def assistant(letters_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    index_dir = tmp_path_factory.mktemp("index")
    encoder = StubEncoder(dimension=4093)
    build_with(encoder, letters_folder, index_dir)
    snapshot = open_snapshot(index_dir, IndexSettings(), encoder.fingerprint)
    return Assistant(snapshot, encoder, RagSettings(min_confidence=0.3))
