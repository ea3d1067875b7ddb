"""What the HTTP interface answers: every field with its meaning and an example, which OpenAPI then shows."""

from pydantic import BaseModel, ConfigDict, Field

EXAMPLE_LETTER = "kamerbrief-visie-toekomst-industrie"
EXAMPLE_TITLE = "Visie op de toekomst van de industrie in Nederland"


def _described(text: str) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"description": text})


class SpanOut(BaseModel):
    """A range of characters on one page."""

    model_config = _described("Een stuk tekst op een pagina; start telt vanaf 0, end valt er net buiten.")

    page: int = Field(description="Paginanummer, vanaf 1.", examples=[4])
    start: int = Field(description="Eerste teken, in de tekst van de pagina.", examples=[1804])
    end: int = Field(description="Het teken na het laatste.", examples=[2011])


class HighlightOut(BaseModel):
    """A range of characters in a passage."""

    model_config = _described("Het deel van de passage dat het antwoord bevat.")

    start: int = Field(description="Eerste teken, in `text` van de passage, vanaf 0.", examples=[12])
    end: int = Field(description="Het teken na het laatste.", examples=[80])


class CitationOut(BaseModel):
    """Where a passage stands."""

    model_config = _described("Waar de passage staat.")

    letter_id: str = Field(description="Vaste naam van de brief.", examples=[EXAMPLE_LETTER])
    title: str = Field(description="Titel van de brief.", examples=[EXAMPLE_TITLE])
    kind: str = Field(description="Soort brief.", examples=["kamerbrief"])
    kenmerk: str | None = Field(
        description="Kenmerk van de brief, als dat bekend is.", examples=["DGBI / 101636279"]
    )
    kamerstuk: str | None = Field(
        description="Kamerstuknummer, als dat bekend is.", examples=["33009, nr. 70"]
    )
    sender: str | None = Field(
        description="Afzender, als die bekend is.",
        examples=["M.C.G. Keijzer, staatssecretaris van Economische Zaken en Klimaat"],
    )
    date: str | None = Field(
        description="Datum: jaar, jaar-maand of jaar-maand-dag, als die bekend is.", examples=["2020"]
    )
    page: int = Field(
        description="De pagina waarop de antwoordzin begint: de pagina om te openen.", examples=[4]
    )
    spans: list[SpanOut] = Field(
        description="Alle stukken van de passage; meer dan één bij een paginaovergang."
    )
    label: str = Field(
        description="De bronvermelding als één regel.", examples=[f"{EXAMPLE_TITLE} (2020), p. 4"]
    )
    printed_page: str | None = Field(
        default=None,
        description="Het nummer dat op die pagina gedrukt staat, als er een staat.",
        examples=["4"],
    )
    paged: bool = Field(
        default=True,
        description="Of het bestand pagina's heeft; zo niet, dan is `page` altijd 1.",
        examples=[True],
    )
    ocr: bool = Field(
        default=False, description="Of de tekst van die pagina uit een beeld is herkend.", examples=[False]
    )
    url: str = Field(
        description="Adres van de pagina op deze server, met de passage gemarkeerd.",
        examples=[f"/letters/{EXAMPLE_LETTER}/pages/4?start=1804&end=2011"],
    )


class PassageOut(BaseModel):
    """A passage with its citation."""

    model_config = _described("Een passage uit een brief, woord voor woord, met bronvermelding.")

    rank: int = Field(description="Plaats in de lijst, vanaf 1.", examples=[1])
    score: float = Field(
        description="Hoe goed de passage past, van 0 tot 1; hoger is beter.", examples=[0.91]
    )
    text: str = Field(
        description="De tekst zoals die in de brief staat.",
        examples=["Meer dan achthonderdduizend Nederlanders verdienen in de industrie hun inkomen."],
    )
    highlights: list[HighlightOut] = Field(description="Welk deel van `text` het antwoord bevat.")
    gaps: list[int] = Field(
        description="Plaatsen in `text` waarvóór in de brief nog tekst staat die niet is getoond, "
        "zoals tussen een zin en de voetnoot daarbij. De lengte van `text` staat erbij als een lijst of tabel na de "
        "passage doorgaat.",
        examples=[[84]],
    )
    citation: CitationOut = Field(description="Waar de passage staat.")


