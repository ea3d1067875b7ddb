"""What measures, groups and failures are called in the reports, in Dutch."""

from eval.measures import Basis
from eval.overlap import BANDS
from eval.summary import Failure

BASES = {Basis.PAGE: "pagina", Basis.CITATION: "bronvermelding", Basis.QUOTE: "citaat"}
GROUPINGS = {"type": "type", "form": "vorm", "language": "taal", "overlap": "woordoverlap", "letter": "brief"}
GROUPS = dict(zip(BANDS, ("laag (tot 0.2)", "midden (0.2 tot 0.4)", "hoog (vanaf 0.4)"), strict=True))
"""Groups that are called otherwise than they are named in the results."""
ABLATIONS = {
    "lexical": "alleen lexicaal (BM25)",
    "dense": "alleen vectoren (dense)",
    "fused": "beide (fusion)",
    "ranked": "beide, met rangschikking",
}
FAILURES = {
    Failure.LOST: "Verloren",
    Failure.WRONGLY_ANSWERED: "Onterecht beantwoord",
    Failure.WRONGLY_REFUSED: "Onterecht geweigerd",
    Failure.WRONG_PAGE: "Beantwoord met een verkeerde pagina",
    Failure.WRONG_PASSAGE: "Goede pagina, maar niet de passage",
}
