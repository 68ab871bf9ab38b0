"""All papers of a batch from the command line, in one folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ldn_compound.commands.papers import main
from ldn_compound.interop.json import loads
from tests.orders.examples import ORDER, PROFILE


@pytest.fixture(name="asked")
def _asked(tmp_path: Path) -> list[str]:
    """Return an order with its profile, and a folder to write to."""
    profile, order = tmp_path / "profile.toml", tmp_path / "order.toml"
    profile.write_text(PROFILE.replace('"Bridge"', '"Bridge"\nphone = "555 0100"'))
    order.write_text(ORDER + 'prescription = "R-1"\ndirections = "One at bedtime."\n')
    folder = str(tmp_path / "papers")
    return [str(order), "--profile", str(profile), "--folder", folder]


def test_all_papers_are_written(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As PDF, and the plan beside them; their names are printed."""
    assert main(asked) == 0

    files = [Path(each) for each in capsys.readouterr().out.splitlines()]
    assert [each.name.removeprefix("R-1-4.5-mg-100-") for each in files] == [
        *("bench-sheet.pdf", "master-formulation-record.pdf", "label.pdf"),
        *("leaflet.pdf", "plan.json"),
    ]
    assert all(each.read_bytes().startswith(b"%PDF-") for each in files[:-1])
    assert loads(files[-1].read_text("utf-8")).ready


def test_they_say_what_order_profile_and_options_say(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Directions, pharmacy, batch number, language."""
    typed = ("--style", "text", "--batch-number", "B-17", "--json", "--language", "de")
    assert main([*asked, *typed]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["ready"] is True
    (label,) = (each for each in told["files"] if "label" in each)
    text = Path(label).read_text("utf-8")
    for each in ("One at bedtime.", "Bridge, 555 0100", "B-17", "4,5 mg"):
        assert each in text

    assert main([*asked, "--style", "text"]) == 2
    assert "--folder: expected a folder without these" in capsys.readouterr().err
    assert main([*asked, "--style", "text", "--replace"]) == 0


def test_a_draft_ends_with_1(asked: list[str], tmp_path: Path) -> None:
    """Its papers are written, each with its banner."""
    profile = tmp_path / "profile.toml"
    profile.write_text(PROFILE.replace('packing = { "3" = "200 mg" }', ""))

    assert main([*asked, "--style", "text"]) == 1
    for file in (tmp_path / "papers").glob("*.txt"):
        assert "DRAFT" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--style", "doc"), "--style: expected one of 'text'"),
        (("--paper", "A5"), "--paper: expected 'A4' or 'Letter'"),
        (("--language", "fr"), "--language: expected 'en' or 'de'"),
        (("--batch-number", "a\nb"), "--batch-number: expected one line"),
        (("--capsules", "0"), "--capsules: expected 1 to"),
    ],
)
def test_what_cannot_be_is_told_by_its_option(
    asked: list[str],
    capsys: pytest.CaptureFixture[str],
    typed: tuple[str, ...],
    told: str,
) -> None:
    """And nothing is written."""
    assert main([*asked, *typed]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_told(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands in its place."""
    (tmp_path / "papers").write_text("", "utf-8")

    assert main(asked) == 2
    assert "--folder: expected a folder that can be" in capsys.readouterr().err
