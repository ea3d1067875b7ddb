"""What lies beside letters: letters.toml in a folder, NAAM.toml beside one letter."""

import os
from pathlib import Path

import pytest

from sources.errors import LetterMetadataError
from sources.facts.sidecar import Details, Sidecars, problems, read_sidecars, sidecar_files
from sources.folder import FailedLetter, read_folder

TEXT = "Geachte Voorzitter,\nHierbij bied ik u de brief aan.\n"


def put(folder: Path, **files: str | bytes) -> Sidecars:
    """Write files (`brief__toml` is brief.toml, `map___brief__toml` is map/brief.toml); what is read beside letters."""
    for name, content in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_sidecars(folder)


def test_letters_toml(tmp_path: Path) -> None:
    assert read_sidecars(tmp_path) == Sidecars({}, {}, {})
    text = """\ufeff[brief]
title = " Titel "
kenmerk = ["A / 1", "B / 2"]
kamerstuk = "33009, nr. 70"
date = "2024-02-29"
addressee = "de Koning"
ministry = "Financiën"
signatories = ["E. Heinen, minister van Financiën", "F. Idsinga"]
askers = "Van Nispen (SP)"
"""
    sidecars = put(tmp_path, letters__toml=text)
    expected = Details(
        title="Titel",
        kenmerk=("A / 1", "B / 2"),
        kamerstuk=("33009, nr. 70",),
        date="2024-02-29",
        addressee="de Koning",
        ministry="Financiën",
        signatories=("E. Heinen, minister van Financiën", "F. Idsinga"),
        askers=("Van Nispen (SP)",),
    )
    assert sidecars.of(tmp_path / "brief.pdf") == (expected,)
    assert sidecars.of(tmp_path / "onder" / "brief.txt") == (expected,)
    assert sidecars.of(tmp_path / "andere.pdf") == ()


def test_the_nearest_goes_first(tmp_path: Path) -> None:
    sidecars = put(
        tmp_path,
        letters__toml='[brief]\ntitle = "boven"\nkind = "kamerbrief"',
        map___letters__toml='[brief]\ntitle = "hier"',
        map___brief__toml='title = "naast"\ndate = 2024-01-19',
    )
    of = sidecars.of(tmp_path / "map" / "brief.pdf")
    assert [(each.title, each.file) for each in of] == [
        ("naast", "map/brief.toml"),
        ("hier", "map/letters.toml"),
        ("boven", "letters.toml"),
    ]
    assert of[0].date == "2024-01-19"
    assert [each.title for each in sidecars.of(tmp_path / "brief.pdf")] == ["boven"]
    (tmp_path / "map" / "brief.txt").write_text(TEXT)
    (letter,) = read_folder(tmp_path).letters
    assert (letter.title, letter.kind, letter.date) == ("naast", "kamerbrief", "2024-01-19")
    assert [(fact.name, fact.value, fact.place) for fact in letter.facts if fact.place != "briefhoofd"] == [
        ("title", "naast", "map/brief.toml"),
        ("kind", "kamerbrief", "letters.toml"),
        ("date", "2024-01-19", "map/brief.toml"),
    ]


def test_names_are_one_however_their_accents_are_written(tmp_path: Path) -> None:
    put(
        tmp_path,
        **{"visie-cafe\u0301__toml": 'title = "Naast"', "letters__toml": '["visie-café"]\ndate = "2019"'},
    )
    (tmp_path / "visie-café.txt").write_text(TEXT)
    reading = read_folder(tmp_path)
    assert [(letter.title, letter.date) for letter in reading.letters] == [("Naast", "2019")]
    assert reading.failures == ()


def test_a_letter_with_points_in_its_name(tmp_path: Path) -> None:
    sidecars = put(tmp_path, brief__v2__toml='title = "Titel"')
    assert [each.title for each in sidecars.of(tmp_path / "brief.v2.pdf")] == ["Titel"]
    assert sidecars.of(tmp_path / "brief.pdf") == ()


def test_what_is_hidden_or_no_file_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, __verborgen__toml="x = [", _map=b"", brief__toml="")
    (tmp_path / "map.toml").mkdir()
    os.mkfifo(tmp_path / "pijp.toml")
    assert sidecar_files(tmp_path) == [tmp_path / "brief.toml"]


def test_a_wrong_file_beside_one_letter_is_listed_and_the_letter_is_read_without_it(tmp_path: Path) -> None:
    put(tmp_path, brief__txt=TEXT, andere__txt=TEXT, brief__toml='title = "Titel"\nauteur = "x"')
    reading = read_folder(tmp_path)
    assert [letter.title for letter in reading.letters] == ["Andere", "Brief"]
    keys = "title, kind, kenmerk, kamerstuk, date, sender, addressee, ministry, signatories, askers"
    assert reading.failures == (
        FailedLetter(
            "brief.toml",
            f"brief.toml: onbekende sleutel “auteur”; toegestaan: {keys}. De brief is zonder dit bestand gelezen.",
        ),
    )


