"""Units: `Q`, the one door, and the small closed registry behind it."""

from __future__ import annotations

import copy
import operator
import pickle
import subprocess
import sys
from fractions import Fraction
from multiprocessing import get_context
from typing import Any, Literal

import numpy as np
import pint  # noqa: TID251 - the host program's registry
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ldn_compound.errors import UnitError
from ldn_compound.quantities.units import (
    Q,
    Quantity,
    amount,
    amounts,
    same_kind,
    shortened,
)

PRINTED = ["mg", "g", "kg", "mcg", "mL", "L", "%", "day", "tablet", "capsule"]
MASSES = ["mg", "g", "kg", "mcg"]
MICROGRAMS = [
    pytest.param("mcg", id="mcg"),
    pytest.param("ug", id="ug"),
    pytest.param("\N{MICRO SIGN}g", id="micro-sign"),
    pytest.param("\N{GREEK SMALL LETTER MU}g", id="greek-mu"),
]
REFUSED = [
    "4,5 mg",
    "1.5",
    "mg",
    "1 Mg",
    "1 MG",
    "1 gr",
    ".5 mg",
    "5. mg",
    "5 units",
    "10 mg/5 mL",
    "007 mg",
    "-1 mg",
    "5-10 mg",
    "5 mg + 3 mg",
    "9**9**9 mg",
    "nan mg",
    "inf mg",
    "1e400 mg",
    "1_000 mg",
    "1,000 mg",
    "\N{ARABIC-INDIC DIGIT FOUR} mg",
    "4.5.1 mg",
    "4. 5 mg",
]

FIRST_USE = """
from threading import Barrier, Thread

ready, answers = Barrier(8), []

def first_use():
    ready.wait()
    from ldn_compound.quantities.units import Q
    answers.append(str(Q("4.5 mg") * 100 + Q("1 g")))

threads = [Thread(target=first_use) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*answers, sep=", ")
"""


def quantities() -> SearchStrategy[Quantity]:
    """Quantities of any number and any units, among them products and rates."""
    steps = st.tuples(
        st.sampled_from([operator.mul, operator.truediv]), st.sampled_from(PRINTED)
    )
    return st.builds(_product, st.fractions(), st.lists(steps, min_size=1, max_size=5))


def _product(number: Fraction, steps: list[tuple[Any, str]]) -> Quantity:
    """Multiply and divide a number by units."""
    quantity = Q("100 %") * number
    for operation, unit in steps:
        quantity = operation(quantity, Q(f"1 {unit}"))
    return quantity


def masses() -> SearchStrategy[Quantity]:
    """Masses of any exact number, in any of the units of mass."""
    return st.builds(
        operator.mul, st.sampled_from([Q(f"1 {unit}") for unit in MASSES]), numbers()
    )


def numbers() -> SearchStrategy[Fraction]:
    """Exact numbers, zero or more."""
    return st.fractions(min_value=0)


def registry() -> Any:
    """Return the registry behind a quantity."""
    ours: Any = Q("1 mg")
    return ours._REGISTRY  # noqa: SLF001 - no public name leads to it


