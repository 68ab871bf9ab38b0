"""Every message for people in one text, as the sources have it, to be read in review.

``python -m tests.messages`` writes ``tests/messages.txt``; `test_messages` compares.
The sources are read, not run; only what a command takes is asked of its parser. A
value that is filled in stands in braces; where a part
of an error has several wordings, they stand one after the other, parted by ``|``.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.extract import extract_from_file

from ldn_compound import errors
from ldn_compound.reference.tables import SENTENCES, table
from tests.api import parsers
from tests.catalogue import SOURCES
from tests.finding_codes import finding_codes
from tests.findings_page import sentences

__all__ = ["RECORD", "messages", "wordings"]

RECORD: Final = Path(__file__).with_name("messages.txt")

_HEAD = """\
Every message for people: written by `python -m tests.messages`, compared by
tests/test_messages.py. Read it as a pharmacist, then as a programmer.
"""
_ERRORS = {name for name in errors.__all__ if name.endswith("Error")}
#: What its arguments are, in order, for each callable that words a refusal.
_PARTS = ("expected", "got", "way_out", "field")
_FAULT_PARTS = ("field", "expected", "got", "way_out")
#: What shows a value as it is.
_SHOWS = {"shown", "str", "repr", "describe", "shortened"}
_DEEPEST = 4

_Wordings = tuple[str, ...]
_Function = ast.FunctionDef | ast.Module


@cache
def messages() -> str:
    """Return every message: errors, findings, sentences and options.

    Returns
    -------
    str
        The content of `RECORD`.
    """
    blocks = [_HEAD]
    for title, entries in (
        ("ERRORS", _errors()),
        ("FINDINGS", _findings()),
        ("SENTENCES OF SHEETS", _sentences()),
        ("SENTENCES IN THE DATA", _in_data()),
        ("OPTIONS OF THE COMMANDS", _options()),
    ):
        blocks.append(f"{title}\n{'=' * len(title)}\n")
        blocks += [
            f"{place}\n" + "".join(f"  {line}\n" for line in lines)
            for place, lines in entries
            if lines
        ]
    return "\n".join(blocks)


@cache
def wordings() -> frozenset[str]:
    """Return every line of the record that says something to people.

    Returns
    -------
    frozenset of str
        Without the names of modules and codes that head them.
    """
    lines = messages().splitlines()
    return frozenset(line.strip() for line in lines if line.startswith("  "))


def _errors() -> Iterator[tuple[str, list[str]]]:
    for name, tree in _trees().items():
        found = {
            _refusal(call, function)
            for function, call in _calls(tree)
            if getattr(function, "name", "") != "fault"  # its callers word it
        }
        yield name, sorted(found - {""})


def _findings() -> Iterator[tuple[str, list[str]]]:
    said = sentences()
    for code, severities in finding_codes().items():
        yield f"{code} ({', '.join(severities)})", list(dict.fromkeys(said[code]))


def _sentences() -> Iterator[tuple[str, list[str]]]:
    for name in _trees():
        found = extract_from_file(
            "python", SOURCES / name, keywords={"say": None, "figure_of": None}
        )
        said = {message for _, message, _, _ in found if isinstance(message, str)}
        yield name, sorted(map(_on_one_line, said))


def _in_data() -> Iterator[tuple[str, list[str]]]:
    for name, keys in SENTENCES.items():
        yield (
            f"reference/{name}.toml",
            sorted(
                {
                    _on_one_line(row[key].template)
                    for rows in table(name).values()
                    for row in rows
                    for key in keys
                    if key in row
                }
            ),
        )


def _options() -> Iterator[tuple[str, list[str]]]:
    """Yield what the help of each command says."""
    for parser in parsers():
        told = [parser.description or "", *(parser.epilog or "").splitlines()]
        told += sorted(
            f"{' '.join(each.option_strings) or each.dest}: {each.help}"
            for each in parser._actions  # noqa: SLF001 - argparse lists them nowhere else
        )
        yield parser.prog, [line for line in told if line.strip()]


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCES).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(SOURCES.rglob("*.py"))
    }


@cache
def _calls(tree: ast.Module) -> tuple[tuple[_Function, ast.Call], ...]:
    """Return every call of a module, with the function that it stands in."""
    return tuple(
        (function, node)
        for function, node in _nodes(tree, tree)
        if isinstance(node, ast.Call)
    )


def _nodes(node: ast.AST, function: _Function) -> Iterator[tuple[_Function, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        yield function, child
        inner = child if isinstance(child, ast.FunctionDef) else function
        yield from _nodes(child, inner)


def _refusal(call: ast.Call, function: _Function) -> str:
    """Return the wording of an error, or nothing where a call makes none."""
    name = getattr(call.func, "id", "")
    if name not in _ERRORS | {"fault"} or name == "DocumentError":
        return ""
    names = _FAULT_PARTS if name == "fault" else _PARTS
    given = dict(zip(names, call.args, strict=False))
    given |= {each.arg: each.value for each in call.keywords if each.arg}
    said = {
        part: " | ".join(dict.fromkeys(_texts(value, function)))
        for part, value in given.items()
    }
    start = f"{said['field']}: " if said.get("field") else ""
    end = f"; {said['way_out']}" if said.get("way_out") else ""
    kind = "" if name in ("FieldError", "fault") else f"{name}: "
    return f"{kind}{start}expected {said['expected']}, got {said['got']}{end}"


def _texts(value: ast.expr, function: _Function, depth: int = 0) -> _Wordings:
    """Return what an expression may say, each value that is filled in in braces."""
    if depth > _DEEPEST:
        return (_filled(value),)
    match value:
        case ast.Constant(text):
            return (_on_one_line(str(text)),)
        case ast.FormattedValue(inner):
            known = _texts(inner, function, depth + 1)
            return known if _is_worded(inner, known) else (_filled(inner),)
        case ast.Name(name):
            return _of_name(name, function, depth) or (_filled(value),)
        case ast.Call(ast.Name(called), arguments):
            return _of_call(called, arguments, function, depth) or (_filled(value),)
        case _:
            return _of_several(value, function, depth) or (_filled(value),)


def _of_several(value: ast.expr, function: _Function, depth: int) -> _Wordings:
    """Return what an expression of several parts may say, or nothing."""
    match value:
        case ast.JoinedStr(parts):
            return _combined(_texts(each, function, depth) for each in parts)
        case ast.BinOp(left, ast.Add(), right):
            return _combined(_texts(each, function, depth) for each in (left, right))
        case ast.IfExp(_, one, other):
            return (*_texts(one, function, depth), *_texts(other, function, depth))
        case ast.BoolOp(ast.Or(), options):
            return tuple(
                text for each in options for text in _texts(each, function, depth)
            )
        case _:
            return ()


def _of_call(
    called: str, arguments: list[ast.expr], function: _Function, depth: int
) -> _Wordings:
    """Return what the result of a call may say, or nothing."""
    if called == "say":
        return _texts(arguments[0], function, depth)
    return () if called in _SHOWS else _of_result(called, depth)


def _is_worded(value: ast.expr, known: _Wordings) -> bool:
    """Return whether a value in a text is itself words, and few of them."""
    return (
        isinstance(value, ast.Name) and known != (_filled(value),) and len(known) == 1
    )


def _of_name(name: str, function: _Function, depth: int) -> _Wordings:
    """Return what a name may say: by what is assigned to it, or by the callers."""
    module = _module_of(function)
    scopes = (function,) if function is module else (function, module)
    for scope in scopes:
        said = _assigned(name, scope)
        if said:
            return tuple(
                text for each in said for text in _texts(each, scope, depth + 1)
            )
        if isinstance(scope, ast.FunctionDef) and name in _parameters(scope):
            return _handed_over(name, scope, depth)
    return _imported(name, module, depth)


def _assigned(name: str, scope: _Function) -> list[ast.expr]:
    """Return what is assigned to a name in a function, or in a module itself."""
    return _assignments(scope).get(name, [])


@cache
def _assignments(scope: _Function) -> dict[str, list[ast.expr]]:
    nodes = ast.walk(scope) if isinstance(scope, ast.FunctionDef) else scope.body
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            pairs = [pair for each in node.targets for pair in _pairs(each, node.value)]
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
            pairs = list(_pairs(node.target, node.value))
        else:
            continue
        for name, value in pairs:
            found.setdefault(name, []).append(value)
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name of an assignment with what it is given."""
    match target, value:
        case ast.Name(name), _:
            yield name, value
        case ast.Tuple(targets), ast.Tuple(values):
            for one, other in zip(targets, values, strict=False):
                yield from _pairs(one, other)
        case _:  # a field, or what only running it could part
            return


