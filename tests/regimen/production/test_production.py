"""A day's batches: what is pooled, of which lots, and what is said about it."""

from __future__ import annotations

import datetime as dt
import sys
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import (
    Balance,
    FieldError,
    Filler,
    Lot,
    MissingExtraError,
    PackStatistic,
    Prescription,
    Q,
    Tablets,
    Tray,
    reference,
)
from ldn_compound.model.policy import BeyondUseName
from ldn_compound.regimen import (
    Aim,
    OnHand,
    ProductionPlan,
    batch_plans,
    plan_production,
)
from ldn_compound.regimen.production.findings import production_findings

TABLETS = Tablets(
    "50 mg",
    mean_mass="171.2 mg",
    packing=PackStatistic("200 mg", size="3"),
    contains=("lactose",),
    lot=Lot("T1", expires="2027-06"),
)
FREE = evolve(TABLETS, contains=(), lot=Lot("T2", expires="2027-09"))
FILLER = Filler(
    "sucrose",
    packing=PackStatistic("130 mg", size="3"),
    contains=(),
    lot=Lot("F1", expires="2028-01"),
)
STOCK = (OnHand(TABLETS, "100 tablets"), OnHand(FILLER, "500 g"))


def orders(*capsules: int, **changes: Any) -> list[Prescription]:
    """Return prescriptions of 4.5 mg, numbered from R1, without other medicines."""
    stated = {"other_medicines": ()} | changes
    return [
        Prescription("4.5 mg", capsules=each, reference=f"R{number}", **stated)
        for number, each in enumerate(capsules, start=1)
    ]


def production(asked: list[Prescription], **changes: Any) -> ProductionPlan:
    """Plan the example day with some changes."""
    arguments: dict[str, Any] = {
        "stock": STOCK,
        "shell": reference.shell("3"),
        "day_of_compounding": "2026-01-05",
        "most_capsules": 130,
        "most_orders": 10,
    }
    return plan_production(asked, **(arguments | changes))


def references(plan: ProductionPlan) -> list[list[str | None]]:
    """List the orders of each batch."""
    return [[each.reference for each in one.prescriptions] for one in plan.batches]


def test_whole_tablets_where_possible() -> None:
    """60 + 40 capsules of 4.5 mg take 450 mg, 9 tablets; 30 + 90 take 540 mg, 10.8."""
    plan = production(orders(30, 60, 90, 40))

    assert references(plan) == [["R1", "R3"], ["R2", "R4"]]
    # 10.8 tablets and 5 % of that are 11.34, 12: 1.2 tablets of 171.2 mg are left
    assert [each.to_crush for each in plan.batches] == [12, 9]
    assert [each.powder_left for each in plan.batches] == [Q("205.44 mg"), Q("0 mg")]
    assert [each.whole_tablets for each in plan.batches] == [False, True]
    assert plan.optimal
    assert plan.gap == Q("0 %")
    assert plan.powder_left == Q("205.44 mg")


def test_the_worksheets_are_those_of_the_plan() -> None:
    """Each batch is planned by itself, and takes what the production plan counted."""
    plan = production(orders(30, 60, 90, 40), tray=Tray(100))

    first, second = batch_plans(plan, balance=Balance(readability="1 mg"))

    assert first.tablets is not None
    assert (first.tablets.to_crush, first.weighs_powder) == (12, True)
    assert second.tablets is not None
    assert (second.tablets.to_crush, second.weighs_powder) == (9, False)
    assert first.request.prescription.reference == "batch 1"
    assert [each.capsules for each in first.loads] == [60, 60]
    assert plan.batches[0].loads == (60, 60)
    # 120 x 130 mg x (1 - 15.408 / 200), and what 9 tablets leave of 100 shells
    assert plan.batches[0].filler_mass == first.fillers[0].exact
    assert plan.batches[1].filler_mass == second.fillers[0].exact


