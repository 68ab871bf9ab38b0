"""Verdicts on the command line: typed, or from a column of a file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ldn_compound.commands.verdict import main
from ldn_compound.interop.json import loads

#: Mean 99.45 %, standard deviation 2.06 %: 2.4 x 2.06 is an acceptance value of 4.9 %.
CONTENTS = ["98", "99", "97", "101", "102", "100", "99.5", "98", "97", "103"]


def test_contents_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    """Typed with their unit, or with one for all."""
    assert main(["usp-905", *CONTENTS, "--unit", "%"]) == 0
    text = capsys.readouterr().out
    assert "4.9 %, at most 15 %" in text

    assert main(["usp-905", *(f"{each} %" for each in CONTENTS)]) == 0
    assert capsys.readouterr().out == text


def test_a_test_that_is_not_passed_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ten of 80 % and 120 % fail in the first stage already: twenty more, or worse."""
    assert main(["usp-905", *["80 %", "120 %"] * 5, "--json"]) == 1
    assert loads(capsys.readouterr().out).verdict != "pass"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ph-eur-2.9.6", *["100 %"] * 10], 0),
        (["potency", "100 %", "99 %", "101 %"], 0),
        (["ph-eur-2.9.5", *["140 mg"] * 20, "--readability", "0.1 mg"], 0),
        (["dac-nrf", *["140 mg"] * 20, "--readability", "1 mg"], 0),
        (["usp-2091", *["188 mg"] * 20, "--readability", "1 mg"], 0),
        (["vaum", *["140 mg"] * 20, "--theoretical", "140 mg"], 0),
        (["formulario-nacional", *["188 mg"] * 10, "--theoretical", "188 mg"], 0),
        (["ph-eur-2.9.5", *["140 mg"] * 18, "100 mg", "180 mg"], 1),
    ],
)
def test_every_test_can_be_asked_for(arguments: list[str], status: int) -> None:
    """Equal capsules pass, and two that are far off do not."""
    assert main(arguments) == status


def test_values_come_from_a_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its name, or the first; lines with nothing in them are left out."""
    text = "vial,content\n" + "".join(
        f"{i},{each}\n" for i, each in enumerate(CONTENTS)
    )
    file = tmp_path / "assays.csv"
    file.write_text(f"\ufeff{text}\n , \n", "utf-8")
    assert (
        main(["usp-905", "--csv", str(file), "--column", "content", "--unit", "%"]) == 0
    )
    found = capsys.readouterr().out

    text = "\ufeffcontent\n" + "\n".join(CONTENTS)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["usp-905", "--csv", "-", "--unit", "%"]) == 0
    assert capsys.readouterr().out == found


@pytest.mark.parametrize("gap", ["11,", "11", "11, ,seen"])
def test_a_value_that_lacks_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gap: str
) -> None:
    """Eleven vials, of which one has no content: ten would be judged in silence."""
    rows = [f"{i},{each}" for i, each in enumerate(CONTENTS)]
    file = tmp_path / "assays.csv"
    file.write_text("\n".join(["vial,content", *rows[:4], gap, *rows[4:]]), "utf-8")

    command = ["usp-905", "--csv", str(file), "--column", "content", "--unit", "%"]
    assert main(command) == 2

    # the names, four vials, and the gap
    assert "a value in every line, got none in line 6; fill" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["usp-905", "98"], "values"),
        (["usp-905", "98 mg"], "values"),
        (["usp-905", "98 %", "--csv", "FILE"], "--csv: expected values, or a file of"),
        (["usp-905", "--csv", "TWICE", "--column", "a"], "--column: expected one col"),
        (["vaum", *["140 mg"] * 10], "--theoretical: "),
        (["dac-nrf", "140 mg", "--readability", "1"], "--readability: expected an am"),
        (
            ["usp-905", "--csv", "FILE", "--column", "x"],
            "--column: expected one",
        ),
        (["usp-905", "--csv", "FILE"], "--csv: expected a column of values below"),
        (
            ["usp-905", "--csv", "EMPTY", "--column", "x"],
            "--column: expected one",
        ),
    ],
)
def test_what_cannot_be_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    """And nothing is judged."""
    for name, text in (("FILE", "a,b\n"), ("EMPTY", ""), ("TWICE", "a,a\n1,2\n")):
        (tmp_path / name).write_text(text, "utf-8")
    named = [
        str(tmp_path / each) if each in ("FILE", "EMPTY", "TWICE") else each
        for each in arguments
    ]

    assert main(named) == 2
    output = capsys.readouterr()
    assert told in output.err
    assert output.out == ""
