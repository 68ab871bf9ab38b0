"""The order: a short text, the same plan by every door, and the lot that is taken."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Additive,
    Balance,
    DocumentError,
    FieldError,
    FillByCompletion,
    Filler,
    FillToMass,
    Lot,
    PackStatistic,
    Prescription,
    Q,
    Shell,
    ShellOverfilledError,
    Tablets,
    Tray,
    UnknownNameError,
    plan_batch,
    reference,
)
from ldn_compound.orders import Added, Order, Parts, Profile, plan_order
from tests.orders.examples import ORDER, PROFILE, shelf


def order(more: str = "") -> Order:
    """Return the order of the examples, with more lines."""
    return Order.loads(ORDER + more)


def by_hand(**changes: Any) -> Any:
    """Return the plan of the same order, by the records."""
    lot = Lot("SOON", expires="2028-05")
    arguments: dict[str, Any] = {
        "drug": Tablets(
            "50 mg",
            mean_mass="171.2 mg",
            weighed=20,
            packing=PackStatistic("200 mg", size="3"),
            lot=lot,
        ),
        "filler": Filler(
            "microcrystalline cellulose PH-105",
            packing=PackStatistic("130 mg", size="3"),
            lot=Lot("M77", expires="2028-01"),
        ),
        "shell": reference.shell("3"),
        "balance": Balance(readability="1 mg"),
        "made_on": "2026-12-01",
    }
    return plan_batch(Prescription("4.5 mg", capsules=100), **(arguments | changes))


def test_an_order_of_three_lines_gives_the_plan_of_the_records() -> None:
    """What the profile says need not be said again; nothing is lost on the way."""
    plan = plan_order(order(), shelf())

    assert plan == by_hand()
    assert plan.digest() == by_hand().digest()
    assert plan.ready


def test_every_door_gives_the_same_order() -> None:
    """TOML, JSON and plain data."""
    data = tomllib.loads(ORDER) | {"made_on": "2026-12-01"}

    assert Order.from_dict(data) == order()
    assert Order.loads(json.dumps(data), "json") == order()
    assert Order(strength="4.5 mg", capsules=100, made_on="2026-12-01") == order()


def test_an_order_may_hold_all_that_it_needs() -> None:
    """A program without a profile gets the plan of one with it."""
    data = tomllib.loads(PROFILE)
    own = tomllib.loads(ORDER) | {
        "source": data["materials"]["tablets50"],
        "filler": data["materials"]["ph105"],
        "shell": "3",
        "balance": {"readability": "1 mg"},
    }

    assert Order.from_dict(own).plan() == by_hand()


def test_records_may_stand_in_an_order() -> None:
    """Whoever has them need not take them apart."""
    plan = by_hand()
    asked = Order(
        strength="4.5 mg",
        capsules=100,
        source=plan.request.drug,
        filler=plan.request.fillers[0][0],
        shell=plan.request.shell,
        balance=plan.request.balance,
        made_on="2026-12-01",
    )

    assert asked.plan() == plan


def test_what_is_asked_comes_through() -> None:
    """Every word of the prescription, and every option of the plan."""
    plan = order(
        """
prescription = "R-1021"
prescriber = "Dr. B"
other_medicines = ["sertraline"]
conditions = []
intolerances = ["lactose"]
spare_capsules = 2
drug_overage = "5 %"
pool = "12 tablet"
prefer = "least waste"
most_error = "4 %"
tray = "hand"
"""
    ).plan(shelf('on_hand = "12 tablets"', 'on_hand = "120 tablets"'))
    asked = plan.request.prescription

    assert (asked.reference, asked.prescriber) == ("R-1021", "Dr. B")
    assert asked.other_medicines == ("sertraline",)
    assert asked.intolerances == ("lactose",)
    assert (plan.request.spare_capsules, plan.request.pool) == (2, 12)
    assert plan.drug_overage == Q("5 %")
    assert (plan.request.prefer, plan.request.most_error) == ("least waste", Q("4 %"))
    assert plan.request.tray == Tray(100)


@pytest.mark.parametrize(
    ("more", "change"),
    [
        ("tray = 60", {"tray": Tray(60)}),
        ("tray = { holes = 60 }", {"tray": Tray(60)}),
        ("pool = 11", {"pool": 11}),
        ('fill = "by completion"', {"fill": FillByCompletion()}),
        ('fill = { to_mass = "140 mg" }', {"fill": FillToMass("140 mg")}),
        ('policy = "dac-nrf"', {"policy": reference.policy("dac-nrf")}),
        (
            'balance = { readability = "2 mg" }',
            {"balance": Balance(readability="2 mg")},
        ),
        (
            'shell = { size = "3", volume = "0.31 mL", empty_mass = "47 mg" }',
            {"shell": Shell("3", volume="0.31 mL", empty_mass="47 mg")},
        ),
    ],
)
def test_each_option_does_what_the_record_does(
    more: str, change: dict[str, Any]
) -> None:
    """Written in an order, it is the argument of `plan_batch`."""
    assert order(more).plan(shelf()) == by_hand(**change)


def test_several_fillers_additives_and_a_diluent() -> None:
    """Each by its name or as it is, with its parts or its share."""
    silica = '{ kind = "additive", name = "colloidal silica", contains = [] }'
    plan = order(
        f"""
