"""The files of a folder: what is listed, and why one is not opened."""

import errno
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from sources import files
from sources.errors import FolderError, UnreadableLetterError
from sources.files import fingerprint, list_files, printable, read_bytes


def reason(path: Path) -> str:
    with pytest.raises(UnreadableLetterError) as raised:
        read_bytes(path, path.name, path.parent)
    return str(raised.value)


def test_what_is_listed(tmp_path: Path) -> None:
    (tmp_path / "map.pdf" / "diep").mkdir(parents=True)
    for name in ("b.pdf", "a.TXT", "map.pdf/diep/c.odt", "zonder", "\u00e9.txt", "e\u0301.txt", "A.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "map.pdf")
    os.mkfifo(tmp_path / "pijp.txt")
    shown = [str(path.relative_to(tmp_path)) for path in list_files(tmp_path)]
    assert shown == sorted(
        [
            "A.txt",
            "a.TXT",
            "b.pdf",
            "\u00e9.txt",
            "link",
            "map.pdf/diep/c.odt",
            "pijp.txt",
            "zonder",
            "e\u0301.txt",
        ]
    )


def test_a_very_deep_folder(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep /= "m" * 60
    os.makedirs(deep)  # noqa: PTH103
    (deep / "brief.txt").write_bytes(b"x")
    assert [path.name for path in list_files(tmp_path)] == ["brief.txt"]


def test_a_folder_that_cannot_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dicht").mkdir()
    (tmp_path / "open.txt").write_bytes(b"x")
    whole = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name in closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    closed = {"dicht"}
    assert list_files(tmp_path) == [tmp_path / "dicht", tmp_path / "open.txt"]
    assert reason(tmp_path / "dicht") == "dicht kan niet worden geopend: er is geen toegang toe."
    closed = {tmp_path.name}
    with pytest.raises(FolderError, match=r"kan niet worden gelezen: er is geen toegang toe\.$"):
        list_files(tmp_path)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.EACCES, "er is geen toegang toe"),
        (errno.EIO, "de schijf geeft een leesfout"),
        (errno.ESTALE, f"het systeem geeft fout {errno.ESTALE}"),
    ],
)
def test_a_file_that_may_not_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    (tmp_path / "dicht.pdf").write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise OSError(number, "in English")

    monkeypatch.setattr(os, "open", refuse)
    assert reason(tmp_path / "dicht.pdf") == f"dicht.pdf kan niet worden geopend: {why}."


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.pdf")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "pijp.pdf")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.pdf"))
        for name in ("pijp.pdf", "link.pdf", "s.pdf"):
            assert reason(tmp_path / name) == f"{name} is geen gewoon bestand (een pijp of een apparaat)."
            assert fingerprint(tmp_path / name) == fingerprint(tmp_path / name) != b""
    (tmp_path / "nul.pdf").symlink_to("/dev/zero")
    assert reason(tmp_path / "nul.pdf") == "nul.pdf verwijst naar een bestand buiten de map."
    assert reason(tmp_path / "weg.pdf") == "weg.pdf kan niet worden geopend: het is verdwenen."


def test_a_pipe_that_came_in_the_place_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"x")
    whole = os.open

    def swap(*arguments: Any) -> int:
        path.unlink()
        os.mkfifo(path)
        return whole(*arguments)

    monkeypatch.setattr(os, "open", swap)
    assert reason(path) == "brief.pdf is geen gewoon bestand (een pijp of een apparaat)."


@pytest.mark.parametrize("change", ["grow", "shrink", "touch"])
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"x" * 1000)
    whole, looked = os.fstat, []

    def fstat(number: int) -> os.stat_result:
        status = whole(number)
        if not looked:
            with path.open("r+b") as stream:
                if change == "touch":
                    stream.write(b"y")
                    os.utime(stream.fileno(), ns=(0, 0))
                else:
                    stream.truncate(1001 if change == "grow" else 999)
        looked.append(number)
        return status

    monkeypatch.setattr(files.os, "fstat", fstat)
    assert reason(path) == (
        "brief.pdf veranderde terwijl het werd gelezen; probeer het opnieuw als het bestand klaar is."
    )
    assert read_bytes(path, path.name, tmp_path)[1:900] == b"x" * 899


def test_a_huge_file_is_not_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "groot.pdf"
    with path.open("wb") as stream:
        stream.truncate(10_000_000_000_000)
    assert reason(path) == "groot.pdf is te groot (10000000 MB); gelezen wordt tot 100 MB."
    before = fingerprint(path)
    os.truncate(path, 10_000_000_000_001)
    assert fingerprint(path) != before


def test_the_longest_name(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".pdf")
    path.write_bytes(b"x")
    assert list_files(tmp_path) == [path]
    assert read_bytes(path, path.name, tmp_path) == b"x"


def test_printable() -> None:
    assert printable("a\x00b\udce9c\u0378d é “x”") == "a?b?c?d é “x”"
    assert printable("brief\u202efdp.txt \u2066x\u2028") == "brief?fdp.txt ?x?"
