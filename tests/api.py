"""The public names: what another program may call, as the sources have it.

``python -m tests.api`` writes them down in ``tests/public-api.txt``; `test_api`
compares. The sources are read, not run: each name stands there as a line of Python,
records with the fields that they are made with, so that `griffe` can tell what of a
change would break a caller.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout, suppress
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

import griffe

from ldn_compound.__main__ import main
from tests.finding_codes import finding_codes

__all__ = [
    "CODES",
    "OPTIONS",
    "PUBLIC",
    "RECORD",
    "breakages",
    "exported",
    "parts",
    "recorded",
]

RECORD = Path(__file__).with_name("public-api.txt")

#: The modules that other programs may import from; all others may change at any time.
PUBLIC = (
    "ldn_compound",
    *(
        f"ldn_compound.{name}"
        for name in ("errors", "units", "reference", "plan", "quality", "regimen")
    ),
    "ldn_compound.selftest",
    *(
        f"ldn_compound.calc.{name}"
        for name in (
            *("dating", "dilution", "filler", "loads", "mixing", "overage", "packing"),
            *("potency", "rounding", "tablets", "trituration", "uniformity", "volume"),
            "weighing",
        )
    ),
    *(
        f"ldn_compound.model.{name}"
        for name in (
            *("batch", "beyond_use", "bulk", "dates", "dilution", "drug", "equipment"),
            *("excipients", "fill", "finding", "lot", "made", "master_formula"),
            *("packing", "policy", "prescription", "request", "second_calculation"),
            *("shell", "steps", "tablets", "trituration", "verdict", "weighing"),
        )
    ),
    *(
        f"ldn_compound.documents.{name}"
        for name in (
            *("calculator", "capsule_plot", "compounding_record", "content"),
            *("explanation", "fragment", "html", "kit", "label", "languages", "latex"),
            *("leaflet", "markdown", "master_formulation", "mixing_plot", "pdf"),
            *("production", "proof", "records", "results", "schedule", "text"),
            "worksheet",
        )
    ),
    *(
        f"ldn_compound.interop.{name}"
        for name in (
            *("cluster", "columns", "difference", "fhir", "gs1", "json"),
            *("monte_carlo", "ncpdp", "schema", "streaming", "ucum"),
        )
    ),
)

CODES = "codes of findings"
OPTIONS = "options of the command"
_HEAD = """\
# What other programs may call: see docs/explanation/versioning.md.
# Written by `python -m tests.api`, compared by tests/test_api.py.
"""
_SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)
#: Methods that attrs, copy or pickle call: no promise to a caller.
_UNTOLD = re.compile(r"_(?!_)|__(?:new|attrs_post_init|getnewargs|reduce)__$")


def parts() -> dict[str, str]:
    """Return what is public now.

    Returns
    -------
    dict
        Each module and its lines, the codes of findings, the options of the command.
    """
    owners: dict[str, str] = {}
    said = {module: "\n".join(_module(module, owners)) for module in PUBLIC}
    said[CODES] = "\n".join(
        f"{code}: {' or '.join(severities)}"
        for code, severities in finding_codes().items()
    )
    said[OPTIONS] = "\n".join(_options())
    return said


def recorded() -> dict[str, str]:
    """Return what is written down, as `parts` returns it.

    Returns
    -------
    dict
        Names of parts and their lines.
    """
    _, *pairs = _SECTION.split(RECORD.read_text("utf-8"))
    return {
        name: text.strip("\n")
        for name, text in zip(pairs[::2], pairs[1::2], strict=True)
    }


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
            gone = set(old[part].splitlines()) - set(new[part].splitlines())
            found += [f"{part}: {line!r} is gone" for line in gone]
        else:
            had, has = _visited(part, old[part]), _visited(part, new[part])
            found += [
                f"{part}.{name}: Public object was removed"
                for name in had.imports.keys() - has.members.keys()
            ]
            changes = griffe.find_breaking_changes(had, has)
            found += [f"{part}.{_one_line(each)}" for each in changes]
    return sorted(found)


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
            yield from _lines(name, told)


def _lines(name: str, told: griffe.Object) -> Iterator[str]:
    """Yield a function, a class or a constant as Python has it, without a body."""
    if isinstance(told, griffe.Function):
        yield f"{_head(told)}: ..."
    elif isinstance(told, griffe.Class):
        bases = ", ".join(str(base) for base in told.bases)
        yield f"class {name}({bases}):" if bases else f"class {name}:"
        members = [f"    {line}" for line in _members(told)]
        yield from members or ["    ..."]
    else:
        assert isinstance(told, griffe.Attribute)
        kind = f": {told.annotation}" if told.annotation else ""
        yield f"{name}{kind} = {told.value}"


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
        elif isinstance(member, griffe.Attribute) and "property" in member.labels:
            yield "@property"
            yield f"def {name}(self) -> {member.annotation}: ..."


def _parameters(fields: list[griffe.Attribute], frozen: str) -> str:
    """Return the parameters that attrs gives a record, from the text of its fields."""
    positional, named = ["self"], list[str]()
    for field in fields:
        options = _options_of(str(field.value))
        if options.get("init") == "False":
            continue
        default = options.get("default", options.get("factory"))
        name = ast.literal_eval(options.get("alias", repr(field.name)))
        written = name if default is None else f"{name}={default}"
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
    """Return a function up to its colon."""
    return f"def {function.signature()}"


def _options() -> list[str]:
    """Return the options of the command, as its help names them."""
    shown = StringIO()
    with redirect_stdout(shown), suppress(SystemExit):
        main(["--help"])
    return sorted(set(re.findall(r"--[a-z][a-z-]+", shown.getvalue())))


def _visited(module: str, text: str) -> griffe.Module:
    """Return what griffe reads of the lines of a module."""
    return griffe.visit(module, filepath=Path(f"{module}.py"), code=text)


def _one_line(change: griffe.Breakage) -> str:
    """Return the name and what happened to it, without the place in a file."""
    told = change.explain(griffe.ExplanationStyle.ONE_LINE)
    return re.sub(r"\x1b\[\d+m", "", told).split(": ", 1)[1]


def _write() -> None:
    """Write down what is public now."""
    sections = (f"\n## {part}\n{lines}\n" for part, lines in parts().items())
    RECORD.write_text(_HEAD + "".join(sections), "utf-8")


if __name__ == "__main__":
    _write()
