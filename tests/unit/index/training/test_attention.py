import numpy as np
import pytest

from index.training.attention import attend_fast, attend_plainly
from tests.training import SENTENCES, write_model


@pytest.mark.filterwarnings("ignore")
def test_plain_attention_gives_the_vectors_that_torchs_own_gives(tmp_path):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(write_model(tmp_path / "small")), device="cpu")
    texts = [en for en, _ in SENTENCES] + ["the river", "the bridge was closed " * 6]
    wanted = model.encode(texts)
    attend_plainly(model)
    assert model[0].auto_model.config._attn_implementation == "plain"
    np.testing.assert_allclose(model.encode(texts), wanted, atol=1e-5)
    attend_fast(model)
    assert np.array_equal(model.encode(texts), wanted)
