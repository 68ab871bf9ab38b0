"""Mass tests: how far do the masses of single capsules lie from their mean?

Ph. Eur. 2.9.5 compares twenty net masses with their mean: two may deviate by more than
10 %, or 7.5 % from 300 mg on, and none by more than twice that [ph-eur-2-9-5]_. The
check of the DAC/NRF adds that their relative standard deviation is at most 5 %
[dac-nrf-calculation-aid]_ [pz-2025-completion]_. Neither sees an error that all
capsules share.

Masses are compared unrounded; a limit belongs to what passes.

.. [ph-eur-2-9-5] Ph. Eur. 2.9.5 (docs/references.md).
.. [dac-nrf-calculation-aid] DAC/NRF Rezepturtipp 08/2023 (docs/references.md).
.. [pz-2025-completion] Neue Rechenhilfe fuer Kapselherstellung (docs/references.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ...model.equipment import Balance
from ...model.policy import Policy
from ...quantities.notation import count_text
from ...quantities.units import Quantity, Readable
from ...reference.quality_limits import limit_count, quality_limit
from ...sheets.wording import say
from .balance import why_too_coarse
from .mass_test import (
    MassTest,
    deviation_limit,
    mass_remarks,
    mass_verdict,
    net_sample,
)
from .sample import Sample

__all__ = ["dac_nrf_uniformity", "ph_eur_2_9_5"]


def ph_eur_2_9_5(
    net_masses: Iterable[Readable],
    *,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> MassTest:
    """Return the result of Ph. Eur. 2.9.5 for the contents of twenty capsules.

    Parameters
    ----------
    net_masses
        Mass of the contents of each capsule. [mg]
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
        If there are not twenty masses, or one of them is not a mass.

    Examples
    --------
    >>> ph_eur_2_9_5(["175 mg"] * 18 + ["155 mg", "193 mg"]).verdict
    'pass'
    """
    sample = net_sample(net_masses, (20,))
    return _compare_with_mean(
        title=say("Ph. Eur. 2.9.5, net mass of {n}", n=count_text(sample.n, "capsule")),
        source="ph-eur-2-9-5",
        sample=sample,
        most_outside=limit_count("ph-eur-2-9-5", "most_outside"),
        greatest_rsd=None,
        too_coarse=why_too_coarse(balance, policy, sample.mean),
    )


def dac_nrf_uniformity(
    net_masses: Iterable[Readable],
    *,
    balance: Balance | None = None,
    policy: Policy | None = None,
) -> MassTest:
    """Return the result of the check of the DAC/NRF for ten or twenty net masses.

    Parameters
    ----------
    net_masses
        Mass of the contents of each capsule. [mg]
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
        If there are not ten or twenty masses, or one of them is not a mass.

    Examples
    --------
    >>> dac_nrf_uniformity(["175 mg", "176 mg"] * 5).verdict
    'pass'
    """
    sample = net_sample(net_masses, (10, 20))
    return _compare_with_mean(
        title=say(
            "DAC/NRF, uniformity of mass of {n}", n=count_text(sample.n, "capsule")
        ),
        source="dac-nrf-calculation-aid",
        sample=sample,
        most_outside=limit_count("dac-nrf", "most_outside"),
        greatest_rsd=quality_limit("dac-nrf", "greatest_rsd"),
        too_coarse=why_too_coarse(balance, policy, sample.mean),
    )


def _compare_with_mean(
    *,
    title: str,
    source: str,
    sample: Sample,
    most_outside: int,
    greatest_rsd: Quantity | None,
    too_coarse: str | None,
) -> MassTest:
    """Return the result of comparing single capsules with their mean."""
    mean = sample.mean
    limit = deviation_limit("ph-eur-2-9-5", mean)
    far_limit = limit * limit_count("ph-eur-2-9-5", "far_factor")
    outside, far = sample.outside(limit, mean), sample.outside(far_limit, mean)
    even = greatest_rsd is None or sample.rsd <= greatest_rsd
    blind = say("the limits lie around the mean: an error of the mean is not seen")
    return MassTest(
        title=title,
        source=source,
        sample=sample,
        reference=mean,
        limit=limit,
        far_limit=far_limit,
        greatest_rsd=greatest_rsd,
        outside=outside,
        far_outside=far,
        verdict=mass_verdict(
            passes=len(outside) <= most_outside and not far and even,
            too_coarse=too_coarse,
        ),
        remarks=mass_remarks(too_coarse, blind),
    )
