"""Labels from the command line."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from ldn_compound.commands.label import main
from tests.orders.examples import ORDER, PROFILE


@pytest.fixture(name="asked")
def _asked(tmp_path: Path) -> list[str]:
    """Return an order with its profile."""
    profile, order = tmp_path / "profile.toml", tmp_path / "order.toml"
    house = 'label_size = "tall"\nlabel_text = "Ask us."\nlabel_rules = ["us-nc"]'
    profile.write_text(PROFILE.replace('"Bridge"', f'"Bridge"\n{house}'))
    order.write_text(ORDER + 'patient = "A. Example"\nrefills = 2\n')
    return [str(order), "--profile", str(profile)]


def test_a_label_is_printed(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What order, profile and options say stands on it."""
    options = ["--batch-number", "B-17", "--dispensed-by", "C. Pharmacist"]

    assert main([*asked, *options, "--refills", "3"]) == 0

    text = " ".join(capsys.readouterr().out.split())
    for each in (
        *("Patient: A. Example", "Dispensed by: C. Pharmacist", "Refills: 3"),
        *("Made by: Bridge", "Batch number: B-17", "Ask us."),
    ):
        assert each in text


def test_what_is_left_to_fill_in_comes_as_json(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The rule of the profile, or of the option, says what must be there."""
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ready"] is True
    (blanks,) = told["blanks"]
    assert {"Prescribed on", "Dispensed by", "Directions"} <= set(blanks)
    german = ["--label-rules", "apbetro-14", "--language", "de", "--json"]
    assert main([*asked, *german]) == 0
    (blanks,) = json.loads(capsys.readouterr().out)["blanks"]
    assert "Verordnet am" not in blanks


@pytest.mark.parametrize(("form", "sign"), [("--html", "<svg"), ("--markdown", "# ")])
def test_it_comes_in_other_forms(
    form: str, sign: str, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """For a browser, or a text."""
    assert main([*asked, form]) == 0
    assert sign in capsys.readouterr().out


def test_several_containers_are_cut_from_paper(
    asked: list[str], tmp_path: Path
) -> None:
    """Two large labels on one page of A4, or each on its own of a roll."""
    file = tmp_path / "labels.pdf"
    options = [
        "--containers",
        "60, 40",
        "--label-size",
        "large",
        "--label-rules",
        "none",
    ]

    assert main([*asked, *options, "--pdf", str(file), "--paper", "A4"]) == 0
    assert len(PdfReader(BytesIO(file.read_bytes())).pages) == 1
    assert main([*asked, *options, "--pdf", str(file)]) == 0
    assert len(PdfReader(BytesIO(file.read_bytes())).pages) == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--paper", "A5"], "--paper: expected roll or A4 or Letter, got A5"),
        (["--containers", "60, 41"], "--containers: expected 100 capsules in all"),
        (["--containers", "60, x"], "--containers: expected "),
        (["--label-size", "huge"], "--label-size: expected 'small' or 'large'"),
        (["--label-rules", "x"], "--label-rules: expected "),
        (["--refills", "-1"], "--refills: expected "),
        (["--dispensed-on", "soon"], "--dispensed-on: expected "),
        (["--code"], "--"),
        (["--label-rules", "apbetro-14"], "--language: expected 'de'"),
    ],
)
def test_what_cannot_be_is_told_by_its_option(
    options: list[str],
    told: str,
    asked: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the way out; the command ends with 2."""
    assert main([*asked, *options]) == 2
    assert f"ldn-compound label: error: {told}" in capsys.readouterr().err
