"""The page of all findings: their codes, severities and sentences, from the sources.

``python -m tests.findings_page`` writes ``docs/reference/findings.md``.
"""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from ldn_compound.reference.tables import table
from tests.finding_codes import finding_codes

__all__ = ["PAGE", "findings_page", "sentences", "what_to_do"]

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "findings.md"
ACTIONS = PAGE.with_suffix(".toml")
_SOURCES = Path(str(files("ldn_compound")))

_HEAD = (
    "# Findings\n\n"
    "What the library finds, by its code: each finding of a plan, of the entries of a "
    "batch, of a schedule or of a day's production names one of these, and the source "
    "behind it.\n\n"
    "A **stop** heads the sheet as a draft, or keeps a batch from being released; a "
    "**caution** has a place for a pharmacist's initials; a **note** is to be read.\n"
    "What stands in braces is filled in.\n"
    "Where a code has several sentences, each is for a case of its own; what to do "
    "stands below them.\n\n"
    "The page is written by `python -m tests.findings_page` from the sources and "
    "`findings.toml`, and a "
    "test fails when it is not theirs.\n"
)


def findings_page() -> str:
    """Return the page.

    Returns
    -------
    str
        Markdown: a heading for each code, its severities, its sentences, what to do.
    """
    said, todo = sentences(), what_to_do()
    blocks = [_HEAD]
    for code, severities in finding_codes().items():
        told = "\n".join(f"- {each}" for each in dict.fromkeys(said[code]))
        blocks.append(
            f"## {code}\n\n{', '.join(severities)}\n\n{told}\n\n"
            f"What to do: {todo[code]}\n"
        )
    return "\n".join(blocks)


def what_to_do() -> dict[str, str]:
    """Return what to do about each code."""
    return tomllib.loads(ACTIONS.read_text("utf-8"))


@cache
def sentences() -> dict[str, list[str]]:
    """Return what each code says, in the order of the sources."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(_SOURCES.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for code, texts in _told_in(function):
                    found[code] += texts
    for rows in table("screening").values():
        for row in rows:
            found[str(row["code"])].append(f"{{name}}: {row['message']}")
    return found


def _told_in(function: ast.FunctionDef) -> Iterator[tuple[str, list[str]]]:
    """Yield each code that a function makes, with the templates set before it."""
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    texts: list[str] = []
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        name = getattr(call.func, "id", "")
        first = call.args[0] if call.args else None
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            continue
        if name == "say" and " " in first.value:
            texts.append(first.value)
        elif name == "Finding":
            yield first.value, texts
            texts = []


if __name__ == "__main__":
    PAGE.write_text(findings_page(), "utf-8")
