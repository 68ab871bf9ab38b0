"""Column words: what was found in the rows of a planned table, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import FieldError
from ...extras import needs
from .cells import column_of
from .frames import as_it_came, beside, frame_of, refuse_taken
from .problems import in_words, is_ready

__all__ = ["PROBLEMS", "with_problems"]

#: The columns that `with_problems` adds, and what stands in each.
PROBLEMS: Mapping[str, str] = {
    "ready": "whether the row has a plan without a stop",
    "problems": "codes of findings, the gravest first",
}


def with_problems(planned: Any) -> Any:  # noqa: ANN401 - the kind of table that came
    """Return a planned table with its findings as words beside.

    Parameters
    ----------
    planned
        What `plan_columns` gave, of any kind.

    Returns
    -------
    object
        A table of the same kind: the columns that came, then ``ready`` and
        ``problems``. A row is ready where it has a plan, is weighed directly and no
        finding says stop; what the table has no column for was not checked, and
        nothing is released. Problems are codes of findings after their severity, or
        after "no plan"; the texts are empty where nothing was found.

    Raises
    ------
    FieldError
        If the table was not planned, or has one of the columns already.

    Examples
    --------
    >>> import numpy as np
    >>> from ldn_compound.interop.columns import plan_columns
    >>> table = with_problems(plan_columns({
    ...     "strength": np.array([4.5, 0.05]), "capsules": np.array([100, 100]),
    ... }, constants={"tablet_strength": 50, "tablet_mass": 171.2,
    ...               "tablet_full_fill": 200, "filler_full_fill": 130}))
    >>> table["ready"], table["problems"].tolist()
    (array([ True, False]), ['note: no-loss-allowance', 'no plan: dose-refused'])
    """
    numpy = needs("numpy", extra="columns")
    frame = frame_of(planned)
    found = column_of(frame, "findings")
    if found is None:
        way_out = "plan it by plan_columns()"
        raise FieldError("a column 'findings'", "none", way_out, "planned")
    refuse_taken(frame, PROBLEMS, "planned")
    sets, rows = numpy.unique(found, return_inverse=True)
    ready = numpy.array([is_ready(each) for each in sets.tolist()], dtype=bool)
    words = numpy.array([in_words(each) for each in sets.tolist()], dtype=object)
    added = {"ready": ready[rows], "problems": words[rows]}
    if isinstance(frame, Mapping):
        return {**frame, **added}
    return as_it_came(beside(frame, added), planned)
