"""Fields: what a value of a record may be, and how its error names the field."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import numpy as np
import pint  # noqa: TID251 - the user's own registry
import pytest
from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.errors import FieldError, UnitError
from ldn_compound.quantities.fields import (
    above_zero,
    assay_share,
    convert_by_kind,
    each_is_text,
    exact_number,
    is_a,
    is_count,
    is_text,
    one_of,
    share,
    texts,
    whole_number,
    zero_or_more,
)
from ldn_compound.quantities.kinds import (
    AmountOnHand,
    Mass,
    MassDensity,
    PerCapsule,
    PerTablet,
    Ratio,
    Volume,
)
from ldn_compound.quantities.units import Q


@frozen
class Scoop:
    """A record that another record may hold."""


@frozen
class Spoon:
    """Another one."""


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Sample:
    """A record with a field of each sort."""

    weight: Mass = field(
        default=Q("4.5 mg"), converter=Q, validator=above_zero("a mass", "4.5 mg")
    )
    room: Volume = field(
        default=Q("0.3 mL"),
        converter=Q,
        validator=above_zero("a volume", "0.3 mL"),
    )
    packed: MassDensity = field(
        default=Q("0.43 g/mL"),
        converter=Q,
        validator=above_zero("a density", "0.43 g/mL"),
    )
    strength: PerCapsule = field(
        default=Q("4.5 mg"),
        converter=Q,
        validator=above_zero("a strength", "4.5 mg/capsule"),
    )
    content: PerTablet = field(
        default=Q("50 mg"),
        converter=Q,
        validator=above_zero("a content", "50 mg/tablet"),
    )
    spread: Mass = field(
        default=Q("0 mg"), converter=Q, validator=zero_or_more("a mass", "0.5 mg")
    )
    water: Ratio = field(default=Q("0 %"), converter=Q, validator=share("3.1 %"))
    holes: int = field(
        default=100, converter=whole_number, validator=is_count(1, "holes")
    )
    assay: Ratio = field(
        default=Q("100 %"), converter=Q, validator=assay_share("99.2 %")
    )
    parts: Fraction = field(default=Fraction(1), converter=exact_number)
    contains: tuple[str, ...] = field(
        default=(), converter=texts, validator=each_is_text
    )
    basis: str = field(default="tapped", validator=one_of("tapped", "bulk"))
    tool: Scoop | Spoon = field(factory=Scoop, validator=is_a(Scoop, Spoon))
    name: str = field(default="lactose", validator=is_text)
    loss: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=optional(share("2 %")),
    )


def sample(**values: Any) -> Sample:
    """Make a sample of values that are right but for those given."""
    return Sample(**values)


class TestAmounts:
    """An amount of a record is in one unit, however it was written."""

    @pytest.mark.parametrize(
        ("name", "value", "kept"),
        [
            pytest.param("weight", "4.5 mg", "Q('4.5 mg')", id="mass"),
            pytest.param("weight", "0.0045 g", "Q('4.5 mg')", id="mass-in-g"),
            pytest.param("weight", Q("4500 mcg"), "Q('4.5 mg')", id="mass-quantity"),
            pytest.param("room", "0.0003 L", "Q('0.3 mL')", id="volume-in-L"),
            pytest.param("packed", "430 mg/mL", "Q('0.43 g/mL')", id="density-in-mg"),
            pytest.param("water", "31 mg/g", "Q('3.1 %')", id="percentage-in-mg"),
            pytest.param("strength", "4.5 mg", "Q('4.5 mg/capsule')", id="bare-mass"),
            pytest.param("strength", "0.0045 g", "Q('4.5 mg/capsule')", id="bare-g"),
            pytest.param(
                "strength", "0.0045 g/capsule", "Q('4.5 mg/capsule')", id="per-capsule"
            ),
            pytest.param("content", "50 mg", "Q('50 mg/tablet')", id="bare-content"),
            pytest.param(
                "content", "0.05 g/tablet", "Q('50 mg/tablet')", id="per-tablet"
            ),
            pytest.param("spread", "0 mg", "Q('0 mg')", id="no-spread"),
            pytest.param("water", "0 %", "Q('0 %')", id="no-water"),
            pytest.param("water", "100 %", "Q('100 %')", id="all-water"),
            pytest.param("assay", "50 %", "Q('50 %')", id="least-assay"),
            pytest.param("assay", "1500 mg/g", "Q('150 %')", id="greatest-assay"),
            pytest.param("loss", "2 %", "Q('2 %')", id="optional"),
            pytest.param("loss", None, "None", id="optional-none"),
        ],
    )
    def test_kept(self, name: str, value: object, kept: str) -> None:
        """Equal amounts are kept alike, so that equal records print alike."""
        made = sample(**{name: value})

        assert repr(getattr(made, name)) == kept

    @pytest.mark.requirement("R01")
    @given(st.fractions(min_value=Fraction(1, 10**9)))
    def test_exact(self, number: Fraction) -> None:
        """No digit is lost on the way into a record."""
        made = sample(weight=Q("1 g") * number)

        assert made.weight.magnitude == number * 1000

    @pytest.mark.requirement("R08")
    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            pytest.param(
                "weight",
                "4.5 mL",
                "weight: expected a mass above zero such as '4.5 mg', got 4.5 mL",
                id="volume-for-mass",
            ),
            pytest.param(
                "weight",
                "4.5 mg/capsule",
                "weight: expected a mass above zero such as '4.5 mg', "
                "got 4.5 mg/capsule",
                id="rate-for-mass",
            ),
            pytest.param(
                "weight",
                "0 mg",
                "weight: expected a mass above zero such as '4.5 mg', got 0 mg",
                id="nothing",
            ),
            pytest.param(
                "weight",
                Q("1 mg") - Q("2 mg"),
                "weight: expected a mass above zero such as '4.5 mg', got -1 mg",
                id="less-than-nothing",
            ),
            pytest.param(
                "room",
                "300 mg",
                "room: expected a volume above zero such as '0.3 mL', got 300 mg",
                id="mass-for-volume",
            ),
            pytest.param(
                "packed",
                "130 mg",
                "packed: expected a density above zero such as '0.43 g/mL', got 130 mg",
                id="mass-for-density",
            ),
            pytest.param(
                "strength",
                "4.5 mg/tablet",
                "strength: expected a strength above zero such as '4.5 mg/capsule', "
                "got 4.5 mg/tablet",
                id="tablet-for-capsule",
            ),
            pytest.param(
                "strength",
                "4.5 %",
                "strength: expected a strength above zero such as '4.5 mg/capsule', "
                "got 4.5 %",
                id="percent-for-strength",
            ),
            pytest.param(
                "strength",
                "0 mg",
                "strength: expected a strength above zero such as '4.5 mg/capsule', "
                "got 0 mg/capsule",
                id="no-strength",
            ),
            pytest.param(
                "content",
                "50 mg/capsule",
                "content: expected a content above zero such as '50 mg/tablet', "
                "got 50 mg/capsule",
                id="capsule-for-tablet",
            ),
            pytest.param(
                "spread",
                Q("0 mg") - Q("0.5 mg"),
                "spread: expected a mass such as '0.5 mg', got -0.5 mg",
                id="negative-spread",
            ),
            pytest.param(
                "spread",
                "1 %",
                "spread: expected a mass such as '0.5 mg', got 1 %",
                id="percent-for-mass",
            ),
            pytest.param(
                "water",
                "100.1 %",
                "water: expected a share 0-100 % such as '3.1 %', got 100.1 %",
                id="more-than-all",
            ),
            pytest.param(
                "water",
                Q("0 %") - Q("1 %"),
                "water: expected a share 0-100 % such as '3.1 %', got -1 %",
                id="less-than-none",
            ),
            pytest.param(
                "water",
                "3.1 mg",
                "water: expected a share 0-100 % such as '3.1 %', got 3.1 mg",
                id="mass-for-share",
            ),
            pytest.param(
                "assay",
                "9.92 %",
                "assay: expected an assay of 50-150 % such as '99.2 %', got 9.92 %",
                id="assay-with-a-slip-of-the-point",
            ),
            pytest.param(
                "assay",
                "992 %",
                "assay: expected an assay of 50-150 % such as '99.2 %', got 992 %",
                id="assay-with-a-slip-the-other-way",
            ),
            pytest.param(
                "assay",
                "99.2 mg",
                "assay: expected an assay of 50-150 % such as '99.2 %', got 99.2 mg",
                id="mass-for-assay",
            ),
            pytest.param(
                "loss",
                "200 %",
                "loss: expected a share 0-100 % such as '2 %', got 200 %",
                id="optional",
            ),
        ],
    )
    def test_refused(self, name: str, value: object, message: str) -> None:
        """Kind and limits are checked once, and the message names the field."""
        with pytest.raises(FieldError, match=f"^{re.escape(message)}$") as refused:
            sample(**{name: value})

        assert refused.value.field == name

    @pytest.mark.parametrize(
        ("name", "example"),
        [
            ("weight", "4.5 mg"),
            ("room", "0.3 mL"),
            ("packed", "0.43 g/mL"),
            ("strength", "4.5 mg/capsule"),
            ("content", "50 mg/tablet"),
            ("spread", "0.5 mg"),
            ("water", "3.1 %"),
            ("assay", "99.2 %"),
            ("loss", "2 %"),
        ],
    )
    def test_no_amount(self, name: str, example: str) -> None:
        """What Q refuses is refused with the field and an example of its own."""
        message = (
            f"{name}: expected an amount such as '{example}', got '4,5 mg'; "
            "write a decimal point and no separators, as in 4.5 or 1000"
        )
        with pytest.raises(UnitError, match=f"^{re.escape(message)}$") as refused:
            sample(**{name: "4,5 mg"})

        assert refused.value.field == name

    @pytest.mark.parametrize(
        ("name", "value", "way_out"),
        [
            ("room", "0.3", "write the unit too: '0.3 mL'"),
            ("room", "mL", "write a number before the unit: '0.3 mL'"),
            ("room", "0.3 cc", "if mL is meant, write mL"),
            ("room", "0.3 gr", "write one of the units mL, L"),
            ("weight", "1 cc", "write one of the units mg, g, kg, mcg"),
            ("strength", "4.5 Mg/Capsule", "if mg is meant, write mg"),
            ("assay", "99.2 percent", "write one of the units %"),
            ("weight", "1 mg/%", "nothing is counted per percent: write the amount it"),
            ("weight", 4.5, "write it as text, with its unit"),
        ],
    )
    def test_no_hint_is_of_another_unit(
        self, name: str, value: object, way_out: str
    ) -> None:
        """A field for volumes does not say to write milligrams."""
        with pytest.raises(UnitError) as refused:
            sample(**{name: value})

        assert refused.value.way_out.startswith(way_out)
        assert refused.value.expected.startswith("an amount such as '")

    def test_a_field_of_two_kinds_names_both(self) -> None:
        """Where no example is given, there is one of each kind that is read."""

        @frozen(field_transformer=convert_by_kind)
        class Left:
            """What is on hand, in either kind."""

            amount: AmountOnHand = field(converter=Q)

        with pytest.raises(UnitError, match="such as '1 tablet' or '1 mg', got '5'"):
            Left("5")

    def test_a_number_of_another_registry_is_named_with_an_example(self) -> None:
        """The hint for a quantity that is negative is of the field too."""
        foreign: Any = pint.UnitRegistry().Quantity(-1, "mL")

        with pytest.raises(UnitError, match=r"text, such as '0\.3 mL'$"):
            sample(room=foreign)

    def test_a_unit_error_of_another_converter_keeps_its_words(self) -> None:
        """A converter may refuse a text that is an amount, and say why."""

        def refuse(value: object) -> Any:
            raise UnitError("the mass of a shell", str(value), "weigh an empty one")

        @frozen(field_transformer=convert_by_kind)
        class Empty:
            """A shell."""

            mass: Mass = field(converter=refuse)

        with pytest.raises(UnitError, match=r"^mass: .* shell, got 5 mg; weigh an emp"):
            Empty("5 mg")

    def test_a_share_is_named_as_it_was_typed(self) -> None:
        """A dose by body weight is no percentage to who wrote it."""
        for typed in ("0.1 mg/kg", "5 mcg/kg"):
            with pytest.raises(FieldError, match=f"strength: .* got {typed}$"):
                sample(strength=typed)


class TestCounts:
    """A count is a whole number that a bench can hold."""

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            pytest.param(1, 1, id="least"),
            pytest.param(100_000, 100_000, id="most"),
            pytest.param(np.int64(100), 100, id="numpy"),
        ],
    )
    def test_kept(self, value: object, kept: int) -> None:
        """A count is kept as an int."""
        made = sample(holes=value)

        assert made.holes == kept
        assert type(made.holes) is int

    @pytest.mark.requirement("R08")
    @pytest.mark.parametrize(
        ("value", "message"),
        [
            pytest.param(0, "expected 1 to 100000 holes, got 0", id="too-few"),
            pytest.param(-1, "expected 1 to 100000 holes, got -1", id="negative"),
            pytest.param(
                100_001, "expected 1 to 100000 holes, got 100001", id="too-many"
            ),
            pytest.param(
                100.0, "expected a whole number such as 100, got 100.0", id="float"
            ),
            pytest.param(
                "100", "expected a whole number such as 100, got '100'", id="text"
            ),
            pytest.param(
                True, "expected a whole number such as 100, got True", id="bool"
            ),
            pytest.param(
                None, "expected a whole number such as 100, got None", id="None"
            ),
            pytest.param(
                Fraction(100),
                "expected a whole number such as 100, got Fraction(100, 1)",
                id="Fraction",
            ),
        ],
    )
    def test_refused(self, value: object, message: str) -> None:
        """A float, a text or a bool is no count."""
        with pytest.raises(FieldError, match=f"^holes: {re.escape(message)}$"):
            sample(holes=value)


class TestExactNumbers:
    """Parts are exact."""

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            pytest.param(3, Fraction(3), id="int"),
            pytest.param(Fraction(1, 3), Fraction(1, 3), id="Fraction"),
        ],
    )
    def test_kept(self, value: object, kept: Fraction) -> None:
        """Whole numbers become Fractions."""
        made = sample(parts=value)

        assert made.parts == kept
        assert type(made.parts) is Fraction

    @pytest.mark.requirement("R01")
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            pytest.param(0.5, "0.5", id="float"),
            pytest.param("1/3", "'1/3'", id="text"),
            pytest.param(True, "True", id="bool"),
            pytest.param(None, "None", id="None"),
        ],
    )
    def test_refused(self, value: object, shown: str) -> None:
        """A float has lost digits already."""
        message = f"^parts: expected an int or a Fraction, got {re.escape(shown)}$"

        with pytest.raises(FieldError, match=message):
            sample(parts=value)


class TestTexts:
    """A text is one line that can be printed; several are a tuple of them."""

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param("lactose", id="word"),
            pytest.param("a", id="letter"),
            pytest.param("Zellulose, mikrokristalline (\u00d6AB)", id="not-ascii"),
            pytest.param("a" * 200, id="longest"),
        ],
    )
    def test_text_kept(self, value: str) -> None:
        """A line of up to 200 characters is kept as it is."""
        assert sample(name=value).name == value

    @pytest.mark.requirement("R08")
    @pytest.mark.parametrize(
        "value",
        [
            pytest.param("", id="empty"),
            pytest.param("   ", id="blank"),
            pytest.param("two\nlines", id="line-break"),
            pytest.param("bell\a", id="control"),
            pytest.param("\u202egsm", id="right-to-left-override"),
            pytest.param("a" * 201, id="too-long"),
            pytest.param(None, id="None"),
            pytest.param(7, id="number"),
            pytest.param(b"lactose", id="bytes"),
        ],
    )
    def test_text_refused(self, value: object) -> None:
        """What does not print as one line does not get on a worksheet."""
        message = "^name: expected one line of at most 200 characters, got "

        with pytest.raises(FieldError, match=message):
            sample(name=value)

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            pytest.param((), (), id="none"),
            pytest.param(("b", "a"), ("b", "a"), id="tuple"),
            pytest.param(["b", "a"], ("b", "a"), id="list"),
            pytest.param({"b", "a"}, ("a", "b"), id="set"),
            pytest.param(frozenset(["b", "a"]), ("a", "b"), id="frozenset"),
        ],
    )
    def test_several_kept(self, value: object, kept: tuple[str, ...]) -> None:
        """A sequence keeps its order; a set, which has none, is sorted."""
        assert sample(contains=value).contains == kept

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            pytest.param("lactose", "'lactose'", id="one-text"),
            pytest.param(None, "None", id="None"),
            pytest.param(7, "7", id="number"),
            pytest.param({"a": 1}, "{'a': 1}", id="mapping"),
        ],
    )
    def test_several_refused(self, value: object, shown: str) -> None:
        """One text is not several letters."""
        expected = "contains: expected several texts, such as ('first', 'second')"
        message = f"{expected}, got {shown}"

        with pytest.raises(FieldError, match=f"^{re.escape(message)}$"):
            sample(contains=value)

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            pytest.param(["lactose", ""], "''", id="empty"),
            pytest.param(["lactose", 7], "7", id="number"),
            pytest.param(["a\nb", "lactose"], r"'a\nb'", id="line-break"),
        ],
    )
    def test_one_of_several_refused(self, value: object, shown: str) -> None:
        """Each of several texts is a line that can be printed."""
        message = f"contains: expected one line of at most 200 characters, got {shown}"
        with pytest.raises(FieldError, match=f"^{re.escape(message)}$"):
            sample(contains=value)


class TestChoices:
    """A choice is one of the texts listed; a part is a record of the right sort."""

    @pytest.mark.parametrize("value", ["tapped", "bulk"])
    def test_choice_kept(self, value: str) -> None:
        """Each choice is taken."""
        assert sample(basis=value).basis == value

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            pytest.param("Bulk", "'Bulk'", id="capitals"),
            pytest.param("", "''", id="empty"),
            pytest.param(None, "None", id="None"),
            pytest.param(["bulk"], "['bulk']", id="list"),
        ],
    )
    def test_choice_refused(self, value: object, shown: str) -> None:
        """The message lists the choices."""
        message = f"basis: expected one of 'tapped', 'bulk', got {shown}"

        with pytest.raises(FieldError, match=f"^{re.escape(message)}$"):
            sample(basis=value)

    @pytest.mark.parametrize("value", [Scoop(), Spoon()], ids=["Scoop", "Spoon"])
    def test_record_kept(self, value: object) -> None:
        """A record of each of the types is taken."""
        assert sample(tool=value).tool is value

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            pytest.param("scoop", "'scoop'", id="text"),
            pytest.param(None, "None", id="None"),
            pytest.param(Scoop, repr(Scoop), id="class"),
        ],
    )
    def test_record_refused(self, value: object, shown: str) -> None:
        """The message names the types."""
        message = f"tool: expected Scoop or Spoon, got {shown}"

        with pytest.raises(FieldError, match=f"^{re.escape(message)}"):
            sample(tool=value)


class TestNamed:
    """The error of a converter says which field it serves."""

    def test_the_first_error_is_not_shown(self) -> None:
        """The user sees one error, not how it learnt its field."""
        with pytest.raises(FieldError, match=r"^holes: ") as refused:
            sample(holes=1.5)

        assert refused.value.__cause__ is None
        assert refused.value.__suppress_context__ is True

    def test_kind_and_way_out_stay(self) -> None:
        """An error of units stays one, with its way out."""
        with pytest.raises(UnitError, match=r"^weight: ") as refused:
            sample(weight="1 MG")

        assert refused.value.way_out == "if mg is meant, write mg"

    def test_the_name_is_the_one_that_was_written(self) -> None:
        """A field that is given by another name is called by that name."""

        @frozen(field_transformer=convert_by_kind)
        class Tube:
            """A record whose field has an alias."""

            holes: int = field(alias="openings", converter=whole_number)

        with pytest.raises(FieldError, match=r"^openings: expected a whole number"):
            Tube(openings=1.5)

    def test_other_errors_pass(self) -> None:
        """An error in the program itself is not disguised as the user's."""

        def broken(value: object) -> object:
            raise KeyError(value)

        @frozen(field_transformer=convert_by_kind)
        class Broken:
            """A record whose converter has a fault."""

            value: Any = field(converter=broken)

        with pytest.raises(KeyError, match="1"):
            Broken(1)
