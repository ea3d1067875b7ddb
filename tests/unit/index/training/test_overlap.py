from index.training.overlap import RUN, Forbidden, normalised, runs

SENTENCE = "De minister van Economische Zaken stuurt de Kamer voor de zomer een brief over netcongestie."


def test_texts_are_compared_by_their_words_alone():
    assert normalised("  De MINISTER (van EZK):\n«ja», 2,5%! ") == "de minister van ezk ja 2 5"


def test_a_text_has_every_run_of_thirteen_words():
    words = normalised(SENTENCE).split()
    assert len(words) == 15
    assert list(runs(normalised(SENTENCE))) == [" ".join(words[i : i + RUN]) for i in range(3)]
    assert list(runs("te kort")) == []


def test_a_text_with_thirteen_of_its_words_is_forbidden_whatever_stands_around_them():
    words = SENTENCE.split()
    forbidden = Forbidden([SENTENCE])
    assert forbidden.holds("Vooraf: " + " ".join(words[1:14]).upper() + " — en meer.")
    assert not forbidden.holds("Vooraf: " + " ".join(words[1:13]) + " en meer tekst dan dat.")


def test_a_short_text_is_forbidden_as_a_whole_only():
    forbidden = Forbidden(["Wat is netcongestie?"])
    assert forbidden.holds("wat is NETCONGESTIE")
    assert not forbidden.holds("Wat is netcongestie eigenlijk?")
