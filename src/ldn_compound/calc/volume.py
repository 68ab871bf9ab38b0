r"""Volume: filling by a graduated cylinder, and by which of its two methods.

All shells together hold the calibration volume [daz-2020-mass-based]_

.. math:: V_{cal} = N V_s.

Powder that takes more than half of it calls for method A; less, for method B. How much
filler makes up the rest is found in the cylinder and recorded, not computed: powders
shrink as they are mixed.

.. [daz-2020-mass-based] Kapseln massenbasiert herstellen (docs/references.md).
"""

from __future__ import annotations

from typing import Literal

from ..quantities.units import A, Quantity, amounts

__all__ = ["calibration_volume", "volume_method"]


def calibration_volume(shell_volume: A | str, batch_size: A | str) -> A:
    """Return the volume of all shells together.

    Parameters
    ----------
    shell_volume
        What the body of one shell holds, :math:`V_s`. [mL/capsule]
    batch_size
        Capsules that the batch is worked out for, :math:`N`. [capsule]

    Returns
    -------
    A
        Calibration volume, :math:`V_{cal}`. [mL]

    Examples
    --------
    >>> calibration_volume("0.3 mL/capsule", "100 capsules")
    Q('30 mL')
    """
    shell_volume, batch_size = amounts(shell_volume, batch_size)
    return shell_volume * batch_size


def volume_method(
    powder_volume: Quantity | str, calibration: Quantity | str
) -> Literal["A", "B"]:
    """Return which of the two methods the volume of the powder calls for.

    Parameters
    ----------
    powder_volume
        What the drug-bearing powder takes. [mL]
    calibration
        Volume of all shells. [mL]

    Returns
    -------
    str
        ``A`` above half of it, else ``B``.

    Examples
    --------
    >>> volume_method("16 mL", "30 mL"), volume_method("15 mL", "30 mL")
    ('A', 'B')
    """
    powder_volume, calibration = amounts(powder_volume, calibration)
    return "A" if 2 * powder_volume > calibration else "B"
