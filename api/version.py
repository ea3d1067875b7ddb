"""Which version of Briefwijzer this is, for those who ask the server."""

from importlib import metadata


def program_version() -> str:
    """The version as installed; "0" where the code runs without being installed."""
    try:
        return metadata.version("briefwijzer")
    except metadata.PackageNotFoundError:
        return "0"
