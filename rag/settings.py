"""The settings of retrieval and answering: each with its default, its bounds and what it means."""

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Ge, Le

MIN_CONFIDENCE = 0.45
"""Below this the answer is "not found". On the dev questions of the three sets (cross-validated, `eval.calibrate`) it
refuses 53 of 100 questions that the letters do not answer and 13 of 100 that they do, some of which would have been
answered wrongly: of the answers whose first passage is right it loses 9 in 100, and of those given 72 in 100 are right
first time. At .4 those figures are 45, 9, 6 and 70, at .5 they are 56, 21, 15 and 74."""


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
