"""The log of a server: to stderr, our own lines from INFO on, those of libraries from WARNING on."""

import logging


def log_to_stderr() -> None:
    """Write the log to stderr from now on."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("api").setLevel(logging.INFO)
