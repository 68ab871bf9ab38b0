r"""The shape of a capsule: how high powder stands in it.

A shell is a cylinder of the radius 1 with half a sphere at each end, 6 from end to end.
What lies in it up to the height :math:`h` has the volume

.. math:: V(h) = \pi \int_0^h s(z)^2 \, \mathrm{d}z,

with :math:`s` the radius at the height :math:`z`. What a shell cannot hold stands above
it, as a column of the same radius. Real shells are longer or shorter: this is to draw
from, and no amount follows from it.
"""

from __future__ import annotations

from math import sqrt

__all__ = ["LENGTH", "height_of", "radius_at"]

#: From end to end, in radii.
LENGTH = 6.0
_CYLINDER = LENGTH - 2
_VOLUME = _CYLINDER + 4 / 3  # in units of pi, like all volumes here
_HALVINGS = 60


def radius_at(height: float) -> float:
    """Return the radius at a height.

    Parameters
    ----------
    height
        From the lower end; above the shell, the column goes on. [radii]

    Returns
    -------
    float
        The radius, 1 at the most.

    Examples
    --------
    >>> radius_at(0.0), radius_at(3.0), radius_at(6.5)
    (0.0, 1.0, 1.0)
    """
    from_end = min(height, LENGTH - height)
    if from_end < 0 or from_end >= 1:
        return 1.0
    return sqrt(1 - (1 - from_end) ** 2)


def height_of(share: float) -> float:
    """Return how high a share of the volume stands in the shell.

    Parameters
    ----------
    share
        Of the whole volume; more than 1 stands above the shell.

    Returns
    -------
    float
        From the lower end. [radii]

    Examples
    --------
    >>> round(height_of(0.5), 6), height_of(1.0)
    (3.0, 6.0)
    """
    if share >= 1:
        return LENGTH + (share - 1) * _VOLUME
    low, high = 0.0, LENGTH
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _volume_below(middle) < share * _VOLUME:
            low = middle
        else:
            high = middle
    return low


def _volume_below(height: float) -> float:
    """Return the volume up to a height within the shell."""
    if height <= 1:
        return height**2 - height**3 / 3
    if height <= LENGTH - 1:
        return 2 / 3 + height - 1
    return _VOLUME - _volume_below(LENGTH - height)
