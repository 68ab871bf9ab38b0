"""The self-test: it says what came of each example, and fails when one fails."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from runpy import run_module
from typing import Any

import attrs
import pytest

from ldn_compound import Q
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
from ldn_compound.selftest.examples import packaged_file
from ldn_compound.selftest.pinned import COUNT, SHA_256, run_file

PAGE = Path(__file__).parents[2] / "docs" / "validation" / "qualification.md"
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
    status = main(arguments, run_examples(examples) if examples else None)
    return status, " ".join(capsys.readouterr().out.split())


@pytest.mark.requirement("R83")
def test_this_installation_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """Every example that comes with the library gives the published answer."""
    status, text = printed(capsys, [])

    assert status == 0
    assert f"pass: {len(EXAMPLES)} FAIL: 0 not run: 0" in text
    assert f"ldn-compound: {version('ldn-compound')}" in text
    assert f"reference data: {data_version()}" in text
    assert f"examples: {SHA_256}" in text
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
    assert "FAIL least-mass-1 mass: 12 mg, got 120 mg." in text
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


def without_quality() -> tuple[ExampleResult, ...]:
    """Return what comes of the examples where the extra is not installed."""
    return tuple(
        NOT_RUN if each.example == NOT_RUN.example else each
        for each in run_examples(packaged_examples())
    )


def test_it_runs_where_only_the_core_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the extras, all examples but those that need one still pass."""
    for name in ("numpy", "scipy", "scipy.stats", "scipy.special"):
        monkeypatch.setitem(sys.modules, name, None)

    status = main(["--json"])

    report = json.loads(capsys.readouterr().out)
    verdicts = {each["id"]: each["verdict"] for each in report["examples"]}
    assert status == 0
    assert report["digest"] == digest_of(without_quality())
    assert {name for name, verdict in verdicts.items() if verdict != "pass"} == {
        "mean-within"
    }
    assert verdicts["mean-within"] == "not run"


@pytest.mark.requirement("R83")
def test_the_digest_follows_neither_machine_nor_version() -> None:
    """The same results have the same digest; another answer has another one."""
    once = run_examples([GOOD])
    elsewhere = run_examples([attrs.evolve(GOOD, source="elsewhere", note="x")])

    assert digest_of(once) == digest_of(elsewhere)
    assert digest_of(once) != digest_of(run_examples([TAMPERED]))
    assert digest_of(once) != digest_of((attrs.evolve(once[0], verdict="fail"),))
    assert len(digest_of(())) == 64


@pytest.mark.requirement("R83")
@pytest.mark.parametrize(
    "asked",
    [
        {"id": "another"},
        {"what": "usp41_minimum_mass"},
        {"given": {"sensitivity": "12 mg", "max_error": "10 %"}},
        {"expect": {"mass": "120.005 mg"}},
        {"tolerance": "1000000"},
    ],
)
def test_the_digest_follows_what_was_asked(asked: dict[str, Any]) -> None:
    """Another question has another digest, even where the same came of it."""
    (found,) = run_examples([GOOD])
    other = attrs.evolve(found, example=attrs.evolve(GOOD, **asked))

    assert digest_of((found,)) != digest_of((other,))


def test_what_was_given_may_be_an_amount(capsys: pytest.CaptureFixture[str]) -> None:
    """An example of your own may be given amounts; they count as they are printed."""
    given = {name: Q(text) for name, text in GOOD.given.items()}
    own = run_examples([attrs.evolve(GOOD, given=given)])

    assert main(["--json"], own) == 0
    assert digest_of(own) == digest_of(run_examples([GOOD]))
    assert digest_of(own) in capsys.readouterr().out