class TestQ:
    """`Q` gives the exact amount that was written, or an error that helps."""

    @pytest.mark.parametrize(
        ("text", "magnitude", "unit"),
        [
            pytest.param("4.5 mg", Fraction(9, 2), "mg", id="decimal"),
            pytest.param("0.1 mg", Fraction(1, 10), "mg", id="tenth"),
            pytest.param("50 mg/tablet", Fraction(50), "mg/tablet", id="rate"),
            pytest.param("99.2 %", Fraction(992, 10), "%", id="percent"),
            pytest.param("90 days", Fraction(90), "day", id="days"),
            pytest.param("1.0 mg", Fraction(1), "mg", id="zero-at-the-end"),
        ],
    )
    def test_text(self, text: str, magnitude: Fraction, unit: str) -> None:
        """The number is exact, in the unit it was written in."""
        quantity = Q(text)

        assert quantity.magnitude == magnitude
        assert type(quantity.magnitude) is Fraction
        assert quantity.m_as(unit) == magnitude

    @pytest.mark.parametrize("spelling", MICROGRAMS)
    def test_micrograms(self, spelling: str) -> None:
        """Four spellings are read as micrograms, and all are printed as mcg."""
        quantity = Q(f"4500 {spelling}")

        assert quantity == Q("4.5 mg")
        assert str(quantity) == "4500 mcg"
        assert repr(quantity) == "Q('4500 mcg')"

    @pytest.mark.requirement("R02")
    @pytest.mark.parametrize("text", REFUSED)
    def test_refused_texts(self, text: str) -> None:
        """A text that can be read in two ways is not read; what to write is said."""
        message = r"^expected an amount such as '4\.5 mg', got .*; (if|write) .+$"

        with pytest.raises(UnitError, match=message):
            Q(text)

    @pytest.mark.requirement("R85")
    def test_a_million_characters(self) -> None:
        """However long a text is, the answer is short."""
        text = "1" * 999_997 + " mg"

        with pytest.raises(UnitError, match=r"write at most 40 characters$") as refused:
            Q(text)

        assert len(str(refused.value)) < 200

    @pytest.mark.requirement("R02")
    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(None, id="None"),
            pytest.param(5, id="int"),
            pytest.param(4.5, id="float"),
            pytest.param(Fraction(9, 2), id="Fraction"),
            pytest.param(True, id="bool"),
            pytest.param(b"4.5 mg", id="bytes"),
            pytest.param(["4.5 mg"], id="list"),
            pytest.param(np.float64(4.5), id="numpy"),
        ],
    )
    def test_refused_values(self, value: Any) -> None:
        """What has no unit is no amount."""
        message = (
            r"^expected an amount such as '4\.5 mg', got .*; "
            "write it as text, with its unit$"
        )
        with pytest.raises(UnitError, match=message):
            Q(value)

    def test_the_refusal_shows_what_came(self) -> None:
        """The person sees which value was refused."""
        value: Any = 4.5

        with pytest.raises(UnitError, match=r"got 4\.5; write it as text"):
            Q(value)

    def test_of_the_host_program(self) -> None:
        """A quantity of the host program's registry becomes one of ours."""
        foreign: Any = pint.Quantity(4.5, "milligram")

        assert repr(Q(foreign)) == "Q('4.5 mg')"

    def test_ours_is_returned(self) -> None:
        """A quantity of ours is taken as it is."""
        quantity = Q("4.5 mg")

        assert Q(quantity) is quantity

    @given(
        st.integers(0, 9999),
        st.integers(0, 6).flatmap(
            lambda places: st.tuples(st.just(places), st.integers(0, 10**places - 1))
        ),
        st.sampled_from(PRINTED),
    )
    def test_what_is_printed_is_read(
        self, whole: int, decimals: tuple[int, int], unit: str
    ) -> None:
        """A number below five digits that is printed in full reads back equal."""
        places, digits = decimals
        quantity = Q(f"1 {unit}") * (whole + Fraction(digits, 10**places))

        assert Q(str(quantity)) == quantity


class TestConversion:
    """Conversion is exact and gives a new quantity."""

    @pytest.mark.parametrize(
        ("quantity", "unit", "expected"),
        [
            pytest.param("4.5 mg", "g", "Q('0.0045 g')", id="mg-g"),
            pytest.param("4.5 mg", "mcg", "Q('4500 mcg')", id="mg-mcg"),
            pytest.param("2 kg", "mg", "Q('2000000 mg')", id="kg-mg"),
            pytest.param("0.3 mL", "L", "Q('0.0003 L')", id="mL-L"),
            pytest.param("0.43 g/mL", "mg/mL", "Q('430 mg/mL')", id="density"),
            pytest.param("0.05 mg/mg", "%", "Q('5 %')", id="ratio"),
        ],
    )
    def test_to(self, quantity: str, unit: str, expected: str) -> None:
        """Thousands and thousandths are exact."""
        converted = Q(quantity).to(unit)

        assert repr(converted) == expected

    @pytest.mark.requirement("R05")
    @given(masses(), st.sampled_from(MASSES), st.sampled_from(MASSES))
    def test_there_and_back(self, mass: Quantity, unit: str, other: str) -> None:
        """Whatever the way through the units, the amount stays."""
        converted = mass.to(unit).to(other)

        assert converted == mass
        assert converted.m_as("mg") == mass.m_as("mg")

    @pytest.mark.parametrize(
        ("unit", "message"),
        [
            pytest.param("MG", "expected a unit such as 'mg', got 'MG'", id="symbol"),
            pytest.param("4,5 mg", "a unit such as 'mg', got '4,5 mg'", id="amount"),
            pytest.param(None, "expected a unit such as 'mg', got None", id="None"),
            pytest.param(5, "expected a unit such as 'mg', got 5", id="number"),
            pytest.param(
                Q("1 g"), r"expected a unit such as 'mg', got Q\('1 g'\)", id="quantity"
            ),
            pytest.param("mL", "amounts of one kind, got mg and mL", id="volume"),
            pytest.param("mg/tablet", "of one kind, got mg and mg/tablet", id="rate"),
        ],
    )
    @pytest.mark.parametrize("method", ["to", "m_as"])
    def test_refused(self, method: str, unit: object, message: str) -> None:
        """A unit is read by the same table, and must be of the same kind."""
        convert = getattr(Q("4.5 mg"), method)

        with pytest.raises(UnitError, match=message):
            convert(unit)


