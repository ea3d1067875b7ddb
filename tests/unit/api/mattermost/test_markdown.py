import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bot.reply import Item, Reply, answer_reply
from api.mattermost.markdown import MAX_CHARS, NO_WIDTH, escaped, markdown
from tests.unit.api.bot.test_reply import passage, response_to


def answer(*passages, **more):
    response = response_to("mensen").model_copy(update={"passages": list(passages)})
    return answer_reply(response, "a1", "https://brieven.example.nl", [], **more)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("*vet* _schuin_ `code` ~~door~~", r"\*vet\* \_schuin\_ \`code\` ~_~_door~_~_"),
        ("@channel @here @jan", "@_channel @_here @_jan"),
        ("<!channel> <@U1> R&D", "&lt;!channel&gt; &lt;@_U1&gt; R&amp;D"),
        ("~stad #tag $x$ :smile: 10:30", "~_stad #_tag $_x$_ :_smile: 10:30"),
        ("[klik](https://kwaad.nl)", r"\[klik\](https:_//kwaad.nl)"),
        ("www.kwaad.nl mailto:a@b.nl", "www_.kwaad.nl mailto_:a@_b.nl"),
        (
            "tekst\n# kop\n- punt\n+ punt\n1. een\n2) twee\n===\n---",
            "tekst\n#_ kop\n_- punt\n_+ punt\n_1. een\n_2) twee\n_===\n_---",
        ),
        ("> citaat\n    code\n\tcode", "&gt; citaat\n_code\n_code"),
        ("a | b", r"a \| b"),
        (r"C:\map", r"C:\\map"),
        ("Meer dan 2.000 mensen (2020) - en 5,6%.", "Meer dan 2.000 mensen (2020) - en 5,6%."),
    ],
)
def test_no_sign_of_a_letter_has_a_meaning(text, safe):
    assert escaped(text).replace(NO_WIDTH, "_") == safe.replace("\\_", "\\_")


FORMATS = re.compile(r"[*`\[\]<>|]|(?<!\w)_|_(?!\w)")
MENTIONS = re.compile(r"[@~#$]\w|:[a-z0-9_+-]+:|https?://|www\.|mailto:", re.IGNORECASE)
ESCAPE = re.compile(r"\\([\\`*_\[\]|])")


@given(st.text(alphabet="@#~<>*_`[]()!|:\\ \nabcz019-.$", max_size=80) | st.text())
def test_no_combination_of_signs_has_one(text):
    safe = escaped(text)
    assert not FORMATS.search(ESCAPE.sub("", safe))
    # Mattermost looks for these in what is left when the backslashes have done their work.
    shown = ESCAPE.sub(r"\1", safe)
    assert not MENTIONS.search(shown)
    for line in shown.split("\n"):
        assert not re.match(r"\s*([-+=>]|\d+[.)])|\s{4}|\t", line)


@pytest.mark.parametrize(
    "text", ["Wat kost het?", "a_b", "x @jan ~y #z :smile: http://a.nl www.b.nl", "R&D <b> [c] | d*"]
)
def test_who_reads_it_sees_what_it_says(text):
    shown = ESCAPE.sub(r"\1", escaped(text)).replace(NO_WIDTH, "")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(entity, sign)
    assert shown == text


def test_an_answer():
    shown = markdown(answer(passage("Nu. Een *zin* hier.\nNog een.", 4, 28), passage("X", 0, 1), whole=False))
    assert shown == (
        "> Nu. **Een \\*zin\\* hier.**\n> **Nog een.**\n>\n"
        "> — [Een brief (2020), p. 4](https://brieven.example.nl/letters/brief/pages/4?start=1&end=2)\n\n"
        "Zekerheid 91% · nog 1: typ “meer”"
    )


def test_a_refusal():
    shown = markdown(answer_reply(response_to("brood"), "a1", None, [], whole=False))
    assert shown == "Niet gevonden in de brieven.\n\nwat er het dichtst bij komt: typ “meer”"


def test_a_list():
    reply = Reply(sentences=("Ik zoek in 2 brieven:",), items=(Item("A_1", "https://b.nl/a"), Item("B")))
    assert markdown(reply) == "Ik zoek in 2 brieven:\n\n- [A\\_1](https://b.nl/a)\n- B"


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(1, 4000)), min_size=1, max_size=5))
def test_no_answer_is_too_long(parts):
    passages = [passage(text * times, 0, len(text)) for text, times in parts]
    shown = markdown(answer(*passages, whole=True))
    assert len(shown) <= MAX_CHARS
    assert "Zekerheid 91%" in shown
