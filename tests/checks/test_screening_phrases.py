"""The screening, measured on lists that it was not written from."""

from __future__ import annotations

import pytest

from tests.checks.screening import LISTS, PAGE, measured, page


def test_the_lists_are_long_and_say_whether_they_were_used() -> None:
    """At least 200 names and phrases were held out, and a third of these fetched."""
    held_out = [each for each in LISTS if not each["used"]]
    fetched = [each for each in held_out if "fetched" in each["title"]]

    assert sum(len(each["texts"]) for each in held_out) >= 200
    assert sum(len(each["texts"]) for each in fetched) >= 100
    for each in LISTS:
        assert ("at_least" in each) != ("at_most" in each), each["title"]
        assert len(set(each["texts"])) == len(each["texts"]), each["title"]


@pytest.mark.requirement("R39")
def test_no_contraindication_passes_without_a_caution() -> None:
    """What no table recognises is a caution too: nothing of any list is silent."""
    for each in measured():
        if each.limit == "at_least":
            assert each.silent == (), each.title


@pytest.mark.requirement("R39")
def test_what_the_tables_were_written_for_is_recognised() -> None:
    """Every name that the tables know of is found as badly as its list says."""
    for each in measured():
        if each.used:
            assert each.missed == (), each.title


@pytest.mark.requirement("R39")
def test_what_is_harmless_stops_no_batch() -> None:
    """A denial, a look-alike or a medicine that is no opioid is no contraindication."""
    for each in measured():
        if each.limit == "at_most":
            assert each.missed == (), each.title


def test_the_page_has_the_measured_figures() -> None:
    """The evidence says what is missed of these lists, and of no others."""
    assert PAGE.read_text("utf-8") == page()
