"""API keys: made by `briefwijzer keys`, shown once, and kept as hashes in one file."""

import datetime as dt
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from sources.errors import KeyFileError

PREFIX = "bw_"
"""How every key begins, so that one that strays into a file or a mail can be found."""
SECRET_BYTES = 32
"""So long that a key cannot be guessed, not even with its hash in hand: a quick hash keeps it as safe as a slow one."""
_NAME = re.compile(r"[\w.@ -]{1,60}")


class Role(StrEnum):
    """What a key is for."""

    READER = "lezen"
    ADMIN = "beheer"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret; `made` is an ISO moment."""

    name: str
    role: Role
    sha256: str
    made: str


_KEYS = TypeAdapter(tuple[Key, ...])


def read_keys(path: Path) -> tuple[Key, ...]:
    """The keys in the file, the oldest first; none where there is no file.

    :raises KeyFileError: it cannot be read, or is no file of keys.
    """
    try:
        return _KEYS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as exc:
        raise KeyFileError(f"Het sleutelbestand {path} kan niet worden gelezen: {exc.strerror}.") from exc
    except ValidationError as exc:
        raise KeyFileError(
            f"Het sleutelbestand {path} is beschadigd; zet een reservekopie terug, of verwijder het en maak "
            "nieuwe sleutels met: briefwijzer keys add NAAM"
        ) from exc


def add_key(path: Path, name: str, role: Role) -> str:
    """A new key, which stands nowhere else: the file has its hash alone.

    :raises KeyFileError: the name cannot be or is taken, or the file cannot be written.
    """
    if _NAME.fullmatch(name) is None or name != name.strip():
        raise KeyFileError(
            f"{name!r} kan geen naam van een sleutel zijn; gebruik 1 tot 60 letters, cijfers, spaties en . @ - _"
        )
    text = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    with _locked(path):
        keys = read_keys(path)
        if any(key.name == name for key in keys):
            raise KeyFileError(
                f"Er is al een sleutel met de naam {name}; kies een andere, of verwijder die eerst met: "
                f"briefwijzer keys remove {name}"
            )
        made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        _write(path, (*keys, Key(name, role, _hash(text), made)))
    return text


def remove_key(path: Path, name: str) -> None:
    """Forget a key; a running server refuses it from its next request on.

    :raises KeyFileError: there is none of this name, or the file cannot be written.
    """
    with _locked(path):
        keys = read_keys(path)
        kept = tuple(key for key in keys if key.name != name)
        if len(kept) == len(keys):
            names = ", ".join(key.name for key in keys) or "er is er geen"
            raise KeyFileError(f"Er is geen sleutel met de naam {name}; wel: {names}.")
        _write(path, kept)


class KeyRing:
    """The keys as they are in the file now; it is read again when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: tuple[int, int, int] | None = None
        self._keys: tuple[Key, ...] = ()

    def keys(self) -> tuple[Key, ...]:
        """The keys.

        :raises KeyFileError: the file cannot be read.
        """
        try:
            status = self._path.stat()
        except FileNotFoundError:
            self._state, self._keys = None, ()
            return ()
        except OSError as exc:
            raise KeyFileError(
                f"Het sleutelbestand {self._path} kan niet worden gelezen: {exc.strerror}."
            ) from exc
        state = status.st_mtime_ns, status.st_size, status.st_ino
        if state != self._state:
            self._keys = read_keys(self._path)
            self._state = state
        return self._keys

    def find(self, text: str) -> Key | None:
        """The key that this is the text of, or None.

        :raises KeyFileError: the file cannot be read.
        """
        hashed = _hash(text)
        found = [key for key in self.keys() if hmac.compare_digest(key.sha256, hashed)]
        return found[0] if found else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _locked(path: Path) -> AbstractContextManager[object]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(path.with_name(f".{path.name}.lock")).acquire()
    except OSError as exc:
        raise _unwritable(path, exc) from exc


def _write(path: Path, keys: Sequence[Key]) -> None:
    """Replace the file in one step; only who runs the server may read it."""
    content = json.dumps([asdict(key) for key in keys], ensure_ascii=False, indent=1)
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(content + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as exc:
        raise _unwritable(path, exc) from exc


def _unwritable(path: Path, exc: OSError) -> KeyFileError:
    return KeyFileError(
        f"Het sleutelbestand {path} kan niet worden geschreven ({exc.strerror}); kies een andere plaats met "
        "BRIEFWIJZER_KEYS."
    )
