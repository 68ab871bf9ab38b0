"""The page of the monograph: its statements, conflicts and sources, from the data.

``python -m tests.monograph_page`` writes ``docs/reference/monograph.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ldn_compound import reference
from ldn_compound.reference import Monograph, Statement
from ldn_compound.reference.monograph import AUDIENCE, EVIDENCE, TOPICS
from ldn_compound.reference.sources import TRUST_MARKS

__all__ = ["PAGE", "monograph_page"]

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "monograph.md"

_USE = (
    'In Python it is `reference.monograph()`, in German `reference.monograph("de")`; '
    'a notebook shows it, and `as_sheet().save("monograph.pdf")` saves it.\n'
    "A number leads to its source on the page of [references](../references.md), which "
    "has a note on what was read of it.\n"
    "Sources that disagree stand beside each other [at the end]"
    "(#where-sources-disagree).\n\n"
    "The page is written by `python -m tests.monograph_page` from the data, and a test "
    "fails when it is not theirs."
)
_PICTURE = (
    "![Bars of hours: a low dose 4 to 6 hours, 50 mg 24 hours, 100 mg 48 hours, 150 mg "
    "72 hours](../pictures/blockade.png)\n\n"
    "The picture shows how long a dose is said to block opioid receptors.\n"
    "The bars of 50 mg, 100 mg and 150 mg are those of a handbook, against 25 mg of "
    "heroin; that of a low dose is the word of one practice, and [others say otherwise]"
    "(#how-long-does-a-low-dose-block-opioid-receptors)."
)


def monograph_page() -> str:
    """Return the page.

    Returns
    -------
    str
        Markdown: a heading for each topic and for each conflict, and the sources.
    """
    found = reference.monograph()
    blocks = [f"# {found.as_sheet().title}", f"**{AUDIENCE}**", _USE]
    for topic in found.topics:
        blocks += [f"## {TOPICS[topic]}", _listed(found, found.topic(topic))]
        if topic == "mechanism":
            blocks.append(_PICTURE)
    blocks.append("## Where sources disagree")
    for conflict in found.conflicts:
        blocks.append(f"### {conflict.question}")
        for letter, side in zip("ABC", conflict.sides, strict=False):
            blocks += [f"Side {letter}:", _listed(found, map(found.statement, side))]
    blocks += ["## Sources", "\n".join(_sources(found))]
    return "\n\n".join(blocks) + "\n"


def _listed(found: Monograph, statements: Iterable[Statement]) -> str:
    return "\n".join(
        f"- {_escaped(each.text)} *{EVIDENCE[each.evidence]}* [{_cited(found, each)}]"
        for each in statements
    )


def _cited(found: Monograph, statement: Statement) -> str:
    """Return the numbers of the sources of a statement, as links, with their trust."""
    numbers = [each.key for each in found.sources]
    return ", ".join(
        " ".join(
            filter(
                None,
                [
                    f"[{numbers.index(each.key) + 1}](../references.md#{each.key})",
                    TRUST_MARKS.get(each.trust),
                ],
            )
        )
        for each in statement.sources
    )


def _sources(found: Monograph) -> Iterator[str]:
    for number, each in enumerate(found.sources, start=1):
        trust = TRUST_MARKS.get(each.trust, "")
        words = f"{number}. {_escaped(each.title)}, {each.date} {trust}".rstrip()
        yield f"{words}: <{each.address}>"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~$])", r"\\\1", text)


if __name__ == "__main__":
    PAGE.write_text(monograph_page(), "utf-8")
