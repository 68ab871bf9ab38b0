"""The sources: nothing in them runs a text, reaches a network or starts a program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

SOURCES = Path(str(files("ldn_compound")))
FILES = sorted(SOURCES.rglob("*.py"))
NAMES = [str(path.relative_to(SOURCES)) for path in FILES]

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
    ("importlib", "extras.py"): "imports the libraries of the extras, by fixed names",
    ("io", "regimen/export.py"): "writes comma-separated values into memory",
    ("pathlib", "__main__.py"): "writes the PDF that the user named",
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
    "interop/fhir/version.py": "names_of(version).module",  # of a closed table
    "interop/json/reading.py": "name",  # a loop over two literals
}
WRITERS = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "touch"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module of others that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module)


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_harmless_modules_are_imported(path: Path) -> None:
    """No pickle, no process, no socket, no file: what else is needed has its reason."""
    name = path.relative_to(SOURCES).as_posix()

    for module in imports(ast.parse(path.read_text("utf-8"))):
        top = module.partition(".")[0]
        known = top in HARMLESS | TYPES or module in OWN_FILES or (top, name) in ALLOWED
        assert known, f"{name} imports {module}"


def test_every_exception_is_used() -> None:
    """An exception that nobody needs any more is taken back."""
    used = {
        (module.partition(".")[0], path.relative_to(SOURCES).as_posix())
        for path in FILES
        for module in imports(ast.parse(path.read_text("utf-8")))
        if module not in OWN_FILES
    }

    assert set(ALLOWED) <= used


@pytest.mark.requirement("R97")
@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_text_is_run(path: Path) -> None:
    """Neither Python nor a template nor an attribute is made of a text from outside."""
    for call in calls(path):
        called = ast.unparse(call.func)
        assert called not in BANNED, f"{path.name}:{call.lineno}"
        assert not called.endswith((".from_string", ".safe", ".Markup", ".eval"))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_libraries_are_imported_by_fixed_names(path: Path) -> None:
    """What an extra brings stands in the source as a literal."""
    for call in calls(path):
        if ast.unparse(call.func) == "needs":
            (module,) = call.args
            looked_up = LOOKED_UP.get(path.relative_to(SOURCES).as_posix())
            assert isinstance(module, ast.Constant) or ast.unparse(module) == looked_up


@pytest.mark.requirement("R97")
def test_only_the_command_writes() -> None:
    """A file is written where a user names it on the command line, nowhere else."""
    writing = {
        path.relative_to(SOURCES).as_posix()
        for path in FILES
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITERS
    }

    assert writing == {"__main__.py"}


@pytest.mark.parametrize(
    "word", ["|safe", "autoescape", "{% raw", "<script", "href=", "src=", "http://"]
)
def test_the_html_template_trusts_no_text(word: str) -> None:
    """Escaping is switched off nowhere, and nothing is fetched."""
    templates = SOURCES / "sheets" / "templates"

    for path in (templates / "sheet.html", templates / "sheet.css"):
        assert word not in path.read_text("utf-8").replace(" ", "")


@pytest.mark.parametrize(
    "word", ["eval(", "read(", "include", "import", "plugin(", "@preview", "image("]
)
def test_the_pdf_template_reads_nothing(word: str) -> None:
    """The one input is the data of the sheet; nothing in it is read as markup."""
    template = SOURCES / "sheets" / "templates" / "sheet.typ"

    assert word not in template.read_text("utf-8")
