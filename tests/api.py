"""The public names: what another program may call, as the sources have it.

``python -m tests.api`` writes them down in ``tests/public-api.txt``; `test_api`
compares. The sources are read, not run: each name stands there as a line of Python,
records with the fields that they are made with, defaults by their values, so that
`griffe` can tell what of a change would break a caller. Options of the commands stand
there as promises, one a line, and documented errors as comments.
"""

from __future__ import annotations

import ast
import re
import subprocess
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from shutil import which

import griffe

from ldn_compound.__main__ import parser
from ldn_compound.commands.names import COMMANDS
from tests.finding_codes import finding_codes

__all__ = [
    "CODES",
    "OPTIONS",
    "PUBLIC",
    "RECORD",
    "ROOT",
    "breakages",
    "exported",
    "lines",
    "parsers",
    "parts",
    "promises",
    "recorded",
    "released",
    "unannounced",
]

ROOT = Path(__file__).parents[1]
RECORD = Path(__file__).with_name("public-api.txt")

#: The modules that other programs may import from; all others may change at any time.
PUBLIC = (
    "ldn_compound",
    *(
        f"ldn_compound.{name}"
        for name in (
            *("batch_plan", "errors", "quantities", "sheets", "model", "reference"),
            *("plan", "documents", "regimen", "quality", "orders", "interop"),
            "calculator",
            "selftest",
        )
    ),
    *(
        f"ldn_compound.calc.{name}"
        for name in (
            *("dating", "dilution", "filler", "loads", "mixing", "overage", "packing"),
            *("potency", "rounding", "tablets", "trituration", "uniformity", "volume"),
            "weighing",
        )
    ),
    *(
        f"ldn_compound.interop.{name}"
        for name in (
            *("columns", "difference", "fhir", "gs1", "json", "ncpdp", "ucum"),
        )
    ),
)

CODES = "codes of findings"
OPTIONS = "options of the commands"
_HEAD = """\
# What other programs may call: see docs/explanation/versioning.md.
# Written by `python -m tests.api`, compared by tests/test_api.py.
# Second form: defaults by value, promises of options, documented errors.
"""
#: The one promise that breaks a caller where it comes, and not where it goes.
_REQUIRED = " is required"
_SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)
#: Methods that attrs, copy or pickle call: no promise to a caller.
_UNTOLD = re.compile(r"_(?!_)|__(?:new|attrs_post_init|getnewargs|reduce)__$")


def parts() -> dict[str, str]:
    """Return what is public now.

    Returns
    -------
    dict
        Each module and its lines, the codes of findings, the options of the commands.
    """
    owners: dict[str, str] = {}
    said = {module: "\n".join(_module(module, owners)) for module in PUBLIC}
    said[CODES] = "\n".join(
        f"{code}: {' or '.join(severities)}"
        for code, severities in finding_codes().items()
    )
    said[OPTIONS] = "\n".join(
        sorted(line for parser in parsers() for line in promises(parser))
    )
    return said


def recorded() -> dict[str, str]:
    """Return what is written down, as `parts` returns it.

    Returns
    -------
    dict
        Names of parts and their lines.
    """
    _, said = _read_record(RECORD.read_text("utf-8"))
    return said


