"""Put small faults into the library, one at a time: some test must fail for each.

``python -m tests.mutation`` does all pieces, ``python -m tests.mutation calc checks``
those that are named, and ``--count`` only says how many mutants each has; with
``--sample=200`` as many of each are tried, drawn at random and the same each time, and
constants are left alone. The tool for functions is mutmut; it works in a copy, one
piece at a time, and a piece is tested by the tests that mirror it and by the examples
of its docstrings, nothing else.

A mutant that no test notices has to be explained in ``mutants.toml``. The run fails
if one is not, if an explanation is of no mutant that survived, or below 90 % killed.
Of a sample, an explanation may be of a mutant that was not drawn.
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
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from attrs import frozen
from mutmut.mutation.diff_apply import get_diff_for_mutant

from .figures import figures_of, tried
from .pieces import ROOT, Piece, pieces
from .undecorated import AS_METHOD, undecorated

LEAST_KILLED = 90
#: mutmut, but for the mutants of texts.
MUTMUT = (sys.executable, "-m", "tests.mutation.logic_only")
#: What the tests need of the project.
COPIED = ("src", "tests", "docs", "pyproject.toml", "README.md", "conftest.py")
KILLED = ("killed", "timeout", "segfault")
#: Stands for any change of a line.
ANY = "*"
#: The options of pytest are those of the project, without the search for doctests, and
#: unraisableexception collects all garbage, which takes longer than most tests.
PYTEST = (
    *("--override-ini=addopts=", "--import-mode=importlib", "--tb=no"),
    *("-pno:xdist", "-pno:cacheprovider", "-pno:unraisableexception"),
)
EXAMPLES = "tests/mutation/docstring_examples.py"


@frozen
class Mutant:
    """One changed place of one function; equal where the change reads the same."""

    of: str
    before: str
    after: str


@frozen
class Score:
    """What became of the mutants of a piece."""

    piece: Piece
    verdicts: Counter[str]
    survivors: Counter[Mutant]
    seconds: float
    is_sample: bool = False

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
        return self.killed * 1000 // self.mutants / 10 if self.mutants else 100.0


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


def settings(piece: Piece) -> str:
    """Return the settings of mutmut for a piece, as they stand in pyproject."""
    plugins = ["-ptests.mutation.quickest_first"]
    return f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {list(piece.modules)}
also_copy = ["README.md", "docs", "conftest.py"]
pytest_add_cli_args = {[*PYTEST, *plugins]}
pytest_add_cli_args_test_selection = {[*piece.tests, EXAMPLES]}
timeout_multiplier = 8.0
timeout_constant = 4.0
"""


def copy_project(to: Path) -> None:
    """Copy what the tests need."""
    without = shutil.ignore_patterns("__pycache__", "browser", "_build")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=without)
        else:
            shutil.copy(ROOT / name, to / name)


def run(piece: Piece, sample: int | None = None) -> Score:
    """Make the mutants of a piece in a copy, and test each, or a sample of them."""
    began = monotonic()
    with TemporaryDirectory() as folder:
        verdicts, survivors = run_functions(piece, Path(folder), sample)
    if sample is not None:
        return Score(piece, verdicts, survivors, monotonic() - began, is_sample=True)
    with TemporaryDirectory() as folder:
        more, others = run_figures(piece, Path(folder))
    taken = monotonic() - began
    return Score(piece, verdicts + more, survivors + others, taken)


def environment(piece: Piece, folder: Path) -> dict[str, str]:
    """Return what the tests of a piece are told in a copy."""
    return {
        "EXAMPLES": " ".join(each.removeprefix("src/") for each in piece.modules),
        "HYPOTHESIS_PROFILE": "mutation",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(folder / "src"),
        "SOURCES": str(folder / "src"),
    }


def prepare(piece: Piece, folder: Path) -> None:
    """Copy the project, and set mutmut and the modules of a piece up for it."""
    copy_project(folder)
    for module in piece.modules:
        path = folder / module
        path.write_text(undecorated(path.read_text("utf-8")), "utf-8")
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings(piece))


def run_functions(
    piece: Piece, folder: Path, sample: int | None = None
) -> tuple[Counter[str], Counter[Mutant]]:
    """Change what stands within functions, and test each change."""
    prepare(piece, folder)
    drawn = [] if sample is None else draw(folder, sample)
    command = ("run", "--max-children", os.environ.get("MUTATION_PROCESSES", "2"))
    told = environment(piece, folder) | {"PYTHONPATH": ""}  # mutmut sees to the path
    said = mutmut(folder, *command, *drawn, environment=told)
    verdicts = dict(
        line.strip().rsplit(": ", 1)
        for line in mutmut(folder, "results", "--all", "true").splitlines()
    )
    if sample is not None:
        verdicts = {name: verdicts[name] for name in drawn}
    if "not checked" in verdicts.values():
        raise SystemExit(said)
    survivors = [name for name, verdict in verdicts.items() if verdict not in KILLED]
    for name in [each for each in survivors if is_killed_anew(piece, folder, each)]:
        survivors.remove(name)
        verdicts[name] = "killed"
    with chdir(folder):
        changes = Counter(change(name) for name in survivors)
    return Counter(verdicts.values()), changes


