"""The examples of the docstrings as tests, read from the sources as they were written.

Only mutation testing runs this file: mutmut repeats every docstring with each mutant of
its function, and an example need not run a hundred times. ``SOURCES`` of the
environment names the sources, ``EXAMPLES`` the modules whose examples are wanted.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from doctest import IGNORE_EXCEPTION_DETAIL, DocTestParser, DocTestRunner
from importlib import import_module
from pathlib import Path

import pytest

SOURCES = Path(os.environ["SOURCES"])


def examples() -> Iterator[tuple[str, str, str]]:
    """Yield module, name and text of each docstring with an example."""
    for path in (SOURCES / each for each in os.environ["EXAMPLES"].split()):
        module = ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        module = module.removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                text = ast.get_docstring(node) or ""
                if ">>>" in text:
                    yield module, f"{node.name}-{node.lineno}", text  # may occur twice


@pytest.mark.parametrize(
    ("module", "name", "text"),
    [pytest.param(*each, id=".".join(each[:2])) for each in examples()],
)
def test_the_example_holds(module: str, name: str, text: str) -> None:
    """What a docstring shows is what comes back."""
    names = vars(import_module(module)).copy()
    test = DocTestParser().get_doctest(text, names, name, None, 0)
    runner = DocTestRunner(verbose=False, optionflags=IGNORE_EXCEPTION_DETAIL)
    assert runner.run(test).failed == 0
