"""The report: every example with its verdict, and a digest to compare machines by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from ..sheets.content import Facts, Paragraph, Section, Table
from ..sheets.sheet import Sheet
from ..sheets.wording import Wording, joined, say
from .running import ExampleResult, Verdict

__all__ = ["as_json", "digest_of", "passed", "qualification_sheet"]

_VERDICTS: dict[Verdict, Wording] = {
    "pass": say("pass"),
    "fail": say("FAIL"),
    "not run": say("not run"),
}


def passed(outcomes: tuple[ExampleResult, ...]) -> bool:
    """Return whether no example failed, and at least one was run.

    Parameters
    ----------
    outcomes
        What came of the examples.

    Returns
    -------
    bool
        Examples that were not run count neither way.
    """
    verdicts = {each.verdict for each in outcomes}
    return "fail" not in verdicts and "pass" in verdicts


def digest_of(outcomes: tuple[ExampleResult, ...]) -> str:
    """Return the SHA-256 of questions and answers: the same where two machines agree.

    Parameters
    ----------
    outcomes
        What came of the examples. What was given, expected and tolerated counts, and
        what came; neither the machine nor a version nor the time plays a part.

    Returns
    -------
    str
        Sixty-four hexadecimal digits.

    Examples
    --------
    >>> from ldn_compound.selftest import packaged_examples, run_examples
    >>> once, again = (run_examples(packaged_examples()[:3]) for _ in range(2))
    >>> digest_of(once) == digest_of(again)
    True
    """
    told = json.dumps([_told(each) for each in outcomes], sort_keys=True, default=str)
    return sha256(told.encode()).hexdigest()


def as_json(outcomes: tuple[ExampleResult, ...], installed: Mapping[str, str]) -> str:
    """Return the report for another program.

    Parameters
    ----------
    outcomes
        What came of the examples.
    installed
        Name and version of what is installed.

    Returns
    -------
    str
        JSON, ending in a line break.
    """
    report = {
        "installed": dict(installed),
        "passed": passed(outcomes),
        "digest": digest_of(outcomes),
        "examples": [
            {
                "id": each.example.id,
                "source": each.example.source,
                "address": each.example.address,
                "given": dict(each.example.given),
                "tolerance": each.example.tolerance,
                "verdict": each.verdict,
                "figures": [
                    {"name": name, "expected": expected, "came": came}
                    for name, expected, came in each.figures
                ],
                "source_prints": dict(each.example.printed),
                "note": each.example.note,
                "reason": each.reason,
            }
            for each in outcomes
        ],
    }
    return json.dumps(report, indent=2, ensure_ascii=False, default=str) + "\n"


def qualification_sheet(
    outcomes: tuple[ExampleResult, ...], installed: Mapping[str, str]
) -> Sheet:
    """Return the report as a document.

    Parameters
    ----------
    outcomes
        What came of the examples.
    installed
        Name and version of what is installed.

    Returns
    -------
    Sheet
        What is installed, every example with its verdict and source, and the digest.
    """
    header = (say("Verdict"), say("Example"), say("Expected, obtained, and source"))
    rows = tuple(_row(each) for each in outcomes)
    stops = tuple(row for row, each in enumerate(outcomes) if each.verdict == "fail")
    counts = [
        (_VERDICTS[verdict], str(sum(each.verdict == verdict for each in outcomes)))
        for verdict in _VERDICTS
    ]
    digest = (say("digest"), digest_of(outcomes))
    return Sheet(
        title=say("Self-test: published examples, worked out on this machine"),
        banner=None if passed(outcomes) else say("FAILED: DO NOT USE"),
        sections=(
            Section(say("Installed"), (Facts(tuple(installed.items())),)),
            Section(say("Examples"), (Table(header, rows, stops),)),
            Section(
                say("Result"),
                (
                    Facts((*counts, digest)),
                    Paragraph(
                        say(
                            "Two machines with the same digest give the same answers; "
                            "an extra that only one of them has changes it."
                        )
                    ),
                ),
            ),
        ),
    )


def _told(outcome: ExampleResult) -> list[Any]:
    """Return what was asked and what came of it, without source and note."""
    asked = outcome.example
    return [
        *(asked.id, asked.what, dict(asked.given), dict(asked.expect), asked.tolerance),
        *(outcome.verdict, outcome.figures, outcome.reason),
    ]


def _row(outcome: ExampleResult) -> tuple[str, str, str]:
    example = outcome.example
    told: list[str] = [
        say("{name}: {expected}, got {came}.", name=name, expected=expected, came=came)
        for name, expected, came in outcome.figures
    ]
    if outcome.verdict == "not run":
        told.append(say("Not run: needs {install}.", install=outcome.reason))
    elif outcome.reason:
        told.append(say("Could not be worked out: {error}.", error=outcome.reason))
    told += [
        say("The source prints {printed}.", printed=printed)
        for printed in example.printed.values()
    ]
    told.append(say("Source: {source}.", source=example.source))
    if example.note:
        told.append(say("Note: {note}.", note=example.note))
    return _VERDICTS[outcome.verdict], example.id, joined(told, " ")
