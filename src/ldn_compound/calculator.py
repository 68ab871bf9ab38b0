"""The calculator: text boxes in a notebook, and the plan that follows from them.

Every box goes through the same door as the library: what it cannot read is shown as the
error that names the box and says what to write, and the plan before it is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from attrs import evolve

from .batch_plan import BatchPlan
from .documents.explained.summary import plan_summary
from .errors import CompoundError, DocumentError, FieldError
from .extras import needs
from .orders import Order
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
    try:
        return Order.from_dict(_order(texts)).plan()
    except DocumentError as error:
        faults = (evolve(each, path=_title(each.path)) for each in error.faults)
        raise DocumentError(tuple(faults)) from error
    except CompoundError as error:
        raise error.at(_title(error.field or "")) from error


def _order(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the order that the boxes say, as plain data."""
    size, name = texts["shell"], texts["filler"]
    order: dict[str, Any] = {
        "strength": texts["strength"],
        "capsules": _count(texts["capsules"]),
        "source": {
            "kind": "tablets",
            "strength": texts["tablet_strength"],
            "mean_mass": texts["tablet_mass"],
            "packing": _packing(texts["tablet_packing"], size),
        },
        "filler": name,
        "shell": size,
        "balance": {"readability": texts["readability"]},
    }
    if texts["other_medicines"]:
        order["other_medicines"] = list(listed(texts["other_medicines"]) or ())
    if texts["filler_packing"]:
        packing = _packing(texts["filler_packing"], size)
        order["filler"] = {"kind": "filler", "name": name, "packing": packing}
    return order


#: The box that says a part of an order; the longer path comes first.
_BOX_OF = {
    "source.mean_mass": "tablet_mass",
    "source.packing": "tablet_packing",
    "source.strength": "tablet_strength",
    "filler.packing": "filler_packing",
    "balance": "readability",
    "source": "tablet_mass",
}


def _title(path: str) -> str:
    """Return the title of the box that says a part of an order."""
    for part, box in _BOX_OF.items():
        if path.startswith(part):
            return BOXES[box][0]
    box = re.split(r"[.\[]", path)[0]
    return BOXES[box][0] if box in BOXES else path or "plan"


def _answer(texts: Mapping[str, str]) -> str:
    if not texts["tablet_mass"]:
        return _WAITING
    try:
        return render_fragment(plan_summary(plan_of_boxes(texts)))
    except CompoundError as error:
        return _ERROR.format("<br>".join(map(escape, str(error).splitlines())))


def _packing(text: str, size: str) -> dict[str, str]:
    return {size: text} if text else {}


def _count(text: str) -> int | str:
    return int(text) if _COUNT.fullmatch(text) else text  # what is none is refused
