import json
import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

import index.model_folder
from index.encoder import load_encoder
from index.model_folder import SHIPPED_MODEL, model_fingerprint, model_folder, model_name
from index.settings import IndexSettings
from sources.errors import ModelError


class FakeModel:
    """Stands in for SentenceTransformer: notes how it was made and what it was asked."""

    made: list[dict]
    asked: list[dict]

    def __init__(self, folder, **options):
        self.made.append({"folder": folder, **options})

    def get_embedding_dimension(self):
        return 3

    def __iter__(self):
        return iter(())

    def encode(self, texts, **options):
        self.asked.append({"texts": texts, **options})
        return np.array([[len(text), 0, 0] for text in texts], dtype=np.float32)


@pytest.fixture
def fake(monkeypatch):
    library = ModuleType("sentence_transformers")
    library.SentenceTransformer = FakeModel
    utils = ModuleType("transformers.utils")
    utils.logging = SimpleNamespace(disable_progress_bar=lambda: None)
    monkeypatch.setitem(sys.modules, "sentence_transformers", library)
    monkeypatch.setitem(sys.modules, "transformers", ModuleType("transformers"))
    monkeypatch.setitem(sys.modules, "transformers.utils", utils)
    FakeModel.made, FakeModel.asked = [], []
    return FakeModel