def test_spare_capsules_and_reserve_are_counted() -> None:
    """Rules add 2 capsules and a tablet: 102 x 0.09 x 1.05 is 9.639, so 10 and 1."""
    rules = evolve(reference.policy(), spare_capsules=2, reserve_tablets=1)

    plan = production(orders(100), policy=rules)

    (batch,) = plan.batches
    assert (batch.to_crush, batch.spare_capsules, batch.loads) == (11, 2, (102,))
    (made,) = batch_plans(plan)
    assert made.tablets is not None
    assert made.tablets.to_crush == 11
    assert made.tablets.powder_left == batch.powder_left


@pytest.mark.parametrize(
    ("rules", "to_crush", "left"),
    [
        # 9 whole tablets are more than a pool of 9 asks for: all their powder goes in
        ({"pool_tablets": 9}, 9, "0 mg"),
        # a pool of 10 leaves one tablet, 171.2 mg
        ({"pool_tablets": 10}, 10, "171.2 mg"),
        # so does a reserve, beside the 9.45 tablets with what is to be left over
        ({"reserve_tablets": 1}, 11, "342.4 mg"),
    ],
)
def test_a_pool_is_crushed(rules: dict[str, Any], to_crush: int, left: str) -> None:
    """100 x 4.5 mg take 9 tablets, and each sheet crushes what the plan counted."""
    ours = evolve(reference.policy(), name="ours", **rules)

    plan = production(orders(100), policy=ours)

    (batch,), (made,) = plan.batches, batch_plans(plan)
    assert (batch.to_crush, batch.powder_left) == (to_crush, Q(left))
    assert made.tablets is not None
    assert (made.tablets.to_crush, made.tablets.powder_left) == (to_crush, Q(left))


def test_strengths_share_the_lots() -> None:
    """9 tablets for 100 of 4.5 mg and 3 for 100 of 1.5 mg: of T1 there are only 9."""
    asked = [*orders(100), Prescription("1.5 mg", capsules=100, reference="R2")]
    one_lot = (OnHand(TABLETS, "9 tablets"), OnHand(FILLER, "500 g"))

    plan = production(asked, stock=(*one_lot, OnHand(FREE, "9 tablets")))

    # two batches, one of them of the later lot, and no powder left
    assert [each.value for each in plan.aims] == [2, 1, 0]
    assert sorted(each.to_crush for each in plan.batches) == [3, 9]
    assert {each.tablets_lot.number for each in plan.batches} == {"T1", "T2"}
    assert plan.optimal
    with pytest.raises(FieldError):
        production(asked, stock=one_lot)


@pytest.mark.requirement("R74")
def test_who_may_not_have_lactose_gets_none() -> None:
    """A batch with an order of that patient is made without, for all of them."""
    stock = (*STOCK, OnHand(FREE, "50 tablets"))
    asked = [*orders(30, 30), evolve(orders(40)[0], intolerances=("lactose",))]

    plan = production(asked, stock=stock)

    # fewest batches first: all three in one batch, without lactose
    assert [each.tablets_lot.number for each in plan.batches] == ["T2"]
    assert batch_plans(plan)[0].request.prescription.intolerances == ("lactose",)


def test_the_first_to_expire_goes_first() -> None:
    """Two batches: the lot of June has 12 tablets, enough for one of 100 capsules."""
    stock = (OnHand(FREE, "50 tablets"), OnHand(TABLETS, "12 tablets"), STOCK[1])

    plan = production(orders(100, 100), stock=stock)

    assert [each.tablets_lot.number for each in plan.batches] == ["T1", "T2"]
    assert [each.value for each in plan.aims] == [2, 1, 0]


def test_aims_are_taken_in_the_order_asked() -> None:
    """The order of the aims is kept, and each has its own name."""
    plan = production(orders(100), aims=("powder", "batches", "expiry"))

    assert [each.name for each in plan.aims] == ["powder", "batches", "expiry"]


def test_equal_input_gives_an_equal_plan() -> None:
    """Nothing hangs on chance or on the clock."""
    asked = orders(30, 60, 90, 40, 25, 28, 84)

    assert production(asked) == production(asked)


@pytest.mark.requirement("R74")
def test_expired_lots_are_never_used() -> None:
    """A lot that does not last to the beyond-use date is not on the shelf."""
    with pytest.raises(
        FieldError, match=r"R1 \(100 capsules of 4.5 mg\): no lot of tablets is in date"
    ):
        production(orders(100), beyond_use="2027-07-01")


