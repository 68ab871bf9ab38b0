"""Mutation testing: does some test fail for every small fault put into the library?

``python -m tests.mutation`` does all packages, ``python -m tests.mutation calc`` one.
The tool is mutmut; it works in a copy, one package at a time, and a package is tested
by the tests that mirror it and by the examples of its docstrings, nothing else.

A mutant that no test notices has to be explained in ``mutants.toml``. The run fails
if one is not, if an explanation is of no mutant that survived, or below 95 % killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from mutmut.mutation.diff_apply import get_diff_for_mutant

LEAST_KILLED = 95
ROOT = Path(__file__).parents[1]
MUTMUT = Path(sys.executable).with_name("mutmut")

#: Package by package: its modules, and the tests that mirror them.
PACKAGES = {
    "notation": ("notation.py", ["tests/quantities/test_notation.py"]),
    "reading": ("reading.py", ["tests/quantities/test_reading.py"]),
    "units": ("units.py", ["tests/quantities/test_units.py"]),
    "calc": ("calc/*.py", ["tests/calc"]),
    "checks": ("checks/*.py", ["tests/checks"]),
    "quality": ("quality/*.py", ["tests/quality"]),
}
#: What the tests need of the project.
COPIED = ("src", "tests", "pyproject.toml", "README.md")
KILLED = ("killed", "timeout", "segfault")
#: What the method is called that a property is made of, in the copy.
AS_METHOD = "_as_method"
#: Stands for any change of a line.
ANY = "*"


@frozen
class Mutant:
    """One changed place of one function; equal where the change reads the same."""

    of: str
    before: str
    after: str


@frozen
class Score:
    """What became of the mutants of a package."""

    package: str
    verdicts: Counter[str]
    survivors: Counter[Mutant]

    @property
    def mutants(self) -> int:
        """How many were made."""
        return self.verdicts.total()

    @property
    def killed(self) -> int:
        """How many a test noticed."""
        return sum(self.verdicts[each] for each in KILLED)

    @property
    def percent(self) -> float:
        """Share that was killed, cut to one decimal. [%]"""
        return self.killed * 1000 // self.mutants / 10


def explained() -> dict[Mutant, str]:
    """Return the reason of each mutant that may survive."""
    rows = tomllib.loads(Path(__file__).with_name("mutants.toml").read_text("utf-8"))
    return {
        Mutant(row["of"], row["before"], after): row["reason"]
        for row in rows["mutant"]
        for after in row.get("after", [ANY])
    }


def explains(reason: Mutant, mutant: Mutant) -> bool:
    """Return whether what is explained is this mutant, or any of its line."""
    same = (reason.of, reason.before) == (mutant.of, mutant.before)
    return same and reason.after in (mutant.after, ANY)


def settings(package: str) -> str:
    """Return the settings of mutmut for a package, as they stand in pyproject."""
    modules, tests = PACKAGES[package]
    selection = [*tests, "tests/docstring_examples.py"]
    # the options of pytest are those of the project, without the search for doctests
    options = ["--override-ini=addopts=", "--import-mode=importlib", "--tb=no"]
    # unraisableexception collects all garbage, which takes longer than most tests
    unused = ("xdist", "cacheprovider", "unraisableexception")
    plugins = [*(f"-pno:{name}" for name in unused), "-ptests.quickest_first"]
    return f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/ldn_compound/{modules}"]
also_copy = ["README.md"]
pytest_add_cli_args = {[*options, *plugins]}
pytest_add_cli_args_test_selection = {selection}
timeout_multiplier = 4.0
timeout_constant = 4.0
"""


def copy_project(to: Path) -> None:
    """Copy what the tests need."""
    without = shutil.ignore_patterns("__pycache__", "benchmarks", "browser")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=without)
        else:
            shutil.copy(ROOT / name, to / name)


def with_methods(source: str) -> str:
    """Return a module in which each property is made of a method.

    mutmut leaves alone what is decorated, and a property of a verdict is a figure.
    """
    lines, name, follows = [], "", False
    for line in [*source.splitlines(), "end = True"]:
        if name and line[:5].strip() not in ("", ")"):  # the body is over
            lines.append(f"    {name} = property({name}{AS_METHOD})")
            name = ""
        if line == "    @property":
            follows = True
        elif follows:
            name = line.removeprefix("    def ").partition("(")[0]
            lines.append(line.replace(name, f"{name}{AS_METHOD}", 1))
            follows = False
        else:
            lines.append(line)
    return "\n".join(lines[:-1]) + "\n"


