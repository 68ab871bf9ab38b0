"""The code of every finding that the library can make, as the sources have it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from ldn_compound.reference.tables import table

__all__ = ["finding_codes"]

_SOURCES = Path(str(files("ldn_compound")))
_WORST_FIRST = ("stop", "caution", "note")
#: What reads its code from the screening table, which is read here too.
_FROM_TABLE = "row['code']"


@cache
def finding_codes() -> dict[str, tuple[str, ...]]:
    """Return the codes in alphabetical order, with the severities each may have.

    Returns
    -------
    dict
        Codes; the worst severity of each first.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in _SOURCES.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for code, severities in _made_in(function):
                    found[code] |= severities
    for rows in table("screening").values():
        for row in rows:
            found[str(row["code"])].add(str(row["severity"]))
    return {
        code: tuple(sorted(found[code], key=_WORST_FIRST.index))
        for code in sorted(found)
    }


def _made_in(function: ast.FunctionDef) -> Iterator[tuple[str, set[str]]]:
    """Yield the code of each finding that a function makes, with its severities."""
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Finding":
            code, severity, *_ = call.args
            if isinstance(code, ast.Constant):
                yield str(code.value), _texts(severity, function)
            else:
                assert ast.unparse(code) == _FROM_TABLE, (
                    f"a code not spelled out: {code}"
                )


def _texts(value: ast.expr, function: ast.FunctionDef) -> set[str]:
    """Return every text that an expression may be, by what the function sets."""
    match value:
        case ast.Constant(str(text)):
            return {text}
        case ast.IfExp(_, one, other):
            return _texts(one, function) | _texts(other, function)
        case ast.Name(name):
            return {
                text
                for node in ast.walk(function)
                if isinstance(node, ast.AnnAssign) and node.value is not None
                if ast.unparse(node.target) == name
                for text in _texts(node.value, function)
            }
        case _:
            raise AssertionError(f"a severity not spelled out: {ast.unparse(value)}")
