import dataclasses
from pathlib import Path
from typing import Annotated, Literal

import pytest
from annotated_types import Ge, Gt, Le

from api.settings import CONFIG, HIDDEN, PARTS, PREFIX, describe_allowed, list_settings, load_settings
from sources.errors import SettingsError


def test_defaults_without_environment():
    settings = load_settings({"PATH": "/bin", "SLACK_BOT_TOKEN": "x"})
    assert settings.server.index == Path("data/index")
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 8000)
    assert settings.server.max_body_bytes == 65_536


def test_values_from_environment():
    settings = load_settings(
        {"BRIEFWIJZER_INDEX": "/srv/index", "BRIEFWIJZER_PORT": "8123", "BRIEFWIJZER_CHUNK_CHARACTERS": "500"}
    )
    assert settings.server.index == Path("/srv/index")
    assert settings.server.port == 8123
    assert settings.index.chunk_characters == 500


def test_the_names_of_the_server_are_a_list():
    server = load_settings(
        {
            "BRIEFWIJZER_MCP_HOSTS": "brieven.nl, intern:8000,[fe80::1]",
            "BRIEFWIJZER_PUBLIC_URL": "https://x.nl:8443/b/",
        }
    ).server
    assert server.mcp_hosts == ("brieven.nl", "intern:8000", "[fe80::1]")
    assert server.public_url == "https://x.nl:8443/b/"
    assert load_settings({"BRIEFWIJZER_MCP_HOSTS": "", "BRIEFWIJZER_PUBLIC_URL": ""}).server.mcp_hosts == ()


def test_an_optional_setting_left_empty_is_not_given():
    assert load_settings({"BRIEFWIJZER_QUERY_PROMPT": ""}).index.query_prompt is None
    assert load_settings({"BRIEFWIJZER_QUERY_PROMPT": "query: "}).index.query_prompt == "query: "


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("PORT", "99999", "een geheel getal van 0 tot en met 65535"),
        ("PORT", "http", "een geheel getal van 0 tot en met 65535"),
        ("PORT", "", "een geheel getal van 0 tot en met 65535"),
        ("HOST", "", "tekst die niet leeg is"),
        ("INDEX", " ", "een pad"),
        ("MCP", "misschien", "true of false"),
        ("PUBLIC_URL", "brieven.nl", "tekst die met http:// of https:// begint, zonder ? en #"),
        ("PUBLIC_URL", "ftp://brieven.nl", "tekst die met http:// of https:// begint, zonder ? en #"),
        ("PUBLIC_URL", "https://x.nl/?a=b", "tekst die met http:// of https:// begint, zonder ? en #"),
        (
            "MCP_HOSTS",
            "brieven.nl,https://x.nl",
            "een rij, gescheiden door komma's, van tekst zonder http:// ervoor en / erachter",
        ),
        ("MIN_CONFIDENCE", "nan", "een getal van 0 tot en met 1"),
    ],
)
def test_a_wrong_value_names_setting_value_and_what_is_allowed(name, value, allowed):
    with pytest.raises(SettingsError) as caught:
        load_settings({PREFIX + name: value})
    message = str(caught.value)
    assert message.startswith(f"Instelling {PREFIX}{name} is {value!r}; toegestaan is {allowed}.")


def test_an_unknown_setting_names_the_nearest():
    with pytest.raises(SettingsError) as caught:
        load_settings({"BRIEFWIJZER_PROT": "1"})
    assert str(caught.value) == (
        "Onbekende instelling BRIEFWIJZER_PROT. Bedoelt u BRIEFWIJZER_PORT? "
        "Alle instellingen staan in: briefwijzer settings"
    )


def test_slacks_variables_have_their_usual_names():
    bot = load_settings(
        {"SLACK_SIGNING_SECRET": "a", "SLACK_BOT_TOKEN": "b", "SLACK_APP_TOKEN": "", "SLACK_CLIENT_ID": "d"}
    ).bot
    assert (bot.slack_signing_secret, bot.slack_bot_token, bot.slack_app_token) == ("a", "b", None)
    assert bot.slack_over_http
    assert load_settings({"BRIEFWIJZER_MATTERMOST_TOKENS": " a, b,"}).bot.mattermost_tokens == ("a", "b")


def test_an_address_must_be_one():
    address = "https://slack-gov.com/api/"
    assert load_settings({"BRIEFWIJZER_SLACK_API_URL": address}).bot.slack_api_url == address
    with pytest.raises(
        SettingsError, match=r"BRIEFWIJZER_SLACK_API_URL is 'slack'; toegestaan is tekst die met http"
    ):
        load_settings({"BRIEFWIJZER_SLACK_API_URL": "slack"})


