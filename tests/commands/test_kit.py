"""A course on the command line, and the capsules that cover it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ldn_compound.commands.kit import main
from tests.orders.examples import PROFILE

#: 1.5, 3 and 4.5 mg for a week each: 7 x (1 + 2 + 3) capsules of 1.5 mg.
COURSE = ["--start", "1.5 mg", "--step", "1.5 mg", "--every", "7 day"]
UP = [*COURSE, "--target", "4.5 mg", "--strengths", "1.5 mg"]


def test_a_course_and_its_capsules_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """By its steps, or by the name of a published one."""
    assert main([*UP, "--first-day", "2026-12-01"]) == 0
    text = capsys.readouterr().out
    assert "2026-12-15  2026-12-21  4.5 mg" in text
    assert "1.5 mg    42" in text

    preset = ["--preset", "1.5-mg-every-7-days", "--strengths", "1.5 mg"]
    assert main([*preset, "--first-day", "2026-12-01"]) == 0
    assert capsys.readouterr().out == text


def test_the_capsules_come_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """For a program; a dose may be kept to one capsule."""
    assert main([*UP, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "days": 21,
        "capsules": {"1.5 mg": 42},
        "ready": True,
    }
    one = [*UP[:-1], "1.5 mg, 3 mg, 4.5 mg", "--at-most", "1", "--json"]
    assert main(one) == 0
    assert json.loads(capsys.readouterr().out)["capsules"] == {
        "4.5 mg": 7,
        "3 mg": 7,
        "1.5 mg": 7,
    }


def test_a_draft_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    """Doses that the house rules refuse."""
    high = ["--start", "12 mg", "--step", "1 mg", "--every", "7 day"]

    assert main([*high, "--target", "13 mg", "--strengths", "4 mg, 1 mg"]) == 1
    assert "DRAFT" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (COURSE, "--target: expected a course: --start, --step, --every, --target"),
        ([*UP, "--preset", "x"], "--preset: expected a preset, or a course by its"),
        (["--preset", "x", "--strengths", "1 mg"], "--preset: expected "),
        ([*UP[:-1], "2 mg"], "--strengths: expected doses that at most 4 capsules"),
        ([*UP[:-1], "2"], "--strengths: expected "),
        ([*UP[:-2]], "--strengths: expected "),
        ([*UP, "--first-day", "1/2/26"], "--first-day: expected a day"),
        ([*UP, "--at-most", "x"], "--at-most: expected a whole number"),
        (["--start", "1,5 mg", *UP[2:]], "--start: expected an amount"),
    ],
)
def test_what_cannot_be_is_told_by_its_option(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """In one line."""
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"ldn-compound kit: error: {told}")


def test_all_papers_of_a_kit_are_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Schedule, and of each strength its papers, with the days of each container."""
    profile = tmp_path / "profile.toml"
    profile.write_text(PROFILE)
    folder = ["--profile", str(profile), "--folder", str(tmp_path / "kit")]
    asked = [*UP, "--made-on", "2026-12-01", "--patient", "A. Example", *folder]
    asked += ["--time-of-day", "morning"]

    assert main([*asked, "--style", "text", "--batch-numbers", "B-17"]) == 0

    files = [Path(each) for each in capsys.readouterr().out.splitlines()]
    assert [each.name for each in files] == [
        "kit-schedule.txt",
        *(
            f"batch-1.5-mg-42-{name}"
            for name in (
                *("bench-sheet.txt", "master-formulation-record.txt", "labels.txt"),
                *("leaflet.txt", "plan.json"),
            )
        ),
    ]
    labels = " ".join(files[3].read_text("utf-8").split())
    # a week each of 1, 2 and 3 capsules
    for days, capsules in (("1 to 7", 7), ("8 to 14", 14), ("15 to 21", 21)):
        assert f"Days: {days}" in labels
        assert f"{capsules} capsules to swallow whole" in labels
    assert "Once a day, together: 3 capsules of 1.5 mg." in labels
    assert labels.count("A. Example") == 3
    assert labels.count("Time of day: in the morning") == 3
    assert "bedtime" not in files[0].read_text("utf-8") + files[4].read_text("utf-8")
    assert "B-17-1" in labels
    assert main([*asked, "--style", "text", "--replace", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["files"]) == 6


def test_papers_need_a_profile(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What the capsules are made of is said nowhere else."""
    assert main([*UP, "--folder", str(tmp_path)]) == 2
    assert "--profile: expected a profile" in capsys.readouterr().err


def test_a_code_needs_numbers_of_the_batches(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The option that gives them is named."""
    profile = tmp_path / "profile.toml"
    profile.write_text(PROFILE.replace('"Bridge"', '"Bridge"\nlabel_code = true'))
    folder = ["--profile", str(profile), "--folder", str(tmp_path / "kit")]

    assert main([*UP, "--made-on", "2026-12-01", *folder, "--style", "text"]) == 2
    assert "--batch-numbers: expected 1 to 20" in capsys.readouterr().err