def draw(folder: Path, sample: int) -> list[str]:
    """Return the names of some mutants, drawn at random and the same each time."""
    names = mutmut(folder, "names").split()
    return sorted(Random(1).sample(names, min(sample, len(names))))  # noqa: S311 - no secret


def is_killed_anew(piece: Piece, folder: Path, name: str) -> bool:
    """Return whether a test fails in a process in which a mutant is from the start.

    mutmut changes a function when all is imported; what was made by it before, such as
    the validator of a field, or is remembered, is what it was.
    """
    mutants = folder / "mutants"
    here = {"PYTHONPATH": str(mutants / "src"), "MUTANT_UNDER_TEST": name}
    run = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-x", "-q", *PYTEST, *piece.tests, EXAMPLES],
        cwd=mutants,
        env={**os.environ, **environment(piece, folder), **here},
        capture_output=True,
        check=False,
    )
    return run.returncode != 0


def run_figures(piece: Piece, folder: Path) -> tuple[Counter[str], Counter[Mutant]]:
    """Change the figures that stand outside functions, and test each change."""
    verdicts, survivors = Counter[str](), Counter[Mutant]()
    copy_project(folder)
    for module in piece.modules:
        for figure in figures_of(folder, module):
            verdict, before, after = tried(
                *(folder, figure, [*PYTEST, *piece.tests, EXAMPLES]),
                environment(piece, folder),
            )
            verdicts[verdict] += 1
            if verdict not in KILLED:
                survivors[Mutant(dotted(module), before, after)] += 1
    return verdicts, survivors


def dotted(module: str) -> str:
    """Return the name of a module, by its path."""
    parts = Path(module).with_suffix("").parts[2:]
    return ".".join(each for each in parts if each != "__init__") or "ldn_compound"


def mutmut(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> str:
    """Run mutmut in a folder, and return what it printed."""
    done = subprocess.run(  # noqa: S603 - a command of ours
        [*MUTMUT, *arguments],
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
    drawn = " drawn" if score.is_sample else ""
    return (
        f"{score.piece.name}: {score.mutants} mutants{drawn}, {score.killed} killed, "
        f"{score.survivors.total()} survived, {reasoned} of these explained: "
        f"{score.percent} % killed, in {score.seconds / 60:.0f} minutes"
    )


def faults(scores: Iterable[Score], reasons: Mapping[Mutant, str]) -> list[str]:
    """Return why the run fails: what is below the limit, untold, or told in vain."""
    found = []
    for score in scores:
        if score.percent < LEAST_KILLED:
            found.append(f"{score.piece.name}: {score.percent} % killed")
        found += [
            f"survived, not explained: {mutant}"
            for mutant in score.survivors
            if not any(explains(reason, mutant) for reason in reasons)
        ]
        found += [
            f"explained, but killed: {reason}"
            for reason in reasons
            if not score.is_sample
            and score.piece.holds(reason.of)
            and not any(explains(reason, mutant) for mutant in score.survivors)
        ]
    return sorted(found)


def count(piece: Piece) -> tuple[int, int]:
    """Return how many mutants a piece has, within functions and outside."""
    with TemporaryDirectory() as folder:
        prepare(piece, Path(folder))
        within = mutmut(Path(folder), "names").split()
        outside = [x for each in piece.modules for x in figures_of(ROOT, each)]
    return len(within), len(outside)


def main(arguments: list[str]) -> None:
    """Test the pieces, print the scores, and fail where a mutant is untold."""
    known = pieces()
    names = [each for each in arguments if not each.startswith("--")] or list(known)
    options = [each for each in arguments if each.startswith("--sample=")]
    sample = int(options[0].partition("=")[2]) if options else None
    if unknown := set(names) - set(known):
        raise SystemExit(f"no such piece: {', '.join(sorted(unknown))}")
    if "--count" in arguments:
        for name in names:
            within, outside = count(known[name])
            sys.stdout.write(f"{name}: {within} within functions, {outside} outside\n")
            sys.stdout.flush()
        return
    reasons, scores = explained(), []
    for name in names:
        scores.append(run(known[name], sample))
        sys.stdout.write(f"{told(scores[-1], reasons)}\n")
        sys.stdout.flush()
    if found := faults(scores, reasons):
        raise SystemExit("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1:])