@pytest.mark.parametrize(
    ("rule", "made_on", "last_day"),
    [
        # day 180 of 1 January 2027: 31 + 28 + 31 + 30 + 31 are 151, so 29 June
        ("usp-795-2023", "2027-01-01", "2027-06-29"),
        ("usp-795-2023", "2027-01-02", "2027-06-30"),
        ("usp-795-2014", "2026-12-31", "2027-06-30"),
    ],
)
def test_a_lot_lasts_as_long_as_the_rule_allows(
    rule: BeyondUseName, made_on: str, last_day: str
) -> None:
    """Where no last day of use is asked for, it is that of the rule of the house."""
    rules = evolve(reference.policy(), name="ours", beyond_use_rule=rule)

    plan = production(orders(100), day_of_compounding=made_on, policy=rules)

    assert [each.tablets_lot.number for each in plan.batches] == ["T1"]
    assert (str(plan.made_on), str(plan.beyond_use)) == (made_on, last_day)
    assert plan.findings == ()


@pytest.mark.parametrize(
    ("rule", "made_on"),
    [("usp-795-2023", "2027-01-03"), ("usp-795-2014", "2027-01-01")],
)
def test_a_lot_that_ends_a_day_before_the_rule_is_not_used(
    rule: BeyondUseName, made_on: str
) -> None:
    """The last of June is the last day of the tablets; the capsules outlast them."""
    rules = evolve(reference.policy(), name="ours", beyond_use_rule=rule)

    with pytest.raises(
        FieldError, match=r"no lot of tablets is in date until 2027-07-01, the last day"
    ):
        production(orders(100), day_of_compounding=made_on, policy=rules)


@pytest.mark.requirement("R74")
def test_a_lot_that_ends_on_the_day_of_making_is_said() -> None:
    """It is used where that day is asked for, and 90 capsules are not taken in one."""
    day = "2027-06-30"
    plan = production(orders(90), day_of_compounding=day, beyond_use=day)

    (found,) = plan.findings
    assert [each.tablets_lot.number for each in plan.batches] == ["T1"]
    assert (found.code, found.severity) == ("use-by-early", "caution")
    assert found.message == (
        "batch 1: use by 2027-06-30 leaves 1 day, and 90 capsules last longer at one "
        "a day"
    )


@pytest.mark.parametrize(
    ("last_day", "codes"),
    [
        # the first day of use is 5 January: day 30 is 3 February
        ("2026-02-02", ["use-by-early"]),
        ("2026-02-03", []),
        ("2026-07-03", []),
        ("2026-07-04", ["use-by-late"]),
    ],
)
def test_a_last_day_of_use_is_held_against_course_and_rule(
    last_day: str, codes: list[str]
) -> None:
    """30 capsules last 30 days, and the rule allows 180."""
    plan = production(orders(30), beyond_use=last_day)

    assert [each.code for each in plan.findings] == codes


@pytest.mark.requirement("R74")
def test_ten_years_ahead_is_a_finding() -> None:
    """However long the lots keep, no capsules do."""
    lot = Lot("T9", expires="2040-01")
    stock = (
        OnHand(evolve(TABLETS, lot=lot), "9 tablets"),
        OnHand(evolve(FILLER, lot=lot), "500 g"),
    )

    (found,) = production(orders(90), stock=stock, beyond_use="2036-01-05").findings

    assert (found.code, found.severity) == ("use-by-late", "caution")
    assert found.source == "usp-795-2023-limits"
    assert found.message == (
        "use by 2036-01-05 was asked for, and usp-795-2023 allows 2026-07-03 at the "
        "latest for capsules made on 2026-01-05"
    )


@pytest.mark.requirement("R74")
def test_a_last_day_of_use_in_the_past_is_refused() -> None:
    """It would switch off the check of every lot."""
    with pytest.raises(FieldError, match="beyond_use: expected no day before 2026-01-"):
        production(orders(30), beyond_use="2026-01-04")


