"""Every setting in one typed table: read once from environment variables or one file, loud when wrong."""

import difflib
import tomllib
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from annotated_types import DocInfo, Ge, Gt, Interval, Le, Lt, MinLen
from pydantic import TypeAdapter, ValidationError

from api.bot.settings import BotSettings
from api.setting_types import HostName, Origin, WebAddress
from index.settings import IndexSettings
from rag.settings import RagSettings
from sources.errors import SettingsError

PREFIX = "BRIEFWIJZER_"
HIDDEN = "(gezet; wordt niet getoond)"
"""What is shown in the place of a secret."""

CONFIG = f"{PREFIX}CONFIG"
"""The variable that names a file with settings; it is no setting itself."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the index is and how the server listens."""

    index: Path = field(
        default=Path("data/index"),
        metadata={"help": "Map waarin de index staat; `--index` gaat voor."},
    )
    host: Annotated[str, MinLen(1)] = field(
        default="127.0.0.1",
        metadata={"help": "Adres waarop de server luistert; 0.0.0.0 stelt hem open voor het netwerk."},
    )
    port: Annotated[int, Ge(0), Le(65535)] = field(
        default=8000,
        metadata={"help": "Poort waarop de server luistert; 0 kiest een vrije poort."},
    )
    # 64 KiB holds the longest question (1000 characters of at most 12 bytes each as JSON) with ample filters.
    max_body_bytes: Annotated[int, Ge(1024), Le(16_777_216)] = field(
        default=65_536,
        metadata={"help": "Grootste aanvraag, in bytes, die de server aanneemt, op brieven na."},
    )
    max_upload_bytes: Annotated[int, Ge(1024), Le(2_000_000_000)] = field(
        default=200_000_000,
        metadata={"help": "Grootste aanvraag, in bytes, waarmee brieven worden toegevoegd."},
    )
    body_timeout: Annotated[int, Ge(1), Le(3600)] = field(
        default=30,
        metadata={
            "help": "Hoeveel seconden de inhoud van een aanvraag onderweg mag zijn; bij brieven: hoeveel seconden "
            "er niets hoeft te komen."
        },
    )
    workers: Annotated[int, Ge(1), Le(64)] = field(
        default=1,
        metadata={"help": "Hoeveel processen vragen beantwoorden; ze delen de index."},
    )
    letters: Path = field(
        default=Path("data/letters"),
        metadata={
            "help": "Map waarin over HTTP toegevoegde brieven komen zolang de index die van de meegeleverde is; "
            "daarna de map waarvan de index is gemaakt."
        },
    )
    keys: Path = field(
        default=Path("data/keys.json"),
        metadata={"help": "Bestand met de API-sleutels, gehasht; `briefwijzer keys` maakt het."},
    )
    read_key: bool = field(
        default=False,
        metadata={"help": "Of ook voor lezen en vragen een sleutel nodig is."},
    )
    rate_per_address: Annotated[int, Ge(0)] = field(
        default=300,
        metadata={
            "help": "Hoeveel aanvragen per minuut een adres mag doen zonder sleutel, per proces; 0: onbeperkt. "
            "De machine zelf wordt niet geteld."
        },
    )
    rate_per_key: Annotated[int, Ge(0)] = field(
        default=3000,
        metadata={"help": "Hoeveel aanvragen per minuut een sleutel mag doen, per proces; 0: onbeperkt."},
    )
    cors_origins: tuple[Origin, ...] = field(
        default=(),
        metadata={
            "help": "Websites die de HTTP-interface in een browser mogen gebruiken, zoals "
            "https://intranet.voorbeeld.nl, gescheiden door komma's; `*` staat elke website toe."
        },
    )
    log_format: Literal["text", "json"] = field(
        default="text",
        metadata={"help": "Vorm van het logboek: regels tekst, of een JSON-object per regel."},
    )
    log_questions: bool = field(
        default=False,
        metadata={
            "help": "Of de tekst van vragen in het logboek komt; vragen van mensen zijn persoonsgegevens."
        },
    )
    public_url: WebAddress | None = field(
        default=None,
        metadata={
            "help": "Adres waarop lezers de server bereiken, zoals https://brieven.voorbeeld.nl; "
            "zo staat het in bronnen via MCP, in Markdown, Slack en Mattermost. Leeg: het adres van de aanvraag, en in "
            "Slack en Mattermost geen links."
        },
    )
    mcp: bool = field(
        default=True,
        metadata={"help": "Of de server ook MCP spreekt, op /mcp, voor taalmodellen."},
    )
    mcp_hosts: tuple[HostName, ...] = field(
        default=(),
        metadata={
            "help": "Namen waaronder /mcp bereikbaar is, naast localhost, BRIEFWIJZER_HOST en die van "
            "BRIEFWIJZER_PUBLIC_URL; gescheiden door komma's."
        },
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all parts."""

    index: IndexSettings
    rag: RagSettings
    server: ServerSettings
    bot: BotSettings = field(default_factory=BotSettings)


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """One setting as a reader sees it; `part` is the part of the program that it belongs to."""

    name: str
    part: str
    default: object
    allowed: str
    help: str
    secret: bool = False

    def value_in(self, environ: Mapping[str, str]) -> str | None:
        """What `environ` says, None where it says nothing; of a secret only that it is there."""
        value = environ.get(self.name)
        return HIDDEN if self.secret and value else value


PARTS: Mapping[str, type] = types.MappingProxyType(
    {"server": ServerSettings, "index": IndexSettings, "rag": RagSettings, "bot": BotSettings}
)


def list_settings() -> tuple[SettingInfo, ...]:
    """All settings: those of the server, the index, the answering and the bots, in that order."""
    return tuple(
        SettingInfo(
            name=variable_name(entry),
            part=part,
            default=_default(entry),
            allowed=describe_allowed(annotation),
            help=str(entry.metadata.get("help", "")),
            secret=bool(entry.metadata.get("secret")),
        )
        for part, cls in PARTS.items()
        for entry, annotation in _entries(cls)
    )


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that `environ` asks for, and the file that it names; what neither names has its default.

    :raises SettingsError: a setting has a value that is not allowed, no setting has this name, or the file is wrong.
    """
    environ = with_file(environ)
    _refuse_unknown(environ)
    return Settings(
        index=_load(IndexSettings, environ),
        rag=_load(RagSettings, environ),
        server=_load(ServerSettings, environ),
        bot=_load(BotSettings, environ),
    )


def with_file(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ`, and what the file that it names says of settings that it does not; without the name of the file.

    The file is TOML with the same names: `BRIEFWIJZER_PORT = 8001`.

    :raises SettingsError: the file cannot be read, or holds something else.
    """
    rest = {name: value for name, value in environ.items() if name != CONFIG}
    if not (name := environ.get(CONFIG, "")):
        return rest
    try:
        table = tomllib.loads(Path(name).read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise SettingsError(
            f"Het bestand {name} van {CONFIG} kan niet worden gelezen: {exc.strerror}."
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise SettingsError(f"Het bestand {name} van {CONFIG} is geen geldig TOML-bestand: {exc}") from exc
    _refuse_unknown(table, every=True)
    return {key: _as_text(name, key, value) for key, value in table.items()} | rest


def _as_text(file: str, name: str, value: object) -> str:
    """A value of the file as an environment variable has it."""
    match value:
        case bool():
            return str(value).lower()
        case str() | int() | float():
            return str(value)
        case list() if all(isinstance(each, str | int | float) for each in value):
            return ",".join(map(str, value))
        case _:
            raise SettingsError(
                f"In {file} heeft {name} een waarde die een instelling niet kan hebben; schrijf bijvoorbeeld "
                "BRIEFWIJZER_PORT = 8001, zonder koppen."
            )


def variable_name(entry: Field[Any]) -> str:
    """The environment variable of a setting: `top_k` has `BRIEFWIJZER_TOP_K`, unless it names one of its own."""
    return str(entry.metadata.get("variable", PREFIX + entry.name.upper()))


def describe_allowed(annotation: object) -> str:
    """What a value may be, in Dutch.

    `Annotated[int, Ge(1), Le(20)]` gives "een geheel getal van 1 tot en met 20".
    """
    constraints: tuple[object, ...] = ()
    if get_origin(annotation) is Annotated:
        annotation, *rest = get_args(annotation)
        constraints = tuple(rest)
    return " ".join([_describe_type(annotation), *_describe_bounds(constraints)])


def _load(cls: type[T], environ: Mapping[str, str]) -> T:
    values = {
        entry.name: _parse(entry, annotation, environ[variable_name(entry)])
        for entry, annotation in _entries(cls)
        if variable_name(entry) in environ
    }
    return cls(**values)


def _parse(entry: Field[Any], annotation: object, text: str) -> object:
    bare = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    value: object = text
    if get_origin(bare) is tuple:
        value = tuple(part.strip() for part in text.split(",") if part.strip())
    elif not text.strip() and (bare is Path or type(None) in get_args(bare)):
        # An empty path is nowhere, which is refused; an optional setting left empty is not given.
        value = None
    try:
        return TypeAdapter[object](cast("Any", annotation)).validate_python(value)
    except ValidationError as exc:
        shown = HIDDEN if entry.metadata.get("secret") else repr(text)
        raise SettingsError(
            f"Instelling {variable_name(entry)} is {shown}; "
            f"toegestaan is {describe_allowed(annotation)}. Betekenis: {entry.metadata.get('help', '')}"
        ) from (None if entry.metadata.get("secret") else exc)


def _refuse_unknown(environ: Mapping[str, object], *, every: bool = False) -> None:
    """Refuse a name that no setting has.

    :param every: look at all names, and not only at those that begin as ours do.
    """
    known = [info.name for info in list_settings()]
    for name in sorted(environ):
        if (every or name.startswith(PREFIX)) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Bedoelt u {near[0]}?" if near else ""
            raise SettingsError(
                f"Onbekende instelling {name}.{hint} Alle instellingen staan in: briefwijzer settings"
            )


def _entries(cls: type) -> Iterator[tuple[Field[Any], Any]]:
    hints = get_type_hints(cls, include_extras=True)
    for entry in fields(cls):
        yield entry, hints[entry.name]


def _default(entry: Field[Any]) -> object:
    if entry.default is not MISSING:
        return entry.default
    return entry.default_factory() if entry.default_factory is not MISSING else None


def _describe_type(bare: object) -> str:
    names = {
        int: "een geheel getal",
        float: "een getal",
        bool: "true of false",
        str: "tekst",
        Path: "een pad",
    }
    if bare in names:
        return names[bare]
    if get_origin(bare) is Literal:
        return "een van: " + ", ".join(str(choice) for choice in get_args(bare))
    if get_origin(bare) is tuple:
        return f"een rij, gescheiden door komma's, van {describe_allowed(get_args(bare)[0])}"
    if get_origin(bare) in (Union, types.UnionType):
        return " of ".join(describe_allowed(part) for part in get_args(bare) if part is not type(None))
    return str(getattr(bare, "__name__", bare))


def _describe_bounds(constraints: tuple[object, ...]) -> Iterator[str]:
    for constraint in constraints:
        match constraint:
            case Interval(ge=low, le=high) if low is not None and high is not None:
                yield f"van {low} tot en met {high}"
            case Ge(ge=low):
                yield (
                    f"van {low}"
                    if any(isinstance(other, Le | Lt) for other in constraints)
                    else f"vanaf {low}"
                )
            case Gt(gt=low):
                yield f"groter dan {low}"
            case Le(le=high):
                yield f"tot en met {high}"
            case Lt(lt=high):
                yield f"kleiner dan {high}"
            case MinLen(min_length=1):
                yield "die niet leeg is"
            case DocInfo(documentation=text):
                yield text
            case _:
                pass
