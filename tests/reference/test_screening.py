"""Words in names that call for a finding."""

from __future__ import annotations

import pytest

from ldn_compound.reference import screened


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    "name", ["codeine", "Morphine sulfate 10 mg", "co-codamol (CODEINE/paracetamol)"]
)
def test_an_opioid_is_seen_in_any_case(name: str) -> None:
    """An opioid is seen as a whole word, however it is written."""
    assert [row["code"] for row in screened("medicine", name)] == ["opioid"]


@pytest.mark.requirement("R39")
@pytest.mark.parametrize("name", ["ibuprofen", "apomorphine", "levothyroxine"])
def test_other_medicines_are_not_opioids(name: str) -> None:
    """Apomorphine holds the word morphine and is no opioid of the list."""
    assert screened("medicine", name) == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("calcium carbonate", "calcium-carbonate"),
        ("HPMC K100", "slow-release-filler"),
        ("Methocel E4M", "slow-release-filler"),
    ],
)
def test_unsuited_fillers_are_seen(name: str, code: str) -> None:
    """Fillers that slow or reduce the absorption are known by name."""
    assert [row["code"] for row in screened("filler", name)] == [code]


def test_cellulose_is_suited() -> None:
    """Microcrystalline cellulose is the usual filler."""
    assert screened("filler", "microcrystalline cellulose PH-105") == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pregnant", "pregnancy"),
        ("ACUTE HEPATITIS", "acute-hepatitis"),
        ("opioid dependence", "opioid-state"),
    ],
)
def test_conditions_are_seen_in_any_case(name: str, code: str) -> None:
    """A condition is seen by its words, as a medicine is."""
    assert [row["code"] for row in screened("condition", name)] == [code]


@pytest.mark.parametrize("name", ["hepatitis C, resolved", "naloxone"])
def test_what_is_near_is_not_the_same(name: str) -> None:
    """A past hepatitis is not acute, and naloxone is not naltrexone."""
    assert screened("condition", name) == ()
    assert screened("medicine", name) == ()
