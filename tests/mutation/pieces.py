"""The pieces of the library that mutation testing does one at a time.

A piece is a folder of modules, such as ``calc`` or ``interop/json``; what lies beside
the folders is the piece ``top``. It is tested by the tests that mirror it.
"""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

__all__ = ["ROOT", "Piece", "pieces"]

ROOT = Path(__file__).parents[2]
SOURCES = Path("src", "ldn_compound")
TOP = "top"

#: Tests besides those that mirror a piece: what it does is seen there.
BESIDES = {
    "top": ("tests/test_*.py",),
    "model": (
        *("tests/plan/test_*.py", "tests/test_laws.py", "tests/test_refusals.py"),
        *("tests/batch_plan/test_*.py", "tests/calc/test_dating.py"),
    ),
    "batch_plan": ("tests/plan/test_*.py",),
    "plain": ("tests/interop/json/test_*.py", "tests/plan/test_digest.py"),
    "plan": (
        *("tests/test_laws.py", "tests/checks/test_*.py"),
        *("tests/batch_plan/test_*.py", "tests/plan/bench/test_*.py"),
    ),
    "plan/explain": ("tests/plan/test_*.py",),
    "documents": ("tests/documents/*/test_*.py",),
    "interop": ("tests/interop/*/test_*.py",),
}


@frozen
class Piece:
    """A folder of modules, and the tests that mirror it."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def dotted(self) -> str:
        """What the names of its modules begin with, below the package."""
        return "" if self.name == TOP else self.name.replace("/", ".") + "."

    def holds(self, of: str) -> bool:
        """Return whether a function or module, by its dotted name, is in this piece."""
        modules = {Path(each).stem for each in self.modules}
        rest = of.removeprefix(self.dotted)
        return of.startswith(self.dotted) and rest.partition(".")[0] in modules


def pieces(root: Path = ROOT) -> dict[str, Piece]:
    """Return every piece of the library by its name, in alphabetical order."""
    folders: dict[str, list[str]] = {}
    for path in sorted((root / SOURCES).rglob("*.py")):
        folder = path.parent.relative_to(root / SOURCES).as_posix()
        name = TOP if folder == "." else folder
        folders.setdefault(name, []).append(path.relative_to(root).as_posix())
    return {
        name: Piece(name, tuple(modules), _tests_of(name, root))
        for name, modules in sorted(folders.items())
    }


def _tests_of(name: str, root: Path) -> tuple[str, ...]:
    """Return the files of tests that mirror a piece, and those besides."""
    mirrors = () if name == TOP else (f"tests/{name}/test_*.py",)
    return tuple(
        sorted(
            path.relative_to(root).as_posix()
            for pattern in (*mirrors, *BESIDES.get(name, ()))
            for path in root.glob(pattern)
        )
    )
