"""The schedule: which dose on which day."""

from __future__ import annotations

import datetime as dt
import pickle
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q, UnitError, UnknownNameError, reference
from ldn_compound.regimen import Phase, Schedule

UP = Schedule.linear("1.5 mg", "1.5 mg", "7 day", "4.5 mg")


def shape(schedule: Schedule) -> list[tuple[str, int]]:
    """List dose and days of each phase."""
    return [(str(phase.dose), phase.days) for phase in schedule.phases]


@pytest.mark.requirement("R70")
def test_it_goes_up_by_steps() -> None:
    """Half a milligram more every week, from 0.5 mg to 4.5 mg, is nine weeks."""
    course = Schedule.linear(
        start="0.5 mg", step="0.5 mg", every="7 day", target="4.5 mg"
    )

    doses = ["0.5 mg", "1 mg", "1.5 mg", "2 mg", "2.5 mg"]
    doses += ["3 mg", "3.5 mg", "4 mg", "4.5 mg"]
    assert shape(course) == [(dose, 7) for dose in doses]
    assert course.days == 63


def test_steps_of_a_tenth_stay_exact() -> None:
    """Steps of 0.1 mg give 0.3 mg and 0.7 mg, not 0.30000000000000004 mg."""
    course = Schedule.linear("0.1 mg", "0.1 mg", "1 day", "4.5 mg")

    printed = [str(dose) for _, dose, _ in course.calendar("2026-01-05")]

    # 0.1 to 4.5 in tenths: 45 days, written out digit by digit
    tenths = [f"{n // 10}.{n % 10}" if n % 10 else f"{n // 10}" for n in range(1, 46)]
    assert printed == [f"{number} mg" for number in tenths]


@pytest.mark.requirement("R70")
def test_the_target_is_never_passed() -> None:
    """From 1 mg by 1 mg to 4.5 mg, the last step is half a milligram."""
    course = Schedule.linear("1 mg", "1 mg", "7 day", "4.5 mg")

    assert [dose for dose, _ in shape(course)] == [
        "1 mg",
        "2 mg",
        "3 mg",
        "4 mg",
        "4.5 mg",
    ]


def test_a_start_at_the_target_is_one_phase() -> None:
    """Who starts at the target takes it for one interval."""
    assert shape(Schedule.linear("3 mg", "1.5 mg", "14 day", "3 mg")) == [("3 mg", 14)]


@pytest.mark.requirement("R70")
@given(start=st.integers(1, 50), step=st.integers(1, 50), more=st.integers(0, 400))
def test_a_linear_schedule_rises_to_its_target(
    start: int, step: int, more: int
) -> None:
    """Each step is the one asked for, but the last, which may be smaller."""
    tenth = Q("0.1 mg")

    course = Schedule.linear(
        tenth * start, tenth * step, "7 day", tenth * (start + more)
    )

    doses = [phase.dose for phase in course.phases]
    steps = [after - before for before, after in pairwise(doses)]
    assert doses[0] == tenth * start
    assert doses[-1] == tenth * (start + more)
    assert all(each == tenth * step for each in steps[:-1])
    assert all(Q("0 mg") < each <= tenth * step for each in steps[-1:])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"target": "1 mg"},
            r"target: expected a dose not below the start of 1.5 mg, got 1 mg; to go",
        ),
        ({"start": "0 mg"}, r"start: expected a dose above zero .*, got 0 mg"),
        ({"step": "0 mg"}, r"step: expected a dose above zero .*, got 0 mg"),
        ({"target": "4.5 mL"}, r"target: expected a dose above zero .*, got 4.5 mL"),
        (
            {"step": "0.001 mg"},
            r"step: expected a step that reaches 4.5 mg in at most 1000 phases",
        ),
        ({"every": "1 month"}, r"every: expected a number of days .* got 1 month"),
        ({"every": "3.5 day"}, r"every: expected 1 to 3660 days .* got '3.5 day'"),
        ({"every": 7}, r"every: expected 1 to 3660 days .* got 7"),
        ({"form": "LDN"}, r"form: expected one of 'naltrexone', .* got 'LDN'"),
    ],
)
def test_an_impossible_rise_is_refused(arguments: dict[str, Any], message: str) -> None:
    """A schedule that cannot be taken names the argument at fault."""
    usual = {"start": "1.5 mg", "step": "1.5 mg", "every": "7 day", "target": "4.5 mg"}

    with pytest.raises(FieldError, match=message):
        Schedule.linear(**(usual | arguments))


