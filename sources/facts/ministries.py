"""The Dutch ministries, of today and before, and the posts of ministers who have none of their own."""

import re

MINISTRIES = {
    "Algemene Zaken": ("AZ",),
    "Asiel en Migratie": ("AenM", "A&M"),
    "Binnenlandse Zaken en Koninkrijksrelaties": ("BZK",),
    "Binnenlandse Zaken": ("BiZa",),
    "Buitenlandse Zaken": ("BZ", "BuZa", "MinBuZa"),
    "Defensie": ("Def", "MinDef"),
    "Economische Zaken": ("EZ",),
    "Economische Zaken en Klimaat": ("EZK",),
    "Economische Zaken, Landbouw en Innovatie": ("EL&I", "ELI", "EleI"),
    "Financiën": ("Fin", "MinFin"),
    "Infrastructuur en Milieu": ("I&M", "IenM"),
    "Infrastructuur en Waterstaat": ("I&W", "IenW"),
    "Justitie": ("Just",),
    "Justitie en Veiligheid": ("J&V", "JenV"),
    "Klimaat en Groene Groei": ("KGG",),
    "Landbouw, Natuur en Voedselkwaliteit": ("LNV",),
    "Landbouw, Natuurbeheer en Visserij": ("LNV",),
    "Landbouw en Visserij": (),
    "Landbouw, Visserij, Voedselzekerheid en Natuur": ("LVVN",),
    "Onderwijs, Cultuur en Wetenschap": ("OCW", "OC&W", "OCenW"),
    "Onderwijs, Cultuur en Wetenschappen": ("OC&W",),
    "Onderwijs en Wetenschappen": ("O&W",),
    "Sociale Zaken en Werkgelegenheid": ("SZW",),
    "Veiligheid en Justitie": ("V&J", "VenJ"),
    "Verkeer en Waterstaat": ("V&W", "VenW"),
    "Volksgezondheid, Welzijn en Sport": ("VWS",),
    "Volkshuisvesting en Ruimtelijke Ordening": ("VRO",),
    "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer": ("VROM",),
    "Welzijn, Volksgezondheid en Cultuur": ("WVC",),
}
"""Every ministry by its full name, with how it is cut short; the latest bearer of a short name stands first."""

_POSTS = {
    "Armoedebeleid, Participatie en Pensioenen": "Sociale Zaken en Werkgelegenheid",
    "Basis- en Voortgezet Onderwijs en Media": "Onderwijs, Cultuur en Wetenschap",
    "Bestuurlijke Vernieuwing en Koninkrijksrelaties": "Binnenlandse Zaken en Koninkrijksrelaties",
    "Buitenlandse Handel en Ontwikkelingshulp": "Buitenlandse Zaken",
    "Buitenlandse Handel en Ontwikkelingssamenwerking": "Buitenlandse Zaken",
    "Grote Steden- en Integratiebeleid": "Binnenlandse Zaken en Koninkrijksrelaties",
    "Immigratie en Asiel": "Binnenlandse Zaken en Koninkrijksrelaties",
    "Immigratie, Integratie en Asiel": "Binnenlandse Zaken en Koninkrijksrelaties",
    "Jeugd en Gezin": "Volksgezondheid, Welzijn en Sport",
    "Klimaat en Energie": "Economische Zaken en Klimaat",
    "Langdurige Zorg en Sport": "Volksgezondheid, Welzijn en Sport",
    "Medische Zorg": "Volksgezondheid, Welzijn en Sport",
    "Medische Zorg en Sport": "Volksgezondheid, Welzijn en Sport",
    "Milieu en Wonen": "Binnenlandse Zaken en Koninkrijksrelaties",
    "Natuur en Stikstof": "Landbouw, Natuur en Voedselkwaliteit",
    "Ontwikkelingssamenwerking": "Buitenlandse Zaken",
    "Primair en Voortgezet Onderwijs": "Onderwijs, Cultuur en Wetenschap",
    "Rechtsbescherming": "Justitie en Veiligheid",
    "Vreemdelingenzaken en Integratie": "Justitie",
    "Wonen en Rijksdienst": "Binnenlandse Zaken en Koninkrijksrelaties",
    "Wonen, Wijken en Integratie": "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer",
}
"""What a minister *voor* something looks after, and at which ministry."""


def _plain(text: str) -> str:
    """The words of a name alone: a comma that someone forgot, or a capital, makes no other ministry."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("&", "en")))


_BY_NAME = {_plain(name): name for name in MINISTRIES} | {
    _plain(post): ministry for post, ministry in _POSTS.items()
}
_BY_SHORT = {short.lower(): name for name, shorts in reversed(MINISTRIES.items()) for short in shorts}
_VOOR = frozenset(_plain(post) for post in _POSTS) | {_plain("Volkshuisvesting en Ruimtelijke Ordening")}


def ministry_of(post: str) -> str | None:
    """The ministry of a post, by its name at the start: `Financiën – Fiscaliteit en Belastingdienst` gives `Financiën`.

    :param post: what a minister is minister of, or a ministry in full (`Ministerie van Financiën`) or short (`VWS`).
    """
    words = _plain(re.sub(r"^(?:het )?[Mm]inisterie (?:van|voor) ", "", post.strip())).split()
    for end in range(len(words), 0, -1):
        if name := _BY_NAME.get(" ".join(words[:end])):
            return name
    return _BY_SHORT.get(post.strip().lower())


def preposition(post: str) -> str:
    """`voor` for a minister without a ministry (`minister voor Natuur en Stikstof`), else `van`."""
    return "voor" if _plain(post) in _VOOR else "van"
