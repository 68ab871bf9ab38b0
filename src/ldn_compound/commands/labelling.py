"""Labelling: the options that say what a container is dispensed with, and its label."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..batch_plan import BatchPlan
from ..documents.patient.label import LabelLook
from ..errors import CompoundError
from ..model.dispensed import Dispensed
from ..orders import Order, Pharmacy
from ..quantities.fields import listed
from ..sheets.labels import Labels
from .parser import Parser, count

__all__ = ["add_label_options", "dispensed_as_asked", "labels_of", "told_by_option"]

#: The options that say a field of `Dispensed`, and what their help says.
_DISPENSED: Mapping[str, str] = {
    "patient": "name of the patient, for the label alone",
    "directions": "how to take the capsules",
    "time_of_day": "when a dose is taken: morning, evening or bedtime",
    "prescribed_on": "day on which the prescription was written",
    "dispensed_on": "day on which it is dispensed",
    "dispensed_by": "who dispenses it",
    "refills": "how often it may be filled again",
}
_COUNTS = ("refills",)


def add_label_options(parser: Parser) -> None:
    """Let a command take what a label says besides the order."""
    group = parser.add_argument_group("what the label says")
    add = group.add_argument
    add("--batch-number", help="number that the house gave to the batch")
    for field, told in _DISPENSED.items():
        add(f"--{field.replace('_', '-')}", help=told)
    add("--containers", help="capsules in each of several containers: '60, 40'")
    add("--label-size", help="small, large or tall (default: large)")
    add("--label-rules", help="rules that it follows: usp-795, us-nc, apbetro-14")
    add("--code", action="store_true", help="a QR code of batch and use by")


def dispensed_as_asked(
    order: Order, options: Namespace, pharmacy: Pharmacy
) -> Dispensed:
    """Return what order, options and pharmacy say of what is dispensed."""
    typed = {name: getattr(options, name) for name in _DISPENSED}
    said: dict[str, Any] = {
        name: count(text) if name in _COUNTS else text
        for name, text in typed.items()
        if text is not None
    }
    with told_by_option(_OPTIONS):
        return order.dispensed(cautions=pharmacy.label_text, **said)


def labels_of(
    given: Dispensed, plan: BatchPlan, options: Namespace, pharmacy: Pharmacy
) -> Labels:
    """Return the labels of the containers that the options ask for.

    Parameters
    ----------
    given
        What is dispensed.
    plan
        The plan of the batch.
    options
        What `add_label_options` let the command take.
    pharmacy
        Who makes it: what it says of labels holds where no option says another thing.

    Returns
    -------
    Labels
        One, or one for each container.

    Raises
    ------
    CompoundError
        If a label cannot say it; the error names the option.
    """
    look: LabelLook = {
        **pharmacy.label_look,
        "batch_number": options.batch_number,
        "language": options.language or pharmacy.language,
        "code": options.code or pharmacy.label_code,
    }
    if options.label_size is not None:
        look["size"] = options.label_size
    if options.label_rules is not None:
        look["rules"] = listed(options.label_rules) or ()
    with told_by_option(_OPTIONS):
        held = listed(options.containers)
        of_each = (given,) if held is None else given.in_containers(map(count, held))
        return plan.labels(of_each, **look)


@contextmanager
def told_by_option(options: Mapping[str, str]) -> Iterator[None]:
    """Name the option in an error: that of a field, or else the field itself."""
    try:
        yield
    except CompoundError as error:
        field = error.field or ""
        raise error.at(f"--{options.get(field, field).replace('_', '-')}") from None


#: The option that says what an error calls otherwise.
_OPTIONS: Mapping[str, str] = {
    "size": "label_size",
    "rules": "label_rules",
    "quantity": "containers",
}