def test_a_secret_is_never_shown():
    infos = {info.name: info for info in list_settings()}
    environ = {"SLACK_BOT_TOKEN": "xoxb-geheim", "BRIEFWIJZER_PORT": "80"}
    assert infos["SLACK_BOT_TOKEN"].value_in(environ) == HIDDEN
    assert infos["SLACK_APP_TOKEN"].value_in(environ) is None
    assert infos["BRIEFWIJZER_PORT"].value_in(environ) == "80"
    assert {name for name, info in infos.items() if info.secret} == {
        "SLACK_SIGNING_SECRET",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "BRIEFWIJZER_MATTERMOST_TOKENS",
    }


def test_every_setting_is_listed_once_with_help():
    infos = list_settings()
    names = [info.name for info in infos]
    assert len(names) == len(set(names)) == sum(len(dataclasses.fields(part)) for part in PARTS.values())
    assert all(info.help and info.allowed for info in infos)
    port = next(info for info in infos if info.name == "BRIEFWIJZER_PORT")
    assert (port.part, port.default) == ("server", 8000)


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int, "een geheel getal"),
        (bool, "true of false"),
        (Annotated[int, Ge(1), Le(20)], "een geheel getal van 1 tot en met 20"),
        (Annotated[float, Gt(0)], "een getal groter dan 0"),
        (Annotated[int, Ge(3)], "een geheel getal vanaf 3"),
        (Literal["a", "b"], "een van: a, b"),
        (str | None, "tekst"),
        (tuple[float, ...], "een rij, gescheiden door komma's, van een getal"),
    ],
)
def test_what_is_allowed_in_words(annotation, text):
    assert describe_allowed(annotation) == text


def config(tmp_path, text):
    path = tmp_path / "briefwijzer.toml"
    path.write_text(text)
    return {CONFIG: str(path)}


def test_a_file_says_what_the_environment_does_not(tmp_path):
    environ = config(
        tmp_path,
        'BRIEFWIJZER_PORT = 8123\nBRIEFWIJZER_HOST = "::1"\nBRIEFWIJZER_READ_KEY = true\n'
        'BRIEFWIJZER_MIN_CONFIDENCE = 0.5\nBRIEFWIJZER_CORS_ORIGINS = ["https://a.nl", "https://b.nl"]\n',
    )
    settings = load_settings({**environ, "BRIEFWIJZER_PORT": "9000"})
    assert (settings.server.port, settings.server.host, settings.server.read_key) == (9000, "::1", True)
    assert settings.rag.min_confidence == 0.5
    assert settings.server.cors_origins == ("https://a.nl", "https://b.nl")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "BRIEFWIJZER_PORT = 99999",
            "Instelling BRIEFWIJZER_PORT is '99999'; toegestaan is een geheel getal",
        ),
        ("BRIEFWIJZER_PROT = 1", "Onbekende instelling BRIEFWIJZER_PROT. Bedoelt u BRIEFWIJZER_PORT?"),
        ("port = 1", "Onbekende instelling port"),
        ("[server]\nport = 1", "Onbekende instelling server"),
        ("[BRIEFWIJZER_PORT]", "heeft BRIEFWIJZER_PORT een waarde die een instelling niet kan hebben"),
        ("BRIEFWIJZER_PORT = ", "is geen geldig TOML-bestand"),
        ("BRIEFWIJZER_PORT = 1\nBRIEFWIJZER_PORT = 2", "is geen geldig TOML-bestand"),
        (f"BRIEFWIJZER_PORT = {'[' * 5000}", "is geen geldig TOML-bestand"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, message):
    with pytest.raises(SettingsError) as caught:
        load_settings(config(tmp_path, text))
    assert message in str(caught.value)


@pytest.mark.parametrize("origin", ["intranet.nl", "https://intranet.nl/", "https://*.intranet.nl", "null"])
def test_a_website_that_no_browser_would_name_so_is_refused(origin):
    with pytest.raises(SettingsError, match="begint, zonder / erachter, of \\*"):
        load_settings({"BRIEFWIJZER_CORS_ORIGINS": f"https://a.nl:8443,{origin}"})
    assert load_settings({"BRIEFWIJZER_CORS_ORIGINS": "https://a.nl:8443,*"}).server.cors_origins[1] == "*"


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(SettingsError, match="kan niet worden gelezen: No such file"):
        load_settings({CONFIG: "/nergens/briefwijzer.toml"})
