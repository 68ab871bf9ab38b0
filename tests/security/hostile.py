"""Hostile texts, and records that hold one in every text field they have."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import attrs

from ldn_compound import FieldError

__all__ = ["PRINTABLE", "UNPRINTABLE", "poisoned", "text_fields"]

#: Texts that may stand in a name, and that some format would act on.
PRINTABLE = (
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{x}} {% raw %} {0} {item} %s",
    '#read("/etc/passwd") #import "@preview/x:1.0.0" $x$ @a',
    "[x](javascript:alert(1)) ![y](https://x.example/y) <https://x.example>",
    r"\input{/etc/passwd} \url{x} $\href{x}{y}$ ^^5c",
    '=cmd|"/C calc"!A0',
    "]d201099~ (10)A;B,C:D\\n ATTENDEE:x",
    "</style><!-- --> ]]> &lt; &#60;",
)

#: Texts that no line on a sheet may hold: they hide, turn round, or end a line.
UNPRINTABLE = (
    "4.5 mg\u202egm 54",  # what follows is read from right to left
    "a\r\nATTENDEE:mailto:x@x.example",
    "a\nBEGIN:VEVENT",
    "a\tb",
    "\x1b]0;title\x07",  # what a terminal obeys
    "10A17\x1d21B",  # the separators of GS1 and NCPDP
    "a\x1cb\x1ec",
    "4\u200b5 mg",  # a sign of no width
    "a\u2028b",
    "\x00",
    "a\ud800",  # half a character
)


def text_fields(record: type) -> tuple[str, ...]:
    """Return the names of the fields in which a user writes text."""
    return tuple(
        each.name
        for each in attrs.fields(record)
        if "str" in str(each.type) and each.validator is not None
    )


def poisoned(record: Any, text: str) -> Any:
    """Return a record that holds the text wherever it, or one in it, can."""
    for each in attrs.fields(type(record)):
        old = getattr(record, each.name)
        new: Any = old
        if attrs.has(type(old)):
            new = poisoned(old, text)
        elif each.name in text_fields(type(record)):
            # two materials have two names, but a shell and its packing one size
            name = type(record).__name__ if each.name == "name" else each.name
            new = f"{text} {name}"
            new = (new,) if "tuple" in str(each.type) else new
        elif isinstance(old, tuple):
            new = tuple(poisoned(x, text) if attrs.has(type(x)) else x for x in old)
        if new != old:
            with suppress(FieldError):  # digits only: `test_hostile_texts` lists them
                record = attrs.evolve(record, **{each.alias or each.name: new})
    return record
