"""Splits Dutch compounds into the words that they are made of: halfgeleiderketen = halfgeleider + keten."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

_WORDS = Path(__file__).parent / "data" / "words.tsv"

_MIN_WORD = 8
"""Shorter words are taken whole."""
_MIN_PART = 4
_MIN_PART_COUNT = 12
"""A word seen less often in the list is too doubtful to be a part."""
_CORPUS_COUNT = 20
"""How often a word of the letters counts as seen that the list does not have."""
_MAX_PARTS = 4
_LINKS = ("", "s", "e", "en", "er")
"""Sounds that Dutch puts between the parts of a compound (regering-s-besluit, boek-en-kast)."""
_PART_COST = 6.0
"""What each part costs against the logarithms of the frequencies, in weighing parts against the whole."""
_PLURAL = re.compile(r"\w{4,}(?:e[lmnr]|aar)(?=s$)")
"""The singular in a plural on -s: halfgeleider(s)."""
_NOT_A_PART = frozenset(
    """aantal aller alle andere baar baren best beste beter boven buiten daar dat deel deels deze door eerder
    eigen elke enige enkel even geen gene geven gegeven gelijk gen gelegen heid heden hele hier ieder inge
    ings isch ische ites iteit iteiten kant keer komen komst laten lijk lijke lijkheid lijn loos loze maken
    mede meer mogen naar nemen niet onder ont over reeds rijk rijke saam same samen schap schappen staan staat
    stellen sten tegen teit tief tieve toch tond trek trekken tussen van veel veld verder verre vinden voor
    waar waarde ware weer wege wegen wijs wijze worden zaam zame zelf zien zijn zonder aard achter alen atie
    aties bare bij eren erend ering eringen etal gaan gang geefs gericht houden houding huis inden ingen nede
    nist ning omen rend sing tatie ting tingen treden uren urig vallen voering zetten matig matige""".split()
) - frozenset("staat deel lijn veld huis waarde kant trek gang aantal".split())
"""Endings, particles and verbs with which words are derived rather than compounded."""


class CompoundSplitter:
    """Knows words and how often each is used; splits what is likely made of them."""

    def __init__(self, counts: Mapping[str, int], corpus_words: Iterable[str] = ()) -> None:
        """Take the words that there are.

        :param counts: words (folded) with how often each stands in some large text.
        :param corpus_words: words of the letters (folded), which may be parts of compounds though no list has
        them.
        """
        self._known = {word: math.log(count + 1) for word, count in counts.items()}
        self._parts = {
            word: self._known[word]
            for word, count in counts.items()
            if count >= _MIN_PART_COUNT and len(word) >= _MIN_PART and word not in _NOT_A_PART
        }
        for word in corpus_words:
            singular = _PLURAL.match(word)
            for part in [word, *([singular[0]] if singular else [])]:
                if len(part) >= _MIN_PART and part not in self._known and part not in _NOT_A_PART:
                    self._parts[part] = math.log(_CORPUS_COUNT + 1)
        self.split = lru_cache(maxsize=65536)(self._split)

    def knows(self, word: str) -> bool:
        """Whether the word is in the list."""
        return word in self._known

    def _split(self, word: str) -> tuple[str, ...]:
        """The parts of `word` (folded, letters only), or nothing where it is no compound of known words.

        The fewest parts win, then the most frequent: `maatwerkafspraken` gives `("maatwerk", "afspraken")`. A
        word more usual than its parts stays whole.
        """
        if len(word) < _MIN_WORD:
            return ()
        parts = self._fewest(word)
        score = sum(self._parts[part] - _PART_COST for part in parts)
        whole = self._known.get(word, -math.inf)
        return parts if len(parts) > 1 and score >= whole - _PART_COST else ()

    def _fewest(self, word: str) -> tuple[str, ...]:
        """The best way to lay `word` out in parts and links, or nothing; `best` holds it for each offset."""
        best: dict[int, tuple[int, float, tuple[str, ...]]] = {0: (0, 0.0, ())}
        for start in range(len(word) - _MIN_PART + 1):
            if start not in best or len(best[start][2]) == _MAX_PARTS:
                continue
            count, score, parts = best[start]
            for end in range(start + _MIN_PART, len(word) + 1):
                part = word[start:end]
                if part not in self._parts or (start == 0 and word[end:] in _LINKS):
                    continue
                found = (count - 1, score + self._parts[part], (*parts, part))
                for link in _LINKS if end < len(word) else ("",):
                    reach = end + len(link)
                    if word.startswith(link, end) and (reach not in best or found[:2] > best[reach][:2]):
                        best[reach] = found
        return best.get(len(word), (0, 0.0, ()))[2]


def read_counts() -> dict[str, int]:
    """The words that come with the project (see `data/README.md`)."""
    with _WORDS.open(encoding="utf-8") as lines:
        return {word: int(count) for word, _, count in (line.rstrip("\n").partition("\t") for line in lines)}
