"""The kit: which strengths, and how many capsules of each, cover a schedule."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from ldn_compound import FieldError, Q, reference
from ldn_compound.regimen import Phase, Schedule, plan_kit
from ldn_compound.sheets.text import render_text
from tests.lazily import library

#: Google OR-tools, as a second opinion: it comes without types.
CP_MODEL: Any = library("ortools.sat.python.cp_model")

WEEKLY = Schedule.linear("0.5 mg", "0.5 mg", "7 day", "4 mg")

#: Days on which each dose is taken, strengths on offer (in tenths of 1 mg), capsules.
Case = tuple[dict[int, int], tuple[int, ...], int]


@st.composite
def cases(draw: DrawFn, strengths: int, doses: int) -> Case:
    """Draw a small course and an offer; most doses are made of the strengths."""
    sizes = tuple(draw(st.sets(st.integers(1, 30), min_size=1, max_size=strengths)))
    at_most = draw(st.integers(1, 4))
    made = st.lists(st.sampled_from(sizes), min_size=1, max_size=at_most).map(sum)
    dose = made if draw(st.integers(0, 4)) else st.integers(1, 60)
    wanted = draw(st.sets(dose, min_size=1, max_size=doses))
    return {each: draw(st.integers(1, 30)) for each in wanted}, sizes, at_most


def course_of(days: Mapping[int, int]) -> Schedule:
    """Make a schedule of doses in tenths of a milligram."""
    tenth = Q("0.1 mg")
    return Schedule([Phase(tenth * dose, taken) for dose, taken in days.items()])


def brute_force(
    days: Mapping[int, int], sizes: Sequence[int], at_most: int
) -> tuple[int, int] | None:
    """Return fewest strengths and then fewest capsules, by trying everything."""
    for number in range(1, len(sizes) + 1):
        totals = []
        for offer in combinations(sizes, number):
            counts = list(product(range(at_most + 1), repeat=number))
            fewest = {
                dose: min(
                    (
                        sum(each)
                        for each in counts
                        if sum(each) <= at_most
                        and sum(n * s for n, s in zip(each, offer, strict=True)) == dose
                    ),
                    default=None,
                )
                for dose in days
            }
            taken = [each for each in fewest.values() if each is not None]
            if len(taken) == len(days):
                totals.append(sum((fewest[dose] or 0) * days[dose] for dose in days))
        if totals:
            return number, min(totals)
    return None


def by_solver(
    days: Mapping[int, int], sizes: Sequence[int], at_most: int
) -> tuple[int, int] | None:
    """Return fewest strengths and then fewest capsules, by constraint programming."""
    model = CP_MODEL.CpModel()
    offered = {size: model.new_bool_var(f"offered {size}") for size in sizes}
    taken = {
        (dose, size): model.new_int_var(0, at_most, f"{size} for {dose}")
        for dose in days
        for size in sizes
    }
    for dose in days:
        model.add(sum(taken[dose, size] * size for size in sizes) == dose)
        model.add(sum(taken[dose, size] for size in sizes) <= at_most)
        for size in sizes:
            model.add(taken[dose, size] <= at_most * offered[size])
    capsules = sum(taken[dose, size] * days[dose] for dose in days for size in sizes)
    most = at_most * sum(days.values()) + 1
    model.minimize(sum(offered.values()) * most + capsules)
    solver = CP_MODEL.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == CP_MODEL.INFEASIBLE:
        return None
    assert status == CP_MODEL.OPTIMAL
    strengths, total = divmod(round(solver.objective_value), most)
    return strengths, total


def planned(case: Case) -> tuple[int, int] | None:
    """Return the number of strengths and of capsules of the kit, if there is one."""
    days, sizes, at_most = case
    try:
        kit = plan_kit(
            course_of(days), [Q("0.1 mg") * size for size in sizes], at_most=at_most
        )
    except FieldError:
        return None
    return len(kit.counts), sum(kit.counts.values())


@pytest.mark.slow
@pytest.mark.requirement("R71")
@settings(max_examples=500)
@given(case=cases(strengths=4, doses=4))
def test_brute_force_finds_no_better_kit(case: Case) -> None:
    """Of 500 small courses, each has the kit that trying everything finds, or none."""
    assert planned(case) == brute_force(*case)


@pytest.mark.requirement("R71")
@given(case=cases(strengths=10, doses=12))
def test_a_solver_finds_no_better_kit(case: Case) -> None:
    """On larger courses a solver that knows nothing of capsules agrees."""
    assert planned(case) == by_solver(*case)


@pytest.mark.requirement("R71")
@given(case=cases(strengths=6, doses=8))
def test_a_kit_makes_every_dose(case: Case) -> None:
    """Each dose is the sum of its capsules, few enough, and all are in the counts."""
    days, sizes, at_most = case
    if planned(case) is None:
        return
    strengths = [Q("0.1 mg") * size for size in sizes]

    kit = plan_kit(course_of(days), strengths, at_most=at_most)

    for each in kit.combinations:
        made = sum(count * strength.m_as("mg") for strength, count in each.capsules)
        assert made == each.dose.m_as("mg")
        assert sum(each.counts.values()) <= at_most
    held = sum(count * strength.m_as("mg") for strength, count in kit.counts.items())
    doses = [dose.m_as("mg") for _, dose, _ in kit.schedule.calendar("2026-01-05")]
    assert held == sum(doses)
    assert kit == plan_kit(course_of(days), strengths[::-1], at_most=at_most)


def test_a_kit_of_two_strengths_covers_eight_weeks() -> None:
    """63 x 0.5 mg and 63 x 1.5 mg are eight weekly steps from 0.5 mg to 4 mg."""
    kit = plan_kit(WEEKLY, ["0.5 mg", "1.5 mg"])

    # capsules of 0.5 mg a day: 1 2 0 1 2 0 1 2 = 9; of 1.5 mg: 0 0 1 1 1 2 2 2 = 9
    assert kit.counts == {Q("0.5 mg"): 9 * 7, Q("1.5 mg"): 9 * 7}
    assert kit.schedule.days == 56


def test_two_strengths_do_where_three_are_offered() -> None:
    """Fewest strengths first: 1.5 mg alone covers 1.5, 3 and 4.5 mg."""
    course = Schedule.preset("1.5-mg-every-7-days")

    kit = plan_kit(course, ["0.5 mg", "1.5 mg", "3 mg", "4.5 mg"])

    # 7 x 1 + 7 x 2 + 7 x 3
    assert kit.counts == {Q("1.5 mg"): 42}


def test_fewer_capsules_a_dose_take_more_strengths() -> None:
    """With at most two capsules a dose, 4.5 mg is 3 mg and 1.5 mg."""
    course = Schedule.preset("1.5-mg-every-7-days")

    kit = plan_kit(course, ["0.5 mg", "1.5 mg", "3 mg"], at_most=2)

    # 1.5: 1 x 1.5; 3: 1 x 3; 4.5: 1 x 3 + 1 x 1.5
    assert kit.counts == {Q("3 mg"): 14, Q("1.5 mg"): 14}


@pytest.mark.parametrize("name", reference.titration_names())
def test_every_preset_has_a_kit_of_two_strengths(name: str) -> None:
    """0.5 mg and 1.5 mg cover each published titration with at most four a dose."""
    kit = plan_kit(Schedule.preset(name), ["0.5 mg", "1.5 mg"])

    assert set(kit.counts) <= {Q("0.5 mg"), Q("1.5 mg")}


def test_every_dose_without_capsules_is_named() -> None:
    """All doses that nothing makes are in one message, with their neighbours."""
    with pytest.raises(
        FieldError,
        match=r"schedule: expected doses that at most 4 capsules of 1.5 mg make, got "
        r"0.5 mg, 1 mg, 2 mg, 2.5 mg, 3.5 mg, 4 mg; nearest to 0.5 mg: 1.5 mg; "
        r"nearest to 1 mg: 1.5 mg; nearest to 2 mg: 1.5 mg and 3 mg; .*"
        r"nearest to 4 mg: 3 mg and 4.5 mg; no capsule is opened",
    ):
        plan_kit(WEEKLY, ["1.5 mg"])


def test_many_doses_without_capsules_are_counted() -> None:
    """A long list is cut, and says by how much."""
    course = Schedule.linear("0.1 mg", "0.1 mg", "1 day", "0.8 mg")

    with pytest.raises(FieldError, match=r"0.5 mg, 0.6 mg and 2 more; nearest to 0.1"):
        plan_kit(course, ["1 mg"])


def test_a_kit_is_for_a_schedule() -> None:
    """What is no schedule has no kit."""
    with pytest.raises(
        FieldError, match=r"schedule: expected a Schedule, got '4\.5 mg'"
    ):
        plan_kit("4.5 mg", ["1.5 mg"])  # type: ignore[arg-type]


def test_too_many_strengths_are_refused() -> None:
    """Twenty strengths are compared; more are no offer."""
    offer = [f"{number} mg" for number in range(1, 22)]

    with pytest.raises(FieldError, match="strengths: expected at most 20 strengths"):
        plan_kit(WEEKLY, offer)


def test_a_dose_that_comes_again_is_made_alike() -> None:
    """After a step back the same dose takes the same capsules."""
    course = Schedule.preset("1.5-mg-every-7-days").stepped_back(7, on=15)

    kit = plan_kit(course, ["1.5 mg"])

    assert [str(each.dose) for each in kit.combinations] == ["1.5 mg", "3 mg", "4.5 mg"]
    # 7 x 1 + 7 x 2 + 7 x 2 + 7 x 3
    assert kit.counts == {Q("1.5 mg"): 56}
    assert kit.on(15).counts == {Q("1.5 mg"): 2}


def test_the_capsules_of_some_days() -> None:
    """Days 7 and 8 of the weekly steps take one and two capsules of 0.5 mg."""
    kit = plan_kit(WEEKLY, ["0.5 mg", "1.5 mg"])

    assert kit.taken(7, 8) == {Q("0.5 mg"): 3}
    assert kit.taken(8, 7) == {}


def test_each_strength_is_a_prescription() -> None:
    """A kit leads to the batches that make it, in the form of the schedule."""
    course = Schedule.linear("0.5 mg", "0.5 mg", "7 day", "4 mg", form="naltrexone")

    orders = plan_kit(course, ["0.5 mg", "1.5 mg"]).prescriptions

    assert [(str(each.strength), each.capsules) for each in orders] == [
        ("1.5 mg/capsule", 63),
        ("0.5 mg/capsule", 63),
    ]
    assert {each.form for each in orders} == {"naltrexone"}


def test_a_kit_is_a_table() -> None:
    """Strengths and counts as text, the header first."""
    assert plan_kit(WEEKLY, ["0.5 mg", "1.5 mg"]).table() == (
        ("Strength", "Capsules"),
        ("1.5 mg", "63"),
        ("0.5 mg", "63"),
    )


def test_a_kit_has_its_strengths_and_doses() -> None:
    """7 days each of 1, 2 and 3 capsules of 1.5 mg are 42 capsules."""
    course = Schedule.preset("1.5-mg-every-7-days")

    sheet = plan_kit(course, ["1.5 mg"]).as_sheet()

    assert sheet.title == "Kit: naltrexone hydrochloride 1.5 mg"
    printed = re.sub(r"\s+", " ", render_text(sheet))
    assert "1.5 mg 42" in printed
    assert "3 mg 2 capsules of 1.5 mg" in printed


def test_a_kit_travels() -> None:
    """A kit is hashable, and equal after a journey to another process."""
    kit = plan_kit(WEEKLY, ["0.5 mg", "1.5 mg"])

    again = pickle.loads(pickle.dumps(kit))  # noqa: S301 - our own bytes

    assert again == kit
    assert hash(again) == hash(kit)


def test_containers_say_for_which_days_they_are() -> None:
    """0.5 mg for a week, 3.5 mg of both for a week, and then 1.5 mg for two."""
    course = Schedule([Phase("0.5 mg", 7), Phase("3.5 mg", 7), Phase("1.5 mg", 14)])
    kit = plan_kit(course, ["0.5 mg", "1.5 mg"])

    small, large = (kit.containers(each) for each in ("0.5 mg", "1.5 mg"))

    assert [(each.days, each.quantity) for each in small] == [((1, 7), 7), ((8, 14), 7)]
    assert [(each.days, each.quantity) for each in large] == [
        ((8, 14), 14),
        ((15, 28), 14),
    ]
    both = "Once a day, together: 2 capsules of 1.5 mg and 1 capsule of 0.5 mg."
    assert small[0].directions == "Once a day: 1 capsule of 0.5 mg."
    assert small[1].directions == large[0].directions == both
    with pytest.raises(
        FieldError, match=r"^strength: expected one of 1\.5 mg, 0\.5 mg"
    ):
        kit.containers("3 mg")
