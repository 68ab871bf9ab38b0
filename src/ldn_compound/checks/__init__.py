"""Checks: functions from a plan to what was found. They never raise or change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from ..model.batch import Batch
from ..model.finding import Finding, worst_first
from .batch import (
    check_batch_size,
    check_completion_tray,
    check_loads,
    check_loss,
    check_lots,
)
from .dose import check_base, check_overage, check_strength_achieved, check_unusual_dose
from .ingredients import (
    check_allergens,
    check_asked,
    check_conditions,
    check_drug_in_excipients,
    check_filler_names,
    check_intolerances,
    check_medicines,
    check_recognised,
    check_shell_material,
)
from .packing import (
    check_additive_packing,
    check_completion,
    check_estimate,
    check_extrapolation,
    check_fixed_mass,
    check_measured_packing,
    check_shell_filled,
    check_source_packing,
    check_unusual_packing,
)
from .plausible import (
    check_additive_share,
    check_balance_figures,
    check_counts,
    check_shell_figures,
    check_tablet_form,
    check_tablet_mass,
    check_tablet_spread,
)
from .powder import check_certificate, check_stock_dilution, check_water
from .rules import check_changed_rules, check_double_check
from .tablets import (
    check_coat,
    check_label_claim,
    check_mass_spread,
    check_pooling,
    check_tablet_strength,
    check_tablets_weighed,
    check_whole_tablets,
)
from .weighing import (
    check_balance,
    check_capacity,
    check_least_mass,
    check_sensitivity,
    check_trituration,
    check_weighing_error,
)

__all__ = ["CHECKS", "all_findings"]

#: Every check, in the order of the bench sheet.
CHECKS: tuple[Callable[[Batch], Iterator[Finding]], ...] = (
    check_asked,
    check_medicines,
    check_conditions,
    check_intolerances,
    check_drug_in_excipients,
    check_allergens,
    check_shell_material,
    check_recognised,
    check_unusual_dose,
    check_base,
    check_overage,
    check_strength_achieved,
    check_tablet_strength,
    check_label_claim,
    check_certificate,
    check_water,
    check_stock_dilution,
    check_pooling,
    check_mass_spread,
    check_tablets_weighed,
    check_coat,
    check_whole_tablets,
    check_filler_names,
    check_unusual_packing,
    check_measured_packing,
    check_extrapolation,
    check_source_packing,
    check_additive_packing,
    check_fixed_mass,
    check_completion,
    check_estimate,
    check_shell_filled,
    check_balance,
    check_sensitivity,
    check_least_mass,
    check_trituration,
    check_weighing_error,
    check_capacity,
    check_batch_size,
    check_completion_tray,
    check_loads,
    check_loss,
    check_lots,
    check_tablet_mass,
    check_tablet_form,
    check_tablet_spread,
    check_counts,
    check_balance_figures,
    check_shell_figures,
    check_additive_share,
    check_changed_rules,
    check_double_check,
)


def all_findings(batch: Batch) -> tuple[Finding, ...]:
    """Return all that the checks find in a batch, the worst first.

    Parameters
    ----------
    batch
        The batch.

    Returns
    -------
    tuple of Finding
        Stops, then cautions, then notes.
    """
    found = chain.from_iterable(check(batch) for check in CHECKS)
    return worst_first(found)
