import anyio
import pytest

from api.serve import _config


@pytest.mark.parametrize(
    ("peer", "client"),
    [
        ("127.0.0.1", "203.0.113.9"),
        ("::1", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9"),
        ("198.51.100.7", "198.51.100.7"),
    ],
)
def test_a_proxy_on_this_machine_is_believed_about_who_asks(monkeypatch, peer, client):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    seen = []

    async def app(scope, _receive, _send):
        seen.append(scope["client"][0])

    config = _config(lambda: app)
    config.load()
    scope = {
        "type": "http",
        "client": (peer, 5000),
        "headers": [(b"x-forwarded-for", b"127.0.0.1, 203.0.113.9")],
        "scheme": "http",
    }
    anyio.run(config.loaded_app, scope, None, None)
    assert seen == [client]
