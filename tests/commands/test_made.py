"""What was done, entered on the command line: the sheet filled in, and the dose."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ldn_compound import DocumentError, Made, TopUp, Tray, Weighed
from ldn_compound.commands.made import main
from ldn_compound.interop.json import dumps
from ldn_compound.orders import made_from_dict, made_schema
from tests.examples import batch

#: 1541 mg and 11.998 g are 13.539 g of blend; 10 g of it in 100 capsules of 4.5 mg.
LOST = ["--weighed", "A=1541 mg, B=11.998 g", "--blend-filled", "10 g"]
COUNTED = ["--tablets-counted", "10", "--tablets-mass", "1.712 g", "--capsules", "100"]


@pytest.fixture(name="plan")
def _plan(tmp_path: Path) -> str:
    """Write the plan of the examples, and return its file."""
    file = tmp_path / "plan.json"
    file.write_text(dumps(batch()), "utf-8")
    return str(file)


def test_the_dose_is_that_of_what_was_done(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """1541/171.2 x 50 mg of drug x 10/13.539 / 100 is 3.3242 mg: 73.87 %."""
    assert main([plan, *LOST, *COUNTED, "--json"]) == 1

    dose = json.loads(capsys.readouterr().out)
    assert dose["label_claim"].startswith("about 73.87")
    assert dose["strength"].startswith("about 3.324")
    assert dose["released"] is False
    assert dose["findings"][0]["severity"] == "stop"


def test_a_batch_that_may_be_released_ends_with_0(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sheet is filled in, and says what was made."""
    assert main([plan, *LOST[:2], *COUNTED, "--batch-number", "B-17"]) == 0

    text = capsys.readouterr().out
    assert "B-17" in text
    assert "Actual, mg: 1541 mg" in text


def test_entries_come_from_a_file_or_a_pipe(
    plan: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is typed goes before it."""
    file = tmp_path / "made.toml"
    file.write_text(
        'tablets_counted = 10\ntablets_mass = "1.712 g"\ncapsules = 90\n'
        'weighed = { A = "1541 mg", B = "11.998 g" }\n',
        "utf-8",
    )
    assert main([plan, str(file), "--capsules", "100"]) == 0
    first = capsys.readouterr().out

    data = {
        "tablets_counted": 10,
        "tablets_mass": "1.712 g",
        "capsules": 100,
        "weighed": [
            {"item": "A", "actual": "1541 mg"},
            {"item": "B", "actual": "11.998 g"},
        ],
    }
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(data)))
    assert main([plan, "-"]) == 0
    assert capsys.readouterr().out == first


def test_every_entry_can_be_written() -> None:
    """As the record has it."""
    data = {
        "weighed": {"A": "1541 mg"},
        "topped_up": {"blend": "12 g", "filler": "1 g"},
        "capsule_masses": ["180 mg", "181 mg"],
        "deviations": ["none"],
        "made_on": "2026-12-01",
    }

    assert made_from_dict(data) == Made(
        weighed=[Weighed("A", actual="1541 mg")],
        topped_up=TopUp(blend="12 g", filler="1 g"),
        capsule_masses=["180 mg", "181 mg"],
        deviations=("none",),
        made_on="2026-12-01",
    )
    assert made_from_dict({}) == Made()
    assert made_from_dict({"weighed": {}}) == Made()
    schema = made_schema()
    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(data)
    named = {"weighed": [{"item": "A", "actual": "1 g"}]}
    assert Draft202012Validator(schema).is_valid(named)
    assert not Draft202012Validator(schema).is_valid({"weighed": {"A": "1541"}})


@pytest.mark.requirement("R109")
def test_faults_of_entries_are_told_together() -> None:
    """Each with its path."""
    data = {"weighed": {"A": "1541"}, "capsules": "x", "topped_up": 3}

    with pytest.raises(DocumentError) as caught:
        made_from_dict(data)

    assert [each.path for each in caught.value.faults] == [
        *("weighed.A", "topped_up", "capsules"),
    ]


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (["--weighed", "A 1541 mg"], "--weighed: expected entries such as 'A=1541 mg'"),
        (["--weighed", "Z=1541 mg"], "'Z'"),
        (["--weighed", "A=1541 mg, A=1.54 g"], "--weighed: expected each item once"),
        (["--capsules", "x"], "capsules: expected a whole number"),
        (["no.toml"], "entries: expected a file of text"),
    ],
)
def test_an_entry_that_cannot_be_is_told(
    plan: str, capsys: pytest.CaptureFixture[str], entries: list[str], told: str
) -> None:
    """And no sheet is printed."""
    assert main([plan, *entries]) == 2
    output = capsys.readouterr()
    assert told in output.err
    assert output.out == ""


def test_faults_of_a_file_have_their_lines(
    plan: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is mended by hand."""
    file = tmp_path / "made.toml"
    file.write_text('capsules = 100\nrejected = "one"\n', "utf-8")

    assert main([plan, str(file)]) == 2
    assert "line 2, rejected: expected a whole number" in capsys.readouterr().err


def test_a_file_that_holds_no_plan_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another record, a plan that was altered, no file at all."""
    file = tmp_path / "plan.json"
    for text, told in (
        (
            dumps(Tray(100)),
            "plan: expected a plan, as `plan --json` writes it, got a Tray",
        ),
        (dumps(batch()).replace('"capsules": 100', '"capsules": 101'), "$.value."),
    ):
        file.write_text(text, "utf-8")
        assert main([str(file)]) == 2
        assert told in capsys.readouterr().err
    assert main([str(tmp_path / "none.json")]) == 2
