import pytest

from api.slack.text import escaped, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@UBOT> Wat kost het?", "Wat kost het?"),
        ("<@UBOT|briefwijzer>", ""),
        ("Zeg <@UBOT> wat kost het?", "Zeg wat kost het?"),
        ("wat zegt <@U2|Jan> over <#C1|algemeen> en <@U3> <#C2>?", "wat zegt over #algemeen en ?"),
        (
            "<!channel> <!subteam^S1|@team> sinds <!date^1750000000^{date}|15 juni 2025>?",
            "sinds 15 juni 2025?",
        ),
        (
            "zie <https://x.nl/a?b=1&amp;c=2|de brief> of <https://y.nl> of <mailto:a@b.nl>",
            "zie de brief of https://y.nl of a@b.nl",
        ),
        ("&lt;b&gt;R&amp;D&lt;/b&gt; &amp;lt;", "<b>R&D</b> &lt;"),
        ("een\n twee\u00a0drie", "een twee drie"),
        ("a < b", "a < b"),
    ],
)
def test_what_a_user_wrote(text, shown):
    assert plain(text) == shown


def test_what_a_letter_says_cannot_mention():
    assert escaped("<!channel> <@U1> R&D &lt;") == "&lt;!channel&gt; &lt;@U1&gt; R&amp;D &amp;lt;"
