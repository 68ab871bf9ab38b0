"""The theoretical window: does each capsule weigh 90-110 % of what it should?

No capsule may be outside [unc-capsule-quality]_. The reference is theory, so an error
that all capsules share is seen too. Masses are compared unrounded; a limit belongs to
what passes.

.. [unc-capsule-quality] Capsules: Quality Control, UNC (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...errors import FieldError, shown
from ...model.equipment import Balance
from ...model.policy import Policy
from ...quantities.masses import nonnegative_masses, positive_mass, positive_masses
from ...quantities.measured import require_sample_size
from ...quantities.notation import count_text
from ...quantities.units import Readable
from ...reference.quality_limits import quality_limit
from ...sheets.wording import say
from .balance import why_too_coarse
from .mass_test import (
    MassTest,
    mass_remarks,
    mass_verdict,
    minimum_units,
    nonzero_sample,
)

__all__ = ["theoretical_window"]

_WEIGHED = {"gross": say("gross"), "net": say("net")}
_READERS = {"gross": positive_masses, "net": nonnegative_masses}


def theoretical_window(
    measured: Iterable[Readable],
    theoretical: Readable,
    *,
    weighed: Literal["gross", "net"],
    made: int | None = None,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> MassTest:
    """Return whether each capsule weighs 90-110 % of what it should by theory.

    Parameters
    ----------
    measured
        Mass of each of ten capsules or more, or of all that were made. [mg]
    theoretical
        Mass of one by theory: the fill mass; with the empty shell, if gross. [mg]
    weighed
        ``gross``, with the shell; or ``net``, its contents.
    made
        Capsules made, where these are fewer than ten.
    balance
        What they were weighed on; `None` checks no balance.
    policy
        House rules for its least mass; `None` for those of ``usp``.

    Returns
    -------
    MassTest
        Verdict and figures.

    Raises
    ------
    FieldError
        If there are too few masses, or one of them is not a mass.

    Examples
    --------
    >>> low = theoretical_window(["198 mg"] * 10, "225 mg", weighed="gross")
    >>> low.verdict, low.outside[0].deviation
    ('fail', -Q('12 %'))
    """
    if weighed not in _READERS:
        raise FieldError("'gross' or 'net'", shown(weighed), field="weighed")
    masses = _READERS[weighed](measured, "measured")
    least = minimum_units("theoretical-window", made)
    expected, way_out = f"{least} masses or more", "weigh each capsule by itself"
    require_sample_size(masses, "measured", expected, way_out, least=least)
    sample = nonzero_sample(masses, "measured")
    reference = positive_mass(theoretical, "theoretical")
    limit = quality_limit("theoretical-window", "limit")
    outside = sample.outside(limit, reference)
    too_coarse = why_too_coarse(balance, policy, sample.mean)
    hides = [say("the shell hides part of how much the contents vary")]
    return MassTest(
        title=say(
            "Theoretical window, {weighed} mass of {n}",
            weighed=_WEIGHED[weighed],
            n=count_text(sample.n, "capsule"),
        ),
        source="unc-capsule-quality",
        sample=sample,
        reference=reference,
        limit=limit,
        far_limit=limit,
        greatest_rsd=None,
        outside=outside,
        far_outside=outside,
        verdict=mass_verdict(passes=not outside, too_coarse=too_coarse),
        remarks=mass_remarks(too_coarse, *(hides if weighed == "gross" else [])),
    )