diluent = "corn starch"
additives = [{{ material = {silica}, share = "0.5 %" }}]
[[filler]]
filler = "ph105"
parts = 2
[[filler]]
filler = {{ kind = "filler", name = "kaolin", packing = {{ "3" = "150 mg" }} }}
"""
    ).plan(shelf())

    ph105 = by_hand().request.fillers[0][0]
    kaolin = Filler("kaolin", packing=PackStatistic("150 mg", size="3"))
    assert dict(plan.request.fillers) == {ph105: 2, kaolin: 1}
    assert plan.request.additives == (
        Additive("colloidal silica", share="0.5 %", contains=()),
    )
    assert plan.request.diluent == reference.filler("corn starch", size="3")


def test_the_same_in_python() -> None:
    """The records of the text, for whoever writes no text."""
    asked = Order(
        strength="4.5 mg",
        capsules=100,
        made_on="2026-12-01",
        filler=(Parts(filler="ph105", parts=2), Parts(filler="corn starch")),
        additives=(Added(material=Additive("x", mass="50 mg"), mass="50 mg"),),
        fill=FillToMass("140 mg"),
    )

    plan = asked.plan(shelf())

    assert [each.name for each, _ in plan.request.fillers][1] == "corn starch"
    assert plan.request.additives[0].mass == Q("50 mg")


@pytest.mark.requirement("R110")
class TestLots:
    """Which lot is taken: the first to expire of which there is enough."""

    def test_the_first_to_expire_is_taken(self) -> None:
        """SOON expires in May 2028, LATE in January 2029; 10 tablets of 12 are used."""
        plan = order().plan(shelf())

        assert plan.drug.lot == Lot("SOON", expires="2028-05")

    def test_a_lot_with_too_little_is_passed_over(self) -> None:
        """150 capsules of 4.5 mg take 13.5 tablets: more than SOON's 12."""
        plan = evolve(order(), capsules=150).plan(shelf())

        assert plan.drug.lot == Lot("LATE", expires="2029-01")

    def test_a_lot_that_is_out_of_date_is_passed_over(self) -> None:
        """On the first of June 2028 SOON is out of date, and the filler too."""
        plan = evolve(order(), made_on="2028-06-01").plan(shelf())

        assert plan.drug.lot == Lot("LATE", expires="2029-01")
        assert plan.components[-1].lot == Lot("M77", expires="2028-01")
        assert not plan.ready  # nothing in date is left of the filler: a stop says so

    def test_without_a_day_of_making_nothing_is_out_of_date(self) -> None:
        """The first to expire is taken."""
        plan = evolve(order(), made_on=None).plan(shelf())

        assert plan.drug.lot == Lot("SOON", expires="2028-05")

    def test_an_order_may_name_the_lot(self) -> None:
        """It is taken, whatever expires before it."""
        plan = order('lots = { tablets50 = "LATE" }').plan(shelf())

        assert plan.drug.lot == Lot("LATE", expires="2029-01")

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            (
                'lots = { tablets50 = "x" }',
                "lots.tablets50: expected .*'LATE', got 'x'",
            ),
            (
                'lots = { tablet50 = "x" }',
                "lots: expected a known .*'tablets50', got 'tablet50'",
            ),
        ],
    )
    def test_a_lot_that_is_not_there_is_refused(self, more: str, told: str) -> None:
        """By its number, or by the material."""
        with pytest.raises(UnknownNameError, match=told):
            order(more).plan(shelf())

    def test_a_lot_of_a_material_without_lots_is_refused(self) -> None:
        """There is none to name."""
        lots = 'lots = [{ number = "M77", expires = "2028-01", on_hand = "500 g" }]'

        with pytest.raises(
            UnknownNameError, match=r"lots.ph105: expected one of 'no lot'"
        ):
            order('lots = { ph105 = "x" }').plan(shelf(lots))
        assert order().plan(shelf(lots)).components[-1].lot is None

    def test_too_little_of_every_lot_is_refused_with_what_there_is(self) -> None:
        """100 capsules take 11 998 mg of filler."""
        told = r"materials.ph105.lots: expected one lot with 11 ?998 mg, got M77: 5 g"
        with pytest.raises(FieldError, match=told.replace(" ?", ".")):
            order().plan(shelf('"500 g"', '"5 g"'))

    def test_a_named_lot_with_too_little_is_refused(self) -> None:
        """13.5 tablets, and 5 % of powder to be left, are 15; SOON has 12."""
        with pytest.raises(FieldError, match="lots: expected one lot with 15 tablets"):
            evolve(order('lots = { tablets50 = "SOON" }'), capsules=150).plan(shelf())

    def test_figures_of_the_lot_go_before_those_of_the_material(self) -> None:
        """Mean mass and packing were measured on SOON."""
        own = 'number = "SOON", mean_mass = "173 mg", packing = { "3" = "205 mg" }'
        drug = order().plan(shelf('number = "SOON"', own)).request.drug

        assert isinstance(drug, Tablets)
        assert drug.mean_mass == Q("173 mg/tablet")
        assert drug.packing == PackStatistic("205 mg", size="3")

    def test_filler_in_a_trituration_counts_as_used(self) -> None:
        """0.5 mg x 30 is triturated: diluent and filler come from one lot."""
        asked = evolve(order(), strength="0.5 mg", capsules=30)
        plan = asked.plan(shelf('readability = "1 mg"', 'readability = "10 mg"'))
        weighed = [each for each in plan.weighings if "cellulose" in each.item]
        assert len(weighed) == 2
        used = sum((each.to_weigh for each in weighed), Q("0 mg"))

        for on_hand, enough in ((used, True), (used - Q("1 mg"), False)):
            text = PROFILE.replace('"1 mg"', '"10 mg"')
            text = text.replace('"500 g"', f'"{on_hand.m_as("mg")} mg"')
            if enough:
                assert asked.plan(Profile.loads(text)) == plan
            else:
                with pytest.raises(FieldError, match=r"ph105.lots"):
                    asked.plan(Profile.loads(text))

    def test_bulk_powder_is_counted_by_its_mass(self) -> None:
        """100 x 4.5 mg of powder that is pure: 450 mg are weighed."""
        text = PROFILE.replace(
            "[materials.ph105]",
            """[materials.bulk]
kind = "bulk"
form = "naltrexone hydrochloride"
basis = "as is"
assay = "100 %"
packing = { "3" = "150 mg" }
lots = [
  { number = "B1", expires = "2027-01", on_hand = "449 mg" },
  { number = "B2", expires = "2027-02", on_hand = "450 mg" },
]

[materials.ph105]""",
        )
        plan = order('source = "bulk"').plan(Profile.loads(text))

        assert plan.powder.to_weigh == Q("450 mg")
        assert plan.drug.lot == Lot("B2", expires="2027-02")


