import hashlib
import json

import pytest

from api.admin.keys import KeyRing, Role, add_key, read_keys, remove_key
from sources.errors import KeyFileError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "keys.json"


def test_the_file_has_the_hash_of_a_key_and_not_the_key(path):
    text = add_key(path, "redactie", Role.ADMIN)
    assert text.startswith("bw_")
    assert len(text) == 3 + 43
    (key,) = read_keys(path)
    assert (key.name, key.role) == ("redactie", Role.ADMIN)
    assert key.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert text not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_ring_finds_a_key_until_it_is_removed(path):
    ring = KeyRing(path)
    assert ring.find("bw_iets") is None
    text, other = add_key(path, "redactie", Role.ADMIN), add_key(path, "lezer", Role.READER)
    assert ring.find(text).name == "redactie"
    assert ring.find(other).role is Role.READER
    assert ring.find(text[:-1]) is None
    assert ring.find("") is None
    remove_key(path, "redactie")
    assert ring.find(text) is None
    assert ring.find(other).name == "lezer"


def test_a_name_is_used_once(path):
    add_key(path, "redactie", Role.ADMIN)
    with pytest.raises(KeyFileError, match="Er is al een sleutel met de naam redactie"):
        add_key(path, "redactie", Role.READER)
    assert len(read_keys(path)) == 1


@pytest.mark.parametrize("name", ["", " ", "a" * 61, "a\nb", " redactie", "a/b"])
def test_names_that_cannot_be(path, name):
    with pytest.raises(KeyFileError, match="kan geen naam van een sleutel zijn"):
        add_key(path, name, Role.ADMIN)
    assert read_keys(path) == ()


def test_removing_a_key_that_is_not_there_names_those_that_are(path):
    add_key(path, "redactie", Role.ADMIN)
    with pytest.raises(KeyFileError, match="Er is geen sleutel met de naam lezer; wel: redactie"):
        remove_key(path, "lezer")


def test_a_place_that_cannot_be_written_to_is_said(path):
    path.with_name(f".{path.name}.lock").mkdir(parents=True)
    with pytest.raises(KeyFileError, match=r"kan niet worden geschreven .* BRIEFWIJZER_KEYS"):
        add_key(path, "redactie", Role.ADMIN)


@pytest.mark.parametrize("content", ["", "{", "[1]", json.dumps([{"name": "a"}])])
def test_a_damaged_file_is_refused_and_not_written_over(path, content):
    path.parent.mkdir()
    path.write_text(content)
    for act in (lambda: KeyRing(path).find("bw_x"), lambda: add_key(path, "redactie", Role.ADMIN)):
        with pytest.raises(KeyFileError, match="is beschadigd"):
            act()
    assert path.read_text() == content
