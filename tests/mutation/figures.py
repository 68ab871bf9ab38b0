"""Mutants of the figures that stand outside functions: constants and defaults.

mutmut changes what is called; a constant is read once, when its module is. So each
figure is changed in the file, one at a time, and the tests of the piece are run anew.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

__all__ = ["Figure", "figures_of", "tried"]

_AMOUNT = re.compile(r"(\d+)((?:\.\d+)? ?[^\d\s]\S*)")


@frozen
class Figure:
    """A figure of a module, and what another one is in its place."""

    module: str
    line: int
    start: int
    end: int
    other: str


def figures_of(root: Path, module: str) -> Iterator[Figure]:
    """Yield each figure of a module that stands outside its functions."""
    for node in _outside(ast.parse((root / module).read_text("utf-8"))):
        if isinstance(node, ast.Constant) and node.lineno == node.end_lineno:
            other = _other(node.value)
            if other is not None and node.end_col_offset is not None:
                yield Figure(
                    module, node.lineno, node.col_offset, node.end_col_offset, other
                )


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is read when a module is, but for functions and types.

    What a function takes by default is changed by mutmut.
    """
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            skipped = isinstance(child, ast.FunctionDef) or name == "annotation"
            if isinstance(child, ast.AST) and not skipped:
                yield child
                yield from _outside(child)


def _other(value: object) -> str | None:
    """Return another figure as it would be written, if a value is a figure."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return repr(value + 1)
    if isinstance(value, str) and (amount := _AMOUNT.fullmatch(value)):
        return repr(f"{int(amount[1]) + 1}{amount[2]}")
    return None


def tried(
    root: Path, figure: Figure, tests: list[str], environment: Mapping[str, str]
) -> tuple[str, str, str]:
    """Change a figure, run the tests, and return verdict, old line and new line."""
    path = root / figure.module
    source = path.read_text("utf-8")
    lines = source.splitlines(keepends=True)
    before = lines[figure.line - 1].encode()
    after = before[: figure.start] + figure.other.encode() + before[figure.end :]
    lines[figure.line - 1] = after.decode()
    path.write_text("".join(lines), "utf-8")
    try:
        run = subprocess.run(  # noqa: S603 - our own tests
            [sys.executable, "-m", "pytest", "-x", "-q", *tests],
            cwd=root,
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
        )
    finally:
        path.write_text(source, "utf-8")
    verdict = "survived" if run.returncode == 0 else "killed"
    return verdict, before.decode().strip(), after.decode().strip()
