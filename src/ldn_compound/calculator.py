"""The calculator: text boxes in a notebook, and the plan that follows from them.

Every box goes through the same door as the library: what it cannot read is shown as the
error that names the box and says what to write, and the plan before it is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any

from . import reference
from .batch_plan import BatchPlan, plan_batch
from .documents.explained.summary import plan_summary
from .errors import CompoundError, FieldError, shown
from .extras import needs
from .model.equipment import Balance
from .model.excipients import Filler
from .model.packing import PackStatistic
from .model.prescription import Prescription
from .model.tablets import Tablets
from .quantities.fields import listed
from .sheets.html import render_fragment

__all__ = ["BOXES", "calculator", "plan_of_boxes"]

#: Each box: what it is called, and what stands in it at first.
BOXES: Mapping[str, tuple[str, str]] = {
    "strength": ("Strength of one capsule", "4.5 mg"),
    "capsules": ("Capsules", "100"),
    "other_medicines": ("Other medicines, or none", ""),
    "tablet_strength": ("Strength of one tablet", "50 mg"),
    "tablet_mass": ("Mean mass of one tablet, weighed", ""),
    "tablet_packing": ("One shell full of tablet powder", ""),
    "filler": ("Filler", "microcrystalline cellulose PH-105"),
    "filler_packing": ("One shell full of filler", ""),
    "shell": ("Size of the shell", "3"),
    "readability": ("Step of the balance", "1 mg"),
}

_SUCH_AS = {"other_medicines": "such as sertraline, insulin"}
_COUNT = re.compile("[1-9][0-9]{0,5}")
_WAITING = "<p>Fill in what was measured: the mean mass of a tablet has no default.</p>"
_ERROR = (
    '<p role="alert" style="background:#b00020;color:#fff;padding:.4em .8em">{}</p>'
)


def calculator() -> Any:  # noqa: ANN401 - a widget of the extra
    """Return a calculator for a notebook: boxes, and the plan below them.

    Returns
    -------
    ipywidgets.VBox
        Its last child is the plan, or the error, as HTML; it changes as the boxes do.

    Raises
    ------
    MissingExtraError
        If the extra ``notebook`` is not installed.
    """
    widgets = needs("ipywidgets", extra="notebook")
    boxes = {
        name: widgets.Text(
            value=first,
            description=title,
            placeholder="" if first else _SUCH_AS.get(name, "such as 171.2 mg"),
            style={"description_width": "18em"},
            layout=widgets.Layout(width="36em"),
        )
        for name, (title, first) in BOXES.items()
    }
    answer = widgets.HTML()

    def show(_: object = None) -> None:
        answer.value = ""  # whatever comes next, no plan for other boxes stays
        answer.value = _answer({name: box.value for name, box in boxes.items()})

    for box in boxes.values():
        box.observe(show, names="value")
    show()
    return widgets.VBox([*boxes.values(), answer])


def plan_of_boxes(texts: Mapping[str, str]) -> BatchPlan:
    """Return the plan that follows from what stands in the boxes.

    Parameters
    ----------
    texts
        The text of each of `BOXES`. An empty packing is one that nobody measured: the
        plan is a draft then.

    Returns
    -------
    BatchPlan
        The plan.

    Raises
    ------
    CompoundError
        If a box cannot be read, or there is no such plan.

    Examples
    --------
    >>> texts = {name: first for name, (_, first) in BOXES.items()}
    >>> plan = plan_of_boxes(texts | {"tablet_mass": "171.2 mg"})
    >>> plan.powder.to_weigh, plan.ready
    (Q('1541 mg'), False)
    """
    missing = [each for each in BOXES if each not in texts]
    if missing:
        raise FieldError(
            "a text, empty where the value is not known", "none", field=missing[0]
        )
    size, name = texts["shell"], texts["filler"]
    of_order = ("strength", "capsules", "other_medicines")
    with _said_of({each: each for each in of_order}):
        order = Prescription(
            texts["strength"],
            capsules=_count(texts["capsules"]),
            other_medicines=listed(texts["other_medicines"] or None),
        )
    with _said_of({"size": "shell"}):
        shell = reference.shell(size)
    with _said_of({"mass": "tablet_packing"}):
        tablet_packing = _packing(texts["tablet_packing"], size)
    with _said_of({"strength": "tablet_strength", "mean_mass": "tablet_mass"}):
        tablets = Tablets(
            texts["tablet_strength"],
            mean_mass=texts["tablet_mass"],
            packing=tablet_packing,
        )
    with _said_of({"mass": "filler_packing"}):
        filler_packing = _packing(texts["filler_packing"], size)
    with _said_of({"filler": "filler", "name": "filler"}):
        filler = (
            reference.filler(name, size=size)
            if filler_packing is None
            else Filler(name, packing=filler_packing)
        )
    with _said_of({"readability": "readability"}):
        balance = Balance(readability=texts["readability"])
    with _said_of({"strength": "strength", "shell": "shell", "balance": "readability"}):
        return plan_batch(
            order, drug=tablets, filler=filler, shell=shell, balance=balance
        )


@contextmanager
def _said_of(boxes: Mapping[str, str]) -> Iterator[None]:
    """Name the box that a field came from in the error about it."""
    try:
        yield
    except CompoundError as error:
        titles = {field: BOXES[box][0] for field, box in boxes.items()}
        field = error.field or "plan"
        raise error.at(titles.get(field, field)) from error


def _answer(texts: Mapping[str, str]) -> str:
    if not texts["tablet_mass"]:
        return _WAITING
    try:
        return render_fragment(plan_summary(plan_of_boxes(texts)))
    except CompoundError as error:
        return _ERROR.format(escape(str(error)))


def _packing(text: str, size: str) -> PackStatistic | None:
    return PackStatistic(text, size=size) if text else None


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        expected = "a whole number of capsules"
        raise FieldError(expected, shown(text), "write it in digits", "capsules")
    return int(text)
