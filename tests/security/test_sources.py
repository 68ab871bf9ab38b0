"""The sources: nothing in them runs a text, reaches a network or starts a program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

SOURCES = Path(str(files("ldn_compound")))

#: Modules that neither run a text nor reach out of the process.
HARMLESS = {
    *(
        "__future__",
        "abc",
        "attrs",
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "csv",
    ),
    *("datetime", "decimal", "difflib", "enum", "fractions", "functools", "gettext"),
    *("hashlib", "html", "itertools", "json", "math", "numbers", "operator", "pint"),
    *("re", "string", "sys", "textwrap", "tomllib", "types", "typing"),
    *("abc", "argparse", "typing_extensions", "unicodedata"),
}
#: For the annotations only, under TYPE_CHECKING.
TYPES = {"matplotlib", "numpy"}
#: Modules that can do more, where they are allowed, and what for.
ALLOWED = {
    ("importlib", "__init__.py"): "imports the modules of public names, by a table",
    ("importlib", "__main__.py"): "imports the command that was asked for, by a table",
    ("importlib", "commands/completion.py"): "reads every command, by a table",
    ("importlib", "extras.py"): "imports the libraries of the extras, by fixed names",
    ("inspect", "orders/values.py"): "reads the docstrings of our own records",
    ("io", "commands/files.py"): "reads comma-separated values from memory",
    ("io", "orders/day.py"): "reads comma-separated values from memory",
    ("io", "regimen/export.py"): "writes comma-separated values into memory",
    ("io", "interop/columns/export.py"): "writes a CSV and a workbook into memory",
    ("concurrent", "interop/columns/table.py"): "plans parts of a table in threads",
    ("os", "interop/columns/table.py"): "counts the cores",
    ("os", "command_line.py"): "names the null device, and its descriptor",
    ("pathlib", "command_line.py"): "opens the null device",
    ("pathlib", "commands/day.py"): "names the files that were written",
    ("pathlib", "commands/kit.py"): "names the files that were written",
    ("pathlib", "commands/printing.py"): "writes to the folder that was named",
    ("pathlib", "commands/parser.py"): "reads and writes the files that were named",
    ("pathlib", "commands/profile.py"): "begins the file that was named",
    ("pathlib", "documents/papers.py"): "writes papers to the folder that was named",
    ("pathlib", "orders/profile.py"): "reads the profile that was named",
    ("pathlib", "sheets/labels.py"): "names the file that labels are written to",
    ("pathlib", "sheets/sheet.py"): "writes a sheet to the file that was named",
    ("concurrent", "regimen/production/minimizing.py"): "hears Ctrl-C while it solves",
    ("time", "regimen/production/minimizing.py"): "ends the search at the limit stated",
    ("platform", "selftest/__main__.py"): "names the Python in the report",
}
#: Readers of the package's own files, and of what is installed.
OWN_FILES = {"importlib.metadata", "importlib.resources"}

BANNED = {
    *("eval", "exec", "compile", "__import__", "open", "input", "breakpoint"),
    *("globals", "locals", "vars", "delattr"),
}
#: Modules whose name is no literal: where, and which names they can be.
LOOKED_UP = {
    # of two closed tables
    "interop/fhir/version.py": "f'{names_of(version).package}.{_MODULES[kind]}'",
}
WRITERS = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "touch"}


@cache
def trees() -> dict[str, ast.Module]:
    """Return the tree of every source, by its place in the package."""
    return {
        path.relative_to(SOURCES).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(SOURCES.rglob("*.py"))
    }


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module of others that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the sources, with the place of its module."""
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, node


def test_only_harmless_modules_are_imported() -> None:
    """No pickle, no process, no socket, no file: what else is needed has its reason."""
    harmful = [
        f"{name} imports {module}"
        for name, tree in trees().items()
        for module in imports(tree)
        for top in [module.partition(".")[0]]
        if top not in HARMLESS | TYPES
        and module not in OWN_FILES
        and (top, name) not in ALLOWED
    ]

    assert harmful == []


def test_every_exception_is_used() -> None:
    """An exception that nobody needs any more is taken back."""
    used = {
        (module.partition(".")[0], name)
        for name, tree in trees().items()
        for module in imports(tree)
        if module not in OWN_FILES
    }

    assert set(ALLOWED) <= used


@pytest.mark.requirement("R97")
def test_no_text_is_run() -> None:
    """Neither Python nor a template nor an attribute is made of a text from outside."""
    running = [
        f"{name}:{call.lineno} calls {called}"
        for name, call in calls()
        for called in [ast.unparse(call.func)]
        if called in BANNED
        or called.endswith((".from_string", ".safe", ".Markup", ".eval"))
    ]

    assert running == []


def test_libraries_are_imported_by_fixed_names() -> None:
    """What an extra brings stands in the source as a literal."""
    open_names = [
        f"{name}:{call.lineno} needs {ast.unparse(module)}"
        for name, call in calls()
        if ast.unparse(call.func) == "needs"
        for module in (*call.args, *(each.value for each in call.keywords))
        if not isinstance(module, ast.Constant)
        and ast.unparse(module) != LOOKED_UP.get(name)
    ]

    assert open_names == []


@pytest.mark.requirement("R97")
def test_only_what_a_user_names_is_written() -> None:
    """Sheets, papers and what a command makes, each where it was named."""
    writing = {
        name
        for name, call in calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITERS
    }

    assert writing == {
        *("commands/printing.py", "commands/parser.py"),
        *("documents/papers.py", "sheets/sheet.py"),
    }


#: What fetches something.
FETCHING = ("url(", "@import", "src:", "http:", "https:", "image(")
#: Where a text becomes markup: an element that escapes what is in it, and what is put
#: together of elements. A style is ours.
MARKUP = {"_element", "_joined", "_lines", "_style"}
#: Whose picture of a code is taken as it is: it is drawn by a library, without a text.
DRAWN = {"_code"}
#: What reads something, or takes data for markup.
READING = ("eval(", "read(", "include", "import", "plugin(", "@preview", "image(")


@pytest.mark.parametrize("name", ["page.css", "sheet.css"])
def test_a_style_fetches_nothing(name: str) -> None:
    """Neither a picture nor a font nor another style comes from anywhere."""
    text = (SOURCES / "sheets" / "templates" / name).read_text("utf-8")

    assert [each for each in FETCHING if each in text.replace(" ", "")] == []


def test_html_trusts_no_text() -> None:
    """Markup is made in five functions, and of a constant; all else is escaped."""
    tree = ast.parse((SOURCES / "sheets" / "html.py").read_text("utf-8"))
    made = {
        getattr(top, "name", "")
        for top in tree.body
        for each in ast.walk(top)
        if isinstance(each, ast.Call)
        and getattr(each.func, "id", "") == "_Markup"
        and not all(isinstance(given, ast.Constant) for given in each.args)
    }

    assert made == MARKUP | DRAWN


@pytest.mark.parametrize("name", ["label.typ", "parts.typ", "sheet.typ"])
def test_a_pdf_template_reads_nothing(name: str) -> None:
    """The one input is the data of the sheet; nothing in it is read as markup."""
    text = (SOURCES / "sheets" / "templates" / name).read_text("utf-8")
    # another template of ours, and the picture of a code, which is data too
    for ours in ('#import "parts.typ": *', "image(\n        bytes(label.picture)"):
        text = text.replace(ours, "")

    assert [each for each in READING if each in text] == []