def test_what_is_said_of_letters_that_are_not_there(tmp_path: Path) -> None:
    sidecars = put(
        tmp_path,
        letters__toml='[weg]\ntitle = "x"\n[brief]\ntitle = "y"',
        map___letters__toml='[brief]\ntitle = "z"',
        los__toml='title = "x"',
        kapot__toml="title = x",
    )
    assert list(problems(sidecars, tmp_path, [tmp_path / "brief.pdf"])) == [
        ("letters.toml", "letters.toml noemt “weg”, maar die brief staat niet in de map."),
        ("map/letters.toml", "map/letters.toml noemt “brief”, maar die brief staat niet in de map."),
        (
            "kapot.toml",
            (
                "kapot.toml is geen geldig TOML-bestand: regel 1, teken 9: "
                "de waarde klopt niet; zet tekst tussen aanhalingstekens."
            ),
        ),
        ("los.toml", "los.toml hoort bij geen brief: er staat geen ander bestand met de naam “los” naast."),
    ]


NOT_TOML = "letters.toml is geen geldig TOML-bestand: "
NO_TEXT = "moet tekst tussen aanhalingstekens zijn"
LISTED = f"{NO_TEXT}, of een lijst daarvan tussen [ en ]"
NO_DATE = "letters.toml: date van brief moet 2024, 2024-01 of 2024-01-19 zijn, niet"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[brief", f"{NOT_TOML}aan het einde van het bestand: het haakje ] ontbreekt."),
        (
            "[brief]\ntitle Titel",
            f"{NOT_TOML}regel 2, teken 7: er ontbreekt een =-teken tussen de sleutel en de waarde.",
        ),
        (
            "[brief]\ntitle = Titel",
            f"{NOT_TOML}regel 2, teken 9: de waarde klopt niet; zet tekst tussen aanhalingstekens.",
        ),
        (
            '[brief]\ntitle = "x',
            f"{NOT_TOML}aan het einde van het bestand: het aanhalingsteken sluiten is vergeten.",
        ),
        (
            '[brief]\ntitle = "x\nkind = "y"',
            f"{NOT_TOML}regel 2, teken 11: hier staat een teken dat niet mag;",
        ),
        (
            '[brief]\ntitle = "x"\ntitle = "y"',
            f"{NOT_TOML}aan het einde van het bestand: deze sleutel staat er al.",
        ),
        ("[brief]\n[brief]", f"{NOT_TOML}regel 2, teken 7: deze kop staat er al."),
        ('[brief]\nkenmerk = ["a"', f"{NOT_TOML}aan het einde van het bestand: het haakje ] ontbreekt."),
        (b"[brief]\ntitle = \xff", f"{NOT_TOML}regel 2 is geen UTF-8; sla het bestand op als UTF-8."),
        ("x = " + "[" * 5000, f"{NOT_TOML}er staan te veel haakjes in elkaar."),
        ("brief = 1", "letters.toml: brief moet een kop zijn, zoals [brief]."),
        (
            '[brief]\nauteur = "x"',
            "letters.toml: onbekende sleutel “auteur” bij brief; toegestaan: title, kind, kenmerk",
        ),
        ("[brief]\ntitle = 3", f"letters.toml: title van brief {NO_TEXT}, niet 3."),
        ("[brief]\ntitle = true", f"letters.toml: title van brief {NO_TEXT}, niet true."),
        ('[brief]\ntitle = " "', f"letters.toml: title van brief {NO_TEXT}, niet “ ”."),
        ('[brief]\ntitle = ["x"]', f"letters.toml: title van brief {NO_TEXT}, niet [“x”]."),
        ("[brief.title]\nx = 1", f"letters.toml: title van brief {NO_TEXT}, niet een kop met sleutels."),
        ('[brief]\nkenmerk = ["a", 1]', f"letters.toml: kenmerk van brief {LISTED}, niet [“a”, 1]."),
        ("[brief]\ntitle = 2024-01-19", f"letters.toml: title van brief {NO_TEXT}, niet 2024-01-19."),
        ("[brief]\ndate = 2024", f"letters.toml: date van brief {NO_TEXT}, niet 2024."),
        ('[brief]\ndate = "19-01-2024"', f"{NO_DATE} “19-01-2024”."),
        ('[brief]\ndate = "2024-02-30"', f"{NO_DATE} “2024-02-30”."),
    ],
)
def test_what_letters_toml_may_not_say(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(LetterMetadataError) as caught:
        put(tmp_path, letters__toml=text)
    assert str(caught.value).startswith(reason)
    assert "Expected" not in str(caught.value)


def test_a_letters_toml_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "letters.toml").mkdir()
    with pytest.raises(
        LetterMetadataError, match=r"^letters\.toml kan niet worden gelezen: het is geen gewoon bestand\.$"
    ):
        read_sidecars(tmp_path)
    (tmp_path / "letters.toml").rmdir()
    with pytest.raises(LetterMetadataError, match=r"^letters\.toml is te groot; gelezen wordt tot 1 MB\.$"):
        put(tmp_path, letters__toml=b"#" * 1_000_001)
