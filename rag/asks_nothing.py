"""Questions in which there is nothing to look for: greetings, thanks and tries, and words that nobody knows."""

import re

from index.analysis import STOP_WORDS, fold, words_of
from rag.corpus import Corpus
from rag.pointed_out import own_words
from rag.query import Query
from rag.search import Search

_TO_WHOM = r"(?: (?:allemaal|allen|iedereen|daar|mevrouw|meneer|briefwijzer|there|all))*"
_YOU, _ME = r"(?:u|je|jij|jullie)", r"(?:mij|me|ons)"
_PHRASES = (
    rf"(?:ha|hallo|hoi|hai|hey|hi|hello|dag|goedendag|goede(?:n| )dag){_TO_WHOM}",
    rf"(?:goeden?|goeie) ?(?:morgen|middag|avond|nacht){_TO_WHOM}",
    rf"good (?:day|morning|afternoon|evening){_TO_WHOM}",
    r"beste (?:allemaal|allen|mevrouw|meneer|heer|briefwijzer)|geachte (?:heer|mevrouw|heer (?:of )?mevrouw)",
    r"(?:heel |zeer )?(?:erg )?(?:alvast |hartelijk )?bedankt|(?:alvast |hartelijk |veel )?dank",
    r"dank ?(?:je|u) ?(?:wel)?|thanks(?: a lot)?|thank you(?: very much)?|thx",
    r"voor (?:de|het|uw|je|jullie) (?:hulp|antwoord|moeite|informatie|uitleg)",
    r"(?:met )?(?:vriendelijke |hartelijke )?groet(?:en|jes)?|doei|doeg|tot ziens|bye|goodbye",
    r"ok|oke|okay|ja|nee|yes|no|sorry|pardon|alsjeblieft|alstublieft|please|graag",
    rf"hoe gaat het(?: (?:ermee|met {_YOU}))?|alles goed|how are you",
    rf"help(?: {_ME})?|(?:kunt|kan|kun|kunnen|wilt|wil) {_YOU} {_ME} (?:even )?(?:ergens mee )?helpen|can you help me",
    r"ik heb (?:hier )?(?:even )?(?:een vraag(?:je)?|hulp nodig)|i have a question",
    rf"(?:mag|kan) ik (?:{_YOU} )?(?:iets|wat|een vraag(?:je)?) (?:vragen|stellen)",
    rf"(?:wie|wat) (?:ben|bent) {_YOU}|who are you",
    r"(?:(?:dit|het) is )?(?:maar )?(?:een )?test(?:je)?(?: (?:1|12|123|1 2|1 2 3))?|even testen",
)
"""What people say that asks nothing of a letter, folded, with single spaces for signs."""
_COURTESY = re.compile(rf"(?:(?:{'|'.join(_PHRASES)})(?: |$))+")


def is_courtesy(text: str) -> bool:
    """Whether all of a question is a greeting, a thank-you, a call for help or a try, or one single letter.

    `is_courtesy("Goedemorgen, kunt u mij helpen?")` holds; with `... met de huur?` behind it, it does not.
    """
    plain = " ".join(re.findall(r"[^\W_]+", fold(text)))
    return bool(_COURTESY.fullmatch(plain)) or (len(plain) == 1 and plain.isalpha())


def knows_no_word(corpus: Corpus, query: Query, search: Search) -> bool:
    """Whether neither the letters nor a dictionary has any word of a question: `asdfghjkl`, a name that is not there.

    It does not hold where one is known, be it `de` or `wat`, where the thesaurus has something for it, where it has a
    figure, or where a letter is called so.
    """
    if query.naming or search.expansions or set(search.terms) & corpus.snapshot.lexical.vocabulary:
        return False
    words = words_of(query.text)
    names = {
        word
        for letter in corpus.letters.values()
        for word in words_of(" ".join((*own_words(letter), *letter.numbers)))
    }
    return not (
        any(char.isdigit() for char in query.text)
        or any(word in names or word in STOP_WORDS or corpus.analyser.is_word(word) for word in words)
    )
