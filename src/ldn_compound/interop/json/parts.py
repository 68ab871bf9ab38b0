"""Parts: every record in a record, with its path in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...plain.fields import fields_of
from .forms import FORMS
from .records import RECORDS

__all__ = ["parts"]


def parts(record: object, path: str) -> Iterator[tuple[str, Any]]:
    """Yield a record and each that is in it, however deep, with its path.

    Parameters
    ----------
    record
        Any record.
    path
        Where it stands in its document.

    Yields
    ------
    tuple[str, Any]
        From the outside in.

    Examples
    --------
    >>> from ldn_compound import Lot
    >>> lot = Lot("A17", expires="2026-03")
    >>> [(at, type(each).__name__) for at, each in parts(lot, "$")]
    [('$', 'Lot'), ('$.expiry', 'Expiry')]
    """
    if isinstance(record, tuple):
        for place, each in enumerate(record):
            yield from parts(each, f"{path}[{place}]")
    elif type(record) in RECORDS:
        yield path, record
        kind: Any = type(record)
        for name in fields_of(FORMS.get(kind, kind)):
            yield from parts(getattr(record, name), f"{path}.{name}")
