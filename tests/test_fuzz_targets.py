"""The targets of the fuzzers: good texts pass, and a reader that errs is caught."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from random import Random
from time import process_time
from typing import Any

import pytest

from ldn_compound import Q, Tray
from tests.fuzzing.naive import meaning, plain_number
from tests.fuzzing.seeds import SEEDS
from tests.fuzzing.targets import TARGETS, Misread, Target, check_amount
from tests.fuzzing.texts import astray
from tests.fuzzing.watched import LIMIT, Slow, Watched


@pytest.mark.parametrize("name", TARGETS)
def test_good_texts_are_answered(name: str) -> None:
    """A fuzzer that starts from texts that are refused never gets in."""
    watched = Watched(TARGETS[name], limit=inf)

    for seed in SEEDS[name]:
        watched(seed)

    assert watched.runs == watched.answered == len(SEEDS[name])


@pytest.mark.parametrize("name", TARGETS)
def test_a_thousand_texts_gone_astray(name: str) -> None:
    """A little of what the fuzzers do by the million."""
    watched = Watched(TARGETS[name], limit=inf)
    chance = Random(1)  # noqa: S311 - to be drawn again

    for _ in range(1000):
        watched(astray(SEEDS[name], chance))

    assert watched.answered < watched.runs == 1000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.5", Fraction(9, 2)),
        ("0.05", Fraction(1, 20)),
        ("12000", Fraction(12000)),
        *[(text, None) for text in ("", ".5", "5.", "4,5", "05", "1e3", "-1", "1.2.3")],
        *[(text, None) for text in ("\u0664", "\uff14", "4\u00b2", "1_000", " 1")],
    ],
)
def test_the_naive_reader_takes_plain_digits_only(
    text: str, number: Fraction | None
) -> None:
    """What is not plain digits with at most one point in them has no number."""
    assert plain_number(text) == number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4.5 mg", (Fraction(4500), "mass")),
        ("50 mg/tablet", (Fraction(50_000), "mass/tablet")),
        ("2 mg/mL", (Fraction(2000), "mass/volume")),
        *[
            (text, None)
            for text in ("4.5", "4.5  mg", "4.5 MG", "4.5 mg/", "mg", "4.5 m")
        ],
    ],
)
def test_the_naive_reader_knows_amounts(text: str, amount: Any) -> None:
    """A number, at most one space, a unit of the table, at most one stroke."""
    assert meaning(text) == amount


@pytest.mark.parametrize(
    ("text", "answer"),
    [("4,5 mg", "45 mg"), ("4.5 mg", "45 mg"), ("1e3 mg", "1000 mg")],
)
def test_a_misread_amount_is_caught(text: str, answer: str) -> None:
    """Pint itself reads 4,5 mg as 45 mg."""
    with pytest.raises(Misread):
        check_amount(text, Q(answer))


def test_a_careless_reader_is_caught() -> None:
    """One that takes a comma for nothing does not get past a thousand texts."""
    careless = Target(lambda text: Q(text.replace(",", "")), check_amount)
    watched = Watched(careless, limit=inf)
    chance = Random(1)  # noqa: S311 - to be drawn again

    def try_a_thousand() -> None:
        for _ in range(1000):
            watched(astray(SEEDS["amounts"], chance))

    with pytest.raises(Misread):
        try_a_thousand()


@pytest.mark.parametrize("name", ["expiries", "gs1", "ucum"])
def test_every_check_catches_another_answer(name: str) -> None:
    """The answer to one text is not that to another."""
    target, (first, *_, last) = TARGETS[name], SEEDS[name]
    answer = target.read(last)

    with pytest.raises(Misread):
        target.check(first, answer)


@pytest.mark.parametrize(
    "text", ['{"holes": 1, "holes": 2}', '{"value": "4,5", "unit": "mg"}']
)
def test_a_document_that_can_be_misread_is_caught(text: str) -> None:
    """A key that comes twice, or an amount with a comma, has no answer."""
    target = TARGETS["documents"]

    with pytest.raises(Misread):
        target.check(text, Tray(100))


def test_a_foreign_error_gets_through() -> None:
    """Only errors of ours are refusals."""
    broken = Target(lambda text: [][len(text)], check_amount)

    with pytest.raises(IndexError):
        Watched(broken)("4.5 mg")


def test_a_slow_reader_is_caught() -> None:
    """Slow each time, and not only when the processor was elsewhere."""

    def slow(_: str) -> Any:
        end = process_time() + 2 * LIMIT / 1000
        while process_time() < end:
            pass

    with pytest.raises(Slow, match="ms: 'abc'"):
        Watched(Target(slow, lambda _text, _answer: None))("abc")
