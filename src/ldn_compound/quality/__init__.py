"""Quality: how sure the dose is before the making, and what the measurements say."""

from __future__ import annotations

from .batch_in_hand import BatchInHand, judge_batch
from .budget.belief import About, Between
from .budget.contribution import Contribution
from .budget.design import Design, compare_designs, design_rows, smallest_design
from .budget.error_budget import ErrorBudget, error_budget
from .budget.homogeneity import (
    content_cv,
    expected_particles,
    greatest_diameter,
    least_normal_dose,
    simulate_contents,
    skewness,
)
from .budget.monte_carlo import SimulationSummary, simulate_batches, summarize_batches
from .budget.particles import ParticleSize
from .budget.perfect import TakenAsPerfect
from .budget.plot import plot_budget
from .capsules.capsule_masses import CapsuleMasses, capsule_masses
from .capsules.false_alarms import FalseAlarms, false_alarms
from .capsules.filling_limits import FillingLimits, filling_limits
from .capsules.formulario_nacional import FormularioNacional, formulario_nacional
from .capsules.in_process import FillingDecision, filling_decision
from .capsules.mass_loss import MassLoss, mass_loss
from .capsules.mass_test import MassTest
from .capsules.ph_eur_2_9_5 import dac_nrf_uniformity, ph_eur_2_9_5
from .capsules.ph_eur_2_9_6 import PhEur296, ph_eur_2_9_6
from .capsules.potency import Potency, potency_test
from .capsules.reconciliation import Reconciliation, reconcile
from .capsules.sample import Outlier, Sample
from .capsules.theoretical_window import theoretical_window
from .capsules.uniformity_route import UniformityRoute, uniformity_route
from .capsules.usp_905 import Usp905, content_verdicts, usp_905
from .capsules.usp_2091 import Usp2091, usp_2091
from .capsules.vaum import Vaum, vaum
from .measured_cv import MeasuredCv
from .mixing_study import MixingStudy, mixing_study_power, portions_needed
from .mixing_test import MixingTest, mixing_test
from .outcome import Outcome, outcome
from .passing.acceptance import (
    AcceptanceLimit,
    acceptance_limits,
    assured_probability_of_passing,
    greatest_sd,
)
from .passing.chance import probability_mean_within, probability_of_passing
from .passing.exact import chance_bounds, chance_of_passing
from .passing.plots import plot_acceptance_limits, plot_operating_characteristic
from .passing.simulation import samples_pass, simulate_passing

__all__ = [
    "About",
    "AcceptanceLimit",
    "BatchInHand",
    "Between",
    "CapsuleMasses",
    "Contribution",
    "Design",
    "ErrorBudget",
    "FalseAlarms",
    "FillingDecision",
    "FillingLimits",
    "FormularioNacional",
    "MassLoss",
    "MassTest",
    "MeasuredCv",
    "MixingStudy",
    "MixingTest",
    "Outcome",
    "Outlier",
    "ParticleSize",
    "PhEur296",
    "Potency",
    "Reconciliation",
    "Sample",
    "SimulationSummary",
    "TakenAsPerfect",
    "UniformityRoute",
    "Usp905",
    "Usp2091",
    "Vaum",
    "acceptance_limits",
    "assured_probability_of_passing",
    "capsule_masses",
    "chance_bounds",
    "chance_of_passing",
    "compare_designs",
    "content_cv",
    "content_verdicts",
    "dac_nrf_uniformity",
    "design_rows",
    "error_budget",
    "expected_particles",
    "false_alarms",
    "filling_decision",
    "filling_limits",
    "formulario_nacional",
    "greatest_diameter",
    "greatest_sd",
    "judge_batch",
    "least_normal_dose",
    "mass_loss",
    "mixing_study_power",
    "mixing_test",
    "outcome",
    "ph_eur_2_9_5",
    "ph_eur_2_9_6",
    "plot_acceptance_limits",
    "plot_budget",
    "plot_operating_characteristic",
    "portions_needed",
    "potency_test",
    "probability_mean_within",
    "probability_of_passing",
    "reconcile",
    "samples_pass",
    "simulate_batches",
    "simulate_contents",
    "simulate_passing",
    "skewness",
    "smallest_design",
    "summarize_batches",
    "theoretical_window",
    "uniformity_route",
    "usp_905",
    "usp_2091",
    "vaum",
]
