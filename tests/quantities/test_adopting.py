"""Adopting: quantities of the user's own pint registry, read without trusting it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pint  # noqa: TID251 - the user's own registry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.errors import UnitError
from ldn_compound.quantities.units import Q, amount, amounts
from tests.lazily import Lazily

DEFAULT: Any = Lazily(pint.UnitRegistry)
DECIMAL: Any = Lazily(partial(pint.UnitRegistry, non_int_type=Decimal))
FRACTION: Any = Lazily(partial(pint.UnitRegistry, non_int_type=Fraction))

#: What a registry must have, in lines that a case below replaces.
DEFINITIONS = {
    "milligram": "milligram = [mass]",
    "gram": "gram = 1000 * milligram",
    "microgram": "microgram = 0.001 * milligram",
    "milliliter": "milliliter = [volume]",
    "liter": "liter = 1000 * milliliter",
}


def theirs(magnitude: object, unit: str, registry: Any = DEFAULT) -> Any:
    """Make a quantity in the user's own registry."""
    return registry.Quantity(magnitude, unit)


class TestMagnitudes:
    """A number is taken as a person sees it, exactly."""

    @pytest.mark.parametrize(
        ("magnitude", "ours"),
        [
            pytest.param(4.5, "4.5 mg", id="float"),
            pytest.param(0.1, "0.1 mg", id="float-by-its-repr"),
            pytest.param(1e22, "10000000000000000000000 mg", id="float-with-exponent"),
            pytest.param(-0.0, "0 mg", id="negative-zero"),
            pytest.param(4, "4 mg", id="int"),
            pytest.param(Decimal("4.50"), "4.5 mg", id="Decimal"),
            pytest.param(Fraction(9, 2), "4.5 mg", id="Fraction"),
            pytest.param(np.float64(0.1), "0.1 mg", id="numpy-float64"),
            # 0.1 in 32 bits is 0.100000001490116...; a person sees 0.1
            pytest.param(np.float32(0.1), "0.1 mg", id="numpy-float32"),
            pytest.param(np.float16(4.5), "4.5 mg", id="numpy-float16"),
            pytest.param(np.int64(50), "50 mg", id="numpy-int64"),
        ],
    )
    def test_adopted(self, magnitude: object, ours: str) -> None:
        """Floats are read by their repr: 0.1 mg is a tenth of a milligram."""
        adopted = Q(theirs(magnitude, "mg"))

        assert adopted == Q(ours)

    def test_third(self) -> None:
        """A Fraction stays what it is."""
        adopted = Q(theirs(Fraction(1, 3), "mg"))

        assert adopted == Q("1 mg") / 3

    @pytest.mark.requirement("R03")
    @given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
    def test_floats_by_their_repr(self, magnitude: float) -> None:
        """What a float shows is what is taken, whatever its binary digits are."""
        adopted = Q(theirs(magnitude, "mg"))

        assert adopted.magnitude == Fraction(repr(magnitude))

    @pytest.mark.parametrize(
        "magnitude",
        [
            pytest.param(float("nan"), id="nan"),
            pytest.param(float("inf"), id="inf"),
            pytest.param(-1.5, id="negative-float"),
            pytest.param(-1, id="negative-int"),
            pytest.param(Decimal("NaN"), id="Decimal-nan"),
            pytest.param(Decimal("sNaN"), id="Decimal-signalling-nan"),
            pytest.param(Decimal("Infinity"), id="Decimal-inf"),
            pytest.param(Decimal("-0.1"), id="Decimal-negative"),
            pytest.param(Fraction(-1, 3), id="Fraction-negative"),
            pytest.param(complex(1, 2), id="complex"),
            pytest.param(np.array([1.5, 2.5]), id="array"),
            pytest.param(np.array(1.5), id="array-without-axes"),
            pytest.param([1.5, 2.5], id="list"),
            pytest.param(np.True_, id="numpy-bool"),
            pytest.param(np.float64("nan"), id="numpy-nan"),
            pytest.param(np.float32("nan"), id="numpy-float32-nan"),
            pytest.param(np.float32(-0.5), id="numpy-float32-negative"),
        ],
    )
    def test_refused(self, magnitude: object) -> None:
        """What is no finite number, zero or more, is no amount."""
        foreign = theirs(magnitude, "mg")

        message = (
            r"^expected a finite number, zero or more, got .*; "
            r"write the amount as text, such as '4\.5 mg'$"
        )
        with pytest.raises(UnitError, match=message):
            Q(foreign)

    @pytest.mark.parametrize(
        "magnitude",
        [10**500, Fraction(1, 10**500), Decimal("1E+999999999"), Decimal("1E-400")],
        ids=["whole", "fraction", "decimal", "small decimal"],
    )
    def test_as_long_as_no_amount(self, magnitude: object) -> None:
        """Nobody weighs it; Python would not print it, or fill the memory with it."""
        with pytest.raises(UnitError, match="expected a number of at most 400 digits"):
            Q(theirs(magnitude, "mg"))

    @pytest.mark.parametrize(
        ("magnitude", "exact"),
        [(1.7e308, 17 * 10**307), (5e-324, Fraction(5, 10**324))],
    )
    def test_every_float_is_read(self, magnitude: float, exact: Fraction) -> None:
        """The longest is no longer than that."""
        assert Q(theirs(magnitude, "mg")).magnitude == exact

    def test_bool(self) -> None:
        """True is no amount, even if it is put where pint keeps the number."""
        foreign = theirs(1, "mg")
        foreign._magnitude = True  # noqa: SLF001 - pint refuses it at the front door

        with pytest.raises(UnitError, match=r"expected a finite number.*got True"):
            Q(foreign)


