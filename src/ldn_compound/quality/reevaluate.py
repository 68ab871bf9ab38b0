"""Re-evaluate a stored verdict from its measurements.

A verdict that was stored or sent carries its measurements, so its reader can run the
test again. Which balance was used is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ..model.verdict import Verdict
from .capsules.formulario_nacional import FormularioNacional, formulario_nacional
from .capsules.in_process import FillingDecision, filling_decision
from .capsules.mass_loss import MassLoss, mass_loss
from .capsules.mass_test import MassTest
from .capsules.ph_eur_2_9_5 import dac_nrf_uniformity, ph_eur_2_9_5
from .capsules.ph_eur_2_9_6 import PhEur296, ph_eur_2_9_6
from .capsules.potency import Potency, potency_of_mean
from .capsules.reconciliation import Reconciliation
from .capsules.theoretical_window import theoretical_window
from .capsules.uniformity_route import UniformityRoute, uniformity_route
from .capsules.usp_905 import Usp905, usp_905
from .capsules.usp_2091 import Usp2091, usp_2091
from .capsules.vaum import Vaum, vaum
from .mixing_test import MixingTest, mixing_test

__all__ = ["reevaluate"]


def reevaluate(verdict: Verdict) -> Verdict:
    """Return the result of the same test on the measurements in a verdict.

    Parameters
    ----------
    verdict
        A verdict of one of the tests in this package.

    Returns
    -------
    Verdict
        Of the same test, as if the balance had been fine enough.

    Raises
    ------
    FieldError
        If there are too few measurements, or one of them is not possible.

    Examples
    --------
    >>> from attrs import evolve
    >>> stored = evolve(usp_905([80, 100] * 5), verdict="pass")
    >>> stored.verdict, reevaluate(stored).verdict
    ('pass', 'test 20 more')
    """
    return _TESTS[type(verdict)](verdict)


def _mass_test(stored: MassTest) -> MassTest:
    values = stored.sample.values
    match stored.source:
        case "ph-eur-2-9-5":
            return ph_eur_2_9_5(values)
        case "dac-nrf-calculation-aid":
            return dac_nrf_uniformity(values)
        case _:
            return theoretical_window(
                values, stored.reference, weighed="net", made=stored.sample.n
            )


def _usp_2091(stored: Usp2091) -> Usp2091:
    gross, net = stored.gross.values, stored.net
    if net is None:
        return usp_2091(gross)
    shells = [whole - part for whole, part in zip(gross, net.values, strict=False)]
    return usp_2091(gross, shells)


def _filling(stored: FillingDecision) -> FillingDecision:
    masses = stored.masses
    shells: dict[str, Any] = {"empty_shells": masses.shells.values}
    if masses.by != "mean shell":
        shells = {"shell_masses": masses.shells.values}
    return filling_decision(
        masses.gross.values,
        fill_mass=masses.fill_mass,
        limits=stored.limits,
        **shells,
    )


_TESTS: Mapping[type, Callable[[Any], Verdict]] = MappingProxyType(
    {
        Usp905: lambda stored: usp_905(stored.sample.values, stored.target),
        PhEur296: lambda stored: ph_eur_2_9_6(stored.sample.values),
        MassTest: _mass_test,
        FormularioNacional: lambda stored: formulario_nacional(
            stored.sample.values, stored.theoretical, made=stored.sample.n
        ),
        Usp2091: _usp_2091,
        Vaum: lambda stored: vaum(stored.sample.values, stored.theoretical),
        MassLoss: lambda stored: mass_loss(stored.weighed_in, stored.filled),
        Potency: lambda stored: potency_of_mean(stored.mean, stored.n),
        Reconciliation: lambda stored: stored,  # its verdict is a property
        FillingDecision: _filling,
        UniformityRoute: lambda stored: uniformity_route(
            stored.drug, stored.drug / stored.share
        ),
        MixingTest: lambda stored: mixing_test(
            stored.sample.values,
            theory=stored.theory,
            confidence=stored.confidence,
            greatest_cv=stored.greatest_cv,
        ),
    }
)
