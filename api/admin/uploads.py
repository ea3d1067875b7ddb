"""Files that come in over HTTP: what they may be called, and what may be said of them."""

import re
import unicodedata
from pathlib import Path
from typing import Annotated, BinaryIO

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from api.admin.jobs import FileState, JobFile, flush, unwritable
from api.admin.library import beside, letter_id_of, write_details
from api.questions import check_date, refuse_controls
from sources.facts.sidecar import SIDECAR
from sources.files import printable
from sources.formats import PICTURES
from sources.readers import READERS

MOST_FILES = 100
MOST_NAME_BYTES = 200
"""Disks take 255 bytes, and a name is given prefixes and endings."""
_COPIED = 1 << 20
_RESERVED = frozenset(':*?"<>|')
"""Signs that Windows has no files with."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d) *(\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever its ending."""

_Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(refuse_controls),
]
_Date = Annotated[str, AfterValidator(check_date)]
_Texts = _Text | Annotated[list[_Text], Field(max_length=50)]


class LetterDetails(BaseModel):
    """What is known of a letter beside its text; the keys are those of `brief.toml`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "description": "Wat van een brief bekend is naast zijn tekst; het gaat voor op wat er in de brief staat."
        },
    )

    title: _Text | None = Field(default=None, description="Titel.", examples=["Voortgang van het beleid"])
    kind: _Text | None = Field(default=None, description="Soort brief.", examples=["kamerbrief"])
    kenmerk: _Texts | None = Field(
        default=None, description="Kenmerk, of een lijst.", examples=["DGBI / 101636279"]
    )
    kamerstuk: _Texts | None = Field(
        default=None, description="Kamerstuknummer, of een lijst.", examples=["33009, nr. 70"]
    )
    date: _Date | None = Field(
        default=None, description="2025, 2025-07 of 2025-07-11.", examples=["2025-07-11"]
    )
    sender: _Text | None = Field(default=None, description="Afzender.", examples=["Vincent Karremans"])
    addressee: _Text | None = Field(
        default=None,
        description="Aan wie de brief gericht is.",
        examples=["de Voorzitter van de Tweede Kamer"],
    )
    ministry: _Text | None = Field(default=None, description="Ministerie.", examples=["Economische Zaken"])
    signatories: _Texts | None = Field(
        default=None, description="Wie ondertekende.", examples=[["F. Teeven, staatssecretaris"]]
    )
    askers: _Texts | None = Field(
        default=None, description="Wie vragen stelde.", examples=[["Van Nispen (SP)"]]
    )


METADATA = TypeAdapter(dict[str, LetterDetails])
"""What is known of the files of one request, by the files' names."""


def refused_name(name: str, taken: set[str]) -> str | None:
    """Why a file of this name is not taken, as a sentence; None where it is.

    :param taken: the names of the letters in the files before it.
    """
    shown = printable(name)[:MOST_NAME_BYTES]
    ending = Path(name).suffix.lower()
    signs = {"/", "\\"} | _RESERVED
    if not name or name.startswith((".", "~$")) or signs & set(name) or _DEVICES.fullmatch(name):
        return f"“{shown}” kan geen bestandsnaam zijn; geef het bestand een andere naam."
    if printable(name) != name:
        return f"{shown}: de bestandsnaam bevat onleesbare tekens; geef het bestand een andere naam."
    if len(name.encode()) > MOST_NAME_BYTES:
        return f"{shown}: de bestandsnaam is langer dan {MOST_NAME_BYTES} bytes; geef het bestand een kortere naam."
    if ending not in {*READERS, *PICTURES}:
        allowed = ", ".join(sorted(READERS))
        return f"{shown}: bestanden met uitgang “{ending or 'geen'}” worden niet gelezen; wel {allowed}."
    if beside(Path(name)) is None:
        return f"{shown}: {SIDECAR} hoort bij de hele map en niet bij één brief; geef het bestand een andere naam."
    if letter_id_of(name) in taken:
        return f"{shown}: in dezelfde aanvraag zit een ander bestand met die naam; geef een van beide een andere naam."
    return None


def keep(
    folder: Path, name: str, stream: BinaryIO, details: LetterDetails | None, taken: set[str]
) -> JobFile:
    """The file as a job has it, written to `folder` with what is known of it beside it; or why it is not taken.

    :param taken: the names of the letters in the files before it, to which this one's is added.
    :raises JobError: it cannot be written.
    """
    name = unicodedata.normalize("NFC", name)
    if reason := refused_name(name, taken):
        return JobFile(name=printable(name)[:MOST_NAME_BYTES], state=FileState.FAILED, reason=reason)
    taken.add(letter_id_of(name))
    path = folder / name
    try:
        with path.open("xb") as target:
            while block := stream.read(_COPIED):
                target.write(block)
        flush(path)
        if (own := beside(path)) and details and (told := details.model_dump(exclude_none=True)):
            write_details(own, told)
    except OSError as exc:
        raise unwritable(folder, exc) from exc
    return JobFile(name=name)