class TestUnits:
    """Our units stay as they are; others are converted by the user's registry."""

    @pytest.mark.requirement("R03")
    @pytest.mark.parametrize(
        ("magnitude", "unit", "ours"),
        [
            pytest.param(4500, "microgram", "4500 mcg", id="microgram"),
            pytest.param(0.0045, "g", "0.0045 g", id="gram"),
            pytest.param(2, "kg", "2 kg", id="kilogram"),
            pytest.param(0.3, "mL", "0.3 mL", id="milliliter"),
            pytest.param(2, "L", "2 L", id="liter"),
            pytest.param(99.2, "percent", "99.2 %", id="percent"),
            pytest.param(90, "day", "90 day", id="day"),
            pytest.param(0.43, "g/mL", "0.43 g/mL", id="density"),
            pytest.param(3, "mg/day", "3 mg/day", id="rate"),
        ],
    )
    def test_shared_units_stay(self, magnitude: float, unit: str, ours: str) -> None:
        """An amount in a unit that both registries have is kept digit by digit."""
        adopted = Q(theirs(magnitude, unit))

        assert repr(adopted) == repr(Q(ours))

    @pytest.mark.parametrize(
        ("magnitude", "unit", "ours"),
        [
            pytest.param(1, "week", "7 day", id="week"),
            pytest.param(12.0, "hour", "0.5 day", id="hour"),
            pytest.param(3, "dL", "300 mL", id="deciliter"),
            pytest.param(1, "tonne", "1000000000 mg", id="tonne"),
        ],
    )
    def test_other_units_become_ours(
        self, magnitude: float, unit: str, ours: str
    ) -> None:
        """Masses become mg, volumes mL, times days."""
        adopted = Q(theirs(magnitude, unit))

        assert repr(adopted) == repr(Q(ours))

    @pytest.mark.parametrize(
        ("magnitude", "unit", "ours"),
        [
            # 1 oz is 28.349523125 g; 1 cm**3 is 1 mL
            pytest.param(1, "ounce", "28349.523125 mg", id="ounce"),
            pytest.param(0.43, "g/cm**3", "430 mg/mL", id="g-per-cubic-centimetre"),
            pytest.param(5.0, "cm**3", "5 mL", id="cubic-centimetre"),
        ],
    )
    def test_float_registry_converts_as_floats_do(
        self, magnitude: float, unit: str, ours: str
    ) -> None:
        """A default registry has float factors: its last digits are its own."""
        adopted, expected = Q(theirs(magnitude, unit)), Q(ours)

        # a few units in the last place of a float64, which has 15 digits and more
        assert abs(adopted - expected) <= expected / 10**15

    @pytest.mark.parametrize(
        ("registry", "magnitude"),
        [
            pytest.param(DECIMAL, Decimal("4.5"), id="Decimal"),
            pytest.param(FRACTION, Fraction(9, 2), id="Fraction"),
        ],
    )
    @pytest.mark.parametrize(
        ("unit", "ours"),
        [
            pytest.param("mg", "4.5 mg", id="mg"),
            pytest.param("ounce", "127572.8540625 mg", id="ounce"),  # 4.5 x 28.34...
            pytest.param("week", "31.5 day", id="week"),
        ],
    )
    def test_exact_registry_converts_exactly(
        self, registry: Any, magnitude: object, unit: str, ours: str
    ) -> None:
        """A registry of exact factors loses no digit."""
        adopted = Q(theirs(magnitude, unit, registry))

        assert adopted == Q(ours)

    @pytest.mark.requirement("R03")
    @pytest.mark.parametrize(
        "unit",
        [
            pytest.param("meter", id="length"),
            pytest.param("mole", id="amount-of-substance"),
            pytest.param("degC", id="temperature"),
            pytest.param("mg**2", id="square"),
            pytest.param("", id="bare-number"),
            pytest.param("ppm", id="ppm"),
        ],
    )
    def test_refused(self, unit: str) -> None:
        """What is no mass, volume, density or time must be written as text."""
        foreign = theirs(1.5, unit)

        message = (
            r"^expected a mass, a volume, a density or days, got .*1\.5.*; "
            r"write it as text, with its unit$"
        )
        with pytest.raises(UnitError, match=message):
            Q(foreign)

    def test_tablets_of_another_registry(self) -> None:
        """A tablet means what each registry says, so it crosses as text only."""
        registry: Any = pint.UnitRegistry([*DEFINITIONS.values(), "tablet = [tablet]"])
        registry.define("day = [time]")

        with pytest.raises(UnitError, match="expected a mass, a volume, a density"):
            Q(theirs(2, "tablet", registry))

    def test_unit_without_a_number(self) -> None:
        """A unit of pint is not an amount."""
        with pytest.raises(UnitError, match=r"expected an amount such as '4\.5 mg'"):
            Q(DEFAULT.mg)