class IndexOut(BaseModel):
    """The index that answered."""

    model_config = _described("De index waaruit het antwoord komt.")

    snapshot: str = Field(description="Naam van deze versie van de index.", examples=["20250711-1f3a9c"])
    model: str = Field(description="Het taalmodel waarmee de index is gemaakt.", examples=["briefwijzer-nl"])
    letters: int = Field(description="Aantal brieven.", examples=[5])
    chunks: int = Field(description="Aantal stukken tekst waarin gezocht wordt.", examples=[434])


class AskResponse(BaseModel):
    """The answer to a question, or that there is none."""

    model_config = _described(
        "Het antwoord. Is `answered` waar, dan staan de passages in `passages`. Zo niet, dan is `passages` "
        "leeg, zeggen `reason` en `message` waarom, en staat in `nearest` wat er het dichtst bij kwam."
    )

    question: str = Field(description="De vraag.", examples=["Hoeveel mensen werken er in de industrie?"])
    answered: bool = Field(description="Of de brieven de vraag beantwoorden.", examples=[True])
    confidence: float = Field(description="Zekerheid dat het antwoord klopt, van 0 tot 1.", examples=[0.91])
    reason: str | None = Field(
        description="Waarom er geen antwoord is, als vast woord: nothing_found, not_confident, other_figure, "
        "letter_details, which_letter, no_question, unknown_words of no_letter_matches; null bij een antwoord.",
        examples=[None],
    )
    message: str | None = Field(description="Hetzelfde als zin; null bij een antwoord.", examples=[None])
    passages: list[PassageOut] = Field(description="De passages die antwoorden, de beste eerst.")
    nearest: list[PassageOut] = Field(
        description="Zonder antwoord: de passages die er het dichtst bij komen.", examples=[[]]
    )
    index: IndexOut = Field(description="De index waaruit het antwoord komt.")
    took_ms: float = Field(description="Duur van het zoeken, in milliseconden.", examples=[7.9])


class AskBatchResponse(BaseModel):
    """The answers to several questions."""

    model_config = _described("De antwoorden op een reeks vragen, in de volgorde van de vragen.")

    answers: list[AskResponse] = Field(description="Eén antwoord voor elke vraag, alle uit dezelfde index.")


class SearchResponse(BaseModel):
    """What a search found."""

    model_config = _described(
        "Passages die bij de vraag passen. Of ze die beantwoorden, is niet beslist; `confidence` zegt hoe zeker dat is."
    )

    question: str = Field(description="Waarnaar gezocht is.", examples=["sleuteltechnologie"])
    confidence: float = Field(
        description="Zekerheid dat een van de passages de vraag beantwoordt, van 0 tot 1.", examples=[0.21]
    )
    reason: str | None = Field(
        description="Waarom er geen passages zijn, als vast woord: nothing_found, letter_details, which_letter, "
        "no_question, unknown_words of no_letter_matches; null als er passages zijn.",
        examples=[None],
    )
    message: str | None = Field(description="Hetzelfde als zin; null als er passages zijn.", examples=[None])
    passages: list[PassageOut] = Field(description="De passages, de best passende eerst.")
    index: IndexOut = Field(description="De index waarin gezocht is.")
    took_ms: float = Field(description="Duur van het zoeken, in milliseconden.", examples=[7.9])


class SignatoryOut(BaseModel):
    """Who signed a letter."""

    model_config = _described("Wie de brief ondertekende, of er het antwoord in gaf.")

    name: str = Field(description="Naam, zoals die er staat.", examples=["M.C.G. Keijzer"])
    office: str | None = Field(
        description="Ambt; null als er alleen een naam staat, zoals onder een motie.",
        examples=["staatssecretaris van Economische Zaken en Klimaat"],
    )


