"""The targets of the fuzzers: good texts pass, and a reader that errs is caught."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from fractions import Fraction
from math import inf
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import attrs
import pytest

from ldn_compound import Lot, Prescription, Q
from ldn_compound.interop.json import dumps
from ldn_compound.interop.json.records import RECORDS
from ldn_compound.model.dates import expiry
from ldn_compound.model.second_calculation import CheckedFigure
from tests.fuzzing.naive import last_day, meaning, package, plain_number
from tests.fuzzing.naive_documents import document_says
from tests.fuzzing.seeds import SEEDS
from tests.fuzzing.targets import TARGETS, Misread, Target, check_amount
from tests.fuzzing.texts import astray
from tests.fuzzing.watched import LIMIT, Slow, Watched, ending
from tests.record_examples import EXAMPLES

_PAGE = Path(__file__).parents[1] / "docs/validation/fuzzing.md"

_PACKAGE = SEEDS["gs1"][0]
_GTIN = "00368071365436"
_EXPIRY = (dt.date(2026, 2, 28), True)
_PRESCRIPTION = Prescription("4.5 mg", capsules=30)


@pytest.mark.parametrize("name", TARGETS)
def test_good_texts_are_answered(name: str) -> None:
    """A fuzzer that starts from texts that are refused never gets in."""
    watched = Watched(TARGETS[name], limit=inf)

    for seed in SEEDS[name]:
        watched(seed)

    assert watched.runs == watched.answered == len(SEEDS[name])


@pytest.mark.slow
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
    ("text", "day"),
    [
        *[(text, _EXPIRY) for text in ("2026-02", "02/2026")],
        ("2024-02-29", (dt.date(2024, 2, 29), False)),
        ("2026-12", (dt.date(2026, 12, 31), True)),
        *[(text, None) for text in ("2026-13", "2026-00", "2026-02-29", "9999-12")],
        *[(text, None) for text in ("02/03/2026", "02/26", "2026-2", "2026-02 ", "")],
        *[(text, None) for text in ("2026-02/28", "\u0662026-02", "2026-02-")],
    ],
)
def test_the_naive_reader_knows_days(text: str, day: Any) -> None:
    """A month lasts to its last day, and 02/03/2026 is a day in two months."""
    assert last_day(text) == day


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (_PACKAGE, {"01": _GTIN, "17": _EXPIRY, "10": "A17"}),
        (f"]d201{_GTIN}1726020010A17", {"01": _GTIN, "17": _EXPIRY, "10": "A17"}),
        ("\x1d17260200\x1d10A17\x1d21S", {"17": _EXPIRY, "10": "A17", "21": "S"}),
        ("10A(17)", {"10": "A(17)"}),
        ("7151\x1d240A", {"715": "1", "240": "A"}),
        ("310300175010A\x1d", {"3103": "001750", "10": "A"}),
        ("17760229", {"17": (dt.date(2076, 2, 29), False)}),
        ("17770228", {"17": (dt.date(1977, 2, 28), False)}),
        *[(text, None) for text in ("", "]d2", "]E0" + _GTIN, "\x1d", "(10)")],
        *[(text, None) for text in ("01003680713654" + "37", f"(01){_GTIN[1:]}")],
        *[(text, None) for text in ("17260230", "1726020", "(17)26020\u0661")],
        *[(text, None) for text in ("10A\x1d10A", "10A 17", "(10)A\u0391", "(1)A")],
        *[(text, None) for text in ("10" + "A" * 21, "(10)A(21")],
    ],
)
def test_the_naive_reader_knows_packages(text: str, elements: Any) -> None:
    """So many signs behind each identifier, or all of them up to a separator."""
    assert package(text) == elements


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


@pytest.mark.parametrize("name", TARGETS)
def test_every_check_catches_another_answer(name: str) -> None:
    """The answer to one text is not that to another."""
    target, (first, *_, last) = TARGETS[name], SEEDS[name]
    answer = target.read(last)

    with pytest.raises(Misread):
        target.check(first, answer)


@pytest.mark.parametrize(
    ("text", "expires"),
    [("2026-02", "2026-02-27"), ("2026-02", "2026-02-28"), ("2026-02-28", "2026-02")],
)
def test_a_misread_expiry_is_caught(text: str, expires: str) -> None:
    """Another day, or a day where a month was stated."""
    with pytest.raises(Misread):
        TARGETS["expiries"].check(text, Lot("A17", expires=expires))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *[("ug", "1 mg"), ("mg/{tbl}", "1 mg"), ("mg/{tbl}", "1 mg/capsule")],
        *[("mcg", "1 mcg"), ("tablet", "1 tablet"), ("mg/", "1 mg"), ("", "1 mg")],
    ],
)
def test_a_misread_code_of_a_unit_is_caught(text: str, answer: str) -> None:
    """Our own name of a unit is no code of UCUM."""
    with pytest.raises(Misread):
        TARGETS["ucum"].check(text, Q(answer))


@pytest.mark.parametrize(
    "wrong",
    [
        *[{"expiry": expiry(day)} for day in ("2031-12", "2026-02-28", "2026-03")],
        *[{"lot_number": lot} for lot in ("A1", "A17(", "17", None)],
        *[{"gtin": gtin} for gtin in ("00368071365443", _GTIN[2:], None)],
        *[{"expiry": None}, {"serial": "A17"}, {"others": (("11", "260200"),)}],
    ],
)
def test_a_misread_package_is_caught(wrong: dict[str, Any]) -> None:
    """Part of a lot number stands in the text too, and is not the lot number."""
    target = TARGETS["gs1"]
    answer = target.read(_PACKAGE)

    target.check(_PACKAGE, answer)
    with pytest.raises(Misread):
        target.check(_PACKAGE, attrs.evolve(answer, **wrong))


@pytest.mark.parametrize(
    "other",
    [
        Prescription("10 mg", capsules=30),
        Prescription("4.5 mg", capsules=300),
        Prescription("4.5 mg", capsules=30, form="naltrexone"),
        Prescription("4.5 mg", capsules=30, intolerances=("lactose",)),
        Prescription("4.5 mg", capsules=30, reference="17"),
    ],
)
def test_a_misread_document_is_caught(other: Prescription) -> None:
    """A record that is the same when written and read again may yet be another."""
    target = TARGETS["documents"]

    target.check(dumps(_PRESCRIPTION), _PRESCRIPTION)
    with pytest.raises(Misread):
        target.check(dumps(_PRESCRIPTION), other)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        *[('"4.5"', each) for each in ('"4,5"', '"04.5"', '"45e-1"', '"-4.5"', "4.5")],
        *[('"4.5"', each) for each in ('"4.5/0"', '"45/100"', '"\u0664.5"', "[]")],
        *[('"mg/capsule"', each) for each in ('"mg"', '"mg/tablet"', '"MG"', "null")],
        *[('"mg/capsule"', each) for each in ('"g/capsule"', '"mcg/capsule"')],
        *[(": 30", each) for each in (": 3", ': "30"', ": 3e1", ": true", ": NaN")],
        ('"capsules": 30', '"capsules": 30, "capsules": 30'),
        ('"capsules": 30,', ""),
        ('"capsules": 30', '"capsules": 30, "tablets": 8'),
        *[('"prescriber": null', f'"prescriber": {each}') for each in ('""', "false")],
        *[("[]", each) for each in ('[""]', "[[]]", "{}", "null")],
        *[('"Prescription"', each) for each in ('"Tray"', "null")],
        *[('"schema": 1', f'"schema": {each}') for each in ("2", '"1"', "true")],
        *[("}\n}", "}"), ("}\n}", '},"unit": "mg"}')],
    ],
)
def test_a_document_that_can_be_misread_is_caught(right: str, wrong: str) -> None:
    """A key that comes twice, an amount with a comma, or a text for a number."""
    text = dumps(_PRESCRIPTION)

    with pytest.raises(Misread):
        TARGETS["documents"].check(text.replace(right, wrong), _PRESCRIPTION)


def test_a_name_is_not_a_number() -> None:
    """Where a text would be a name, a number stands in an object."""
    names = CheckedFigure("capsules", stated="0", recomputed="0", unit="")
    numbers = attrs.evolve(names, stated=Fraction(0), recomputed=Fraction(0))

    assert document_says(dumps(numbers), numbers)
    assert not document_says(dumps(names), numbers)
    assert not document_says(dumps(numbers), names)


@pytest.mark.slow
@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_every_value_of_a_document_counts(kind: type) -> None:
    """Whatever is changed in a document, it does not say its record any more."""
    record = EXAMPLES[kind][0]
    document = json.loads(dumps(record))

    assert document_says(json.dumps(document), record)
    for value in _changed(document["value"]):
        text = json.dumps({**document, "value": value})
        assert not document_says(text, record), text


def _changed(data: Any) -> Iterator[Any]:
    """Yield plain data with something else in one place, or without it."""
    match data:
        case dict():
            for key in data:
                rest = {each: data[each] for each in data if each != key}
                yield from ({**rest, key: other} for other in _changed(data[key]))
                yield rest
            yield {**data, "none": None}
        case list():
            for place, each in enumerate(data):
                before, after = data[:place], data[place + 1 :]
                yield from ([*before, other, *after] for other in _changed(each))
                yield [*before, *after]
            yield [*data, None]
        case bool():
            yield from (not data, int(data))
        case int() | float():
            yield from (data + 1, str(data), None)
        case str():
            yield from (f"{data}1", f"1{data}", None)
        case _:
            yield from (0, "", [], {})


def test_the_page_names_the_kinds_of_record_that_are_left_out() -> None:
    """What no fuzzer tries has to be known."""
    tried = {json.loads(seed)["type"] for seed in SEEDS["documents"]}
    left_out = {kind.__name__ for kind in RECORDS} - tried
    page = _PAGE.read_text(encoding="utf-8").partition("## What is left out")[2]

    assert left_out == {
        kind.__name__ for kind in RECORDS if f"`{kind.__name__}`" in page
    }


def test_a_foreign_error_gets_through() -> None:
    """Only errors of ours are refusals."""
    broken = Target(lambda text: [][len(text)], check_amount)

    watched = Watched(broken)

    with pytest.raises(IndexError):
        watched("4.5 mg")

    assert ending(watched, 1) == "stopped by IndexError at text 1: '4.5 mg'"


def test_a_slow_reader_is_caught() -> None:
    """Slow each time, and not only when the processor was elsewhere."""

    def slow(_: str) -> Any:
        end = process_time() + 2 * LIMIT / 1000
        while process_time() < end:
            pass

    watched = Watched(Target(slow, lambda _text, _answer: None))

    with pytest.raises(Slow, match="ms: 'abc'"):
        watched("abc")

    assert ending(watched, 1) == "stopped by Slow at text 1: 'abc'"


def test_the_time_of_a_check_is_not_counted() -> None:
    """The reader has 10 ms, and not the second one that it is held against."""

    def check(_text: str, _answer: Any) -> None:
        end = process_time() + 2 * LIMIT / 1000
        while process_time() < end:
            pass

    watched = Watched(Target(len, check))

    watched("abc")

    assert watched.slowest < LIMIT


def test_nothing_got_through_when_all_were_tried() -> None:
    """An engine that ends before its time has shown nothing."""
    watched = Watched(TARGETS["amounts"], limit=inf)

    watched("4.5 mg")

    assert ending(watched, 1) == "nothing got through"
    assert ending(watched, 2) == "ended before text 2 of 2, by no text"