@pytest.fixture
def make_folder(tmp_path):
    def make(name="model", prompts=None, files=("model.safetensors",), modules=None):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "config.json").write_text("{}")
        for file in files:
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(b"gewichten")
        if prompts is not None:
            (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
        if modules is not None:
            (folder / "modules.json").write_text(json.dumps(modules))
        return folder

    return make


def prompts_used(fake, settings):
    encoder = load_encoder(settings)
    encoder.encode_queries(["vraag"])
    encoder.encode_passages(["passage"])
    return tuple(call["prompt"] for call in fake.asked)


@pytest.mark.parametrize(
    ("name", "own", "wanted"),
    [
        ("een-model", None, ("", "")),
        ("een-model", {"query": "", "document": ""}, ("", "")),
        ("een-model", {"query": "vraag: ", "document": "tekst: "}, ("vraag: ", "tekst: ")),
        ("een-model", {"query": "vraag: ", "passage": "tekst: "}, ("vraag: ", "tekst: ")),
        ("e5-small-trm-nl", None, ("query: ", "passage: ")),
        ("multilingual-e5-small", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("multilingual-e5-small", {"query": "q ", "document": "d "}, ("q ", "d ")),
        ("multilingual-e5-large-instruct", None, ("", "")),
        ("some5model", None, ("", "")),
    ],
)
def test_a_model_gets_its_own_prompts(fake, make_folder, name, own, wanted):
    folder = make_folder(name, own)
    assert prompts_used(fake, IndexSettings(model=str(folder))) == wanted


def test_a_setting_goes_before_the_models_own_prompt(fake, make_folder):
    folder = make_folder("e5-small", {"query": "q ", "document": "d "})
    settings = IndexSettings(model=str(folder), query_prompt="vraag: ", passage_prompt="tekst: ")
    assert prompts_used(fake, settings) == ("vraag: ", "tekst: ")


def test_a_hub_model_is_known_by_its_name(fake, make_folder, monkeypatch):
    folder = make_folder("a1b2c3")
    monkeypatch.setattr(index.model_folder, "_fetch", lambda name: {"clips/e5-small-trm-nl": folder}[name])
    settings = IndexSettings(model="clips/e5-small-trm-nl")
    assert prompts_used(fake, settings) == ("query: ", "passage: ")
    assert load_encoder(settings).name == "clips/e5-small-trm-nl"


def test_the_model_is_loaded_from_the_folder_alone_in_full_precision(fake, make_folder):
    folder = make_folder()
    encoder = load_encoder(IndexSettings(model=str(folder)))
    assert fake.made == [
        {
            "folder": str(folder),
            "device": "cpu",
            "local_files_only": True,
            "trust_remote_code": False,
            "model_kwargs": {"use_safetensors": True, "dtype": "float32"},
        }
    ]
    assert encoder.dimension == 3


def test_rows_are_in_the_order_of_the_texts_though_batches_go_by_length(fake, make_folder):
    encoder = load_encoder(IndexSettings(model=str(make_folder())))
    texts = ["x" * (i * 37 % 100 + 1) for i in range(80)]
    vectors = encoder.encode_passages(texts)
    assert vectors[:, 0].tolist() == [float(len(text)) for text in texts]
    assert [len(call["texts"]) for call in fake.asked] == [32, 32, 16]
    assert all(call["normalize_embeddings"] for call in fake.asked)


def test_no_texts_give_no_rows(fake, make_folder):
    assert load_encoder(IndexSettings(model=str(make_folder()))).encode_passages([]).shape == (0, 3)
    assert fake.asked == []


def test_the_name_tells_no_path(make_folder):
    folder = make_folder("mijn-model")
    assert model_name(IndexSettings(model=str(folder))) == "mijn-model"
    assert model_name(IndexSettings(model=f"{folder}/.")) == "mijn-model"
    assert model_name(IndexSettings()) == "briefwijzer-nl-en"


def test_a_model_that_fails_to_load_is_a_model_error(fake, make_folder, monkeypatch):
    def fail(*_, **__):
        raise KeyError("hidden_size")

    monkeypatch.setattr(fake, "__init__", fail)
    with pytest.raises(ModelError, match=r"kan niet worden geladen \(KeyError"):
        load_encoder(IndexSettings(model=str(make_folder())))


def test_a_folder_that_is_not_there_is_a_model_error(tmp_path):
    for name in (str(tmp_path / "weg"), "weg", "./weg", "a/b/c"):
        with pytest.raises(ModelError, match="bestaat niet"):
            model_folder(IndexSettings(model=name))
    assert model_folder(IndexSettings()) == SHIPPED_MODEL


def fetch_with(monkeypatch, answers):
    """Let `huggingface_hub.snapshot_download` answer, for the cache and for the network."""
    import huggingface_hub

    calls = []

    def download(_name, *, allow_patterns, local_files_only=False):
        calls.append("cache" if local_files_only else "net")
        assert not any("bin" in pattern or "py" in pattern or "pkl" in pattern for pattern in allow_patterns)
        answer = answers[calls[-1]]
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    return calls


def test_a_hub_model_in_the_cache_asks_no_network(monkeypatch, make_folder):
    folder = make_folder()
    calls = fetch_with(monkeypatch, {"cache": folder, "net": ConnectionError()})
    assert model_folder(IndexSettings(model="een/model")) == folder
    assert calls == ["cache"]


def test_a_hub_model_is_fetched_where_the_cache_has_none_or_half_of_it(monkeypatch, make_folder):
    from huggingface_hub.errors import LocalEntryNotFoundError

    folder, half = make_folder(), make_folder("half", files=())
    for cached in (LocalEntryNotFoundError("leeg"), half):
        calls = fetch_with(monkeypatch, {"cache": cached, "net": folder})
        assert model_folder(IndexSettings(model="een/model")) == folder
        assert calls == ["cache", "net"]


def test_a_hub_model_that_cannot_be_had_is_a_model_error(monkeypatch):
    from huggingface_hub.errors import LocalEntryNotFoundError

    fetch_with(monkeypatch, {"cache": LocalEntryNotFoundError("leeg"), "net": ConnectionError()})
    with pytest.raises(ModelError, match="BRIEFWIJZER_MODEL"):
        model_folder(IndexSettings(model="een/model"))


def test_the_fingerprint_changes_with_files_and_prompts_only(make_folder):
    folder = make_folder()
    settings = IndexSettings()
    before = model_fingerprint(folder, settings)
    (folder / "README.md").write_text("een andere beschrijving")
    assert model_fingerprint(folder, settings) == before
    assert model_fingerprint(folder, IndexSettings(chunk_characters=500)) == before
    assert model_fingerprint(folder, IndexSettings(passage_prompt="passage: ")) != before
    (folder / "model.safetensors").write_bytes(b"andere gewichten")
    assert model_fingerprint(folder, settings) != before


def test_the_fingerprint_does_not_depend_on_where_the_folder_is(make_folder):
    one, other, e5 = make_folder("een"), make_folder("ander"), make_folder("e5")
    assert model_fingerprint(one, IndexSettings(model=str(one))) == model_fingerprint(other, IndexSettings())
    assert model_fingerprint(e5, IndexSettings(model=str(e5))) != model_fingerprint(one, IndexSettings())


@pytest.mark.parametrize(
    ("files", "modules", "message"),
    [
        ((), None, "geen gewichten"),
        (("pytorch_model.bin",), None, "alleen pytorch_model.bin.*programmacode"),
        (("weights.pkl",), None, "alleen weights.pkl"),
        (
            ("model.safetensors", "2_Dense/pytorch_model.bin"),
            [
                {"path": "", "type": "sentence_transformers.T"},
                {"path": "2_Dense", "type": "sentence_transformers.D"},
            ],
            "2_Dense staat alleen pytorch_model.bin",
        ),
        (("model.safetensors",), [{"path": "", "type": "os.system"}], r"programmacode \(os.system\)"),
        (("model.safetensors",), {"path": ""}, "modules.json klopt niet"),
        (("model.safetensors",), [{"type": "sentence_transformers.T"}], "modules.json klopt niet"),
    ],
)
def test_a_model_that_could_run_code_or_has_no_weights_is_refused(make_folder, files, modules, message):
    with pytest.raises(ModelError, match=message):
        model_fingerprint(make_folder(files=files, modules=modules), IndexSettings())


def test_pickled_weights_beside_safe_ones_do_no_harm(make_folder):
    both = make_folder(files=("model.safetensors", "pytorch_model.bin"))
    assert model_fingerprint(both, IndexSettings())


def test_a_damaged_settings_file_of_a_model_is_a_model_error(make_folder):
    folder = make_folder()
    (folder / "config_sentence_transformers.json").write_text("{")
    with pytest.raises(ModelError, match=r"config_sentence_transformers\.json klopt niet"):
        model_fingerprint(folder, IndexSettings())
