"""The log of a server: to stderr, our own lines from INFO on, those of libraries from WARNING on."""

import logging

from pythonjsonlogger.json import JsonFormatter

from api.settings import ServerSettings

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to_stderr(settings: ServerSettings) -> None:
    """Write the log to stderr from now on, in lines of text, or as one JSON object a line.

    As JSON, the line of a request has its parts apart too.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(TEXT) if settings.log_format == "text" else _json())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("api").setLevel(logging.INFO)
    logging.getLogger("api.asking").setLevel(logging.INFO if settings.log_questions else logging.WARNING)


def _json() -> logging.Formatter:
    return JsonFormatter(
        "%(asctime)s %(levelname)s %(name)s %(message)s",
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        datefmt="%Y-%m-%dT%H:%M:%S%z",
        json_ensure_ascii=False,
    )
