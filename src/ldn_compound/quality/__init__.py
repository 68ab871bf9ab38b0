"""Quality: how sure the dose is before the making, and what the measurements say."""

from __future__ import annotations

from .acceptance import (
    AcceptanceLimit,
    acceptance_limits,
    assured_probability_of_passing,
    greatest_sd,
)
from .against_mean import dac_nrf_uniformity, ph_eur_2_9_5
from .against_theory import theoretical_window
from .budget import ErrorBudget, error_budget
from .budget_plot import plot_budget
from .content_spread import PhEur296, ph_eur_2_9_6
from .content_uniformity import Usp905, content_verdicts, usp_905
from .contributions import Contribution
from .design import Design, compare_designs, design_rows, smallest_design
from .gross_then_net import Usp2091, usp_2091
from .homogeneity import (
    content_cv,
    expected_particles,
    greatest_diameter,
    least_normal_dose,
    simulate_contents,
    skewness,
)
from .in_process import FillingDecision, filling_decision
from .in_process_limits import FillingLimits, filling_limits
from .loss_of_mass import MassLoss, mass_loss
from .magistral_weight import FormularioNacional, formulario_nacional
from .mass_acceptance import Vaum, vaum
from .mass_test import MassTest
from .outcome import Outcome, outcome
from .particles import ParticleSize
from .passing import probability_mean_within, probability_of_passing
from .plots import plot_acceptance_limits, plot_operating_characteristic
from .potency import Potency, potency_test
from .reconciliation import Reconciliation, reconcile
from .route import UniformityRoute, uniformity_route
from .sample import Outlier, Sample
from .simulation import samples_pass, simulate_passing
from .weighed_capsules import CapsuleMasses, capsule_masses

__all__ = [
    "AcceptanceLimit",
    "CapsuleMasses",
    "Contribution",
    "Design",
    "ErrorBudget",
    "FillingDecision",
    "FillingLimits",
    "FormularioNacional",
    "MassLoss",
    "MassTest",
    "Outcome",
    "Outlier",
    "ParticleSize",
    "PhEur296",
    "Potency",
    "Reconciliation",
    "Sample",
    "UniformityRoute",
    "Usp905",
    "Usp2091",
    "Vaum",
    "acceptance_limits",
    "assured_probability_of_passing",
    "capsule_masses",
    "compare_designs",
    "content_cv",
    "content_verdicts",
    "dac_nrf_uniformity",
    "design_rows",
    "error_budget",
    "expected_particles",
    "filling_decision",
    "filling_limits",
    "formulario_nacional",
    "greatest_diameter",
    "greatest_sd",
    "least_normal_dose",
    "mass_loss",
    "outcome",
    "ph_eur_2_9_5",
    "ph_eur_2_9_6",
    "plot_acceptance_limits",
    "plot_budget",
    "plot_operating_characteristic",
    "potency_test",
    "probability_mean_within",
    "probability_of_passing",
    "reconcile",
    "samples_pass",
    "simulate_contents",
    "simulate_passing",
    "skewness",
    "smallest_design",
    "theoretical_window",
    "uniformity_route",
    "usp_905",
    "usp_2091",
    "vaum",
]
