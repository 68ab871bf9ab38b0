"""What is found in the entries of a batch."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import Balance, FillToVolume, Finding, Lot, Q, reference
from ldn_compound.batch_plan import plan_whole_tablets
from ldn_compound.model.made import Made, Weighed
from ldn_compound.plan.bench.findings import check_made
from ldn_compound.plan.bench.made import bench_weighings
from tests.examples import FILLER, ORDER, SHELL, TABLETS, batch
from tests.strategies import plan_arguments, plan_of

POWDER = "powder of crushed naltrexone hydrochloride tablets"


def found(**entries: Any) -> list[Finding]:
    """Return what is found in some entries of the example batch."""
    return list(check_made(batch(), Made(**entries)))


@given(plan_arguments())
def test_a_batch_made_as_planned_has_no_finding(arguments: dict[str, Any]) -> None:
    """Every weighing on its target and every capsule filled: nothing to say."""
    plan = plan_of(arguments)
    exact = [
        Weighed(each.item, actual=each.target)
        for each in bench_weighings(plan)
        if not each.estimated
    ]

    made = Made(weighed=exact, capsules=plan.shells, blend_mass=plan.blend_as_weighed)

    assert check_made(plan, made) == ()


def test_nothing_entered_is_nothing_found() -> None:
    """What is still blank is not judged."""
    assert found() == []


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    ("actual", "severity"),
    # 1587 mg: 2 % more; 90 % and 110 % are 1428.3 mg and 1745.7 mg
    [
        ("1619 mg", "caution"),
        ("1428.3 mg", "caution"),
        ("1428.2 mg", "stop"),
        ("1745.7 mg", "caution"),
        ("1745.8 mg", "stop"),
    ],
)
def test_powder_that_is_off_is_found(actual: str, severity: str) -> None:
    """Beyond the tolerance a caution; beyond the limits of the content a stop."""
    (off,) = found(weighed=[Weighed(POWDER, actual=actual)])

    assert (off.code, off.severity) == ("weighing-off", severity)
    assert f"{actual} was weighed".replace(" mg", "") in off.message.replace(" mg", "")
    assert "1587 mg is the target, 1571.13 mg to 1602.87 mg is allowed" in off.message


def test_filler_that_is_off_is_a_caution() -> None:
    """It changes how full the shells are; the drug that was weighed is the same."""
    (off,) = found(weighed=[Weighed("sucrose", actual="6 g")])

    assert (off.code, off.severity) == ("weighing-off", "caution")


def test_an_estimate_cannot_be_off() -> None:
    """By volume the filler is whatever the cylinder took."""
    plan = batch(fill=FillToVolume())

    made = Made(weighed=[Weighed("sucrose", actual="6 g")], blend_mass="7 g")

    assert check_made(with_limited_loss(plan), made) == ()


def with_limited_loss(plan: Any) -> Any:
    """Return the plan under rules that limit the loss of blend."""
    rules = evolve(plan.request.policy, greatest_loss="3 %")
    return evolve(plan, request=evolve(plan.request, policy=rules))


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    ("mass", "codes"),
    # ten tablets of 171.2 mg: 2 % more are 1746.24 mg
    [
        ("1746.24 mg", []),
        ("1746.25 mg", ["mean-mass-changed"]),
        ("1677 mg", ["mean-mass-changed"]),
    ],
)
def test_a_changed_mean_mass_stops(mass: str, codes: list[str]) -> None:
    """More than 2 % off, and the batch is planned again."""
    stops = found(tablets_mass=mass)

    assert [each.code for each in stops] == codes
    assert all(each.severity == "stop" for each in stops)


@pytest.mark.requirement("R54")
def test_another_count_of_tablets_is_found() -> None:
    """Eleven crushed, ten planned: what is left over is not what the plan says."""
    (counted,) = found(tablets_counted=11)

    assert counted.message == "11 tablets were crushed, 10 are planned"
    assert found(tablets_counted=10) == []


def test_tablets_of_powder_are_not_judged() -> None:
    """All powder of whole tablets goes in: heavier ones carry no other dose."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)
    made = Made(weighed=[Weighed("sucrose", actual=plan.fillers[0].to_weigh)])

    assert check_made(plan, made) == ()


@pytest.mark.parametrize(
    ("kept", "codes"),
    # of 103: 97 are 94.2 %, 98 are 95.1 %
    [(97, ["yield-off"]), (98, []), (103, []), (104, ["capsules-too-many"])],
)
def test_the_yield_is_held_against_its_goal(kept: int, codes: list[str]) -> None:
    """From 95 % to 105 % of those planned, and never more than were planned."""
    assert [each.code for each in found(capsules=kept)] == codes


def test_rejected_capsules_count_among_those_filled() -> None:
    """100 kept and 4 rejected are one more than 103: each held less."""
    (many,) = found(capsules=100, rejected=4)

    assert many.severity == "stop"
    assert many.message.startswith("1 capsule more than the 103 planned")


def test_the_worst_comes_first() -> None:
    """A stop stands before a caution."""
    both = found(tablets_counted=11, tablets_mass="2 g")

    assert [each.severity for each in both] == ["stop", "caution"]


@pytest.mark.requirement("R54")
def test_lost_blend_is_found() -> None:
    """Of 13 945 mg, 3 % are 418.35 mg; a note where the rules have no limit."""
    plan = with_limited_loss(batch())
    expected = plan.blend_as_weighed
    allowed = expected * reference.policy("dac-nrf").greatest_loss

    most = Made(blend_mass=expected - allowed)
    more = Made(blend_mass=(expected - allowed) * 999 / 1000)

    assert check_made(plan, most) == ()
    (lost,) = check_made(plan, more)
    assert (lost.code, lost.source) == ("blend-lost", "pz-mass-loss")
    assert lost.severity == "caution"
    (said,) = check_made(batch(), more)
    assert evolve(said, severity="caution") == lost
    assert said.severity == "note"


