"""Are the house rules those that their name says, and was the plan checked?"""

from __future__ import annotations

import pytest
from attrs import evolve

from ldn_compound import Prescription, reference
from tests.examples import batch, codes, finding

USP = reference.policy("usp")


@pytest.mark.requirement("R37", "R98")
def test_rules_that_were_changed_do_not_pass_for_published_ones() -> None:
    """45 mg by rules called usp: the sheet says that they are not those of USP."""
    rules = evolve(USP, refused_above="60 mg", unusual_above="60 mg")

    found = finding(
        batch(prescription=Prescription("45 mg", capsules=9), policy=rules),
        "rules-changed",
    )

    assert found.severity == "caution"
    assert found.message == (
        "the rules are called usp, and differ from those published in refused_above, "
        "unusual_above: give them a name of their own"
    )


@pytest.mark.requirement("R98")
@pytest.mark.parametrize("name", ["usp", "dac-nrf"])
def test_published_rules_are_what_they_are_called(name: str) -> None:
    """Rules taken as they are published need no word."""
    assert "rules-changed" not in codes(batch(policy=reference.policy(name)))


@pytest.mark.requirement("R98")
@pytest.mark.parametrize(
    "name",
    [
        "USP",
        "usp ",
        "U.S.P.",
        "u-sp",
        "\N{FULLWIDTH LATIN SMALL LETTER U}sp",
        "us\N{CYRILLIC SMALL LETTER ER}",
        "US\N{CYRILLIC CAPITAL LETTER ER}",
        "u\N{CYRILLIC SMALL LETTER DZE}p",
        "u5p",
        "\N{GREEK SMALL LETTER UPSILON}sp",
        "\N{LATIN SMALL LETTER U WITH DIAERESIS}sp",
    ],
)
def test_a_name_that_looks_like_a_published_one_is_no_name_of_ones_own(
    name: str,
) -> None:
    """The eye takes it for usp, whether the rules were changed or not."""
    changed = evolve(USP, name=name, reserve_tablets=1)

    same = finding(batch(policy=evolve(USP, name=name)), "rules-changed")
    found = finding(batch(policy=changed), "rules-changed")

    assert (same.severity, found.severity) == ("caution", "caution")
    assert "looks like the published usp and is written otherwise" in same.message
    assert "differ from those published in reserve_tablets" in found.message


@pytest.mark.requirement("R98")
@pytest.mark.parametrize(
    "name", ["DAC/NRF", "dac nrf", "D\N{CYRILLIC SMALL LETTER A}C-NRF"]
)
def test_each_published_name_is_guarded(name: str) -> None:
    """So are the rules of the other tradition."""
    rules = evolve(reference.policy("dac-nrf"), name=name)

    assert "rules-changed" in codes(batch(policy=rules))


@pytest.mark.requirement("R98")
@pytest.mark.parametrize(
    "name",
    [
        "usp 2",
        "our usp",
        "us",
        "USP <795>",
        "\N{CYRILLIC SMALL LETTER EN}",
    ],
)
def test_other_names_are_free(name: str) -> None:
    """A name that says more than a published one is a name of its own."""
    rules = evolve(USP, name=name, reserve_tablets=1)

    assert "rules-changed" not in codes(batch(policy=rules))


@pytest.mark.requirement("R98")
def test_a_house_names_its_own_rules() -> None:
    """Rules with a name of their own are the house's matter."""
    rules = evolve(USP, name="ours", reserve_tablets=1)

    assert "rules-changed" not in codes(batch(policy=rules))


@pytest.mark.requirement("R43")
def test_a_plan_that_nobody_calculated_twice_says_so() -> None:
    """Rules that switch the second calculation off are named on the sheet."""
    rules = evolve(USP, name="ours", double_check=False)

    plan = batch(policy=rules)

    assert finding(plan, "not-double-checked").severity == "caution"
    assert "no second calculation was made" in " ".join(plan.worksheet().split())
