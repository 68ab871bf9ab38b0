r"""Limits: what a balance may show for a weighing that is still within the tolerance.

A weighing of a target :math:`t` with the tolerance :math:`\varepsilon` may show
:math:`t (1 - \varepsilon)` to :math:`t (1 + \varepsilon)`, and shows whole steps
:math:`d` of its display; so it may show

.. math::
    d \lceil t (1 - \varepsilon) / d \rceil
    \quad\text{to}\quad d \lfloor t (1 + \varepsilon) / d \rfloor.

Where the tolerance is less than a step, only the target is left. [house]_

.. [house] A choice of this library (docs/references.md).
"""

from __future__ import annotations

from math import ceil, floor

from ..model.weighing import MassLimits
from ..quantities.units import Quantity, amounts

__all__ = ["weighing_limits", "within_steps"]


def weighing_limits(
    target: Quantity | str, tolerance: Quantity | str, step: Quantity | str | None
) -> MassLimits:
    """Return the least and the greatest mass that a weighing may show.

    Parameters
    ----------
    target
        The mass to weigh, a whole number of steps. [mg]
    tolerance
        How far from it the weighing may be. [%]
    step
        Step of the display; `None`: any mass can be read. [mg]

    Returns
    -------
    MassLimits
        Both ends belong to what is allowed.

    Examples
    --------
    >>> limits = weighing_limits("1541 mg", "1 %", "1 mg")
    >>> limits.least, limits.greatest
    (Q('1526 mg'), Q('1556 mg'))
    >>> weighing_limits("420 mg", "1 %", "10 mg").greatest
    Q('420 mg')
    """
    target, tolerance = amounts(target, tolerance)
    least, greatest = target * (1 - tolerance), target * (1 + tolerance)
    return within_steps(least, greatest, step)


def within_steps(
    least: Quantity, greatest: Quantity, step: Quantity | str | None
) -> MassLimits:
    """Return limits in whole steps of the display, rounded towards each other.

    Parameters
    ----------
    least
        The lower limit, exact. [mg]
    greatest
        The upper limit, exact. [mg]
    step
        Step of the display; `None`: any mass can be read. [mg]

    Returns
    -------
    MassLimits
        No wider than the exact ones.

    Examples
    --------
    >>> from ldn_compound import Q
    >>> within_steps(Q("124.2 mg"), Q("146.7 mg"), "1 mg").least
    Q('125 mg')
    """
    least, greatest = least.to("mg"), greatest.to("mg")
    if step is not None:
        (one,) = amounts(step)
        least = one * ceil((least / one).to_base_units().magnitude)
        greatest = one * floor((greatest / one).to_base_units().magnitude)
    return MassLimits(least=least.to("mg"), greatest=greatest.to("mg"))