class TestRefusals:
    """What cannot be is refused with its field, or the place in the profile."""

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            (
                'source = "ph105"',
                "source: expected tablets or bulk or trituration, got",
            ),
            ('source = "corn starch"', "source: expected one of 'tablets50', 'ph105'"),
            ('filler = "starch"', "filler: expected one of .*, got 'starch'"),
            ('filler = "tablets50"', "filler: expected filler, got tablets"),
            ('shell = "33"', "shell: expected a known .*'3', got '33'"),
            ('balance = "x"', "balance: expected one of 'main', got 'x'"),
            ("tray = 0", "tray: expected 1 to 100000 holes, got 0"),
            ('shell = "5"\nfiller = "kaolin"', "filler.packing: expected one of"),
        ],
    )
    def test_a_name_that_is_not_there(self, more: str, told: str) -> None:
        """The names that are there are told."""
        with pytest.raises(FieldError, match=told):
            order(more).plan(shelf())

    def test_what_was_not_measured(self) -> None:
        """It is told where the figure belongs, and how it is found."""
        told = "materials.tablets50.mean_mass: expected what was measured, got nothing;"
        with pytest.raises(FieldError, match=told):
            order().plan(shelf('mean_mass = "171.2 mg"\n'))

    def test_what_nobody_named(self) -> None:
        """An order without a source has none by default."""
        with pytest.raises(FieldError, match="shell: expected a size of shell"):
            order().plan()
        with pytest.raises(FieldError, match="source: expected a name in the profile"):
            order('shell = "3"').plan()

    def test_things_of_another_kind(self) -> None:
        """From Python, anything may come."""
        with pytest.raises(FieldError, match=r"shell: expected a size of shell.*got 3"):
            evolve(order(), shell=3).plan(shelf())  # noqa: S604 - of a capsule
        with pytest.raises(FieldError, match=r"balance: expected a name.*got 3"):
            evolve(order(), balance=3).plan(shelf())
        with pytest.raises(FieldError, match=r"source: expected tablets or .*, got 3"):
            evolve(order(), source=3).plan(shelf())
        with pytest.raises(FieldError, match="fill: expected one of 'by packing'"):
            evolve(order(), fill="by hand")

    def test_a_powder_that_does_not_fit(self) -> None:
        """The error of the plan comes through as it is."""
        with pytest.raises(ShellOverfilledError, match="size"):
            evolve(order(), strength="9 mg").plan(
                shelf('packing = { "3" = "200 mg" }', 'packing = { "3" = "20 mg" }')
            )

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ('strength = "4,5 mg"', "strength: .*'4,5 mg'; write a decimal point"),
            ("strength = 4.5", "strength: .*got 4.5; write it as text, with its unit"),
            ('capsules = "100"', "capsules: expected a whole number such as 100"),
            ('made_on = "02/03/2026"', "made_on: .*day and month may be swapped"),
            ("made_on = 2026", "made_on: expected a date such as '2026-12-01'"),
            (
                "made_on = 2026-12-01T10:00:00",
                "made_on: expected a date without a time",
            ),
            ('fill = "by hand"', "fill: expected one of 'by packing'"),
            ("tray = 1.5", "tray: expected a text or a whole number or an object"),
            ("source = 3", "source: expected a name, or an object in its place"),
            ("source = []", "source: expected an object, got a list"),
            ("shell = { size = '3' }", "shell.volume: .*got nothing"),
            (
                "filler = [{ filler = 'x', parts = 'y' }]",
                r"filler\[0\].parts: expected",
            ),
            ("blend_excess = '300 %'", "blend_excess: expected a share 0-100 %"),
            ("refill = 3", "refill: expected one of the keys 'refills'"),
            ("other_medicines = 'none'", "other_medicines: expected a list"),
        ],
    )
    def test_a_field_that_is_wrong(self, line: str, told: str) -> None:
        """By its path, with what to write."""
        lines = {each.partition(" =")[0]: each for each in (*ORDER.splitlines(), line)}
        with pytest.raises(DocumentError) as caught:
            Order.loads("\n".join(lines.values()))
        faults = [str(each) for each in caught.value.faults]

        assert any(re.search(told, each) for each in faults), faults

    def test_a_text_that_is_none(self) -> None:
        """JSON that names a key twice, another format, no object."""
        with pytest.raises(DocumentError, match="each key once, got a repeated key"):
            Order.loads('{"strength": "1 mg", "strength": "2 mg"}', "json")
        with pytest.raises(FieldError, match="format: expected 'toml' or 'json'"):
            Order.loads("", "yaml")  # type: ignore[arg-type]
        with pytest.raises(DocumentError, match="expected an object, got a list"):
            Order.from_dict([])


