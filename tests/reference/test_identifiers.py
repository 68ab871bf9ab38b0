"""Codes of substances and products, and the elements of a code on a package."""

from __future__ import annotations

import pytest

from ldn_compound.reference.application_identifiers import application_identifiers
from ldn_compound.reference.identifiers import codes, named_by_unii, unii


def test_a_name_has_its_codes_in_any_case() -> None:
    """A name, or another name of the same substance; part of a name is none."""
    found = codes("Naltrexone Hydrochloride")

    assert [(each.system, each.value) for each in found] == [
        ("unii", "Z6375YW9SF"),
        ("cas", "16676-29-2"),
    ]
    assert {each.name for each in found} == {"naltrexone hydrochloride"}
    assert all(each.source for each in found)
    assert codes("naltrexone hydro") == ()


@pytest.mark.parametrize("grade", ["101", "102", "105", "112", "200"])
@pytest.mark.parametrize("name", ["Avicel PH-{}", "microcrystalline cellulose PH-{}"])
def test_every_grade_of_a_cellulose_is_one_substance(name: str, grade: str) -> None:
    """The grades differ in their grain."""
    (code,) = codes(name.format(grade))

    assert (code.name, code.system) == ("microcrystalline cellulose", "unii")
    assert unii(name.format(grade)) == code.value == "OP1R32D61U"


def test_a_unii_names_one_substance() -> None:
    """The first of its names; a code of another system is none."""
    assert named_by_unii("OP1R32D61U") == "microcrystalline cellulose"
    assert named_by_unii("16676-29-2") is None


def test_a_code_without_a_note_says_nothing_of_itself() -> None:
    """Limits of the evidence, where there are any."""
    (product,) = codes("naltrexone hydrochloride 50 mg oral tablet")

    assert product.system == "rxcui"
    assert isinstance(product.note, str)


def test_an_element_of_a_package_has_its_length() -> None:
    """A GTIN is fourteen digits, so nothing parts it from what follows."""
    found = application_identifiers()

    gtin, lot = found["01"], found["10"]
    assert (gtin.code, gtin.title, gtin.digits) == ("01", "GTIN", True)
    assert (gtin.least, gtin.most, gtin.predefined) == (14, 14, True)
    assert (lot.title, lot.digits, lot.predefined) == ("lot number", False, False)
    assert (lot.least, lot.most) == (1, 20)
    assert lot.source == "gs1-syntax-dictionary"