def breakages(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return what a caller of the old names would trip over in the new ones.

    Parameters
    ----------
    old
        What was public, as `parts` returns it.
    new
        What is.

    Returns
    -------
    list of str
        Names and what happened to them.
    """
    found = [f"{part}: gone" for part in old if part not in new]
    for part in old.keys() & new.keys():
        if part in (CODES, OPTIONS):
            promised = _broken_promises(old[part], new[part])
            found += [f"{part}: {each}" for each in promised]
        else:
            had, has = _visited(part, old[part]), _visited(part, new[part])
            found += [
                f"{part}.{name}: Public object was removed"
                for name in had.imports.keys() - has.members.keys()
            ]
            changes = griffe.find_breaking_changes(had, has)
            found += [f"{part}.{_one_line(each)}" for each in changes]
    return sorted(found)


def unannounced(old: str, new: str, fragments: Iterable[str]) -> list[str]:
    """Return what breaks between two records and is said in no fragment.

    Parameters
    ----------
    old
        The text of the record that was; of another form, it cannot be compared.
    new
        The text of the record that is.
    fragments
        The names of the fragments that came with it.

    Returns
    -------
    list of str
        Names and what happened to them.
    """
    (old_form, had), (form, has) = _read_record(old), _read_record(new)
    if form != old_form or any(
        {"breaking", "deprecated"} & set(name.split(".")) for name in fragments
    ):
        return []
    return breakages(had, has)


def released() -> tuple[str, set[str]]:
    """Return what the last release has: nothing before the first, or without git.

    Returns
    -------
    tuple of str and set of str
        The text of the record, and the names of the fragments.
    """
    tag = _git("describe", "--tags", "--abbrev=0", "--match=v*").strip()
    if not tag:
        return "", set()
    record = _git("show", f"{tag}:./tests/public-api.txt")
    fragments = _git("ls-tree", "--name-only", tag, "changelog.d/")
    return record, {Path(each).name for each in fragments.splitlines()}


def exported(module: str) -> list[str]:
    """Return the names that a module exports.

    Parameters
    ----------
    module
        Its full name.

    Returns
    -------
    list of str
        What its ``__all__`` holds.
    """
    return [str(name) for name in _read(module).exports or ()]


def promises(parser: ArgumentParser) -> Iterator[str]:
    """Yield what a command promises of its options, a promise a line.

    Parameters
    ----------
    parser
        Of the command.

    Yields
    ------
    str
        What an option takes, that it is required, or what it is by default.
    """
    for action in parser._actions:  # noqa: SLF001 - no public name leads to them
        takes = [f"the value {each!r}" for each in action.choices or ()] or ["a value"]
        if action.nargs == 0:
            takes = ["nothing"]
        elif action.nargs is not None:
            takes = [f"{each}, {action.nargs} times" for each in takes]
        for name in action.option_strings or [action.dest]:
            option = f"{parser.prog} {name}"
            yield from (f"{option} takes {each}" for each in takes)
            if action.required:
                yield f"{option}{_REQUIRED}"
            elif action.default is not SUPPRESS:
                yield f"{option} is {action.default!r} by default"


def lines(name: str, told: griffe.Object) -> Iterator[str]:
    """Yield a function, a class or a constant as Python has it, without a body.

    Parameters
    ----------
    name
        Under which it is exported.
    told
        What griffe read of it.

    Yields
    ------
    str
        Lines of Python, and comments that name documented errors.
    """
    if isinstance(told, griffe.Function):
        yield f"{_head(told)}: ..."
        yield from _raises(name, told)
    elif isinstance(told, griffe.Class):
        bases = ", ".join(str(base) for base in told.bases)
        yield f"class {name}({bases}):" if bases else f"class {name}:"
        members = [f"    {line}" for line in _members(told)]
        yield from members or ["    ..."]
    else:
        assert isinstance(told, griffe.Attribute)
        kind = f": {told.annotation}" if told.annotation else ""
        yield f"{name}{kind} = {told.value}"


@cache
def _package() -> griffe.Object | griffe.Alias:
    """Return the whole package, read once."""
    return griffe.load(
        "ldn_compound",
        search_paths=[Path(str(files("ldn_compound"))).parent],
        allow_inspection=False,
    )


def _read(name: str) -> griffe.Object | griffe.Alias:
    """Return what griffe read of a module or of a name in it."""
    _, *steps = name.split(".")
    found: griffe.Object | griffe.Alias = (
        _package()[".".join(steps)] if steps else _package()
    )
    return found


def _module(module: str, owners: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a module: a name that another one told is only imported."""
    for name in exported(module):
        found = _read(f"{module}.{name}")
        told = found.final_target if isinstance(found, griffe.Alias) else found
        if isinstance(told, griffe.Module) and name in told.members:
            told = told[name]  # a function by the name of its module
        owner = owners.setdefault(told.path, module)
        if isinstance(told, griffe.Module):
            yield f"import {told.path}"
        elif owner != module:
            yield f"from {owner} import {name}"
        else:
            yield from lines(name, told)


def _members(told: griffe.Class) -> Iterator[str]:
    """Yield how a record is made, its fields, its properties and its methods."""
    frozen = [
        str(each.value) for each in told.decorators if "frozen" in str(each.value)
    ]
    fields = [
        member
        for name, member in told.members.items()
        if isinstance(member, griffe.Attribute)
        and "property" not in member.labels
        and not name.startswith("_")
    ]
    if frozen:
        yield f"def __init__({_parameters(fields, frozen[0])}) -> None: ..."
    for field in fields:
        kind = f": {field.annotation}" if field.annotation else ""
        set_in_class = not frozen and "class-attribute" in field.labels
        value = f" = {field.value}" if set_in_class else "" if kind else " = ..."
        yield f"{field.name}{kind}{value}"
    for name, member in told.members.items():
        if isinstance(member, griffe.Function) and not _UNTOLD.match(name):
            yield from (f"@{each.value}" for each in member.decorators)
            yield f"{_head(member)}: ...".replace("(", "(self, ", 1).replace(", )", ")")
            yield from _raises(f"{told.name}.{name}", member)
        elif isinstance(member, griffe.Attribute) and "property" in member.labels:
            yield "@property"
            yield f"def {name}(self) -> {member.annotation}: ..."
            yield from _raises(f"{told.name}.{name}", member)


def _parameters(fields: list[griffe.Attribute], frozen: str) -> str:
    """Return the parameters that attrs gives a record, from the text of its fields."""
    positional, named = ["self"], list[str]()
    for field in fields:
        options = _options_of(str(field.value))
        if options.get("init") == "False":
            continue
        default = options.get("default", options.get("factory"))
        name = ast.literal_eval(options.get("alias", repr(field.name)))
        written = name if default is None else f"{name}={_valued(default, field)}"
        by_name = options.get("kw_only") == "True" or "kw_only=True" in frozen
        (named if by_name else positional).append(written)
    return ", ".join([*positional, *(["*", *named] if named else [])])


def _options_of(value: str) -> dict[str, str]:
    """Return the options of ``field(...)``; any other value is the default itself."""
    tree = ast.parse(value, mode="eval").body
    if isinstance(tree, ast.Call) and ast.unparse(tree.func) == "field":
        return {str(each.arg): ast.unparse(each.value) for each in tree.keywords}
    return {} if value == "None" else {"default": value}


def _head(function: griffe.Function) -> str:
    """Return a function up to its colon, each default by its value."""
    parameters = [copy(each) for each in function.parameters]
    for each in parameters:
        if isinstance(each.default, griffe.Expr):
            each.default = _valued(str(each.default), function)
    valued = copy(function)
    valued.parameters = griffe.Parameters(*parameters)
    return f"def {valued.signature()}"


class _Values(ast.NodeTransformer):
    """Puts the value of each constant of a package in place of its name."""

    def __init__(self, scope: griffe.Object) -> None:
        self._scope = scope

    def visit_Name(self, node: ast.Name) -> ast.expr:
        with suppress(griffe.NameResolutionError, KeyError):
            told = self._scope.modules_collection[self._scope.resolve(node.id)]
            if isinstance(told, griffe.Attribute) and told.value is not None:
                return ast.parse(_valued(str(told.value), told), mode="eval").body
        return node


def _valued(default: str, scope: griffe.Object) -> str:
    """Return a default without the names of constants, which may change their value."""
    return ast.unparse(_Values(scope).visit(ast.parse(default, mode="eval")))


def _raises(name: str, told: griffe.Object) -> Iterator[str]:
    """Yield the errors that the docstring of a function names."""
    sections = told.docstring.parse("numpy", warnings=False) if told.docstring else []
    errors = {
        str(error.annotation)
        for section in sections
        if isinstance(section, griffe.DocstringSectionRaises)
        for error in section.value
    }
    yield from (f"# {name} raises {error}" for error in sorted(errors))


def parsers() -> Iterator[ArgumentParser]:
    """Yield the parser of the command line, and that of each of its commands.

    Yields
    ------
    argparse.ArgumentParser
        Each, as it is run.
    """
    yield parser()
    for name in COMMANDS:
        command = import_module(f"ldn_compound.commands.{name}")
        yield command.parser()


def _read_record(text: str) -> tuple[str, dict[str, str]]:
    """Return the head of a record, which tells its form, and its parts."""
    head, *pairs = _SECTION.split(text)
    return head.strip(), {
        name: part.strip("\n")
        for name, part in zip(pairs[::2], pairs[1::2], strict=True)
    }


def _git(*arguments: str) -> str:
    """Return what git says, or nothing where it knows nothing of this folder."""
    git = which("git")
    if git is None:
        return ""
    asked = [git, *arguments]
    run = subprocess.run(asked, check=False, capture_output=True, cwd=ROOT)  # noqa: S603 - a question of ours
    return run.stdout.decode("utf-8")


def _broken_promises(old: str, new: str) -> Iterator[str]:
    """Yield the lines that a caller misses, and those that ask more of one."""
    had, has = set(old.splitlines()), set(new.splitlines())
    yield from (
        f"{line!r} is gone" for line in had - has if not line.endswith(_REQUIRED)
    )
    yield from (f"{line!r} is new" for line in has - had if line.endswith(_REQUIRED))


def _visited(module: str, text: str) -> griffe.Module:
    """Return what griffe reads of the lines of a module."""
    return griffe.visit(module, filepath=Path(f"{module}.py"), code=text)


def _one_line(change: griffe.Breakage) -> str:
    """Return the name and what happened to it, without the place in a file."""
    told = change.explain(griffe.ExplanationStyle.ONE_LINE)
    return re.sub(r"\x1b\[\d+m", "", told).split(": ", 1)[1]


def _write() -> None:
    """Write down what is public now."""
    sections = (f"\n## {part}\n{text}\n" for part, text in parts().items())
    RECORD.write_text(_HEAD + "".join(sections), "utf-8")


if __name__ == "__main__":
    _write()