@pytest.mark.requirement("R54")
def test_more_blend_than_was_weighed_in_stops() -> None:
    """Of 13 945 mg, 1 % are 139.45 mg: a little of it is moisture and the balance."""
    expected = batch().blend_as_weighed

    assert found(blend_mass=expected * 101 / 100) == []
    (gained,) = found(blend_mass="14.1 g")
    assert (gained.code, gained.severity) == ("blend-gained", "stop")
    assert gained.message == (
        "155 mg more blend than the 13\u00a0945 mg weighed in, beyond 1 %: a weighing "
        "is wrong, or something else is in it"
    )


@pytest.mark.requirement("R54")
def test_heavier_tablets_make_a_heavier_blend() -> None:
    """Within 2 % their powder is weighed by the mean mass found: no stranger is in it.

    100 x 10 mg are 20 tablets of 400 mg, 8000 mg, of 200 mg to a shell: 40 shells; 60 x
    130 mg are 7800 mg. At 407.9 mg to a tablet 8158 mg are weighed: 15 958 mg.
    """
    heavy = evolve(TABLETS, mean_mass="400 mg")
    order = evolve(ORDER, strength="10 mg")
    plan = batch(prescription=order, drug=heavy, spare_capsules=0)
    mass: dict[str, Any] = {
        "tablets_counted": plan.tablets.to_crush if plan.tablets else 0
    }
    mass["tablets_mass"] = Q("407.9 mg") * mass["tablets_counted"]

    assert plan.blend_as_weighed == Q("15800 mg")
    assert check_made(plan, Made(blend_mass="16117 mg", **mass)) == ()
    (gained,) = check_made(plan, Made(blend_mass="16118 mg", **mass))
    assert gained.code == "blend-gained"
    assert "the 15\u00a0958 mg weighed in" in gained.message


def test_a_portion_weighs_what_it_weighs() -> None:
    """Of a trituration the portion stays, whatever the tablets weigh."""
    plan = batch(
        prescription=evolve(ORDER, strength="0.5 mg", capsules=30),
        balance=Balance(readability="10 mg"),
    )
    expected = plan.blend_as_weighed

    made = Made(tablets_mass="520 mg", tablets_counted=3, blend_mass=expected)

    assert plan.trituration is not None
    assert "blend-gained" not in [each.code for each in check_made(plan, made)]
    more = evolve(made, blend_mass=expected * 102 / 100)
    assert "blend-gained" in [each.code for each in check_made(plan, more)]


@pytest.mark.requirement("R54")
def test_whole_tablets_weigh_what_they_weigh() -> None:
    """All of their powder goes in: nine of 180 mg make the blend heavier."""
    plan = plan_whole_tablets(ORDER, drug=TABLETS, filler=FILLER, shell=SHELL)
    mass: dict[str, Any] = {
        "tablets_counted": 9,
        "tablets_mass": "1570 mg",
    }  # 174.4 mg each, 1.9 % more
    heavier = plan.blend_as_weighed + Q("1570 mg") - Q("1540.8 mg")

    assert check_made(plan, Made(blend_mass=heavier * 101 / 100, **mass)) == ()
    (gained,) = check_made(plan, Made(blend_mass=heavier * 102 / 100, **mass))
    assert gained.code == "blend-gained"


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(("rejected", "missing"), [(2, 1), (3, 0), (None, 0)])
def test_capsules_that_are_nowhere_are_found(
    rejected: int | None, missing: int
) -> None:
    """100 kept and 2 rejected of 103 leave one; what is blank is not judged."""
    lost = found(capsules=100, rejected=rejected)

    assert [each.code for each in lost] == ["capsules-missing"] * missing
    assert all(
        each.message
        == "1 capsule of the 103 planned are neither kept nor rejected: count again"
        for each in lost
    )


@pytest.mark.requirement("R47")
@pytest.mark.parametrize(("day", "codes"), [("31", []), ("30", ["lot-expired"])])
def test_a_lot_that_was_out_of_date_stops(day: str, codes: list[str]) -> None:
    """Up to and including its last day a lot may be used."""
    old = Lot("A17", expires=f"2026-03-{day}")
    plan = batch(filler=evolve(FILLER, lot=old))

    late = check_made(plan, Made(made_on="2026-03-31"))

    assert [each.code for each in late] == codes
    for each in late:
        assert (each.severity, each.field) == ("stop", "made_on")
        assert each.message == "sucrose expired on 2026-03-30; made on 2026-03-31"
    assert check_made(plan, Made()) == ()


@pytest.mark.requirement("R54")
@pytest.mark.parametrize(
    ("by", "checked", "alone"),
    [("AB", "ab ", True), ("AB", "CD", False), ("AB", None, False)],
)
def test_nobody_checks_their_own_work(
    by: str, checked: str | None, *, alone: bool
) -> None:
    """Of a weighing and of the batch; the initials are the same in any case."""
    target = bench_weighings(batch())[1].target
    weighed = Weighed("sucrose", actual=target, weighed_by=by, checked_by=checked)
    expected = ["AB made and checked {}: another person has to check"] * alone

    for entries, what in (
        ({"weighed": [weighed]}, "sucrose"),
        ({"made_by": by, "checked_by": checked}, "the batch"),
    ):
        said = found(**entries)
        assert [each.message for each in said] == [
            each.format(what) for each in expected
        ]
        assert all(each.code == "checked-alone" for each in said)