def test_the_most_phases_are_taken() -> None:
    """A thousand phases are allowed; one more is not."""
    assert len(Schedule.linear("0.01 mg", "0.01 mg", "1 day", "10 mg").phases) == 1000
    with pytest.raises(FieldError, match="in at most 1000 phases"):
        Schedule.linear("0.01 mg", "0.01 mg", "1 day", "10.01 mg")


@pytest.mark.parametrize("dose", [4.5, True, None, "4,5 mg", "nan mg", ""])
def test_a_dose_without_a_unit_is_refused(dose: Any) -> None:
    """A dose is an amount, never a bare number."""
    with pytest.raises(UnitError, match=r"dose: expected an amount such as '4\.5 mg'"):
        Phase(dose, 7)


@pytest.mark.parametrize("days", [0, -7, 100_001])
def test_a_phase_takes_days(days: int) -> None:
    """No day at all is no phase, nor are three hundred years."""
    with pytest.raises(
        FieldError, match=f"days: expected 1 to 100000 days, got {days}"
    ):
        Phase("1.5 mg", days)


@pytest.mark.parametrize("days", [7.0, True, None])
def test_days_are_whole(days: Any) -> None:
    """Days are counted: no float, no bool."""
    with pytest.raises(FieldError, match="days: expected a whole number"):
        Phase("1.5 mg", days)


@pytest.mark.parametrize(
    ("phases", "message"),
    [
        ((), r"phases: expected 1 to 1000 phases, got 0"),
        ((Phase("1 mg", 1),) * 1001, r"phases: expected 1 to 1000 phases, got 1001"),
        ("1.5 mg", r"phases: expected phases, such as .* got '1.5 mg'"),
        (["1.5 mg"], r"phases: expected phases, such as .* got '1.5 mg'"),
        (
            (Phase("1 mg", 18_300), Phase("2 mg", 18_301)),
            r"phases: expected at most 36600 days in all, got 36601",
        ),
    ],
)
def test_a_schedule_takes_phases(phases: Any, message: str) -> None:
    """A schedule has phases, and no more than a life takes."""
    with pytest.raises(FieldError, match=message):
        Schedule(phases)


@pytest.mark.parametrize(
    ("day", "dose"),
    [(1, "1.5 mg"), (7, "1.5 mg"), (8, "3 mg"), (14, "3 mg"), (15, "4.5 mg")],
)
def test_a_dose_begins_on_its_day(day: int, dose: str) -> None:
    """The first week is day 1 to 7; day 8 is the first of the next dose."""
    assert UP.dose_on(day) == Q(dose)


@pytest.mark.parametrize("day", [0, 22, -1, 1.0, True, "1"])
def test_a_day_outside_the_schedule_is_refused(day: Any) -> None:
    """Days are counted from 1 to the last."""
    with pytest.raises(FieldError, match="day_number: expected a day from 1 to 21"):
        UP.dose_on(day)


def test_the_doses_are_listed_once() -> None:
    """A dose that is taken twice is one dose."""
    assert UP.then("3 mg", 7).doses == (Q("1.5 mg"), Q("3 mg"), Q("4.5 mg"))


def test_a_dose_is_held_where_it_is_taken() -> None:
    """A hold on a day keeps the dose of that day, and what follows moves."""
    assert shape(UP.held(5, on=8)) == [("1.5 mg", 7), ("3 mg", 12), ("4.5 mg", 7)]


def test_the_last_dose_is_held() -> None:
    """Without a day, the target is kept on."""
    assert shape(UP.held("90 day"))[-1] == ("4.5 mg", 97)


def test_a_step_back_goes_on_afterwards() -> None:
    """Back on day 17 for a week: the broken phase is begun again, whole."""
    assert shape(UP.stepped_back("7 day", on=17)) == [
        ("1.5 mg", 7),
        ("3 mg", 7),
        ("4.5 mg", 2),
        ("3 mg", 7),
        ("4.5 mg", 7),
    ]


