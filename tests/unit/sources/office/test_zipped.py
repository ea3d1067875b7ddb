"""Office files as archives: bombs, passwords, damage, and XML that is made to overload."""

import pytest

from sources.errors import UnreadableLetterError
from sources.office.zipped import open_package
from sources.xml_tree import attribute, child, children, entity_text, name, parse_xml
from tests.office import zipped

KIND = "Word-bestand (.docx)"


def reason(data: bytes, part: str = "deel.xml") -> str:
    with pytest.raises(UnreadableLetterError) as caught:
        open_package(data, "a.docx", KIND).read(part)
    return str(caught.value)


def test_parts() -> None:
    package = open_package(zipped([("deel.xml", "<a><b/></a>")]), "a.docx", KIND)
    assert package.read("deel.xml") == b"<a><b/></a>"
    assert package.read("weg.xml") is None
    assert package.tree("weg.xml") is None
    tree = package.tree("deel.xml")
    assert tree is not None
    assert [name(each) for each in tree] == ["b"]


def too_large(size: int) -> str:
    advice = "verwijder de afbeeldingen of maak er een PDF van."
    return f"a.docx pakt uit tot {size} MB, veel meer dan een brief nodig heeft; {advice}"


def test_a_part_that_unpacks_to_far_more_than_text_does() -> None:
    assert reason(zipped([("deel.xml", bytes(2_000_000))])) == too_large(2)
    assert open_package(zipped([("deel.xml", bytes(900_000))]), "a.docx", KIND).read("deel.xml") == bytes(
        900_000
    )


def test_parts_that_together_are_too_much_or_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.office.zipped._MAX_TOTAL", 4_000_000)
    monkeypatch.setattr("sources.office.zipped._MAX_PARTS", 10)
    assert reason(zipped([(f"{n}.bin", bytes(900_000)) for n in range(5)])) == too_large(4)
    assert reason(zipped([(f"{n}", b"") for n in range(11)])) == too_large(1)


def test_a_password_of_the_archive_itself() -> None:
    data = bytearray(zipped([("deel.xml", "<a/>")]))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert reason(bytes(data)) == "a.docx is met een wachtwoord beveiligd; sla het zonder wachtwoord op."


def test_a_damaged_part() -> None:
    data = bytearray(zipped([("deel.xml", "<a>" + "".join(map(str, range(999))) + "</a>")]))
    data[60:90] = bytes(30)
    assert (
        reason(bytes(data))
        == "a.docx is beschadigd (deel.xml is niet te lezen); haal het bestand opnieuw op."
    )


def test_a_size_that_the_archive_lies_about() -> None:
    data = bytearray(zipped([("deel.xml", bytes(3_000_000))]))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert (
        reason(bytes(data))
        == "a.docx is beschadigd (deel.xml is niet te lezen); haal het bestand opnieuw op."
    )


def test_xml_with_entities_that_grow() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(UnreadableLetterError, match=r"^a\.xml is beschadigd of geen XML \(Maximum entity"):
        parse_xml(f'<!DOCTYPE a [<!ENTITY e0 "x">{lines}]><a>&e11;</a>'.encode(), "a.xml")
    few = parse_xml(b'<!DOCTYPE a [<!ENTITY e "xx">]><a>&e;</a>', "a.xml")
    assert (few.text, [entity_text(each) for each in few]) == (None, [""])


def test_elements_whatever_their_namespace() -> None:
    tree = parse_xml(b'<x:a xmlns:x="urn:x" x:k="1"><!-- c --><x:b><c/></x:b><?p i?><d/></x:a>', "a.xml")
    assert (name(tree), attribute(tree, "k"), attribute(tree, "weg")) == ("a", "1", None)
    assert [name(each) for each in children(tree)] == ["b", "d"]
    assert [name(each) for each in children(tree, "d")] == ["d"]
    found = child(tree, "b", "c")
    assert found is not None
    assert name(found) == "c"
    assert child(tree, "weg", "c") is None
    assert child(None, "b") is None
