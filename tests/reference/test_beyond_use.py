"""The limits of published rules, and what studies found."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import UnknownNameError, reference
from ldn_compound.reference.tables import rows


@pytest.mark.requirement("R46")
@pytest.mark.parametrize(
    ("name", "limit"), [("usp-795-2023", "180 days"), ("usp-795-2014", "6 months")]
)
def test_each_edition_has_its_limit(name: str, limit: str) -> None:
    """Capsules of dry powder: 180 days by the edition of 2023, six months before."""
    assert str(reference.beyond_use_rule(name).limit) == limit


@pytest.mark.parametrize("key", ["rule", "study"])
def test_every_row_names_a_source(key: str) -> None:
    """No limit and no study stands without a source that exists, and a note."""
    for row in rows("beyond_use", key):
        assert reference.source(row["source"]).title
        assert row["note"]


def test_names_are_given_once() -> None:
    """No two rules have one name."""
    names = [row["name"] for row in rows("beyond_use", "rule")]

    assert len(set(names)) == len(names)


def test_what_was_not_read_says_so() -> None:
    """The limit of 2023 was seen at second hand, and its source admits it."""
    rule = reference.beyond_use_rule("usp-795-2023")

    assert reference.source(rule.source).trust == "secondary"


def test_the_study_of_360_days_is_evidence() -> None:
    """The published study is on record, with what it found, and lifts no limit."""
    study = reference.stability_studies()[0]

    assert str(study.length) == "360 days"
    assert "90-110 %" in study.found
    assert study.source == "ijpc-2018-ldn-stability"
    assert "does not lift the limit" in study.note


def test_every_study_says_that_it_lifts_nothing() -> None:
    """Who reads a row alone still sees that it is evidence only."""
    for study in reference.stability_studies():
        assert "does not lift the limit" in study.note


@pytest.mark.parametrize("name", ["usp-795", "usp-795-2022", "", None, []])
def test_an_unknown_rule_is_refused(name: Any) -> None:
    """A rule is named with its edition, or there is none."""
    with pytest.raises(UnknownNameError, match=r"^rule: expected one of 'usp-795-20"):
        reference.beyond_use_rule(name)
