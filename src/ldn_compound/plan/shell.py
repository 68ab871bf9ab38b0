"""The shell: the smallest of those given that holds all that is no filler."""

from __future__ import annotations

from collections.abc import Iterable

from ..calc.overage import drug_needed
from ..errors import FieldError, ShellOverfilledError
from ..model.drug import DrugSource
from ..model.excipients import Additive, Filler
from ..model.fill import FillByPacking
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request
from ..model.shell import Shell
from ..quantities.units import Q, Quantity
from ..reference import policy as published_policy
from .fill import fill_shells
from .overage import overage_for
from .source import material_for

__all__ = ["choose_shell"]

_ONE_CAPSULE = Q("1 capsule")


def choose_shell(
    prescription: Prescription,
    *,
    drug: DrugSource,
    filler: Filler | tuple[tuple[Filler, int], ...],
    shells: Iterable[Shell],
    additives: Additive | tuple[Additive, ...] = (),
    policy: Policy | None = None,
    drug_overage: Quantity | str | None = None,
) -> Shell:
    """Return the smallest shell that holds powder and additives of one capsule.

    Parameters
    ----------
    prescription
        What is asked for.
    drug
        What carries the naltrexone.
    filler
        What fills the shell: one filler, or pairs of filler and parts by mass.
    shells
        The shells to choose from.
    additives
        A little of other excipients: shares of the blend, or masses.
    policy
        House rules; `None` takes ``reference.policy("usp")``.
    drug_overage
        How much more drug than the label says; `None` takes the policy's figure. [%]

    Returns
    -------
    Shell
        The smallest that fits, by volume.

    Raises
    ------
    FieldError
        If no shell is given.
    ShellOverfilledError
        If none of them holds it.

    Examples
    --------
    >>> from ldn_compound import Density, Filler, Prescription, Tablets, reference
    >>> choose_shell(
    ...     Prescription(strength="4.5 mg", capsules=100),
    ...     drug=Tablets(strength="50 mg", mean_mass="171.2 mg",
    ...                  packing=Density("0.6 g/mL", basis="tapped")),
    ...     filler=Filler("cellulose", packing=Density("0.43 g/mL", basis="tapped")),
    ...     shells=[reference.shell("3"), reference.shell("5")]).size
    '5'
    """
    sorted_shells = sorted(shells, key=lambda each: each.volume)
    if not sorted_shells:
        raise FieldError("at least one shell", "none", field="shells")
    for shell in sorted_shells:
        request = Request(
            prescription=prescription,
            drug=drug,
            filler=filler,
            shell=shell,
            fill=FillByPacking(),
            additives=additives,
            policy=published_policy("usp") if policy is None else policy,
            drug_overage=drug_overage,
        )
        if _fits(request):
            return shell
    largest = sorted_shells[-1]
    expected = "one that holds the powder of a capsule"
    got = f"up to size {largest.size} with {largest.volume}"
    way_out = "give larger ones, or spread the dose over more capsules"
    raise ShellOverfilledError(expected, got, way_out, "shells")


def _fits(request: Request) -> bool:
    """Return whether all that is no filler fits the shells, overage included."""
    order = request.prescription
    capsules = _ONE_CAPSULE * order.capsules
    try:
        drug = drug_needed(order.strength, capsules, overage_for(request))
        fill_shells(request, capsules, material_for(drug, request))
    except ShellOverfilledError:
        return False
    return True
