"""Use by: the beyond-use date on a record, with all that could have set it."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.beyond_use import BeyondUseDate
from ...sheets.content import Facts, Paragraph, Table
from ...sheets.wording import day_text, joined, say

__all__ = ["beyond_use_keys", "beyond_use_parts"]


def beyond_use_parts(
    beyond_use: BeyondUseDate | None,
) -> Iterator[Facts | Paragraph | Table]:
    """Yield the beyond-use date, what sets it, and every other date that counts.

    Parameters
    ----------
    beyond_use
        The date; `None` leaves blanks to fill in.

    Yields
    ------
    Facts | Paragraph | Table
        The parts, in their order.
    """
    if beyond_use is None:
        blanks = (say("Beyond-use date, the last day of use"), say("Set by"))
        yield Facts(tuple((name, "") for name in blanks))
        return
    first = (
        say("which is day 1")
        if beyond_use.day_count == "inclusive"
        else say("which is day 0")
    )
    yield Facts(
        (
            (
                say("Beyond-use date, the last day of use"),
                day_text(beyond_use.date),
            ),
            (say("Set by"), beyond_use.binding),
            (
                say("Compounded"),
                joined([day_text(beyond_use.compounded), first], ", "),
            ),
            (say("Rule"), beyond_use.rule),
        )
    )
    yield Table(
        (say("Last day"), say("What sets it, and how it was found")),
        tuple(
            (
                day_text(each.date),
                say(
                    "{name}: {remark} [{source}]",
                    name=each.name,
                    remark=each.remark,
                    source=each.source,
                ),
            )
            for each in beyond_use.candidates
        ),
    )
    if beyond_use.unknown:
        yield Paragraph(
            say(
                "Not compared, because nobody gave their date, and any may be "
                "earlier: {unknown}.",
                unknown=joined(beyond_use.unknown, ", "),
            )
        )


def beyond_use_keys(beyond_use: BeyondUseDate | None) -> Iterator[str]:
    """Yield the keys of the sources behind a beyond-use date.

    Parameters
    ----------
    beyond_use
        The date, or `None`.

    Yields
    ------
    str
        One for each date that counts.
    """
    if beyond_use is not None:
        yield from (each.source for each in beyond_use.candidates)