@pytest.mark.requirement("R74")
@pytest.mark.parametrize(
    "again",
    [
        TABLETS,
        evolve(TABLETS, mean_mass="168 mg"),
        evolve(TABLETS, lot=Lot(" t 1", expires="2027-06", maker="Accord")),
        FILLER,
        evolve(FILLER, name="Sucrose", lot=Lot("f1", expires="2028-03")),
    ],
)
def test_a_lot_on_the_shelf_twice_is_refused(again: Tablets | Filler) -> None:
    """What is left of it would count twice."""
    amount = "10 tablets" if isinstance(again, Tablets) else "10 g"

    with pytest.raises(FieldError, match="stock: expected each lot once, got lot"):
        production(orders(30), stock=(*STOCK, OnHand(again, amount)))


@pytest.mark.parametrize(
    "other",
    [
        evolve(TABLETS, strength="25 mg"),
        evolve(TABLETS, lot=Lot("T11", expires="2027-06")),
        evolve(FILLER, name="lactose"),
        evolve(FILLER, name="T1", lot=Lot("T1", expires="2028-01")),
    ],
)
def test_lots_of_one_number_may_be_of_other_materials(other: Tablets | Filler) -> None:
    """Two makers count their lots alike."""
    amount = "10 tablets" if isinstance(other, Tablets) else "10 g"

    assert production(orders(30), stock=(*STOCK, OnHand(other, amount))).optimal


def test_the_bench_sheets_have_the_day_of_making() -> None:
    """Each batch is planned for the day of the production."""
    (made,) = batch_plans(production(orders(30)))

    assert made.request.made_on == dt.date(2026, 1, 5)
    assert "2026-07-03" in made.worksheet()


@pytest.mark.parametrize(
    ("asked", "changes", "message"),
    [
        (
            orders(30, intolerances=("lactose",)),
            {},
            "R1 .*: every lot of tablets in date contains, or may contain, lactose",
        ),
        (orders(131), {}, "R1 .*: 131 capsules, and one batch may hold 130"),
        (
            [Prescription("45 mg", capsules=30)],
            {},
            r"prescription 1 \(30 capsules of 45 mg\): .* doses of naltrexone tablets",
        ),
        (
            orders(100),
            {"stock": (OnHand(TABLETS, "8 tablets"), STOCK[1])},
            "no lot that suits it has enough: 9 tablets and 11.999 mg of filler",
        ),
        (
            orders(100),
            {"stock": (OnHand(evolve(TABLETS, mean_mass="9000 mg"), "9 tablets"),)},
            "no lot of filler is in date",
        ),
        (
            orders(100),
            {
                "stock": (
                    OnHand(evolve(TABLETS, mean_mass="9000 mg"), "9 tablets"),
                    STOCK[1],
                )
            },
            "its powder does not fit a shell of size 3",
        ),
        (orders(*[131] * 12), {}, "R10 .* 130; and 2 more; leave them out"),
        (
            orders(100, 100),
            {"stock": (OnHand(TABLETS, "17 tablets"), STOCK[1])},
            r"enough for 1 of 2; left out: R2 \(100 capsules of 4.5 mg\)",
        ),
        (
            orders(100, 100),
            {"stock": (OnHand(TABLETS, "18 tablets"), OnHand(FILLER, "23 g"))},
            r"stock: .* enough for 1 of 2; left out: R2",
        ),
    ],
)
def test_what_cannot_be_made_is_named(
    asked: list[Prescription], changes: dict[str, Any], message: str
) -> None:
    """The error says which prescriptions, and why."""
    with pytest.raises(FieldError, match=message):
        production(asked, **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"most_capsules": 0}, "most_capsules: expected 1 to 100000 capsules"),
        ({"most_orders": 0}, "most_orders: expected 1 to 100000 prescriptions"),
        ({"aims": ("batches",)}, "aims: expected 'batches', 'expiry', 'powder', each"),
        ({"effort": True}, "effort: expected a number above zero, got True"),
        ({"effort": float("nan")}, "effort: expected a number above zero, at most"),
        ({"limit": 0}, "limit: expected a number above zero, at most"),
        ({"limit": "1 min"}, "limit: expected a number above zero, got '1 min'"),
        (
            {"day_of_compounding": "05/01/26"},
            "day_of_compounding: expected .* the year first",
        ),
        ({"stock": [TABLETS]}, "stock: expected a OnHand"),
        ({"shell": "3"}, "shell: expected a Shell"),
    ],
)
def test_arguments_are_read(changes: dict[str, Any], message: str) -> None:
    """Each argument is checked, and the message names it."""
    with pytest.raises(FieldError, match=message):
        production(orders(30, 60, 90, 40), **changes)


