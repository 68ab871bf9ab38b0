"""Verdicts in documents: none is written or read that its own measurements deny.

Each verdict is judged once more from the measurements in it (`quality.reevaluate`),
whichever version wrote it. Its sentences are not compared, and one that says nothing,
because the balance could weigh no capsule, stays one that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ...errors import CompoundError, DocumentError, shown
from ...model.verdict import Verdict
from ...quality.outcome import Outcome
from ...quality.reevaluate import reevaluate
from ...quantities.units import Quantity
from .faults import fault
from .parts import parts
from .records import VERDICTS

__all__ = ["refuse_wrong_verdicts"]

_SENTENCES = ("title", "remarks", "reasons")
_WAY_OUT = "judge the measurements again"


def refuse_wrong_verdicts(record: object, path: str) -> None:
    """Refuse a record with a verdict that does not follow from its measurements.

    Parameters
    ----------
    record
        Any record.
    path
        Where it stands in its document.

    Raises
    ------
    DocumentError
        If the measurements say something else, or cannot be judged; a fault for each
        field.

    Examples
    --------
    >>> from ldn_compound import Tray
    >>> refuse_wrong_verdicts(Tray(100), "$.value")
    """
    faults = tuple(_faults(record, path))
    if faults:
        raise DocumentError(faults)


def _faults(record: object, path: str) -> Iterator[str]:
    """Yield every fault of a record and of all that is in it."""
    for at, part in parts(record, path):
        if isinstance(part, VERDICTS):
            yield from _of_verdict(part, at)
        elif isinstance(part, Outcome):
            yield from _of_outcome(part, at)


def _of_verdict(told: Verdict, path: str) -> Iterator[str]:
    try:
        judged = reevaluate(told)
    except (CompoundError, ArithmeticError) as error:
        yield fault(path, "measurements that can be judged", shown(error), _WAY_OUT)
        return
    kind: Any = type(told)
    for each in attrs.fields(kind):
        says, follows = getattr(told, each.name), getattr(judged, each.name)
        if says == follows or each.name in _SENTENCES or says == "no verdict":
            continue
        expected, got = "what the measurements say", "something else"
        if isinstance(says, (str, Quantity)):
            expected, got = shown(follows), shown(says)
        yield fault(f"{path}.{each.name}", expected, got, _WAY_OUT)


def _of_outcome(made: Outcome, path: str) -> Iterator[str]:
    prescribed = made.plan.request.prescription.strength
    claim = (made.strength / prescribed).to("%")
    if made.label_claim != claim:
        yield fault(f"{path}.label_claim", str(claim), str(made.label_claim), _WAY_OUT)
