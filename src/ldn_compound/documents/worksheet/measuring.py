"""Forms for the two measurements that a plan rests on: tablets, and packing."""

from __future__ import annotations

from ...sheets.content import Facts, Paragraph, Section, Task
from ...sheets.sheet import Sheet
from ...sheets.wording import say
from .entry import blank

__all__ = ["packing_form", "tablets_form"]

_SIGNED = (blank(say("Weighed by")), blank(say("Checked by")), blank(say("Date")))


def tablets_form(number: int = 20) -> Sheet:
    """Return a form to weigh tablets one by one.

    Parameters
    ----------
    number
        How many; twenty are usual.

    Returns
    -------
    Sheet
        Lot, masses, mean; what is written there goes into `Tablets.from_masses`.

    Examples
    --------
    >>> tablets_form().title
    'Tablets, weighed one by one'
    """
    product = (
        blank(say("Product and maker")),
        blank(say("Strength, form")),
        blank(say("Lot")),
        blank(say("Expires")),
        blank(say("Coat: none or film")),
        blank(say("Excipients, allergens")),
        blank(say("Balance")),
    )
    task = Task(
        say(
            "Weigh {number} tablets one by one, whole, with any coat, in mg. Their "
            "mean is the mean mass; their spread says how far another sample may be "
            "off.",
            number=number,
        ),
        (*_boxes(number), blank(say("mean, mg"))),
    )
    return Sheet(
        say("Tablets, weighed one by one"),
        None,
        (
            Section(say("Tablets"), (Facts((*product, *_SIGNED), columns=2),)),
            Section(say("Masses"), (task,)),
        ),
        small=True,
    )


def packing_form(number: int = 10) -> Sheet:
    """Return a form to weigh shells, filled with one powder and empty.

    Parameters
    ----------
    number
        How many of each; ten are usual.

    Returns
    -------
    Sheet
        Powder, lots, masses; what is written there goes into
        `PackStatistic.from_masses`.

    Examples
    --------
    >>> packing_form().title
    'How a powder packs: shells, filled and empty'
    """
    powder = (
        blank(say("Powder and maker")),
        blank(say("Lot, expiry")),
        blank(say("Shells, size and lot")),
        blank(say("Capsule machine")),
        blank(say("Balance")),
    )
    empty = Task(
        say("Weigh {number} empty shells one by one, in mg.", number=number),
        (*_boxes(number), blank(say("mean, mg"))),
    )
    filled = Task(
        say(
            "Fill {number} shells completely with this powder alone, tamped as in the "
            "making, and weigh them one by one, in mg. Their mean less that of the "
            "empty ones is what one shell holds.",
            number=number,
        ),
        (*_boxes(number), blank(say("mean, mg"))),
    )
    return Sheet(
        say("How a powder packs: shells, filled and empty"),
        None,
        (
            Section(say("Powder"), (Facts((*powder, *_SIGNED), columns=2),)),
            Section(say("Masses"), (empty, filled)),
            Section(
                say("Note"),
                (
                    Paragraph(
                        say(
                            "A figure is of this lot of powder and this size of shell. "
                            "Crushed tablets are a powder of their own."
                        )
                    ),
                ),
            ),
        ),
        small=True,
    )


def _boxes(number: int) -> tuple[tuple[str, str], ...]:
    return tuple(blank(str(place)) for place in range(1, number + 1))
