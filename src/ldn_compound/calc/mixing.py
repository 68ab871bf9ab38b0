"""Mixing: geometric dilution, step by step.

Add about as much filler as lies in the mortar, mix, and repeat until all of it is in:
each step doubles the powder, so that the drug is never lost in a heap
[apotheke-adhoc-2021]_.

.. [apotheke-adhoc-2021] Kapseln (docs/references.md).
"""

from __future__ import annotations

from ..errors import FieldError
from ..quantities.units import Quantity, amounts

__all__ = ["doubling_portions"]


def doubling_portions(
    start: Quantity | str, filler: Quantity | str
) -> tuple[Quantity, ...]:
    """Return the portions in which a filler is added to what lies in the mortar.

    Parameters
    ----------
    start
        What lies in the mortar at first. [mg]
    filler
        All that is to be added. [mg]

    Returns
    -------
    tuple of Quantity
        Portions, each as much as lies in the mortar then; the last is what is left.

    Raises
    ------
    FieldError
        If nothing lies in the mortar: nothing doubles to nothing.

    Examples
    --------
    >>> doubling_portions("100 mg", "1000 mg")
    (Q('100 mg'), Q('200 mg'), Q('400 mg'), Q('300 mg'))
    """
    in_mortar, left = amounts(start, filler)
    if in_mortar <= 0 * in_mortar:
        raise FieldError("an amount above zero", str(in_mortar), field="start")
    portions: list[Quantity] = []
    while left > 0 * left:
        portion = min(in_mortar, left)
        portions.append(portion)
        in_mortar, left = in_mortar + portion, left - portion
    return tuple(portions)
