"""Sources as mutmut can change them: it leaves alone whatever is decorated.

A property of a verdict is a figure, and a cached function a formula, so the decorator
goes from above the function to below it:

    def figure_as_method(self): ...
    figure = property(figure_as_method)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["AS_METHOD", "undecorated"]

#: What a function is called whose decorator is below it.
AS_METHOD = "_as_method"
#: Decorators that may stand below: they are called with the function once.
_MOVED = {"property", "cache", "lru_cache", "contextmanager"}


def undecorated(source: str) -> str:
    """Return a source in which each decorator that can be is below its function."""
    lines = source.splitlines()
    for function in sorted(_decorated(ast.parse(source)), key=lambda x: -x.lineno):
        made = f"{function.name}{AS_METHOD}"
        call = made
        for decorator in reversed(function.decorator_list):
            call = f"{ast.unparse(decorator)}({call})"
        head = lines[function.lineno - 1]
        indent = head[: len(head) - len(head.lstrip())]
        lines.insert(function.end_lineno or 0, f"{indent}{function.name} = {call}")
        lines[function.lineno - 1] = head.replace(function.name, made, 1)
        del lines[function.decorator_list[0].lineno - 1 : function.lineno - 1]
    return "\n".join(lines) + "\n"


def _decorated(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield each function or method whose decorators can all be moved."""
    classes = [each for each in module.body if isinstance(each, ast.ClassDef)]
    statements = [*module.body, *(each for kind in classes for each in kind.body)]
    for function in statements:
        if isinstance(function, ast.FunctionDef):
            names = {_name(each) for each in function.decorator_list}
            if names and names <= _MOVED:
                yield function


def _name(decorator: ast.expr) -> str:
    """Return what a decorator is called, without its arguments."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called)