class TestText:
    """A quantity prints by our notation, whatever pint would print."""

    @pytest.mark.parametrize(
        ("quantity", "printed"),
        [
            pytest.param(Q("4.50 mg"), "4.5 mg", id="mass"),
            pytest.param(Q("4500 mcg"), "4500 mcg", id="micrograms"),
            pytest.param(Q("100 mg") / 3, "about 33.333333 mg", id="never-ends"),
            pytest.param(Q("12345 mg"), "12\u00a0345 mg", id="grouped"),
            pytest.param(Q("5 mg") / Q("100 mg"), "5 %", id="ratio"),
            pytest.param(Q("5 mg") / Q("1 g"), "0.5 %", id="ratio-of-two-units"),
            pytest.param(Q("3 tablet"), "3 tablets", id="counted"),
            # a tenth of 50 mg
            pytest.param(Q("50 mg") * Q("10 %"), "5 mg", id="percent-of-a-mass"),
        ],
    )
    def test_printed(self, quantity: Quantity, printed: str) -> None:
        """str, format and a notebook show the same; ratios are in percent."""
        shown: Any = quantity

        texts = [str(shown), f"{shown}", f"{shown:~}", shown._repr_html_()]

        assert texts == [printed] * 4

    @pytest.mark.parametrize("spec", [".2f", "~P", "n", "D", ".1f~", "X"])
    def test_no_other_format(self, spec: str) -> None:
        """A format must not round by the way."""
        message = r"^expected no format spec, got '.*'; round it first, then print it$"

        with pytest.raises(UnitError, match=message):
            format(Q("4.5 mg"), spec)

    @pytest.mark.parametrize("name", ["_repr_latex_", "_repr_pretty_"])
    def test_no_other_notation(self, name: str) -> None:
        """A notebook does not find pint's own notation."""
        assert getattr(Q("4.5 mg"), name) is None

    @pytest.mark.parametrize(
        ("quantity", "written"),
        [
            pytest.param(Q("4.5 mg"), "Q('4.5 mg')", id="finite"),
            pytest.param(Q("100 mg") / 3, "Q('100 mg') / 3", id="never-ends"),
            pytest.param(-Q("1 mg"), "-Q('1 mg')", id="negative"),
            pytest.param(Q("5 mg") / Q("100 mg"), "Q('5 %')", id="ratio"),
            pytest.param(Q("50 mg/tablet"), "Q('50 mg/tablet')", id="rate"),
        ],
    )
    def test_repr(self, quantity: Quantity, written: str) -> None:
        """A quantity shows the expression that makes it."""
        assert repr(quantity) == written

    @given(quantities())
    @example(Q("1 mg") * 10**50)
    @example(Q("1 mg") / 10**50)
    @example(Q("1 mg") / 7**60)
    @example(1 / Q("2 tablet"))
    @example(Q("1 mg/g") / Q("1 %"))
    def test_repr_is_evaluable(self, quantity: Quantity) -> None:
        """What `repr` shows makes the same amount again, of the same kind."""
        again = eval(repr(quantity), {"Q": Q})  # noqa: S307 - this is the rule

        assert again == quantity
        assert same_kind(again, quantity)


class TestShortened:
    """For people: fewer decimals, marked where something was left out."""

    @pytest.mark.parametrize(
        ("quantity", "decimals", "printed"),
        [
            pytest.param(Q("100 mg") / 3, 2, "about 33.33 mg", id="rounded"),
            pytest.param(Q("33.25 mg"), 2, "33.25 mg", id="exact"),
            pytest.param(Q("1234.5 mg"), 0, "about 1235 mg", id="half-up"),
            pytest.param(Q("1 mg") / Q("300 mg"), 1, "about 0.333 %", id="ratio"),
        ],
    )
    def test_shortened(self, quantity: Quantity, decimals: int, printed: str) -> None:
        """The decimals asked for, at least three significant digits."""
        assert shortened(quantity, decimals) == printed


