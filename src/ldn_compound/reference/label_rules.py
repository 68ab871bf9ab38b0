"""Rules on labels: what each asks for on the container that a patient gets."""

from __future__ import annotations

from attrs import frozen

from .tables import rows, unknown

__all__ = ["LabelRules", "label_rules", "label_rules_names"]


@frozen(kw_only=True)
class LabelRules:
    """What a rule asks for on a label.

    Parameters
    ----------
    key
        Its short name.
    name
        What it is called.
    asks
        The parts of a label, such as ``patient`` or ``beyond_use``.
    language
        The language that it asks for, or `None`.
    source
        Key of the source (`reference.source`).
    note
        What holds in some cases only, and the limits of what was read.
    """

    key: str
    name: str
    asks: tuple[str, ...]
    language: str | None
    source: str
    note: str


def label_rules_names() -> tuple[str, ...]:
    """Return the short names of all rules on labels.

    Returns
    -------
    tuple of str
        The names, in the order of the table.

    Examples
    --------
    >>> label_rules_names()
    ('usp-795', 'us-nc', 'apbetro-14')
    """
    return tuple(row["id"] for row in rows("label_rules", "rules"))


def label_rules(name: str) -> LabelRules:
    """Return what a rule asks for on a label.

    Parameters
    ----------
    name
        Its short name.

    Returns
    -------
    LabelRules
        What it asks for, with its source.

    Raises
    ------
    UnknownNameError
        If there is no such rule.

    Examples
    --------
    >>> "dispensed_by" in label_rules("us-nc").asks
    True
    """
    for row in rows("label_rules", "rules"):
        if row["id"] == name:
            return LabelRules(
                key=row["id"],
                name=row["name"],
                asks=tuple(row["asks"]),
                language=row.get("language"),
                source=row["source"],
                note=row["note"],
            )
    raise unknown("rules", name, label_rules_names())
