"""The self-test: it says what came of each example, and fails when one fails."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from typing import Any

import attrs
import pytest

from ldn_compound.reference.version import data_version
from ldn_compound.selftest import (
    Example,
    ExampleResult,
    as_json,
    digest_of,
    packaged_examples,
    qualification_sheet,
    run_examples,
)
from ldn_compound.selftest.__main__ import main

EXAMPLES = {each.id: each for each in packaged_examples()}
GOOD = EXAMPLES["least-mass-1"]
TAMPERED = attrs.evolve(GOOD, expect={"mass": "12 mg"})


def outcome(example: Example) -> ExampleResult:
    """Return what comes of one example."""
    (found,) = run_examples([example])
    return found


def printed(
    capsys: pytest.CaptureFixture[str], arguments: list[str], *examples: Example
) -> tuple[int, str]:
    """Return the status of the command and what it prints, in one line."""
    status = main(arguments, examples or None)
    return status, " ".join(capsys.readouterr().out.split())


@pytest.mark.requirement("R83")
def test_this_installation_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """Every example that comes with the library gives the published answer."""
    status, text = printed(capsys, [])

    assert status == 0
    assert f"pass: {len(EXAMPLES)} FAIL: 0 not run: 0" in text
    assert f"ldn-compound: {version('ldn-compound')}" in text
    assert f"reference data: {data_version()}" in text
    assert digest_of(run_examples(packaged_examples())) in text
    assert "DO NOT USE" not in text


@pytest.mark.requirement("R83")
def test_an_answer_that_is_not_the_published_one_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One example that fails gives status 1 and says so across the page."""
    status, text = printed(capsys, [], GOOD, TAMPERED)

    assert status == 1
    assert "FAILED: DO NOT USE" in text
    assert "FAIL least-mass-1 mass: 12 mg, came 120 mg." in text
    assert "pass: 1 FAIL: 1 not run: 0" in text


@pytest.mark.parametrize(
    ("what", "given", "message"),
    [
        ("no_such", {}, "KeyError: 'no_such'"),
        ("weighing_error", {}, "TypeError: weighing_error() missing"),
        ("volume", {"mass": "1 kg/mL"}, "TypeError: volume() missing"),
        ("salt_factor", {"wanted": "x", "weighed": "x"}, "UnknownNameError: form:"),
        (
            "weighing_error",
            {"sensitivity": "1 mg", "mass": "0 mg"},
            "UnitError: expected a",
        ),
    ],
)
def test_an_example_that_cannot_be_worked_out_fails(
    what: str, given: dict[str, Any], message: str
) -> None:
    """What goes wrong on the way to an answer is a failure, with its reason."""
    found = outcome(attrs.evolve(GOOD, what=what, given=given))

    assert found.verdict == "fail"
    assert found.figures == ()
    assert found.reason.startswith(message)
    (row,) = rows_of(found)
    assert f"Could not be worked out: {found.reason}." in row[-1]


