"""Judged again: what the measurements in a verdict say, whatever it says itself.

A verdict that was kept or sent carries its measurements, and whoever reads it may judge
them once more. What the balance could see is not among them.
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
from .capsules.potency import Potency, potency_of
from .capsules.reconciliation import Reconciliation
from .capsules.theoretical_window import theoretical_window
from .capsules.uniformity_route import UniformityRoute, uniformity_route
from .capsules.usp_905 import Usp905, usp_905
from .capsules.usp_2091 import Usp2091, usp_2091
from .capsules.vaum import Vaum, vaum

__all__ = ["judged_again"]


def judged_again(verdict: Verdict) -> Verdict:
    """Return what the measurements in a verdict say.

    Parameters
    ----------
    verdict
        A verdict of one of the tests in this package.

    Returns
    -------
    Verdict
        Of the same test, as if every mass could be weighed.

    Raises
    ------
    FieldError
        If they cannot be judged: there are too few of them, or one of them is none.

    Examples
    --------
    >>> from attrs import evolve
    >>> told = evolve(usp_905([80, 100] * 5), verdict="pass")
    >>> told.verdict, judged_again(told).verdict
    ('pass', 'test 20 more')
    """
    return _TESTS[type(verdict)](verdict)


def _mass_test(told: MassTest) -> MassTest:
    values = told.sample.values
    match told.source:
        case "ph-eur-2-9-5":
            return ph_eur_2_9_5(values)
        case "dac-nrf-calculation-aid":
            return dac_nrf_uniformity(values)
        case _:
            return theoretical_window(
                values, told.reference, weighed="net", made=told.sample.n
            )


def _usp_2091(told: Usp2091) -> Usp2091:
    gross, net = told.gross.values, told.net
    if net is None:
        return usp_2091(gross)
    shells = [whole - part for whole, part in zip(gross, net.values, strict=False)]
    return usp_2091(gross, shells)


def _filling(told: FillingDecision) -> FillingDecision:
    found = told.masses
    shells: dict[str, Any] = {"empty_shells": found.shells.values}
    if found.by != "mean shell":
        shells = {"shell_masses": found.shells.values}
    return filling_decision(
        found.gross.values, fill_mass=found.fill_mass, limits=told.limits, **shells
    )


def _route(told: UniformityRoute) -> UniformityRoute:
    return uniformity_route(told.drug, told.drug / told.share)


_TESTS: Mapping[type, Callable[[Any], Verdict]] = MappingProxyType(
    {
        Usp905: lambda told: usp_905(told.sample.values, told.target),
        PhEur296: lambda told: ph_eur_2_9_6(told.sample.values),
        MassTest: _mass_test,
        FormularioNacional: lambda told: formulario_nacional(
            told.sample.values, told.theoretical, made=told.sample.n
        ),
        Usp2091: _usp_2091,
        Vaum: lambda told: vaum(told.sample.values, told.theoretical),
        MassLoss: lambda told: mass_loss(told.weighed_in, told.filled),
        Potency: lambda told: potency_of(told.mean, told.n),
        Reconciliation: lambda told: told,  # its verdict is worked out when asked for
        FillingDecision: _filling,
        UniformityRoute: _route,
    }
)