def one_is_left(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a file that lost all examples but one."""
    return examples[:1]


def one_is_missing(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a file that lost its last example."""
    return examples[:-1]


def first_figures(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a file that expects one figure of each example."""
    return [
        each | {"expect": dict([next(iter(each["expect"].items()))])}
        for each in examples
    ]


def all_tolerated(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a file that takes every answer for near enough."""
    return [each | {"tolerance": "1000000"} for each in examples]


@pytest.mark.requirement("R83")
@pytest.mark.parametrize(
    "damage", [one_is_left, one_is_missing, first_figures, all_tolerated]
)
def test_another_file_of_examples_fails(
    damage: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file that asks less than the one of this version is a failure of its own."""
    damaged = json.dumps(damage(json.loads(packaged_file()))).encode()

    status = main([], run_file(damaged))
    text = " ".join(capsys.readouterr().out.split())

    assert status == 1
    assert "FAILED: DO NOT USE" in text
    assert f"FAIL examples-file SHA-256 of worked_examples.json: {SHA_256}," in text
    assert f"examples run: {COUNT}, got 0." in text
    assert "pass: 0 FAIL: 1 not run: 0" in text


@pytest.mark.parametrize("content", [b"", b"[]", packaged_file()[:1000]])
def test_a_file_that_is_no_list_of_examples_fails(content: bytes) -> None:
    """What cannot be read, or holds nothing, is reported as any other file is."""
    (found,) = run_file(content)

    assert found.verdict == "fail"
    assert found.example.id == "examples-file"


def test_the_file_of_this_version_is_run() -> None:
    """Every example of the file that is pinned is run, and nothing else is told."""
    assert run_file(packaged_file()) == run_examples(packaged_examples())
    assert len(EXAMPLES) == COUNT


def form(step: str) -> str:
    """Return what the form for operation expects of a step."""
    operation = PAGE.read_text("utf-8").partition("## OQ")[2].partition("## PQ")[0]
    (row,) = (line for line in operation.splitlines() if line.startswith(f"| {step} |"))
    return row


@pytest.mark.requirement("R83")
def test_the_form_expects_what_comes() -> None:
    """The form names the count and the digest of a full and of a bare installation."""
    everything = digest_of(run_examples(packaged_examples()))
    core = digest_of(without_quality())

    assert f"| pass: {COUNT}, FAIL: 0, not run: 0; without" in form("2")
    assert f"`quality` pass: {COUNT - 1}, FAIL: 0, not run: 1 |" in form("2")
    assert f"| `{everything}`; without the extra `quality` `{core}`;" in form("4")


def test_the_form_names_the_python_of_the_installation() -> None:
    """Each command runs as it is typed: none leaves open which Python is meant."""
    typed = re.findall(r"`([^`]+)`", PAGE.read_text("utf-8"))
    started = {each.split()[0] for each in typed if " -m " in each or "nox" in each}

    assert started == {"python3", "ldn/bin/python", ".venv/bin/python"}
    assert [each for each in typed if each.startswith("python3")] == [
        "python3 -m venv ldn"
    ]


def test_the_row_says_what_the_source_prints() -> None:
    """Where a source is wrong, its figure stands beside ours, with the reason."""
    (row,) = rows_of(outcome(EXAMPLES["density-2"]))

    # 60 x (0.13 mL - 15 mg / 0.52 g/mL) x 0.56 g/mL = 3398.769 mg
    assert row[-1] == (
        "filler: 3398.8 mg, got about 3398.769231 mg. The source prints 4105.9 mg. "
        "Source: Calculo de farmacotecnica, Scribd. Note: the figures of the source "
        "do not give what it prints."
    )


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """Another program reads verdicts, figures and digest."""
    status = main(["--json"], run_examples([GOOD, TAMPERED]))
    report = json.loads(capsys.readouterr().out)

    assert status == 1
    assert report["passed"] is False
    assert report["digest"] == digest_of(run_examples([GOOD, TAMPERED]))
    assert report["installed"]["reference data"] == data_version()
    assert [each["verdict"] for each in report["examples"]] == ["pass", "fail"]
    assert report["examples"][1]["figures"] == [
        {"name": "mass", "expected": "12 mg", "came": "120 mg"}
    ]
    assert report["examples"][1]["given"] == {"sensitivity": "6 mg", "max_error": "5 %"}
    assert report["examples"][1]["tolerance"] == "0.01"


def test_json_keeps_letters_as_they_are() -> None:
    """A source is named in its own alphabet."""
    example = attrs.evolve(GOOD, source="Einwägung")

    assert "Einwägung" in as_json(run_examples([example]), {})


def test_no_example_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    """A self-test that ran nothing has not passed."""
    assert main([], ()) == 1
    assert "DO NOT USE" in capsys.readouterr().out


def test_the_module_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m ldn_compound.selftest` prints the report and ends with 0."""
    monkeypatch.setattr(sys, "argv", ["ldn_compound.selftest"])
    monkeypatch.delitem(sys.modules, "ldn_compound.selftest.__main__")

    with pytest.raises(SystemExit) as ended:
        run_module("ldn_compound.selftest", run_name="__main__", alter_sys=True)

    output = capsys.readouterr()
    assert ended.value.code == 0
    assert "FAIL:    0" in output.out
    assert output.err == ""
