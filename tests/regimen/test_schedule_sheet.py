"""The schedule sheet: which dose on which day, and of which capsules."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from ldn_compound import FieldError, reference
from ldn_compound.regimen import (
    Phase,
    Schedule,
    dose_table,
    plan_kit,
    render_schedule,
    schedule_sheet,
)
from tests.generated_sheets import spaced

WEEKLY = Schedule.linear("0.5 mg", "0.5 mg", "7 day", "4 mg")
KIT = plan_kit(WEEKLY, ["0.5 mg", "1.5 mg"])
DRAFT = "DRAFT - DO NOT TAKE"


@pytest.mark.requirement("R73")
def test_dates_doses_and_capsules_are_on_the_sheet() -> None:
    """The last week of the kit, with its dates and its capsules."""
    sheet = render_schedule(WEEKLY, "text", first_day="2026-01-05", kit=KIT)

    on_one_line = re.sub(r"\s+", " ", sheet)
    assert sheet.startswith(
        "Schedule: naltrexone hydrochloride 0.5 mg to 4 mg in 56 days\n"
    )
    # 5 January + 49 days is 23 February; + 55 days is 1 March
    assert (
        "50 to 56 2026-02-23 2026-03-01 4 mg "
        "2 capsules of 1.5 mg and 2 capsules of 0.5 mg"
    ) in on_one_line
    assert "Strength Capsules 1.5 mg 63 0.5 mg 63" in on_one_line


def test_a_first_day_that_is_none_is_named() -> None:
    """A text that is no day is refused by the name of its argument."""
    with pytest.raises(FieldError, match=r"^first_day: "):
        dose_table(WEEKLY, first_day="soon")


def test_a_sheet_without_a_kit_names_no_capsules() -> None:
    """Where no kit was planned, none is printed."""
    sheet = render_schedule(WEEKLY, "text")

    assert "Capsules to dispense" not in sheet
    assert re.search(r"50 to 56 +4 mg\n", sheet)


@pytest.mark.parametrize(
    ("days", "title"), [(1, "3 mg in 1 day"), (14, "3 mg in 14 days")]
)
def test_one_dose_is_no_range(days: int, title: str) -> None:
    """A course of one dose is headed by that dose."""
    sheet = render_schedule(Schedule([Phase("3 mg", days)]), "text")

    assert sheet.splitlines()[0] == f"Schedule: naltrexone hydrochloride {title}"


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_a_refused_dose_makes_a_draft(style: str) -> None:
    """45 mg a day is headed, in either style, by what the sheet is."""
    slip = WEEKLY.then("45 mg", 7)

    sheet = render_schedule(slip, style)  # type: ignore[arg-type]

    assert DRAFT in "".join(sheet.splitlines()[:3])
    assert "STOP" in sheet


def test_house_rules_decide() -> None:
    """A house that takes 45 mg gets a caution instead of a draft."""
    wide = evolve(reference.policy(), refused_above="50 mg")

    sheet = render_schedule(WEEKLY.then("45 mg", 7), "text", policy=wide)

    assert DRAFT not in sheet
    assert re.search(r"CAUTION +________ +45 mg a day", sheet)


def test_a_usual_schedule_has_no_findings() -> None:
    """An empty list is said, not left out."""
    assert "Findings\n" + "-" * 79 + "\nNone." in render_schedule(WEEKLY, "text")


def test_what_patients_are_told_has_its_source() -> None:
    """Each sentence names its source, and each source is printed with its title."""
    sheet = re.sub(r"\s+", " ", render_schedule(WEEKLY, "text"))

    for text, key in reference.patient_sentences():
        assert f"{text} [{key}]" in sheet
        assert f"{key}: " in sheet
        assert reference.source(key).title in sheet


def test_an_uncertain_source_is_marked() -> None:
    """A source at second hand says so where it is shown."""
    sheet = render_schedule(WEEKLY.then("6 mg", 7), "text")

    assert "Dosing-Info-2021 (secondary)" in re.sub(r"\s+", " ", sheet)


def test_markdown_has_a_table() -> None:
    """A notebook shows the doses as a table."""
    sheet = render_schedule(WEEKLY, "markdown", kit=KIT)

    assert "| 1 to 7 | 0.5 mg | 1 capsule of 0.5 mg |" in spaced(sheet)


def test_phases_are_rows() -> None:
    """Days and dose of each phase; one day is not a range."""
    course = Schedule([Phase("0.5 mg", 7), Phase("2 mg", 1), Phase("5 mg", 14)])

    assert dose_table(course) == (
        ("Days", "Dose each day"),
        ("1 to 7", "0.5 mg"),
        ("8", "2 mg"),
        ("9 to 22", "5 mg"),
    )


def test_rows_have_dates_and_capsules() -> None:
    """With a first day and a kit, a row says when and of what."""
    course = Schedule([Phase("0.5 mg", 7), Phase("3.5 mg", 1)])
    kit = plan_kit(course, ["0.5 mg", "1.5 mg"])

    assert dose_table(course, "2026-02-23", kit=kit) == (
        ("Days", "From", "To", "Dose each day", "Capsules each day"),
        ("1 to 7", "2026-02-23", "2026-03-01", "0.5 mg", "1 capsule of 0.5 mg"),
        (
            "8",
            "2026-03-02",
            "2026-03-02",
            "3.5 mg",
            "2 capsules of 1.5 mg and 1 capsule of 0.5 mg",
        ),
    )


def test_a_schedule_shows_itself_without_dates() -> None:
    """What a notebook shows is the sheet of no kit and no first day."""
    assert WEEKLY.as_sheet() == schedule_sheet(WEEKLY)


def test_an_unknown_style_is_refused() -> None:
    """Text or Markdown; nothing else is guessed."""
    with pytest.raises(FieldError, match="style: expected 'text' or 'markdown'"):
        render_schedule(WEEKLY, "pdf")  # type: ignore[arg-type]


def test_a_morning_order_says_so_and_nothing_else() -> None:
    """The time of the prescription stands in place of the usual one."""
    sheet = str(schedule_sheet(WEEKLY, time_of_day="morning"))

    assert "Take it in the morning." in sheet
    assert "bedtime" not in sheet
    assert "Take the dose of the day once, at bedtime." in str(schedule_sheet(WEEKLY))
    with pytest.raises(FieldError, match=r"^time_of_day: expected one of 'morning'"):
        schedule_sheet(WEEKLY, time_of_day="noon")
