r"""False alarms: how often a filling that is even enough is called uneven, by chance.

The spread of :math:`n` capsules is an estimate. A filling of the true relative standard
deviation :math:`\kappa` shows more than the limit with the chance that `measured_cv`
gives, for normal fills: about every other time where :math:`\kappa` is the limit
itself. The mean of :math:`n` capsules of a filling that is right on average is off by
more than :math:`d` with the chance

.. math:: 2\,\Phi\left(-\frac{d \sqrt n}{\kappa}\right).

The limit of how many capsules may be beyond theirs, :math:`m` beyond :math:`e`, adds
nothing as long as :math:`(n - 1) L^2 < (m + 1)\,e^2`, where :math:`L` is the limit of
the spread: so many so far off make the spread too large. For ten capsules under 300 mg
that holds; with more capsules it adds a little, which is not counted here.
"""

from __future__ import annotations

from math import erfc, sqrt

from attrs import frozen

from ...errors import FieldError
from ...quantities.kinds import RATIO, Ratio
from ...quantities.notation import percent
from ...quantities.units import Q, Readable, same_kind, shortened
from ..arguments import require_count
from ..measured_cv import chance_of_cv
from .filling_limits import FillingLimits, filling_limits

__all__ = ["FalseAlarms", "false_alarms"]

_CAPSULES = 10
_NONE, _WHOLE = Q("0 %"), Q("100 %")
_ANY_MASS = Q("100 mg")  # the limits of spread and mean are those of every mass


@frozen(kw_only=True)
class FalseAlarms:
    """How often capsules of a filling are told to be refilled or adjusted, by chance.

    Parameters
    ----------
    capsules
        Capsules that are weighed in a check.
    fill_rsd
        True relative standard deviation of the filling. [%]
    refill
        Chance that their spread is above its limit.
    adjust
        Chance that their mean is off by more than its limit, though it is right.
    """

    capsules: int
    fill_rsd: Ratio
    refill: float
    adjust: float

    def __str__(self) -> str:
        spread, mean = (percent(100 * each, 1) for each in (self.refill, self.adjust))
        return (
            f"{self.capsules} capsules of a filling of {shortened(self.fill_rsd, 2)}: "
            f"refill in {spread} of checks, adjust in {mean}"
        )


def false_alarms(
    fill_rsd: Readable,
    *,
    capsules: int = _CAPSULES,
    limits: FillingLimits | None = None,
) -> FalseAlarms:
    """Return how often `filling_decision` calls a filling uneven or off, by chance.

    Parameters
    ----------
    fill_rsd
        True relative standard deviation of what is weighed: of the fill, and of the
        shells where none was tared. [%]
    capsules
        Capsules that are weighed in a check.
    limits
        The limits; `None` for those of `filling_limits`.

    Returns
    -------
    FalseAlarms
        Both chances.

    Raises
    ------
    FieldError
        If the deviation is not a percentage above zero, or too few are weighed.

    Examples
    --------
    >>> for rsd in ("3 %", "4 %", "5 %"):
    ...     print(false_alarms(rsd))
    10 capsules of a filling of 3 %: refill in 0.3 % of checks, adjust in 0.2 %
    10 capsules of a filling of 4 %: refill in 12.1 % of checks, adjust in 1.8 %
    10 capsules of a filling of 5 %: refill in 43.7 % of checks, adjust in 5.8 %
    """
    try:
        rsd = RATIO.read(fill_rsd)
    except FieldError as error:
        raise error.at("fill_rsd") from None
    if not (same_kind(rsd, _WHOLE) and _NONE < rsd < _WHOLE):
        expected = "a share above 0 % and below 100 % such as '3 %'"
        raise FieldError(expected, str(rsd), field="fill_rsd")
    n = require_count(capsules, "capsules", 2)
    allowed = filling_limits(_ANY_MASS) if limits is None else limits
    true, most, off = (
        float(each.m_as("%")) for each in (rsd, allowed.greatest_rsd, allowed.mean_off)
    )
    return FalseAlarms(
        capsules=n,
        fill_rsd=rsd,
        refill=1 - chance_of_cv(most, true, n),
        adjust=erfc(off * sqrt(n / 2) / true),
    )
