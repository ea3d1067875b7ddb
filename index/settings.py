"""The settings of the index: each with its default, its bounds and what it means."""

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Ge, Le


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """What decides how letters are read, cut up and embedded; an index made with other values is refused.

    Not with another `ocr`: that decides which letters there are, and not how they are looked for.
    """

    model: str = field(
        default="",
        metadata={
            "help": "Map of hub-naam van het taalmodel; leeg: het meegeleverde model. "
            "Alleen een hub-naam vraagt internet, de eerste keer."
        },
    )
    query_prompt: str | None = field(
        default=None,
        metadata={
            "help": "Tekst die het model voor een vraag verwacht (bijvoorbeeld 'query: '); "
            "leeg: wat het model zelf opgeeft."
        },
    )
    passage_prompt: str | None = field(
        default=None,
        metadata={
            "help": "Tekst die het model voor een passage verwacht (bijvoorbeeld 'passage: '); "
            "leeg: wat het model zelf opgeeft."
        },
    )
    chunk_characters: Annotated[int, Ge(200), Le(4000)] = field(
        default=600,
        metadata={
            "help": "Hoeveel tekens een doorzoekbaar stuk tekst ten hoogste heeft. "
            "Van een stuk van meer dan ongeveer 800 leest het meegeleverde model het einde niet."
        },
    )
    chunk_overlap: Annotated[int, Ge(0), Le(1000)] = field(
        default=300,
        metadata={"help": "Hoeveel tekens opeenvolgende stukken ten hoogste delen, in hele zinnen."},
    )
    ocr: bool | None = field(
        default=None,
        metadata={
            "help": "Of de tekst van scans en afbeeldingen wordt herkend (met Tesseract); "
            "leeg: zoals de vorige keer, en anders niet. `--ocr` en `--no-ocr` gaan voor."
        },
    )