def _parameters(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return [each.arg for each in every]


def _handed_over(name: str, function: ast.FunctionDef, depth: int) -> _Wordings:
    """Return what callers in the package hand over for a parameter."""
    place = [each for each in _parameters(function) if each not in ("self", "cls")]
    said: list[str] = []
    for tree in _callers(function):
        for within, call in _calls(tree):
            called = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if called != function.name:
                continue
            given = dict(zip(place, call.args, strict=False))
            given |= {each.arg: each.value for each in call.keywords if each.arg}
            if name in given:
                said += _texts(given[name], within, depth + 1)
    return tuple(dict.fromkeys(said))


def _callers(function: ast.FunctionDef) -> Iterable[ast.Module]:
    """Return the modules that may call a function: its own, if it is private."""
    return (
        (_module_of(function),) if function.name.startswith("_") else _trees().values()
    )


def _of_result(called: str, depth: int) -> _Wordings:
    """Return what a small function of the package returns, if it is words."""
    if hasattr(builtins, called):
        return ()
    return tuple(
        text
        for function in _functions().get(called, ())
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value is not None
        for text in _texts(node.value, function, depth + 1)
        if " " in text
    )


def _imported(name: str, module: ast.Module, depth: int) -> _Wordings:
    """Return what a constant says that a module has from another one."""
    if name not in _imports(module):
        return ()
    return tuple(
        text
        for tree in _trees().values()
        for each in _assigned(_imports(module)[name], tree)
        for text in _texts(each, tree, depth + 1)
    )


@cache
def _imports(module: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@cache
def _functions() -> dict[str, list[ast.FunctionDef]]:
    found: dict[str, list[ast.FunctionDef]] = {}
    for function in _modules():
        if isinstance(function, ast.FunctionDef):
            found.setdefault(function.name, []).append(function)
    return found


def _module_of(function: _Function) -> ast.Module:
    return _modules()[function]


@cache
def _modules() -> dict[_Function, ast.Module]:
    """Return the module of each function, and of each module itself."""
    return {
        node: tree
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Module)
    }


def _combined(parts: Iterable[_Wordings]) -> _Wordings:
    """Return each way to put parts together that have several wordings."""
    texts: _Wordings = ("",)
    for part in parts:
        texts = tuple(text + each for text in texts for each in part)
    return texts


def _filled(value: ast.expr) -> str:
    """Return what stands for a value in a message: its name, in braces."""
    match value:
        case ast.Name(name):
            return f"{{{name}}}"
        case ast.Attribute(_, name):
            return f"{{{name}}}"
        case ast.Call(ast.Name(called), [first, *_]) if called in _SHOWS:
            return _filled(first)
        case ast.Call(ast.Attribute(), []):
            return _filled(value.func)
        case _:
            return "{...}"


def _on_one_line(text: str) -> str:
    return text.replace("\n", "\\n")


if __name__ == "__main__":
    RECORD.write_text(messages(), "utf-8")
