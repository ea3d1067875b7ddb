"""The settings of retrieval and answering: each with its default, its bounds and what it means."""

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Ge, Le

MIN_CONFIDENCE = 0.5
"""Below this the answer is "not found". On the dev questions of both sets (cross-validated, `python -m eval.calibrate`)
it refuses 49 of 100 questions that the letters do not answer and 20 of 100 that they do, many of which would have been
answered wrongly: of the answers whose first passage is right it loses 12 in 100, and of those given 75 in 100 are right
first time. At .4 those figures are 42, 8, 4 and 71, at .6 they are 57, 36, 27 and 77."""


@dataclass(frozen=True, slots=True)
class RagSettings:
    """What may be set about answering; the weights of the ranking are measured, not set (see `rag.rank`)."""

    min_confidence: Annotated[float, Ge(0), Le(1)] = field(
        default=MIN_CONFIDENCE,
        metadata={
            "help": "Vanaf welke zekerheid (0 tot 1) een antwoord wordt gegeven; "
            "daaronder “niet gevonden in de brieven”."
        },
    )
    late_interaction: bool = field(
        default=True,
        metadata={
            "help": "Of vraag en passages ook woorddeel voor woorddeel worden vergeleken; false is sneller en minder "
            "nauwkeurig (docs/answering.md heeft de cijfers)."
        },
    )