class AskerOut(BaseModel):
    """A member of parliament who asked."""

    model_config = _described("Een Kamerlid waarvan de brief vragen beantwoordt.")

    name: str = Field(description="Naam, zoals die er staat.", examples=["Van der Lee"])
    party: str | None = Field(description="Fractie, als die erbij staat.", examples=["GroenLinks-PvdA"])


class FactOut(BaseModel):
    """What is known of a letter, with where it was found."""

    model_config = _described("Een gegeven van de brief, met waar het gevonden is.")

    name: str = Field(
        description="title, kind, kenmerk, kamerstuk, date, signatory, addressee, asker, ministry of cited.",
        examples=["kenmerk"],
    )
    value: str = Field(description="Het gegeven.", examples=["DGBI / 101636279"])
    page: int | None = Field(
        description="Pagina, vanaf 1; null als het niet op een pagina staat.", examples=[12]
    )
    place: str = Field(
        description="Waar op de pagina (briefhoofd, kop, voettekst, colofon, ondertekening, tekst, voetnoot), "
        "of anders: bestandsnaam, of de naam van een TOML-bestand bij de brief.",
        examples=["briefhoofd"],
    )


class LetterOut(BaseModel):
    """A letter, without its text."""

    model_config = _described("Een brief, zonder zijn tekst.")

    letter_id: str = Field(description="Vaste naam van de brief.", examples=[EXAMPLE_LETTER])
    title: str = Field(description="Titel.", examples=[EXAMPLE_TITLE])
    kind: str = Field(description="Soort brief.", examples=["kamerbrief"])
    kenmerken: list[str] = Field(
        description="Alle kenmerken die bekend zijn.", examples=[["DGBI / 101636279"]]
    )
    kamerstukken: list[str] = Field(
        description="Alle Kamerstuknummers die bekend zijn.", examples=[["33009, nr. 70"]]
    )
    date: str | None = Field(
        description="Datum: jaar, jaar-maand of jaar-maand-dag, als die bekend is.", examples=["2020"]
    )
    sender: str | None = Field(description="Afzender, als die bekend is.", examples=["Vincent Karremans"])
    signatories: list[SignatoryOut] = Field(
        default=[], description="Iedereen die ondertekende of antwoordde, in volgorde."
    )
    addressee: str | None = Field(
        default=None,
        description="Aan wie de brief gericht is, als dat bekend is.",
        examples=["de Voorzitter van de Tweede Kamer der Staten-Generaal"],
    )
    askers: list[AskerOut] = Field(default=[], description="Bij antwoorden op Kamervragen: wie ze stelden.")
    ministry: str | None = Field(
        default=None,
        description="Ministerie, zonder “Ministerie van”, als het bekend is.",
        examples=["Economische Zaken en Klimaat"],
    )
    cited: list[str] = Field(
        default=[],
        description="Nummers van andere stukken die de brief noemt; het zijn geen nummers van de brief zelf.",
        examples=[["33009-165"]],
    )
    facts: list[FactOut] = Field(default=[], description="Elk gegeven met de plaats waar het gevonden is.")
    pages: int = Field(description="Aantal pagina's.", examples=[31])
    source: str = Field(description="Naam van het bestand.", examples=[f"{EXAMPLE_LETTER}.txt"])
    sha256: str = Field(description="SHA-256 van het bestand.", examples=["9f86d081884c7d65…"])
    warnings: list[str] = Field(
        description="Wat bij het lezen twijfel gaf.",
        examples=[["Het kenmerk in de brief is een foutmelding."]],
    )
    url: str = Field(
        description="Adres van de eerste pagina op deze server.",
        examples=[f"/letters/{EXAMPLE_LETTER}/pages/1"],
    )


