"""A model on disk: where it is, what it is called, and that nothing in it can run code."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from index.settings import IndexSettings
from sources.errors import ModelError

SHIPPED_MODEL = Path(__file__).parent / "model"
"""The model that comes with the project."""

ONNX_SETTINGS = "onnx.json"
"""The file that says that ONNX Runtime may run the model, and in which precision: `{"precision": "int8"}`."""
LARGEST_VALUES = "onnx.safetensors"
"""Beside it, the largest values that the parts of the model get: with these, 8 bits are nearer to floats."""

TOKEN_VECTORS = "token_vectors"  # noqa: S105  (no password)
"""What a model that gives a vector for each token too calls them."""

_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
"""What the models of the E5 family were trained with (Wang et al. 2022); folders often do not say so."""
_MODEL_FILES = frozenset({".json", ".txt", ".safetensors", ".model"})
"""What a model is read from; none of them can run code."""
_PICKLES = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"})
"""Weights in a form that runs code when it is read."""


def model_folder(settings: IndexSettings) -> Path:
    """The folder of the model that the settings name; a hub name is fetched (or found in the hub's cache).

    :raises ModelError: there is no such folder, and the name is not one that the hub gives.
    """
    if not settings.model:
        return SHIPPED_MODEL
    folder = Path(settings.model).expanduser()
    if folder.is_dir():
        return folder
    if settings.model.count("/") != 1 or settings.model.startswith((".", "/", "~")):
        raise ModelError(f"De map {settings.model} met het taalmodel bestaat niet.")
    return _fetch(settings.model)


def _fetch(name: str) -> Path:
    """The hub's model as it lies in the cache, so that only the first time asks the network."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    patterns = [f"*{suffix}" for suffix in sorted(_MODEL_FILES)]
    try:
        try:
            folder = Path(snapshot_download(name, allow_patterns=patterns, local_files_only=True))
        except LocalEntryNotFoundError:
            folder = None
        if folder is None or not any(folder.rglob("*.safetensors")):
            folder = Path(snapshot_download(name, allow_patterns=patterns))
    except Exception as exc:  # the hub's client raises network, cache and name errors of many kinds
        raise ModelError(
            f"Het taalmodel {name} is niet te vinden of op te halen ({type(exc).__name__}). "
            "Zet het model in een map en geef die map op met BRIEFWIJZER_MODEL."
        ) from exc
    return folder


def model_name(settings: IndexSettings) -> str:
    """What the model is called in public: the hub name, or the last part of the folder's path."""
    if not settings.model:
        return "briefwijzer-nl-en"
    folder = Path(settings.model).expanduser()
    return folder.resolve().name if folder.is_dir() else settings.model


def model_fingerprint(folder: Path, settings: IndexSettings) -> str:
    """A hash of every file of the model that can change a vector, and of the prompts.

    :raises ModelError: the folder holds no model, or weights in a form that can run code (pickle).
    """
    try:
        check_weights(folder)
        digest = hashlib.sha256(repr(model_prompts(folder, settings)).encode())
        for path in sorted(p for p in folder.rglob("*") if p.suffix in _MODEL_FILES and p.is_file()):
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode(errors="surrogateescape"))
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError as exc:
        raise ModelError(f"Het taalmodel in {folder} is onleesbaar: {exc.strerror or exc}.") from exc
    return digest.hexdigest()[:16]


def check_weights(folder: Path) -> None:
    """Refuse a model without weights, one whose weights are pickled, and one that brings its own code."""
    modules = read_json(folder / "modules.json", default=[{"path": "", "type": "sentence_transformers."}])
    try:
        kinds = {module["path"]: str(module["type"]) for module in modules}
    except (TypeError, KeyError) as exc:
        raise ModelError(
            f"Het bestand {folder / 'modules.json'} klopt niet; neem het model opnieuw over."
        ) from exc
    for kind in kinds.values():
        if not kind.startswith("sentence_transformers."):
            raise ModelError(
                f"Het taalmodel in {folder} vraagt om programmacode ({kind}); die wordt niet uitgevoerd."
            )
    for part in (folder, *sorted(path for path in folder.rglob("*") if path.is_dir())):
        names = sorted(path.name for path in part.iterdir())
        pickles = [name for name in names if Path(name).suffix in _PICKLES]
        if pickles and not any(name.endswith(".safetensors") for name in names):
            raise ModelError(
                f"In {part} staat alleen {pickles[0]}, en dat kan programmacode bevatten; "
                "nodig is een model met model.safetensors."
            )
    if not any(folder.rglob("*.safetensors")):
        raise ModelError(f"In {folder} staan geen gewichten; nodig is een model met model.safetensors.")


def model_prompts(folder: Path, settings: IndexSettings) -> tuple[str, str]:
    """What goes before a question and before a passage: by setting, else by the model, else by its family."""
    own = read_json(folder / "config_sentence_transformers.json", default={})
    said = own.get("prompts") if isinstance(own, dict) else None
    said = said if isinstance(said, dict) else {}
    words = re.split(r"[^a-z0-9]+", f"{model_name(settings)} {folder.name}".lower())
    known = _E5_PROMPTS if "e5" in words and "instruct" not in words else {}
    query = _first(settings.query_prompt, said.get("query"), known.get("query"))
    return query, _first(
        settings.passage_prompt, said.get("document"), said.get("passage"), known.get("passage")
    )


def _first(*prompts: str | None) -> str:
    """The first prompt that is given and not empty, else no prompt."""
    return next((prompt for prompt in prompts if prompt), "")


def read_json(path: Path, default: Any) -> Any:  # noqa: ANN401  (JSON is any)
    """What a JSON file holds; the default where there is no such file.

    :raises ModelError: it is no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else default
    except ValueError as exc:
        raise ModelError(f"Het bestand {path} klopt niet; neem het model opnieuw over.") from exc