def run(package: str, folder: Path) -> Score:
    """Make the mutants of a package in a copy, and test each."""
    copy_project(folder)
    for path in (folder / "src" / "ldn_compound").glob(PACKAGES[package][0]):
        path.write_text(with_methods(path.read_text("utf-8")), "utf-8")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings(package))
    environment = {
        "EXAMPLES": f"ldn_compound/{PACKAGES[package][0]}",
        "HYPOTHESIS_PROFILE": "mutation",
        "PYTHONHASHSEED": "0",
        "SOURCES": str(folder / "src"),
    }
    command = ("run", "--max-children", os.environ.get("MUTATION_PROCESSES", "2"))
    said = mutmut(folder, *command, environment=environment)
    verdicts = dict(
        line.strip().rsplit(": ", 1)
        for line in mutmut(folder, "results", "--all", "true").splitlines()
    )
    if not verdicts or "not checked" in verdicts.values():
        raise SystemExit(said)
    survivors = [name for name, verdict in verdicts.items() if verdict not in KILLED]
    with chdir(folder):
        changes = Counter(change(name) for name in survivors)
    return Score(package, Counter(verdicts.values()), changes)


def mutmut(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> str:
    """Run mutmut in a folder, and return what it printed."""
    done = subprocess.run(  # noqa: S603 - a command of ours
        [MUTMUT, *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout[-4000:] + done.stderr[-4000:])
    return done.stdout


def change(name: str) -> Mutant:
    """Return what a mutant changes, from its name.

    A name such as ``ldn_compound.calc.loads.x_loads__mutmut_3`` counts the mutants of a
    function: a number that any change of the function moves, so it is left out.
    """
    module, _, function = name.removeprefix("ldn_compound.").rpartition(".")
    function = function.partition("__mutmut_")[0].removeprefix("x")
    function = function.removeprefix("_").removeprefix("ǁ").replace("ǁ", ".")
    path = Path("src", "ldn_compound", *module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    shown = get_diff_for_mutant(name, path=path)
    lines = [line for line in shown.splitlines() if line[:3] not in ("---", "+++")]
    before = joined(line[1:] for line in lines if line.startswith("-"))
    after = joined(line[1:] for line in lines if line.startswith("+"))
    before, after = (each.replace(AS_METHOD, "") for each in (before, after))
    return Mutant(f"{module}.{function.removesuffix(AS_METHOD)}", before, after)


def joined(lines: Iterable[str]) -> str:
    """Return lines as one, however they are broken."""
    return " ".join(line.strip() for line in lines)


def told(score: Score, reasons: Mapping[Mutant, str]) -> str:
    """Return what became of the mutants, as docs/validation/mutation.md has it."""
    reasoned = sum(
        n
        for mutant, n in score.survivors.items()
        if any(explains(reason, mutant) for reason in reasons)
    )
    return (
        f"{score.package}: {score.mutants} mutants, {score.killed} killed, "
        f"{score.survivors.total()} survived, {reasoned} of these explained: "
        f"{score.percent} % killed"
    )


def faults(scores: Iterable[Score], reasons: Mapping[Mutant, str]) -> list[str]:
    """Return why the run fails: what is below the limit, untold, or told in vain."""
    found = []
    for score in scores:
        if score.percent < LEAST_KILLED:
            found.append(f"{score.package}: {score.percent} % killed")
        found += [
            f"survived, not explained: {mutant}"
            for mutant in score.survivors
            if not any(explains(reason, mutant) for reason in reasons)
        ]
        found += [
            f"explained, but killed: {reason}"
            for reason in reasons
            if reason.of.startswith(f"{score.package}.")
            and not any(explains(reason, mutant) for mutant in score.survivors)
        ]
    return sorted(found)


def main(packages: Iterable[str]) -> None:
    """Test the packages, print the scores, and fail where a mutant is untold."""
    reasons, scores = explained(), []
    for package in packages:
        with TemporaryDirectory() as folder:
            scores.append(run(package, Path(folder)))
        sys.stdout.write(f"{told(scores[-1], reasons)}\n")
        sys.stdout.flush()
    if found := faults(scores, reasons):
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1:] or PACKAGES)
