import pytest

from index.compounds import CompoundSplitter, read_counts

COUNTS = {
    "keten": 400,
    "water": 3000,
    "stof": 900,
    "waterstof": 200,
    "waterstofketen": 12,
    "besluit": 900,
    "regering": 900,
    "zelden": 5,
    "arbeidsmarkt": 50_000,
    "arbeid": 30,
    "markt": 30,
    "lijk": 900,
    "vrede": 900,
    "kern": 900,
}


@pytest.fixture(scope="module")
def splitter():
    return CompoundSplitter(COUNTS, ["halfgeleiders", "kwartelei", "loos"])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("waterstofketen", ("waterstof", "keten")),
        ("regeringsbesluit", ("regering", "besluit")),
        ("waterketens", ("water", "keten")),
        ("waterstofketenbesluit", ("waterstofketen", "besluit")),
    ],
)
def test_the_fewest_known_parts_win_with_the_sounds_between_them(splitter, word, parts):
    assert splitter.split(word) == parts


def test_a_word_of_the_letters_is_a_part_and_so_is_its_singular(splitter):
    assert splitter.split("halfgeleiderketen") == ("halfgeleider", "keten")
    assert splitter.split("kwarteleibesluit") == ("kwartelei", "besluit")
    assert not splitter.knows("kwartelei")


@pytest.mark.parametrize(
    "word",
    [
        "keten",  # short
        "zeldenketen",  # a part that is too rare
        "vredelijk",  # an ending, no part
        "vredeloos",  # an ending, also where the letters have it
        "arbeidsmarkt",  # more usual than its parts
        "halfgeleiders",  # one part and a plural
        "onbekendketen",
        "ketenonbekend",
        "",
    ],
)
def test_other_words_stay_whole(splitter, word):
    assert splitter.split(word) == ()


def test_the_word_list_is_read():
    counts = read_counts()
    assert counts["beleid"] > 1000
    assert all(count > 0 for count in counts.values())