class TestRegistries:
    """A registry is believed only where its units mean what ours mean."""

    @pytest.mark.requirement("R03")
    @pytest.mark.parametrize(
        ("unit", "definition", "message"),
        [
            pytest.param(
                "gram",
                "gram = 2 * milligram",
                "1 gram is 1000 milligram, got 2",
                id="gram",
            ),
            pytest.param(
                "microgram",
                "microgram = 0.01 * milligram",
                "1 gram is 1000000 microgram, got 100000",
                id="microgram",
            ),
            pytest.param(
                "liter",
                "liter = 10 * milliliter",
                "1 liter is 1000 milliliter, got 10",
                id="liter",
            ),
        ],
    )
    def test_lying_registry(self, unit: str, definition: str, message: str) -> None:
        """A registry in which a gram is 2 mg is refused, with what it says."""
        lines = DEFINITIONS | {unit: definition}
        registry: Any = pint.UnitRegistry(list(lines.values()))

        with pytest.raises(
            UnitError,
            match=rf"^expected a registry in which {message}(\.0)?; "
            "write the amount as text$",
        ):
            Q(theirs(4.5, "milligram", registry))

    @pytest.mark.requirement("R03")
    @pytest.mark.parametrize(
        ("definition", "unit", "ours"),
        [
            ("gram = 2 * milligram", "gram", "1 g"),
            ("microgram = 0.01 * milligram", "milligram", "1 mg"),
            ("liter = 10 * milliliter", "milliliter", "1 mL"),
        ],
    )
    def test_registry_that_changes_its_mind(
        self, definition: str, unit: str, ours: str
    ) -> None:
        """It was believed once; what it redefines afterwards is not."""
        registry: Any = pint.UnitRegistry(list(DEFINITIONS.values()))
        assert Q(theirs(1, unit, registry)) == Q(ours)

        registry.define(definition)

        with pytest.raises(UnitError, match=r"^expected a registry .* as text$"):
            Q(theirs(1, unit, registry))

    def test_registry_of_units_defined_by_themselves(self) -> None:
        """A circle of definitions ends in an error of ours."""
        registry: Any = pint.UnitRegistry(list(DEFINITIONS.values()))
        Q(theirs(1, "gram", registry))

        registry.define("gram = 2 * gram")

        with pytest.raises(UnitError, match=r"^expected a registry"):
            Q(theirs(1, "gram", registry))

    @pytest.mark.parametrize(
        "unit", ["mg/capsule", "mg/tablet", "mg*pill", "mg/radian"]
    )
    def test_a_unit_that_is_a_number_is_refused(self, unit: str) -> None:
        """Where a capsule is 2, 4.5 mg/capsule would be 2.25 mg."""
        registry: Any = pint.UnitRegistry()
        for name in ("capsule", "tablet", "pill"):
            registry.define(f"{name} = 2")

        with pytest.raises(UnitError, match=r"^expected a mass, .* write it as text"):
            Q(theirs(4.5, unit, registry))

    def test_small_honest_registry(self) -> None:
        """A registry of the user's own making is believed where it agrees."""
        registry: Any = pint.UnitRegistry(list(DEFINITIONS.values()))

        adopted = Q(theirs(4.5, "milligram", registry))

        assert adopted == Q("4.5 mg")

    def test_application_registry(self) -> None:
        """The quantities that plain ``pint.Quantity`` makes are adopted too."""
        foreign: Any = pint.Quantity("4.5 mg")

        assert Q(foreign) == Q("4.5 mg")

    def test_adopted_is_ours(self) -> None:
        """What was adopted can be added to what was written."""
        total = Q(theirs(0.5, "mg")) + Q("4 mg")

        assert total == Q("4.5 mg")

    def test_later_changes_do_not_reach_us(self) -> None:
        """The user may convert in place; the amount taken before stays."""
        foreign = theirs(4.5, "g")
        adopted = Q(foreign)

        foreign.ito("mg")
        foreign += theirs(1, "g")

        assert repr(adopted) == "Q('4.5 g')"


class TestFormulas:
    """Formulas adopt as `Q` does."""

    def test_amount(self) -> None:
        """An amount of the user's registry reaches a formula in mg."""
        assert amount(theirs(4.5, "g")) == Q("4500 mg")

    def test_amounts(self) -> None:
        """It stands beside a text."""
        assert amounts("6 mg", theirs(5, "percent")) == (Q("6 mg"), Q("5 %"))

    def test_refused(self) -> None:
        """NaN does not reach a formula."""
        with pytest.raises(UnitError, match="expected a finite number, zero or more"):
            amount(theirs(float("nan"), "g"))
