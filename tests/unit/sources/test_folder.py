"""A folder of letters: every file is read, or listed with the reason why not."""

import os
from pathlib import Path

import pytest

from sources.errors import FolderError, LetterMetadataError
from sources.files import list_files
from sources.folder import FailedLetter, read_folder

TEXT = "Geachte Voorzitter,\n\nNederland is een welvarend land."


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def reasons(folder: Path) -> dict[str, str]:
    return {failure.source: failure.reason for failure in read_folder(folder).failures}


def test_letters_come_in_order_of_their_id(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    write(tmp_path / "map", a__txt=TEXT)
    write(tmp_path, c__txt=TEXT, b__TXT=TEXT, README__md="# Lees mij", letters__toml='[b]\ntitle = "Titel"')
    seen: list[Path] = []
    reading = read_folder(tmp_path, seen.append)
    assert [(x.letter_id, x.source, x.title) for x in reading.letters] == [
        ("a", "map/a.txt", "A"),
        ("b", "b.TXT", "Titel"),
        ("c", "c.txt", "C"),
    ]
    assert reading.failures == ()
    assert seen == list_files(tmp_path)


def test_a_folder_that_is_none_or_holds_none(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"^De map .* bestaat niet\.$"):
        read_folder(tmp_path / "weg")
    with pytest.raises(
        FolderError,
        match=r"zet er bestanden in met de uitgang \.docx, \.htm, \.html, \.odt, \.pdf, \.txt, \.xml\.$",
    ):
        read_folder(tmp_path)
    write(tmp_path, brief__txt=TEXT)
    with pytest.raises(FolderError, match=r"is geen map; geef de map waarin de brieven staan\.$"):
        read_folder(tmp_path / "brief.txt")


def test_one_bad_file_leaves_the_others_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        goed__txt=TEXT,
        leeg__txt=b"",
        blanco__txt=" \n\f\n",
        junk__txt=bytes(range(256)) * 8,
        junk__pdf=bytes(range(256)) * 8,
        brief__wpd=b"PK",
    )
    (tmp_path / "zonder").write_text(TEXT)
    reading = read_folder(tmp_path)
    assert [letter.letter_id for letter in reading.letters] == ["goed"]
    found = {failure.source: failure.reason for failure in reading.failures}
    assert found["leeg.txt"] == "leeg.txt is leeg (0 bytes)."
    assert found["blanco.txt"] == "blanco.txt bevat geen tekst."
    assert found["junk.txt"] == "junk.txt is geen tekstbestand (het bevat nulbytes); sla het op als UTF-8."
    assert found["junk.pdf"].startswith("junk.pdf is beschadigd of geen PDF (")
    read = ".docx, .htm, .html, .odt, .pdf, .txt, .xml"
    assert found["brief.wpd"] == f"brief.wpd: bestanden met uitgang “.wpd” worden niet gelezen; wel {read}."
    assert found["zonder"] == f"zonder: bestanden met uitgang “geen” worden niet gelezen; wel {read}."
    assert len(found) == 6


def test_two_files_with_one_name(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    write(tmp_path, brief__txt=TEXT)
    write(tmp_path / "map", brief__txt="Iets anders.")
    reading = read_folder(tmp_path)
    assert [letter.source for letter in reading.letters] == ["brief.txt"]
    assert reading.failures == (
        FailedLetter(
            "map/brief.txt",
            "map/brief.txt heeft dezelfde naam als brief.txt; geef een van beide een andere naam.",
        ),
    )


def test_links(tmp_path: Path) -> None:
    outside = write(tmp_path, buiten__txt=TEXT)
    folder = tmp_path / "brieven"
    folder.mkdir()
    write(folder, echt__txt=TEXT)
    (folder / "binnen.txt").symlink_to(folder / "echt.txt")
    (folder / "uit.txt").symlink_to(outside / "buiten.txt")
    (folder / "dood.txt").symlink_to(folder / "weg.txt")
    (folder / "kring.txt").symlink_to(folder / "kring.txt")
    (folder / "map.txt").symlink_to(folder)
    reading = read_folder(folder)
    assert [letter.letter_id for letter in reading.letters] == ["binnen", "echt"]
    assert {failure.source: failure.reason for failure in reading.failures} == {
        "uit.txt": "uit.txt verwijst naar een bestand buiten de map.",
        "dood.txt": "dood.txt kan niet worden geopend: het verwijst naar een bestand dat er niet is.",
        "kring.txt": "kring.txt kan niet worden geopend: het verwijst in een kring naar zichzelf.",
        "map.txt": "map.txt kan niet worden geopend: het is een map; zet de brieven zelf in de map.",
    }


def test_what_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".verborgen").mkdir()
    write(tmp_path / ".verborgen", brief__txt=TEXT)
    write(tmp_path, __DS_Store=b"x", echt__txt=TEXT)
    write(
        tmp_path,
        **{"~$brief__txt": b"x", "Thumbs__db": b"x", "desktop__ini": b"x", "__~lock__brief__odt#": b"x"},
    )
    (tmp_path / "__MACOSX").mkdir()
    write(tmp_path / "__MACOSX", brief__txt=b"x")
    (tmp_path / "map.pdf").mkdir()
    assert list_files(tmp_path) == [tmp_path / "echt.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("regel\neinde.txt", "regel?einde.txt"),
        ("esc\x1b[31m.txt", "esc?[31m.txt"),
        (b"latin\xe9.txt", "latin?.txt"),
    ],
)
def test_file_names_that_cannot_be_shown(tmp_path: Path, name: str | bytes, shown: str) -> None:
    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))  # noqa: PTH118  (a name of bytes)
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(TEXT.encode())
    assert reasons(tmp_path) == {
        shown: f"{shown}: de bestandsnaam bevat onleesbare tekens; geef het bestand een andere naam."
    }


def test_a_file_that_is_far_too_large(tmp_path: Path) -> None:
    with (tmp_path / "groot.txt").open("wb") as stream:
        stream.truncate(123_000_000)
    assert reasons(tmp_path) == {"groot.txt": "groot.txt is te groot (123 MB); gelezen wordt tot 100 MB."}


def test_letters_toml_names_a_letter_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, brief__txt=TEXT, stuk__txt=b"", letters__toml='[weg]\ntitle = "x"\n[stuk]\ntitle = "y"')
    assert reasons(tmp_path) == {
        "stuk.txt": "stuk.txt is leeg (0 bytes).",
        "letters.toml": "letters.toml noemt “weg”, maar die brief staat niet in de map.",
    }


def test_a_broken_letters_toml_stops_the_reading(tmp_path: Path) -> None:
    write(tmp_path, brief__txt=TEXT, letters__toml="[brief")
    with pytest.raises(LetterMetadataError):
        read_folder(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join([" Een financiële regeling", "voor startups.", "", " Tweede pagina van de brief."])
    (tmp_path / "brief.txt").write_bytes(text.encode(encoding))
    (letter,) = read_folder(tmp_path).letters
    assert [page.text for page in letter.pages] == [
        "Een financiële regeling voor startups.",
        "Tweede pagina van de brief.",
    ]
    assert len(letter.warnings) == (encoding == "cp1252")