def test_a_step_back_on_the_first_day_of_a_dose() -> None:
    """A dose that was not taken yet leaves no phase of no days."""
    assert shape(UP.stepped_back(7, on=8)) == [
        ("1.5 mg", 7),
        ("1.5 mg", 7),
        ("3 mg", 7),
        ("4.5 mg", 7),
    ]


def test_a_step_back_leads_to_a_lower_dose() -> None:
    """After a lower phase in between, the step back passes over equal doses."""
    course = Schedule([Phase("1.5 mg", 7), Phase("3 mg", 7), Phase("3 mg", 7)])

    assert shape(course.stepped_back(3, on=16)) == [
        ("1.5 mg", 7),
        ("3 mg", 7),
        ("3 mg", 1),
        ("1.5 mg", 3),
        ("3 mg", 7),
    ]


def test_there_is_no_step_back_from_the_first_dose() -> None:
    """Nothing lower was taken before; none is made up."""
    with pytest.raises(
        FieldError,
        match=r"on: expected a day after a dose lower than 1.5 mg, got day 3",
    ):
        UP.stepped_back(7, on=3)


@pytest.mark.parametrize("change", [UP.held, UP.stepped_back])
def test_changes_need_a_day_of_the_schedule(change: Any) -> None:
    """A hold or a step back on a day that is not there is refused."""
    with pytest.raises(FieldError, match="on: expected a day from 1 to 21, got 22"):
        change(7, on=22)


def test_a_change_leaves_the_first_schedule() -> None:
    """Nobody's schedule changes under their hands, and the form is kept."""
    base = Schedule([Phase("1.5 mg", 7)], form="naltrexone")

    longer = base.held(7).then("3 mg", 7).stepped_back(1, on=16)

    assert shape(base) == [("1.5 mg", 7)]
    assert longer.form == "naltrexone"


@pytest.mark.requirement("R70")
def test_the_calendar_crosses_a_leap_day() -> None:
    """Day 2 after 28 February 2028 is 29 February; day 3 is 1 March."""
    rows = list(Schedule([Phase("1.5 mg", 3)]).calendar(dt.date(2028, 2, 28)))

    assert rows == [
        (dt.date(2028, 2, 28), Q("1.5 mg"), 1),
        (dt.date(2028, 2, 29), Q("1.5 mg"), 2),
        (dt.date(2028, 3, 1), Q("1.5 mg"), 3),
    ]


@pytest.mark.parametrize(
    "first_day", ["05/01/2026", None, dt.datetime(2026, 1, 5, tzinfo=dt.UTC)]
)
def test_a_calendar_needs_a_date(first_day: Any) -> None:
    """The first day is a date that can be read in one way only."""
    with pytest.raises(FieldError, match="first_day: expected"):
        list(UP.calendar(first_day))


@pytest.mark.parametrize("name", reference.titration_names())
def test_a_preset_is_what_its_source_says(name: str) -> None:
    """A preset goes from its start to its target by its step."""
    found, course = reference.titration(name), Schedule.preset(name)

    assert course.phases[0].dose == found.start
    assert course.phases[-1].dose == found.target
    assert course.phases[1].dose - course.phases[0].dose == found.step
    assert {phase.days for phase in course.phases} == {found.every.count}
    assert course.findings == ()


def test_an_unknown_preset_is_refused() -> None:
    """No schedule is made up for a name that no source has."""
    with pytest.raises(UnknownNameError, match=r"titration: .* such as '1\.5-mg-ever"):
        Schedule.preset("1.5-mg-every-3-days")


def test_a_dose_above_the_usual_is_found() -> None:
    """6 mg a day is more than the usual 4.5 mg, and a person confirms it."""
    (found,) = UP.then("6 mg", 7).findings

    assert (found.code, found.severity) == ("dose-unusual", "caution")
    assert found.message.startswith("6 mg a day: outside the usual 0.5 mg to 4.5 mg")


def test_records_travel() -> None:
    """A schedule is hashable, and equal after a journey to another process."""
    again = pickle.loads(pickle.dumps(UP))  # noqa: S301 - our own bytes

    assert again == UP
    assert hash(again) == hash(UP)
    assert eval(repr(UP), {"Schedule": Schedule, "Phase": Phase, "Q": Q}) == UP  # noqa: S307
