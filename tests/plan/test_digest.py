"""The digest: equal for equal plans, on every machine, and for no others."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import FieldError, Prescription, Q, Tray, reference
from ldn_compound.plain.canonical import canonical_bytes, written
from ldn_compound.plan.digest import digest_of, library_version
from tests.examples import ORDER, TABLETS, batch
from tests.strategies import plan_arguments, plan_of

PROGRAM = """
from tests.examples import batch
print(batch().digest())
"""


def test_it_is_a_hash_of_what_the_plan_follows_from() -> None:
    """By another way: the request from the document of the plan, and hashlib."""
    plan = batch()
    followed_from = {
        "library": library_version(),
        "reference": reference.data_version(),
        "request": written(plan.request),
    }
    text = json.dumps(followed_from, sort_keys=True, separators=(",", ":"))

    assert plan.digest() == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.requirement("R96")
@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_machine_gives_the_same(seed: str) -> None:
    """Neither the order of a hash table nor the clock is in it."""
    there = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LANG": "C"},
    )

    assert there.stdout.strip() == batch().digest()


@given(plan_arguments())
def test_equal_requests_share_it(arguments: dict[str, Any]) -> None:
    """A plan made twice is one plan."""
    assert plan_of(arguments).digest() == plan_of(arguments).digest()


@pytest.mark.requirement("R96")
@pytest.mark.parametrize(
    "changes",
    [
        {"prescription": evolve(ORDER, capsules=101)},
        {"prescription": Prescription("4.51 mg", capsules=100)},
        {"drug": evolve(TABLETS, mean_mass="171.3 mg")},
        {"spare_capsules": 4},
        {"balance": None},
        {"policy": evolve(reference.policy(), least_tablets=11)},
    ],
)
def test_whatever_is_asked_otherwise_changes_it(changes: dict[str, Any]) -> None:
    """A plan with another digest was asked otherwise."""
    assert batch(**changes).digest() != batch().digest()


@pytest.mark.requirement("R96")
def test_a_unit_is_not_a_change() -> None:
    """171.2 mg and 0.1712 g are one mass."""
    other = evolve(TABLETS, mean_mass="0.1712 g")

    assert digest_of(batch(drug=other)) == batch().digest()


def test_plain_data_is_written_in_one_way() -> None:
    """Sorted, without blanks, in ASCII."""
    data = {"b": [1, None, True], "a": "\N{MICRO SIGN}"}

    assert canonical_bytes(data) == b'{"a":"\\u00b5","b":[1,null,true]}'


@pytest.mark.parametrize("other", [Tray, 5, None])
def test_only_records_are_written(other: Any) -> None:
    """A type is no record."""
    with pytest.raises(
        FieldError, match="expected a record that can be written as JSON, got"
    ):
        written(other)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("on_label", 5, "on_label: expected LabelAmounts, got 5"),
        ("drug_needed", Q("5 mL"), "drug_needed: expected an amount in mg, got Q"),
        ("drug_needed", Q("1 mg") * -5, "drug_needed: expected zero or more"),
        ("drug_needed", Q("1 mg") / 7**1400, "drug_needed: expected a number of at"),
        ("drug_needed", Q("1 mg") / 7**2000, "drug_needed: expected a number of at"),
        ("components", [], r"components: expected tuple, got \[\]"),
    ],
)
def test_a_value_of_another_kind_is_not_written(
    name: str, value: Any, message: str
) -> None:
    """Who goes around the checks of a record is stopped before the file."""
    with pytest.raises(FieldError, match=message):
        written(evolve(batch(), **{name: value}))


def test_a_row_of_another_length_is_not_written() -> None:
    """A filler has a share, and nothing else stands beside it."""
    plan = batch()
    inputs: Any = (("strength", Q("1 mg"), 5),)
    longer = evolve(plan.steps[0], inputs=inputs)

    with pytest.raises(FieldError, match="inputs: expected 2 values, got 3"):
        written(longer)
