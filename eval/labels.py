"""What measures, groups and failures are called in the reports, in Dutch."""

from eval.gold import Form, Language, QuestionType
from eval.measures import Basis
from eval.overlap import BANDS
from eval.summary import Failure

BASES = {Basis.PAGE: "pagina", Basis.CITATION: "bronvermelding", Basis.QUOTE: "citaat"}
GROUPINGS = {"type": "type", "form": "vorm", "language": "taal", "overlap": "woordoverlap", "letter": "brief"}
OVERLAPS = dict(zip(BANDS, ("laag", "midden", "hoog"), strict=True))
GROUPS: dict[str, str] = {
    **OVERLAPS,
    Language.NL: "Nederlands",
    Language.EN: "Engels",
    QuestionType.FACT: "feit",
    QuestionType.NUMBER: "getal",
    QuestionType.DEFINITION: "definitie",
    QuestionType.LIST: "opsomming",
    QuestionType.REASON: "reden",
    QuestionType.REFERENCE: "verwijzing",
    QuestionType.FOOTNOTE: "voetnoot",
    QuestionType.TABLE: "tabel",
    QuestionType.BOX: "kader",
    QuestionType.COMPARISON: "vergelijking",
    QuestionType.NAMED_LETTER: "genoemde brief",
    QuestionType.ON_TOPIC: "net niet",
    QuestionType.OFF_TOPIC: "iets heel anders",
    Form.PLAIN: "gewoon",
    Form.EVERYDAY: "alledaags",
    Form.KEYWORDS: "zoekwoorden",
    Form.TYPO: "typefouten",
}
"""What groups are called where a reader need not know how they are written in a file of questions."""
ABLATIONS = {
    "lexical": "alleen lexicaal (BM25)",
    "dense": "alleen vectoren (dense)",
    "late": "woorddelen (late interaction)",
    "fused": "lexicaal en vectoren (fusion)",
    "ranked": "alles: de rangschikking",
}
FAILURES = {
    Failure.LOST: "Verloren",
    Failure.WRONGLY_ANSWERED: "Onterecht beantwoord",
    Failure.WRONGLY_REFUSED: "Onterecht geweigerd",
    Failure.WRONG_PAGE: "Beantwoord met een verkeerde pagina",
    Failure.WRONG_PASSAGE: "Goede pagina, maar niet de passage",
}
