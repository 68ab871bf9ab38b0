"""A day of many orders on the command line: one folder with all papers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ldn_compound.commands.day import main
from ldn_compound.interop.json import loads
from tests.orders.test_day import ON_HAND, TABLE


@pytest.fixture(name="asked")
def _asked(tmp_path: Path) -> list[str]:
    """Return a day of three orders, with its profile and a folder to write to."""
    orders, profile = tmp_path / "orders.csv", tmp_path / "profile.toml"
    orders.write_text(TABLE, "utf-8")
    profile.write_text(ON_HAND, "utf-8")
    asked = [str(orders), "--profile", str(profile), "--made-on", "2026-12-01"]
    return [*asked, "--most-capsules", "200", "--folder", str(tmp_path / "day")]


def test_all_papers_of_a_day_are_written(
    asked: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The day, and of each batch its papers, with a label for each order."""
    assert main([*asked, "--style", "text", "--limit", "60"]) == 0

    files = [Path(each).name for each in capsys.readouterr().out.splitlines()]
    assert sorted(files) == sorted(each.name for each in (tmp_path / "day").iterdir())
    assert files[0] == "day-2026-12-01-production.txt"
    assert sum("bench-sheet" in each for each in files) == 2
    (both,) = (tmp_path / "day").glob("*4.5-mg-90-labels.txt")
    labels = both.read_text("utf-8")
    for each in (
        "R-1",
        "R-2",
        "One at bedtime.",
        "30 capsules",
        "60 capsules",
        "Bridge",
    ):
        assert each in labels
    leaflets = sorted((tmp_path / "day").glob("*4.5-mg-90-leaflet-*.txt"))
    told = [" ".join(each.read_text("utf-8").split()) for each in leaflets]
    assert ["Number of capsules: 30 capsules" in each for each in told] == [True, False]
    assert ["Number of capsules: 60 capsules" in each for each in told] == [False, True]
    (plan,) = (tmp_path / "day").glob("*4.5-mg-90-plan.json")
    assert loads(plan.read_text("utf-8")).request.prescription.capsules == 90


def test_the_batches_come_as_json(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """For a program."""
    assert main([*asked, "--style", "html", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["ready"] is True
    by_strength = {each["strength"]: each for each in told["batches"]}
    assert by_strength["4.5 mg/capsule"]["orders"] == ["R-1", "R-2"]
    assert by_strength["1.5 mg/capsule"]["capsules"] == 100


def test_a_draft_ends_with_1(asked: list[str]) -> None:
    """One packing was not measured."""
    profile = Path(asked[2])
    text = profile.read_text("utf-8").replace('packing = { "3" = "200 mg" }\n', "")
    profile.write_text(text.replace('balance = "main"\n', ""), "utf-8")

    assert main([*asked, "--style", "text"]) == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--most-orders", "x"], "--most-orders: expected "),
        (["--limit", "soon"], "--limit: expected a number above zero, got 'soon'"),
        (["--limit", "0"], "--limit: expected a number above zero"),
        (["--style", "doc"], "--style: expected one of"),
        (["--language", "fr"], "--language: expected 'en' or 'de'"),
    ],
)
def test_what_cannot_be_is_told_by_its_option(
    asked: list[str], capsys: pytest.CaptureFixture[str], more: list[str], told: str
) -> None:
    """In one line."""
    assert main([*asked, *more]) == 2
    assert told in capsys.readouterr().err


def test_a_day_that_cannot_be_is_told(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """By the option where there is one."""
    asked[asked.index("200")] = "20"
    assert main(asked) == 2
    assert "ldn-compound day: error: " in capsys.readouterr().err
    asked[asked.index("2026-12-01")] = "1/2/26"
    assert main(asked) == 2
    assert "--made-on: expected a day" in capsys.readouterr().err
