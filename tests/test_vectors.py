"""Worked examples with published or hand-made answers, replayed by id."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_compound import Quantity
from ldn_compound.selftest import WORKED, Example, packaged_examples

EXAMPLES = packaged_examples()


@pytest.mark.requirement("R83")
@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each.id) for each in EXAMPLES]
)
def test_worked_example(example: Example) -> None:
    """A worked example gives its published answer, within the digits it prints."""
    results = WORKED[example.what](example.given)

    for name, expected in example.expect.items():
        assert_near(results[name], expected, Fraction(example.tolerance))


def assert_near(
    result: Quantity | Fraction | int | str, expected: str | int, within: Fraction
) -> None:
    """Compare in the unit of the published answer; a word must be the same word."""
    if isinstance(result, (str, int)):
        assert str(result) == str(expected)
        return
    number, _, unit = str(expected).partition(" ")
    if isinstance(result, Fraction):
        actual = result
    else:
        actual = result.m_as(unit) if unit else result.to_base_units().magnitude
    assert abs(actual - Fraction(number)) <= within


def test_every_example_says_where_it_is_from() -> None:
    """An example has a name of its own, an answer, and a source that can be found."""
    assert len({each.id for each in EXAMPLES}) == len(EXAMPLES) >= 53
    for each in EXAMPLES:
        assert each.source
        assert each.expect
        assert each.address == "" or each.address.startswith("http")
        assert Fraction(each.tolerance) > 0


def test_every_way_to_work_out_has_an_example() -> None:
    """No function of the self-test stands there without a published answer."""
    assert {each.what for each in EXAMPLES} == set(WORKED)


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.printed])
def test_a_wrong_source_is_not_followed(example: Example) -> None:
    """Where a source is wrong, its figure is shown, and it is not the answer."""
    results = WORKED[example.what](example.given)

    for name, printed in example.printed.items():
        number, _, unit = printed.partition(" ")
        off = abs(results[name].m_as(unit) - Fraction(number))
        assert off > Fraction(example.tolerance)


def test_two_sources_are_known_to_be_wrong() -> None:
    """One rounds half way, the other prints what its own figures do not give."""
    printed = [each.printed for each in EXAMPLES if each.printed]

    assert printed == [{"filler": "40 mg"}, {"filler": "4105.9 mg"}]