def test_no_prescription_is_no_day() -> None:
    """There is nothing to plan."""
    with pytest.raises(FieldError, match="prescriptions: expected at least one"):
        production([])


def test_only_a_production_plan_has_worksheets() -> None:
    """What is none is refused."""
    with pytest.raises(FieldError, match="production: expected a ProductionPlan"):
        batch_plans(ORDERS)  # type: ignore[arg-type]


ORDERS = orders(30, 60)


@pytest.mark.parametrize(
    ("material", "amount", "message"),
    [
        (evolve(TABLETS, lot=None), "9 tablets", "lot: expected a material with lot="),
        (TABLETS, "9 g", "amount: expected an amount such as '300 tablets'"),
        (TABLETS, "9.5 tablets", "amount: expected an amount such as '300 tablets'"),
        (FILLER, "9 tablets", "amount: expected an amount such as '250 g'"),
    ],
)
def test_a_lot_on_hand_is_checked(material: Any, amount: str, message: str) -> None:
    """A lot has an expiry date, and an amount of its kind."""
    with pytest.raises(FieldError, match=message):
        OnHand(material, amount)


def test_pooling_is_a_finding() -> None:
    """To make prescriptions together is anticipatory making; its limit is asked for."""
    (unlimited,) = production(orders(30, 60), most_orders=None).findings
    (limited,) = production(orders(30, 60), most_orders=2).findings

    assert (unlimited.code, unlimited.severity) == ("pooled", "caution")
    assert "its legal limit was not stated (most_orders)" in unlimited.message
    assert (limited.code, limited.severity) == ("pooled", "note")
    assert limited.message.startswith("1 of 1 batches pool prescriptions, up to 2 in")


def test_the_limit_of_orders_holds() -> None:
    """One prescription a batch: nothing is pooled, and nothing is found."""
    plan = production(orders(30, 60), most_orders=1)

    assert references(plan) == [["R2"], ["R1"]]
    assert plan.findings == ()


@pytest.mark.requirement("R39")
def test_a_patient_who_was_not_asked_is_named() -> None:
    """The day says whose other medicines nobody asked for."""
    (found,) = production([*orders(30), *orders(60, other_medicines=None)]).findings[:1]

    assert (found.code, found.severity) == ("not-asked", "caution")
    assert found.message.startswith("R1 (60 capsules of 4.5 mg): nobody said")


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("one", "other", "pooled"),
    [
        ((), (), ()),
        ((), None, None),
        (None, None, None),
        (("aspirin",), None, ("aspirin",)),
        (("aspirin",), ("aspirin", "zinc"), ("aspirin", "zinc")),
    ],
)
def test_a_pooled_batch_was_asked_for_where_all_were(
    one: tuple[str, ...] | None,
    other: tuple[str, ...] | None,
    pooled: tuple[str, ...] | None,
) -> None:
    """A name that was given is kept, and holds the batch by itself."""
    asked = [
        *orders(30, other_medicines=one),
        *orders(60, other_medicines=other),
    ]

    (made,) = production(asked).batches

    assert made.pooled.other_medicines == pooled


def test_two_prescriptions_of_one_reference_are_found() -> None:
    """The same number twice may be one order entered twice."""
    plan = production([*orders(30), *orders(60)], most_orders=1)

    (found,) = plan.findings
    assert (found.code, found.severity) == ("same-reference", "caution")
    assert found.message == (
        "R1 occurs 2 times: a prescription may have been entered twice"
    )