class TestAmount:
    """A formula takes mg, mL, days and plain numbers."""

    @pytest.mark.parametrize(
        ("value", "taken"),
        [
            pytest.param("0.0045 g", "Q('4.5 mg')", id="text"),
            pytest.param(Q("4500 mcg"), "Q('4.5 mg')", id="quantity"),
            pytest.param("0.43 g/mL", "Q('430 mg/mL')", id="density"),
            pytest.param("2 L", "Q('2000 mL')", id="volume"),
            pytest.param("50 mg/tablet", "Q('50 mg/tablet')", id="rate"),
        ],
    )
    def test_base_units(self, value: str | Quantity, taken: str) -> None:
        """Text and quantities arrive in the units the formulas count in."""
        assert repr(amount(value)) == taken

    @pytest.mark.parametrize("value", ["5 %", "50 mg/g", "0.05 mg/mg"])
    def test_ratios(self, value: str) -> None:
        """A percentage is a plain number to a formula."""
        taken: Quantity = amount(value)

        assert taken.magnitude == Fraction(1, 20)

    def test_base_units_are_taken_as_they_are(self) -> None:
        """What is in base units already is not made anew."""
        quantity = Q("4.5 mg")

        assert amount(quantity) is quantity

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(Fraction(9, 2), id="Fraction"),
            pytest.param(np.array([1.5, 4.5]), id="array"),
            pytest.param(0, id="nothing"),
            pytest.param(1, id="the-whole"),
        ],
    )
    def test_bare_numbers(self, value: Any) -> None:
        """Numbers and columns are in the units of the formula already."""
        assert amount(value) is value

    def test_refused(self) -> None:
        """A formula reads text as strictly as `Q`."""
        with pytest.raises(UnitError, match=r"got '4,5 mg'; write a decimal point"):
            amount("4,5 mg")


class TestAmounts:
    """The arguments of one formula are of one arithmetic."""

    def test_units(self) -> None:
        """Texts and quantities stand together."""
        taken = amounts("0.006 g", Q("5 %"))

        assert taken == (Q("6 mg"), Q("5 %"))

    @pytest.mark.parametrize("number", [0, 1])
    def test_nothing_and_the_whole(self, number: Literal[0, 1]) -> None:
        """0 and 1 need no unit beside a quantity."""
        taken: tuple[object, ...] = amounts("6 mg", number)

        assert taken == (Q("6 mg"), number)

    def test_numbers(self) -> None:
        """Bare numbers stand together."""
        taken = amounts(Fraction(6), Fraction(1, 20))

        assert taken == (Fraction(6), Fraction(1, 20))

    def test_columns(self) -> None:
        """So do columns of them, unchanged."""
        masses, errors = np.array([6.0, 3.0]), np.array([0.05, 0.05])

        taken = amounts(masses, errors)

        assert [id(each) for each in taken] == [id(masses), id(errors)]

    @pytest.mark.requirement("R04")
    @pytest.mark.parametrize(
        "number",
        [
            pytest.param(5, id="int"),
            pytest.param(0.05, id="float"),
            pytest.param(Fraction(1, 20), id="Fraction"),
            pytest.param(None, id="None"),
        ],
    )
    @pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
    def test_number_beside_a_quantity(self, number: Any, first: bool) -> None:  # noqa: FBT001
        """The unit of a bare number beside a quantity would be a guess."""
        values = [number, "6 mg"] if first else ["6 mg", number]
        message = "^expected amounts with units, got .*; write its unit, such as '5 %'$"

        with pytest.raises(UnitError, match=message):
            amounts(*values)

    def test_the_refusal_shows_the_number(self) -> None:
        """The person sees which number has no unit."""
        number: Any = 5

        with pytest.raises(UnitError, match="got 5; write its unit"):
            amounts("6 mg", number)

    def test_nothing_given(self) -> None:
        """No arguments are none."""
        assert amounts() == ()


class TestSameKind:
    """Two amounts are of one kind if one can be converted to the other."""

    @pytest.mark.requirement("R04")
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            pytest.param("1 g", "1 mcg", True, id="masses"),
            pytest.param("1 L", "1 mL", True, id="volumes"),
            pytest.param("5 %", "1 mg/g", True, id="ratios"),
            pytest.param("1 g/mL", "1 mg/L", True, id="densities"),
            pytest.param("1 mg", "1 mL", False, id="mass-volume"),
            pytest.param("1 mg", "1 mg/tablet", False, id="mass-rate"),
            pytest.param("1 mg/tablet", "1 mg/capsule", False, id="tablet-capsule"),
            pytest.param("1 tablet", "1 capsule", False, id="counted"),
            pytest.param("1 day", "1 %", False, id="time-ratio"),
        ],
    )
    def test_same_kind(self, one: str, other: str, same: bool) -> None:  # noqa: FBT001
        """Tablets and capsules are kinds of their own."""
        found = (same_kind(Q(one), Q(other)), same_kind(Q(other), Q(one)))

        assert found == (same, same)


