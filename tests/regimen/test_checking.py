"""Are the doses of a schedule usual ones?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Q, reference
from ldn_compound.regimen import check_doses

USP = reference.policy("usp")


@pytest.mark.parametrize("dose", ["0.5 mg", "3 mg", "4.5 mg"])
def test_usual_doses_are_passed(dose: str) -> None:
    """The limits themselves are usual."""
    assert list(check_doses([Q(dose)], USP)) == []


@pytest.mark.requirement("R70")
@pytest.mark.parametrize(
    ("dose", "severity", "code"),
    [
        ("0.49 mg", "caution", "dose-unusual"),
        ("4.51 mg", "caution", "dose-unusual"),
        ("0.1 mg", "caution", "dose-unusual"),
        ("10 mg", "caution", "dose-unusual"),
        ("0.09 mg", "stop", "dose-refused"),
        ("10.1 mg", "stop", "dose-refused"),
        ("45 mg", "stop", "dose-refused"),
    ],
)
def test_doses_outside_are_found(dose: str, severity: str, code: str) -> None:
    """Beyond the usual is a caution; a tenfold slip of 4.5 mg is a stop."""
    (found,) = check_doses([Q(dose)], USP)

    assert (found.severity, found.code) == (severity, code)
    assert found.message.startswith(f"{dose} a day: outside")


def test_each_kind_is_found_once() -> None:
    """Several doses of a kind are one finding, the worst kind first."""
    doses = [Q("45 mg"), Q("6 mg"), Q("5 mg"), Q("6 mg")]

    messages = [found.message for found in check_doses(doses, USP)]

    assert messages == [
        "45 mg a day: outside 0.1 mg to 10 mg",
        (
            "5 mg, 6 mg a day: outside the usual 0.5 mg to 4.5 mg: "
            "confirm the prescription"
        ),
    ]


@pytest.mark.parametrize(
    ("many", "listed"),
    [
        (6, "5 mg, 5.5 mg, 6 mg, 6.5 mg, 7 mg, 7.5 mg a day"),
        (7, "5 mg to 8 mg (7 doses) a day"),
    ],
)
def test_many_doses_are_cut_short(many: int, listed: str) -> None:
    """A long row of doses is named by its ends."""
    doses = [Q("0.5 mg") * (10 + step) for step in range(many)]

    (found,) = check_doses(doses, USP)

    assert found.message.startswith(listed)


def test_a_house_may_widen_the_limits() -> None:
    """The limits are those of the house rules."""
    wide = evolve(USP, unusual_above="6 mg")

    assert list(check_doses([Q("6 mg")], wide)) == []


def test_findings_lead_to_a_source() -> None:
    """Whoever reads a finding can look up where its limit is from."""
    for found in check_doses([Q("45 mg"), Q("6 mg")], USP):
        assert reference.source(found.source).title