class FailedLetterOut(BaseModel):
    """A file that could not be read."""

    model_config = _described("Een bestand dat niet te lezen was en dus niet in de index staat.")

    source: str = Field(description="Naam van het bestand.", examples=["scan.pdf"])
    reason: str = Field(
        description="Waarom het niet te lezen was.", examples=["Het bestand bevat geen tekst."]
    )


class LettersResponse(BaseModel):
    """The letters of the index or a part of them, and what could not be read."""

    model_config = _described(
        "De brieven in de index, of een deel ervan, en de bestanden die niet te lezen waren."
    )

    letters: list[LetterOut] = Field(description="De brieven, in de volgorde van de index.")
    total: int = Field(description="Hoeveel brieven de filters doorlaten.", examples=[5])
    next_offset: int | None = Field(
        description="De offset van het volgende deel; null als er niets meer volgt.", examples=[None]
    )
    failures: list[FailedLetterOut] = Field(description="Bestanden die niet te lezen waren.", examples=[[]])
    index: IndexOut = Field(description="De index.")


class BlockOut(BaseModel):
    """A paragraph, heading, list item, table or footnote on a page."""

    model_config = _described("Een kop, alinea, opsommingspunt, tabel of voetnoot op een pagina.")

    kind: str = Field(description="heading, paragraph, list_item, table of footnote.", examples=["paragraph"])
    start: int = Field(description="Eerste teken, in `text` van de pagina, vanaf 0.", examples=[0])
    end: int = Field(description="Het teken na het laatste.", examples=[412])
    section: list[str] = Field(
        description="De koppen erboven, de hoogste eerst.", examples=[["1. Inleiding"]]
    )
    label: str | None = Field(description="Nummer van een voetnoot.", examples=["3"])
    continues: int | None = Field(
        description="Welk blok van de vorige pagina hier verdergaat, vanaf 0; null als dit een begin is.",
        examples=[None],
    )
    about: list[SpanOut] = Field(
        default=[],
        description="Waar staat waar dit over gaat: de vraag bij een antwoord, de kolomkoppen bij een tabelrij.",
    )


class PageResponse(BaseModel):
    """One page of a letter."""

    model_config = _described("Een pagina van een brief, met de tekst waarin alle spans tellen.")

    letter_id: str = Field(description="Vaste naam van de brief.", examples=[EXAMPLE_LETTER])
    page: int = Field(description="Paginanummer, vanaf 1.", examples=[4])
    pages: int = Field(description="Aantal pagina's van de brief.", examples=[31])
    printed_page: str | None = Field(
        default=None,
        description="Het nummer dat op die pagina gedrukt staat, als er een staat.",
        examples=["4"],
    )
    paged: bool = Field(
        default=True,
        description="Of het bestand pagina's heeft; zo niet, dan is `page` altijd 1.",
        examples=[True],
    )
    ocr: bool = Field(
        default=False, description="Of de tekst van die pagina uit een beeld is herkend.", examples=[False]
    )
    text: str = Field(description="De leestekst van de pagina.", examples=["Geachte Voorzitter, …"])
    blocks: list[BlockOut] = Field(description="De koppen, alinea's, opsommingen, tabellen en voetnoten.")
    url: str = Field(
        description="Adres van de pagina op deze server.", examples=[f"/letters/{EXAMPLE_LETTER}/pages/4"]
    )


class HealthResponse(BaseModel):
    """The process is up."""

    model_config = _described("Het proces draait.")

    status: str = Field(description="Altijd ok.", examples=["ok"])


class ReadyResponse(BaseModel):
    """An index is loaded."""

    model_config = _described("Er is een index geladen.")

    status: str = Field(description="Altijd ready.", examples=["ready"])
    index: IndexOut = Field(description="De index die nu antwoordt.")
    warning: str | None = Field(
        description="Waarom een nieuwere index niet geladen is; null als alles goed is.", examples=[None]
    )
