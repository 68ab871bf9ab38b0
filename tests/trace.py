"""The trace matrix: requirement, formula and test, by the markers in the tests.

``python -m tests.trace`` writes the pages of the evidence pack that follow from them:
``requirements.md``, ``hazards.md`` and ``trace.md`` in ``docs/validation``.

A test says what it shows by ``@pytest.mark.requirement("R01")``. The markers are read
from the sources, so that neither a skipped extra nor a lost file goes unseen.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from attrs import frozen

__all__ = [
    "Hazard",
    "MarkedTest",
    "Pack",
    "Requirement",
    "faults",
    "marked_in",
    "pack_of",
    "pages",
]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "validation"
SEVERITIES = ("critical", "serious", "minor")

_MARKER = "pytest.mark.requirement"
_ELSEWHERE = {"benchmarks", "browser"}  # sessions of their own
_SIGNS = re.compile(r"([\\*_<>$\[\]|])")
_CODE = re.compile(r"(`+[^`]+`+)")


@frozen(kw_only=True)
class Requirement:
    """What the library shall do.

    Parameters
    ----------
    key
        Its id.
    topic
        What it belongs to.
    text
        The sentence.
    formulas
        Names within the package that carry it.
    hazards
        Ids of the hazards it is a control of.
    """

    key: str
    topic: str
    text: str
    formulas: tuple[str, ...]
    hazards: tuple[str, ...]


@frozen(kw_only=True)
class Hazard:
    """What may go wrong, and what is done about it.

    Parameters
    ----------
    key
        Its id.
    name
        What it is called.
    cause
        How it comes about.
    harm
        What follows.
    severity
        One of `SEVERITIES`.
    control
        What the library does.
    people
        What people do beside it.
    """

    key: str
    name: str
    cause: str
    harm: str
    severity: str
    control: str
    people: str


@frozen(kw_only=True)
class MarkedTest:
    """A test that shows a requirement.

    Parameters
    ----------
    path
        Its file, from the root of the repository.
    name
        Its name, with its class.
    rule
        The rule it states.
    requirements
        Ids of what it shows.
    """

    path: str
    name: str
    rule: str
    requirements: tuple[str, ...]


@frozen(kw_only=True)
class Pack:
    """What the pages are made of.

    Parameters
    ----------
    requirements
        All requirements, in their order.
    hazards
        All hazards, in their order.
    tests
        All tests with a marker, by file and place.
    """

    requirements: tuple[Requirement, ...]
    hazards: tuple[Hazard, ...]
    tests: tuple[MarkedTest, ...]


@cache
def pack_of(root: Path = ROOT) -> Pack:
    """Return what a repository says of its requirements, hazards and tests."""
    folder = root / "docs" / "validation"
    return Pack(
        requirements=tuple(
            Requirement(
                key=key,
                topic=row["topic"],
                text=row["text"],
                formulas=tuple(row["formulas"]),
                hazards=tuple(row["hazards"]),
            )
            for key, row in _rows(folder / "requirements.toml")
        ),
        hazards=tuple(
            Hazard(key=key, **row) for key, row in _rows(folder / "hazards.toml")
        ),
        tests=tuple(
            test
            for path in sorted((root / "tests").rglob("test_*.py"))
            if not _ELSEWHERE & set(path.parts)
            for test in marked_in(
                path.read_text("utf-8"), path.relative_to(root).as_posix()
            )
        ),
    )


def marked_in(source: str, path: str) -> Iterator[MarkedTest]:
    """Yield the tests of a file that have a marker, in their order."""
    for outer in ast.parse(source).body:
        if isinstance(outer, ast.ClassDef):
            shown = _marked(outer)
            for inner in outer.body:
                if isinstance(inner, ast.FunctionDef):
                    yield from _test(inner, path, f"{outer.name}.", shown)
        elif isinstance(outer, ast.FunctionDef):
            yield from _test(outer, path, "", ())


def faults(pack: Pack) -> Iterator[str]:
    """Yield what is missing from the trace, a line for each."""
    for requirement in pack.requirements:
        yield from _faults_of(requirement, pack)
    known = {each.key for each in pack.requirements}
    for test in pack.tests:
        for key in sorted(set(test.requirements) - known):
            yield f"{test.path}, {test.name}: there is no requirement {key}"
    for hazard in pack.hazards:
        if not _controls_of(hazard, pack):
            yield f"{hazard.key}: no requirement is a control of it"
        if hazard.severity not in SEVERITIES:
            yield f"{hazard.key}: there is no severity {hazard.severity}"


def pages(pack: Pack) -> dict[str, str]:
    """Return the pages by file name."""
    return {
        "requirements.md": _page(_requirements(pack)),
        "hazards.md": _page(_hazards(pack)),
        "trace.md": _page(_trace(pack)),
    }


def _rows(path: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    """Return the rows of a file, each with its id."""
    return tomllib.loads(path.read_text("utf-8")).items()


def _test(
    node: ast.FunctionDef, path: str, within: str, shown: tuple[str, ...]
) -> Iterator[MarkedTest]:
    """Yield a function if it is a test with a marker of its own or of its class."""
    keys = (*shown, *_marked(node))
    if node.name.startswith("test") and keys:
        rule, _, _ = (ast.get_docstring(node) or "").partition("\n\n")
        yield MarkedTest(
            path=path,
            name=f"{within}{node.name}",
            rule=" ".join(rule.split()),
            requirements=tuple(sorted(set(keys))),
        )


def _marked(node: ast.FunctionDef | ast.ClassDef) -> tuple[str, ...]:
    """Return the ids that the markers of a test or of its class name."""
    return tuple(
        str(ast.literal_eval(argument))
        for each in node.decorator_list
        if isinstance(each, ast.Call) and ast.unparse(each.func) == _MARKER
        for argument in each.args
    )


def _faults_of(requirement: Requirement, pack: Pack) -> Iterator[str]:
    """Yield what is missing of one requirement."""
    if not _tests_of(requirement.key, pack):
        yield f"{requirement.key}: no test is marked with it"
    for name in requirement.formulas:
        if not _exists(name):
            yield f"{requirement.key}: there is no ldn_compound.{name}"
    hazards = {each.key for each in pack.hazards}
    for key in sorted(set(requirement.hazards) - hazards):
        yield f"{requirement.key}: there is no hazard {key}"


def _exists(name: str) -> bool:
    """Return whether a name within the package leads to something."""
    try:
        resolve_name(f"ldn_compound.{name}")
    except (ImportError, AttributeError):
        return False
    return True


def _controls_of(hazard: Hazard, pack: Pack) -> list[Requirement]:
    """Return the requirements that are a control of a hazard."""
    return [each for each in pack.requirements if hazard.key in each.hazards]


def _tests_of(key: str, pack: Pack) -> list[MarkedTest]:
    """Return the tests that show a requirement."""
    return [each for each in pack.tests if key in each.requirements]


def _requirements(pack: Pack) -> Iterator[str]:
    """Yield the blocks of the page of requirements."""
    yield "# Requirements"
    yield (
        "What the library shall do, each with the hazards it is a control of.\n"
        "An id leads to the formulas and tests in the [trace matrix](trace.md)."
    )
    topics = dict.fromkeys(each.topic for each in pack.requirements)
    for topic in topics:
        yield f"## {topic}"
        rows = [
            (
                _link("trace.md", each.key),
                _plain(each.text),
                _links("hazards.md", each.hazards),
            )
            for each in pack.requirements
            if each.topic == topic
        ]
        yield _table(("id", "requirement", "hazards"), rows)


def _hazards(pack: Pack) -> Iterator[str]:
    """Yield the blocks of the page of hazards."""
    yield "# Hazard analysis"
    yield (
        "What may go wrong between prescription and capsule where a program works out "
        "the numbers, and what is done about it."
    )
    yield (
        "- `critical`: a patient may come to harm.\n"
        "- `serious`: a wrong dose, or a batch that must not be given out.\n"
        "- `minor`: a batch or time is lost."
    )
    yield (
        "No figure stands for how likely a hazard is: nobody has counted, and a number "
        "made up would look like knowledge.\n"
        "Every hazard is therefore treated as one that will happen.\n"
        "What the library cannot control is left to people, and said under each."
    )
    rows = [
        (_link("", each.key), each.name, f"`{each.severity}`") for each in pack.hazards
    ]
    yield _table(("id", "hazard", "severity"), rows)
    for hazard in pack.hazards:
        yield f"## {hazard.key}"
        yield f"**{hazard.name}**, `{hazard.severity}`"
        controls = [each.key for each in _controls_of(hazard, pack)]
        yield "\n".join(
            (
                f"- Cause: {_plain(hazard.cause)}",
                f"- Harm: {_plain(hazard.harm)}",
                f"- Control: {_plain(hazard.control)}",
                f"- Left to people: {_plain(hazard.people)}",
                f"- Requirements and their tests: {_links('trace.md', controls)}",
            )
        )


def _trace(pack: Pack) -> Iterator[str]:
    """Yield the blocks of the trace matrix."""
    yield "# Trace matrix"
    yield (
        "From each requirement to the formulas that carry it and the tests that show "
        "it, and from each hazard to the tests of its controls.\n"
        "The page is written by `python -m tests.trace` from the markers in the tests; "
        "a test fails where a requirement has no test, a formula does not exist, or "
        "the page is not that of the markers."
    )
    yield (
        f"{len(pack.requirements)} requirements, {len(pack.hazards)} hazards, "
        f"{len(pack.tests)} tests with a marker.\n"
        "Tests without a marker are run as well: a marker names the tests that show a "
        "requirement best, not all that touch it."
    )
    yield "## From requirement to test"
    for requirement in pack.requirements:
        yield f"### {requirement.key}"
        yield f"{_plain(requirement.text)}"
        formulas = ", ".join(f"`{each}`" for each in requirement.formulas)
        yield "\n".join(
            (
                f"- Formulas: {formulas or 'none: no single formula carries it'}",
                f"- Hazards: {_links('hazards.md', requirement.hazards)}",
                *(
                    f"- `{test.path}`, `{test.name}`: {_plain(test.rule)}"
                    for test in _tests_of(requirement.key, pack)
                ),
            )
        )
    yield "## From hazard to test"
    for hazard in pack.hazards:
        yield f"### {hazard.key}"
        yield f"{hazard.name}: {_plain(hazard.control)}"
        yield "\n".join(
            f"- {_link('', requirement.key)}: "
            + ", ".join(
                dict.fromkeys(
                    f"`{test.name}`" for test in _tests_of(requirement.key, pack)
                )
            )
            for requirement in _controls_of(hazard, pack)
        )


def _page(blocks: Iterable[str]) -> str:
    """Return blocks as a page of Markdown."""
    return "\n\n".join(blocks) + "\n"


def _link(page: str, key: str) -> str:
    """Return a link to the place of an id."""
    return f"[{key}]({page}#{key.lower()})"


def _links(page: str, keys: Iterable[str]) -> str:
    """Return links to the places of several ids."""
    return ", ".join(_link(page, key) for key in keys)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Return a text whose signs mean nothing in Markdown, its code left alone."""
    parts = _CODE.split(text)
    parts[::2] = [_SIGNS.sub(r"\\\1", each) for each in parts[::2]]
    return "".join(parts)


if __name__ == "__main__":
    for file_name, page in pages(pack_of()).items():
        (FOLDER / file_name).write_text(page, "utf-8")
