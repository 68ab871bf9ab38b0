"""Writes the pages of the reference, one a package, from what the packages export.

A name stands there as a user imports it: from the package that exports it, else from
its module. So a new module, or a new name, is on its page with the next build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass, ismodule, isroutine
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import ModuleType

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

import ldn_compound

__all__ = ["setup"]

#: Pages in the order in which they claim their names: each name stands on one page.
#: What is not named here follows.
_FIRST = (
    "ldn_compound.errors",
    "ldn_compound",
    "ldn_compound.reference",
    "ldn_compound.calc",
    "ldn_compound.quality",
    "ldn_compound.regimen",
    "ldn_compound.documents",
    "ldn_compound.interop",
)
#: How quantities are made and texts are read: nothing that a user calls.
_INSIDE = {"__main__", "adopting", "extras", "guards", "reading"}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the pages before Sphinx looks for them."""
    app.connect("config-inited", lambda app, _config: write_pages(Path(app.srcdir)))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def write_pages(docs: Path) -> None:
    """Write the pages below *docs*; one that did not change keeps its date."""
    folder = docs / "reference" / "api"
    folder.mkdir(parents=True, exist_ok=True)
    claimed: set[object] = set()
    for name in _names():
        text = "\n".join(_page(import_module(name), claimed))
        path = folder / f"{name}.rst"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def _names() -> Iterator[str]:
    """Yield what has a page: the library, and its packages and modules."""
    yield from _FIRST
    for found in iter_modules(ldn_compound.__path__, "ldn_compound."):
        if found.name not in _FIRST and found.name.rpartition(".")[2] not in _INSIDE:
            yield found.name


def _page(package: ModuleType, claimed: set[object]) -> Iterator[str]:
    """Yield the lines of a page: a section for each module that has a name to show."""
    sections: defaultdict[str, list[str]] = defaultdict(list)
    for module in (package, *_modules(package)):
        for name in getattr(module, "__all__", ()):
            exported = getattr(module, name)
            key = _identity(exported, f"{module.__name__}.{name}")
            if key not in claimed and not ismodule(exported):
                claimed.add(key)
                home = _home(exported, module)
                sections[home].append(_entry(f"{module.__name__}.{name}", exported))
    yield from _heading(package.__name__, "=", claimed)
    yield from sections.pop(package.__name__, ())
    for home, entries in sections.items():
        yield from _heading(home, "-", claimed)
        yield from entries


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    """Yield the modules of a package; those of the whole library have their pages."""
    if package.__name__ != "ldn_compound":
        path = getattr(package, "__path__", ())
        for found in walk_packages(path, f"{package.__name__}."):
            yield import_module(found.name)


def _identity(exported: object, name: str) -> object:
    """Return what tells one name from another: equal constants may be one object."""
    return id(exported) if isclass(exported) or isroutine(exported) else name


def _home(exported: object, module: ModuleType) -> str:
    """Return the module of ours that defines what *module* exports."""
    home = str(getattr(exported, "__module__", ""))
    return home if home.startswith("ldn_compound.") else module.__name__


def _heading(name: str, underline: str, claimed: set[object]) -> Iterator[str]:
    """Yield the heading of a module and, on the first page with it, its docstring."""
    yield from (name, underline * len(name), "")
    if name not in claimed:
        claimed.add(name)
        yield f".. automodule:: {name}"
        if _hidden(name):
            yield "   :no-index:"
        yield ""


def _hidden(name: str) -> bool:
    """Return whether a package exports a function by the name of this module."""
    package, _, last = name.rpartition(".")
    return bool(package) and not ismodule(getattr(import_module(package), last))


def _entry(name: str, exported: object) -> str:
    """Return the directive that documents one name."""
    if isclass(exported):
        kind = "exception" if issubclass(exported, BaseException) else "class"
        return f".. auto{kind}:: {name}\n   :members:\n"
    kind = "function" if isroutine(exported) else "data"
    return f".. auto{kind}:: {name}\n"