def test_each_prescription_is_screened() -> None:
    """What the screening finds names the prescription, and the worst comes first."""
    asked = [
        *orders(30),
        evolve(orders(60)[0], reference="R2", conditions=("liver failure",)),
    ]

    found = production(asked).findings[0]

    assert (found.code, found.severity) == ("acute-hepatitis", "stop")
    assert found.message.startswith("R2 (60 capsules of 4.5 mg): liver failure:")


@pytest.mark.requirement("R74")
def test_without_the_solver_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what installs it."""
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)

    with pytest.raises(MissingExtraError, match=r'"ldn-compound\[planning\]"$'):
        production(orders(30))


@pytest.mark.requirement("R74")
@pytest.mark.parametrize("little", [{"effort": 1e-9}, {"limit": 1e-9}])
def test_a_search_that_stops_early_gives_its_bound(little: dict[str, float]) -> None:
    """The largest first, each where it fits: 50 + 40, 35 + 30 + 25, 20.

    200 capsules at most 100 a batch are two batches at least, so a third may be too
    much: 50 + 30 + 20 and 40 + 35 + 25 are the best.
    """
    asked = orders(50, 30, 20, 40, 35, 25)

    plan = production(asked, most_capsules=100, **little)
    best = production(asked, most_capsules=100)

    assert references(plan) == [["R2", "R5", "R6"], ["R1", "R4"], ["R3"]]
    assert plan.aims[0] == Aim(name="batches", value=Fraction(3), bound=Fraction(2))
    assert plan.gap == Q("100 %") / 3
    (found,) = [each for each in plan.findings if each.code == "not-proved"]
    assert found.message == (
        "the search stopped early: batches is 3, and no plan is below 2, so about "
        "33.3 % of it may be too much; allow more effort or time to prove more"
    )
    assert references(best) == [["R4", "R5", "R6"], ["R1", "R2", "R3"]]
    assert best.optimal


@pytest.mark.parametrize(
    ("little", "message"),
    [
        ({"effort": 1e-9}, "effort: expected enough to find a plan, got 1e-09; allow"),
        ({"limit": 1e-9}, "limit: expected enough to find a plan, got 1e-09 seconds;"),
    ],
)
def test_too_little_to_find_any_plan_is_said(
    little: dict[str, float], message: str
) -> None:
    """90 + 30 and 60 + 40 of 130 take 12 and 9 tablets of the first lot, which has 9.

    So the first plan, all of the lot that expires first, is none that can be made.
    """
    stock = (OnHand(TABLETS, "9 tablets"), OnHand(FREE, "20 tablets"), STOCK[1])

    with pytest.raises(FieldError, match=message):
        production(orders(30, 60, 90, 40), stock=stock, **little)


def test_the_gap_is_that_of_the_first_aim_not_proved() -> None:
    """100 mg reached and at least 75 mg proved: a quarter of it may be too much."""
    proved = Aim(name="batches", value=Fraction(3), bound=Fraction(3))
    powder = Aim(name="powder", value=Fraction(100), bound=Fraction(75))

    plan = evolve(production(orders(30)), aims=(proved, powder))

    (found,) = production_findings((), (), plan.aims, None)
    assert (proved.gap, plan.gap, plan.optimal) == (Q("0 %"), Q("25 %"), False)
    assert "powder is 100 mg, and no plan is below 75 mg" in found.message


def test_many_sizes_and_a_large_batch_are_planned() -> None:
    """1 + 2 + ... + 29 = 435 capsules fit into one batch of 1000."""
    asked = orders(*range(1, 30))

    plan = production(asked, most_capsules=1000, most_orders=29)

    assert [each.capsules for each in plan.batches] == [435]
    assert plan.optimal


def test_figures_of_too_many_digits_are_refused() -> None:
    """The solver counts in whole numbers of 60 bits; nothing is rounded to fit."""
    mass = Q("171.2 mg/tablet") + Q("1 mg/tablet") / 3**40
    stock = (OnHand(evolve(TABLETS, mean_mass=mass), "20 tablets"), STOCK[1])

    with pytest.raises(FieldError, match="stock: expected masses and assays of fewer"):
        production(orders(30), stock=stock)
