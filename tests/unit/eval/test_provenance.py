"""What a result says it was made with."""

import hashlib
import subprocess
import sys

import pytest

from eval.provenance import commit, provenance
from rag.settings import RagSettings
from tests.unit.eval.fakes import INFO

AUTHOR = ("-c", "user.name=Proef", "-c", "user.email=proef@example.org", "-c", "commit.gpgsign=false")


def git(folder, *arguments):
    done = subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path):
    """A git checkout with one commit that tracks code/__init__.py."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "__init__.py").write_text("")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "code")
    git(tmp_path, *AUTHOR, "commit", "-q", "-m", "Begin")
    return tmp_path


def test_the_commit_is_that_of_the_checkout(checkout):
    head = git(checkout, "rev-parse", "HEAD")
    assert len(head) == 40
    assert commit(checkout / "code") == head
    (checkout / "los.txt").write_text("niet gevolgd")
    assert commit(checkout / "code") == head
    (checkout / "code" / "__init__.py").write_text("veranderd = 1\n")
    assert commit(checkout / "code") == f"{head}-dirty"


def test_code_that_the_checkout_does_not_track_has_no_commit(checkout):
    installed = checkout / "lib"
    installed.mkdir()
    (installed / "__init__.py").write_text("")
    assert commit(installed) is None


def test_a_checkout_without_commits_has_none(tmp_path):
    (tmp_path / "__init__.py").write_text("")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "__init__.py")
    assert commit(tmp_path) is None


def test_without_git_there_is_no_commit(tmp_path, monkeypatch):
    assert commit(tmp_path) is None
    monkeypatch.setenv("PATH", "")
    assert commit(tmp_path) is None


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["/home/jan/project/api/cli.py", "eval"], "briefwijzer eval"),
        (
            [
                "briefwijzer",
                "eval",
                "--gold",
                "/home/jan/geheim/vragen.jsonl",
                "--html=../uit/r.html",
                "--failures",
            ],
            "briefwijzer eval --gold vragen.jsonl --html=r.html --failures",
        ),
        (
            ["-m", "eval", "--index", "C:\\Users\\jan\\index\\", "--against", "./voor.json"],
            "briefwijzer eval --index index --against voor.json",
        ),
        (["briefwijzer", "eval", "--set", "alle", "--index=/"], "briefwijzer eval --set alle --index=/"),
        (["/usr/bin/pytest", "-q", "/home/jan/tests"], "briefwijzer eval"),
    ],
)
def test_the_command_tells_of_no_folder(tmp_path, monkeypatch, arguments, command):
    gold = tmp_path / "vragen.jsonl"
    gold.write_bytes(b"{}\n")
    monkeypatch.setattr(sys, "argv", arguments)
    assert provenance([gold], "dev", RagSettings(), INFO).command == command


def test_the_command_is_one_that_can_be_run_again(tmp_path, monkeypatch):
    gold = tmp_path / "mijn vragen.jsonl"
    gold.write_bytes(b"{}\n")
    monkeypatch.setattr(sys, "argv", ["/opt/bin/briefwijzer", "eval", "--gold", "mijn vragen.jsonl"])
    made_with = provenance([gold], "test", RagSettings(), INFO)
    assert made_with.command == "briefwijzer eval --gold 'mijn vragen.jsonl'"
    assert (made_with.gold, made_with.split) == ("mijn vragen.jsonl", "test")
    assert made_with.gold_sha256 == hashlib.sha256(b"{}\n").hexdigest()
    assert made_with.versions["python"] == ".".join(map(str, sys.version_info[:3]))
    assert made_with.versions["numpy"][0].isdigit()


def test_several_files_of_questions_have_one_name_and_one_fingerprint(tmp_path):
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(b"een\n")
    second.write_bytes(b"twee\n")
    made_with = provenance([first, second], "dev", RagSettings(), INFO)
    assert made_with.gold == "a.jsonl + b.jsonl"
    assert made_with.gold_sha256 == hashlib.sha256(b"een\ntwee\n").hexdigest()