def rows_of(found: ExampleResult) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table of examples."""
    table: Any = qualification_sheet((found,), {"pint": "0"}).sections[1].parts[0]
    rows: tuple[tuple[str, ...], ...] = table.rows
    return rows


def test_a_figure_that_does_not_come_out_fails() -> None:
    """An example that expects a figure which nothing gives is a failure."""
    found = outcome(attrs.evolve(GOOD, expect={"weight": "120 mg"}))

    assert found.verdict == "fail"
    assert found.reason == "KeyError: 'weight'"


def test_an_example_without_an_answer_fails() -> None:
    """Nothing expected is nothing shown to be right."""
    assert outcome(attrs.evolve(GOOD, expect={})).verdict == "fail"


@pytest.mark.parametrize(
    ("expected", "verdict"),
    [
        ("120 mg", "pass"),
        ("120.01 mg", "pass"),
        ("120.011 mg", "fail"),
        ("0.12 g", "pass"),
        ("120 %", "fail"),
    ],
)
def test_an_answer_is_compared_in_its_own_unit(expected: str, verdict: str) -> None:
    """A tolerance of 0.01 in the unit of the answer is allowed, and no more."""
    assert outcome(attrs.evolve(GOOD, expect={"mass": expected})).verdict == verdict


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("shell", {"size": "1"}),  # a word
        ("smallest-aliquot", {"multiple": 4}),  # a count
        ("salt", {"factor": "1.1"}),  # a bare number
        ("tablet-powder-1", {"tablets": "0.77"}),  # an amount printed without its unit
        ("usp-905-1", {"verdict": "fail"}),
        ("beyond-use-4", {"binding": "filler"}),
    ],
)
def test_every_kind_of_answer_can_fail(name: str, wrong: dict[str, Any]) -> None:
    """A word, a count, a bare number and an amount each fail where they are wrong."""
    example = EXAMPLES[name]

    assert outcome(example).verdict == "pass"
    assert outcome(attrs.evolve(example, expect=wrong)).verdict == "fail"


NOT_RUN = ExampleResult(
    example=EXAMPLES["mean-within"],
    verdict="not run",
    reason='pip install "ldn-compound[quality]"',
)


def test_a_missing_extra_is_shown_and_counts_neither_way() -> None:
    """An example that needs an extra says which; the others still decide."""
    (row,) = rows_of(NOT_RUN)

    assert row[0] == "not run"
    assert 'Not run: needs pip install "ldn-compound[quality]".' in row[-1]
    assert qualification_sheet((outcome(GOOD), NOT_RUN), {}).banner is None
    assert qualification_sheet((NOT_RUN,), {}).banner == "FAILED: DO NOT USE"


def test_it_runs_where_only_the_core_is_installed() -> None:
    """Without the extras, all examples but those that need one still pass."""
    script = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'scipy.stats', 'scipy.special'):\n"
        "    sys.modules[name] = None\n"
        "from ldn_compound.selftest.__main__ import main\n"
        "sys.exit(main(['--json']))\n"
    )

    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    verdicts = {
        each["id"]: each["verdict"] for each in json.loads(run.stdout)["examples"]
    }
    assert run.returncode == 0
    assert {name for name, verdict in verdicts.items() if verdict != "pass"} == {
        "mean-within"
    }
    assert verdicts["mean-within"] == "not run"


@pytest.mark.requirement("R83")
def test_the_digest_follows_the_results_and_nothing_else() -> None:
    """The same results have the same digest; another answer has another one."""
    once = run_examples([GOOD])
    elsewhere = run_examples([attrs.evolve(GOOD, source="elsewhere", note="x")])

    assert digest_of(once) == digest_of(elsewhere)
    assert digest_of(once) != digest_of(run_examples([TAMPERED]))
    assert digest_of(once) != digest_of((attrs.evolve(once[0], verdict="fail"),))
    assert len(digest_of(())) == 64


def test_the_row_says_what_the_source_prints() -> None:
    """Where a source is wrong, its figure stands beside ours, with the reason."""
    (row,) = rows_of(outcome(EXAMPLES["density-2"]))

    # 60 x (0.13 mL - 15 mg / 0.52 g/mL) x 0.56 g/mL = 3398.769 mg
    assert row[-1] == (
        "filler: 3398.8 mg, came about 3398.769231 mg. The source prints 4105.9 mg. "
        "Source: Calculo de farmacotecnica, Scribd. Note: the figures of the source "
        "do not give what it prints."
    )


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """Another program reads verdicts, figures and digest."""
    status = main(["--json"], [GOOD, TAMPERED])
    report = json.loads(capsys.readouterr().out)

    assert status == 1
    assert report["passed"] is False
    assert report["digest"] == digest_of(run_examples([GOOD, TAMPERED]))
    assert report["installed"]["reference data"] == data_version()
    assert [each["verdict"] for each in report["examples"]] == ["pass", "fail"]
    assert report["examples"][1]["figures"] == [
        {"name": "mass", "expected": "12 mg", "came": "120 mg"}
    ]


def test_json_keeps_letters_as_they_are() -> None:
    """A source is named in its own alphabet."""
    example = attrs.evolve(GOOD, source="Einwägung")

    assert "Einwägung" in as_json(run_examples([example]), {})


def test_no_example_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    """A self-test that ran nothing has not passed."""
    assert main([], []) == 1
    assert "DO NOT USE" in capsys.readouterr().out


def test_the_module_runs() -> None:
    """`python -m ldn_compound.selftest` prints the report and ends with 0."""
    run = subprocess.run(
        [sys.executable, "-m", "ldn_compound.selftest"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert run.returncode == 0
    assert "FAIL:    0" in run.stdout
    assert run.stderr == ""