@pytest.mark.requirement("R111")
def test_a_patient_is_in_no_plan_no_digest_and_no_text() -> None:
    """The name is for the label alone."""
    named = order('patient = "Jane Roe"')
    plan = named.plan(shelf())

    assert "Jane" not in repr(named)
    assert plan == order().plan(shelf())
    assert plan.digest() == order().plan(shelf()).digest()
    for name in ("Jane\nRoe", "Jane" * 100, ["Jane"]):
        data: Any = {"strength": "1 mg", "capsules": 1, "patient": name}
        for door in (Order.from_dict, lambda data: Order(**data)):
            with pytest.raises(ValueError, match="patient: expected one") as refused:
                door(data)
            assert "Jane" not in str(refused.value)


@given(
    strength=st.sampled_from(["0.5 mg", "1.5 mg", "3 mg", "4.5 mg", "6 mg"]),
    capsules=st.integers(1, 300),
)
def test_any_order_gives_the_plan_of_the_records(strength: str, capsules: int) -> None:
    """The profile of the examples, with as many tablets as are asked for."""
    profile = shelf(', on_hand = "12 tablets"')
    asked = evolve(order(), strength=strength, capsules=capsules)
    same = by_hand().request

    assert asked.plan(profile) == plan_batch(
        Prescription(strength, capsules=capsules),
        drug=same.drug,
        filler=same.fillers[0][0],
        shell=same.shell,
        balance=same.balance,
        made_on=same.made_on,
    )
