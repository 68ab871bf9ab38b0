"""Column inputs: which columns a plan takes, and what a cell of each may be."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from ...quantities.kinds import CAPSULES, DENSITY, PER_CAPSULE, PER_TABLET, RATIO, Kind

__all__ = ["BAD", "INPUTS", "Input", "wanted"]

_MOST = 1e9  # mg: a ton; nothing on a bench comes near


@frozen(kw_only=True)
class Input:
    """One column that a plan takes.

    Parameters
    ----------
    kind
        What its numbers are amounts of: in its first unit, unless the caller says
        otherwise.
    default
        The number where the column is not given; `None` where it must be.
    zero
        Whether a cell may be zero.
    whole
        Whether a cell must be a whole number.
    least
        The smallest number that makes sense; zero itself only where *zero* allows it.
    most
        The largest number that makes sense.
    """

    kind: Kind
    default: float | None = None
    zero: bool = False
    whole: bool = False
    least: float = 0.0
    most: float = _MOST

    @property
    def unit(self) -> str:
        """The unit that its numbers are in, unless the caller says otherwise."""
        return self.kind.units[0]


#: Every column that `plan_columns` takes, by name.
INPUTS: Mapping[str, Input] = {
    "strength": Input(kind=PER_CAPSULE),
    "capsules": Input(kind=CAPSULES, whole=True, most=100_000),
    "tablet_strength": Input(kind=PER_TABLET),
    "tablet_mass": Input(kind=PER_TABLET),
    "tablet_full_fill": Input(kind=PER_CAPSULE),
    "filler_full_fill": Input(kind=PER_CAPSULE),
    "tablet_density": Input(kind=DENSITY),
    "filler_density": Input(kind=DENSITY),
    "assay": Input(kind=RATIO, default=100.0, least=50.0, most=150.0),
    "spare_capsules": Input(kind=CAPSULES, zero=True, whole=True, most=100_000),
    "blend_excess": Input(kind=RATIO, zero=True, most=100.0),
    "drug_overage": Input(kind=RATIO, zero=True, most=100.0),
}

#: The bit of `Found` that marks a bad cell of a column.
BAD = {name: 1 << place for place, name in enumerate(INPUTS)}


def wanted(name: str) -> str:
    """Return what a cell of a column may be, as an error says it.

    Parameters
    ----------
    name
        One of `INPUTS`.

    Returns
    -------
    str
        The numbers that it may be, with their unit.

    Examples
    --------
    >>> wanted("strength")
    'a number above 0, up to 1e+09 mg/capsule'
    >>> wanted("spare_capsules")
    'a whole number from 0 to 100000 capsule'
    """
    rule = INPUTS[name]
    kind = "whole number" if rule.whole else "number"
    least = f"from {rule.least:g} to" if rule.zero or rule.least else "above 0, up to"
    return f"a {kind} {least} {rule.most:g} {rule.unit}"
