"""Limits: input without end is refused by an error of ours, and not repeated in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ldn_compound import CompoundError, Prescription, Q, Shell, reference
from ldn_compound.commands.plan import main
from ldn_compound.interop.columns import Found, plan_columns
from ldn_compound.interop.fhir import read_medication, read_order
from ldn_compound.interop.gs1 import read_gs1
from ldn_compound.interop.json import loads
from ldn_compound.interop.ncpdp import Product
from ldn_compound.interop.ucum import from_ucum
from ldn_compound.model.dates import day, expiry
from ldn_compound.model.period import period
from ldn_compound.quality import usp_905
from ldn_compound.regimen import Phase, Schedule, combine

MILLION = 1_000_000
#: Every way in for a text.
READERS: dict[str, Callable[[str], Any]] = {
    "amount": Q,
    "date": day,
    "expiry": expiry,
    "period": period,
    "strength": lambda text: Prescription(text, capsules=100),
    "volume": lambda text: Shell("3", volume=text, empty_mass="48 mg"),
    "dose": lambda text: Phase(text, 7),
    "titration": lambda text: Schedule.linear("1.5 mg", "1.5 mg", text, "4.5 mg"),
    "preset": Schedule.preset,
    "combination": lambda text: combine("4.5 mg", [text]),
    "content": lambda text: usp_905([text] * 10),
    "GS1": lambda text: read_gs1(text, today="2025-07-05"),
    "GS1 elements": lambda text: read_gs1(f"]d2{text}", today="2025-07-05"),
    "UCUM value": lambda text: from_ucum(text, "mg"),
    "UCUM code": lambda text: from_ucum("50", text),
    "NDC": Product,
    "JSON": loads,
    "FHIR": lambda text: read_medication(text, "R5"),
    "FHIR order": lambda text: read_order(text, "R5"),
    "shell": reference.shell,
    "filler": lambda text: reference.filler(text, size="3"),
    "policy": reference.policy,
    "rule": reference.beyond_use_rule,
    "source": reference.source,
}
#: Texts on which a careless reader would take for ever, or all memory.
ENDLESS = {
    "digits": "9" * MILLION + " mg",
    "decimals": "0." + "0" * MILLION + "1 mg",
    "spaces": "1" + " " * MILLION + "mg",
    "letters": "1 " + "m" * MILLION,
    "exponent": "9**9**9 mg",
    "brackets": "(" * MILLION,
    "lists": "[" * MILLION,
    "objects": '{"a":' * (MILLION // 5),
    "quotes": '"' * MILLION,
    "backslashes": '"' + "\\" * MILLION,
    "long integer": '{"schema": ' + "9" * MILLION + "}",
    "separators": "\x1d" * MILLION,
    "elements": "01" * (MILLION // 2),
    "amounts": "1 mg " * (MILLION // 5),
    "other digits": "\u0663" * MILLION,
}


@pytest.mark.requirement("R85")
@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
def test_a_text_without_end_is_refused(reader: Callable[[str], Any]) -> None:
    """Each reader says in a few lines what it expects, and does not repeat the text."""
    for kind, text in ENDLESS.items():
        with pytest.raises(CompoundError) as refused:
            reader(text)

        # the names of all sources are 1900 characters
        assert len(str(refused.value)) < 2500, kind


def test_a_cell_without_end_is_marked() -> None:
    """One bad cell does not stop the other rows of a table."""
    table = {"strength": ["4.5", "9" * MILLION], "capsules": ["100", "100"]}
    table |= {"tablet_strength": ["50", "50"], "tablet_mass": ["171.2", "171.2"]}
    table |= {"tablet_full_fill": ["200"] * 2, "filler_full_fill": ["130"] * 2}

    planned = plan_columns(table)

    assert not Found(int(planned["findings"][0])) & Found.BAD_STRENGTH
    assert Found(int(planned["findings"][1])) & Found.BAD_STRENGTH


@pytest.mark.parametrize("option", ["--capsules", "--strength", "--shell", "--tray"])
def test_an_option_without_end_is_refused(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says in one line what it expects."""
    usual = {"--strength": "4.5 mg", "--capsules": "100", "--tablet-mass": "171.2 mg"}
    options = usual | {option: "9" * 100_000}

    assert main([word for pair in options.items() for word in pair]) == 2

    assert len(capsys.readouterr().err) < 300


@pytest.mark.parametrize("capsules", [100_001, 10**5000], ids=["six digits", "endless"])
def test_a_count_without_end_is_refused(capsules: int) -> None:
    """No bench makes more than 100000 capsules at once."""
    with pytest.raises(CompoundError, match="capsules: expected 1 to 100000 capsules"):
        Prescription("4.5 mg", capsules=capsules)