class TestRegistry:
    """The registry is small, closed, and nobody else's."""

    @pytest.mark.requirement("R85")
    @pytest.mark.parametrize(
        "door", ["define", "load_definitions", "parse_expression", "__call__"]
    )
    def test_closed(self, door: str) -> None:
        """No unit is added and no expression evaluated after it is built."""
        message = (
            "^expected no change to the registry of units, got a call that changes it; "
            r"make amounts with Q\('4\.5 mg'\)$"
        )
        with pytest.raises(UnitError, match=message):
            getattr(registry(), door)("gram = 2 * milligram")

    def test_called(self) -> None:
        """Called as pint's registries are, it refuses as well."""
        with pytest.raises(
            UnitError, match="expected no change to the registry of units"
        ):
            registry()("4,5 mg")

    @pytest.mark.parametrize("name", ["kilomilligram", "megagram", "grain", "meter"])
    def test_spelled_out(self, name: str) -> None:
        """It knows no prefix and no unit that this library does not need."""
        with pytest.raises(pint.UndefinedUnitError, match=name):
            getattr(registry(), name)

    @pytest.mark.requirement("R84")
    def test_the_host_program_keeps_its_own(self) -> None:
        """The registry of the host program is not replaced by ours."""
        foreign: Any = pint.Quantity(1, "meter")

        assert foreign._REGISTRY is not registry()  # noqa: SLF001 - see registry()


class TestHash:
    """Equal amounts are one key, in whatever units they are written."""

    @pytest.mark.requirement("R05")
    @given(masses(), st.sampled_from(MASSES))
    def test_units_do_not_matter(self, mass: Quantity, unit: str) -> None:
        """An amount and the same amount in another unit are equal and hash equal."""
        other = mass.to(unit)

        assert other == mass
        assert hash(other) == hash(mass)

    def test_ratios(self) -> None:
        """A ratio of two masses is the percentage it makes."""
        ratio = Q("5 mg") / Q("0.1 g")

        assert ratio == Q("5 %")
        assert hash(ratio) == hash(Q("5 %"))

    def test_in_a_set(self) -> None:
        """Three ways to write one strength are one strength."""
        strengths = {Q("4.5 mg"), Q("4500 mcg"), Q("0.0045 g"), Q("1.5 mg")}

        assert len(strengths) == 2


class TestCopies:
    """A quantity crosses to another process by value; a copy is the quantity."""

    @given(quantities(), st.sampled_from(range(pickle.HIGHEST_PROTOCOL + 1)))
    def test_pickled(self, quantity: Quantity, protocol: int) -> None:
        """What is unpickled equals, hashes and prints as what was pickled."""
        received = pickle.loads(pickle.dumps(quantity, protocol))  # noqa: S301

        assert received == quantity
        assert hash(received) == hash(quantity)
        assert repr(received) == repr(quantity)

    def test_unpickled_is_ours(self) -> None:
        """What is unpickled belongs to our registry, and can be added."""
        received = pickle.loads(pickle.dumps(Q("4.5 mg")))  # noqa: S301

        assert received + Q("0.5 mg") == Q("5 mg")

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
    def test_copied(self, copied: Any) -> None:
        """What never changes need not be copied."""
        quantity = Q("4.5 mg")

        assert copied(quantity) is quantity

    @pytest.mark.requirement("R84")
    @pytest.mark.parametrize("method", ["fork", "spawn"])
    def test_processes(self, method: Literal["fork", "spawn"]) -> None:
        """Amounts go to another process, are added there, and come back."""
        with get_context(method).Pool(1) as pool:
            total = pool.apply(operator.add, (Q("4.5 mg"), Q("1 g") / 3))

        assert total == Q("4.5 mg") + Q("1 g") / 3
        assert repr(total - Q("1 g") / 3) == "Q('4.5 mg')"

    @pytest.mark.requirement("R84")
    def test_threads(self) -> None:
        """Eight threads that use the library at once, for the first time, agree."""
        fresh = [sys.executable, "-c", FIRST_USE]

        printed = subprocess.run(fresh, capture_output=True, check=True, text=True)  # noqa: S603

        # 100 capsules of 4.5 mg are 450 mg; with 1 g that is 1450 mg
        assert printed.stdout == ", ".join(["1450 mg"] * 8) + "\n"


def test_units_may_be_containers() -> None:
    """Pint hands its own units on, not their names."""
    grams = pint.util.UnitsContainer({"gram": 1})
    quantity: Any = Q("5000 mg")

    assert type(quantity)(Fraction(5), grams) == quantity
    assert repr(quantity.to(grams)) == "Q('5 g')"
