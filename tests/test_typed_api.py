"""The typed API: a program of a user runs as its types say.

mypy reads it in the session ``typing``; here it is run.
"""

from __future__ import annotations

import ast
from inspect import getsource
from types import MappingProxyType

import pytest

from ldn_compound import CompoundError, UnitError
from tests.examples import FILLER, SHELL, batch
from tests.typed_api import plan_a_batch

#: What only a type checker sees: what it may be `None`, and floats in a bare formula.
CHECKER_ONLY = {"abs(plan.tablets.to_crush)", "minimum_weighable_mass(6.0, 0.05)"}
(FUNCTION,) = ast.parse(getsource(plan_a_batch.wrong)).body
assert isinstance(FUNCTION, ast.FunctionDef)
_, ORDER, *WRONG = map(ast.unparse, FUNCTION.body)
NAMES = MappingProxyType(
    {**vars(plan_a_batch), "plan": batch(), "filler": FILLER, "shell": SHELL}
)


def test_the_program_of_a_user_runs() -> None:
    """What the type checker was told of each value is so."""
    assert plan_a_batch.main().startswith("# Bench sheet: 100 capsules of naltrexone")


def test_an_error_is_what_the_types_say() -> None:
    """A slip of the pen is a `UnitError`, with its parts as texts."""
    error = plan_a_batch.refused()

    assert isinstance(error, UnitError)
    assert error.got == "'4,5 mg'"


@pytest.mark.parametrize("line", sorted(set(WRONG) - CHECKER_ONLY))
def test_what_the_types_forbid_is_refused_too(line: str) -> None:
    """Nobody has to run a type checker: the same line raises."""
    with pytest.raises((CompoundError, TypeError, AttributeError)):
        exec(f"{ORDER}\n{line}", dict(NAMES))  # noqa: S102 - a line of ours


def test_only_some_lines_need_a_type_checker() -> None:
    """They stand in the program."""
    assert set(WRONG) > CHECKER_ONLY
