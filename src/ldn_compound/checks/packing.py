"""Are the packing figures measured, and is the shell full?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.batch import Batch
from ..model.component import Component, of_role
from ..model.fill import FillByCompletion, FillToMass, FillToVolume
from ..model.finding import Finding, Severity
from ..model.packing import Density, Packing, PackStatistic
from ..model.tablets import Tablets
from ..quantities.units import Q, Quantity, shortened
from ..reference.usual import usual
from ..sheets.wording import say

__all__ = [
    "check_additive_packing",
    "check_completion",
    "check_estimate",
    "check_extrapolation",
    "check_fixed_mass",
    "check_measured_packing",
    "check_shell_filled",
    "check_source_packing",
    "check_unusual_packing",
]

_FULL = Q("100 %")


def check_measured_packing(batch: Batch) -> Iterator[Finding]:
    """Find packing figures that were published, not measured on this lot."""
    for each in batch.components:
        name, packing = _name(each), each.packing
        if packing is not None and packing.source is not None:
            figure = packing.value if isinstance(packing, Density) else packing.mass
            message = say(
                "{name}: {figure} is published ({source}), not measured with this "
                "lot: fill ten shells with it and weigh them",
                name=name,
                figure=figure,
                source=packing.source,
            )
            severity: Severity = "note" if _found_at_the_bench(batch) else "stop"
            yield Finding(
                "packing-published", severity, "packing", message, "letco-capsules"
            )


def check_extrapolation(batch: Batch) -> Iterator[Finding]:
    """Find pack statistics that were measured with shells of another size."""
    for each in batch.components:
        name, packing = _name(each), each.packing
        if isinstance(packing, PackStatistic) and packing.extrapolated_from is not None:
            severity: Severity = "note" if _found_at_the_bench(batch) else "stop"
            message = say(
                "{name}: {mass} is extrapolated by volume from size "
                "{extrapolated_from}: measure it with shells of size {size}",
                name=name,
                mass=packing.mass,
                extrapolated_from=packing.extrapolated_from,
                size=packing.size,
            )
            yield Finding(
                "packing-extrapolated", severity, "packing", message, "letco-capsules"
            )


def check_unusual_packing(batch: Batch) -> Iterator[Finding]:
    """Find powders that pack as none is published to: a slip of the point, perhaps.

    Filler and drug then go in at a wrong ratio; of an additive there is little.
    """
    at_all = usual("density-at-all")
    for each in batch.components:
        name, packing = _name(each), each.packing
        if packing is None:
            continue
        added = each.role == "additive"
        known = usual("density-of-additive" if added else "density")
        density = _density(packing, batch)
        if density in known:
            continue
        spared = added or density in at_all or _found_at_the_bench(batch)
        message = say(
            "{name}: packs to {density}; such powders pack to {least} to {greatest}: "
            "has a decimal point slipped, or is it another shell?",
            name=name,
            density=shortened(density, 4),
            least=known.least,
            greatest=known.greatest,
        )
        severity: Severity = "caution" if spared else "stop"
        yield Finding("packing-unusual", severity, "packing", message, known.source)


def check_source_packing(batch: Batch) -> Iterator[Finding]:
    """Find that the drug-bearing powder is only taken to pack like the filler."""
    if batch.request.drug.packing is not None:
        return
    taken = batch.powder_share
    small = taken < batch.request.policy.unmeasured_share
    harmless = small or _found_at_the_bench(batch)
    message = say(
        "{item}: no packing measured, taken to pack like the filler; it "
        "takes {taken} of the shell",
        item=batch.powder.item,
        taken=shortened(taken, 2),
    )
    if not harmless:
        message = say("{found}: fill ten shells with it and weigh them", found=message)
    severity: Severity = "note" if harmless else "stop"
    yield Finding("packing-assumed", severity, "packing", message, "letco-capsules")


def check_additive_packing(batch: Batch) -> Iterator[Finding]:
    """Find an additive that is only taken to pack like the filler."""
    for additive in of_role(batch.components, "additive"):
        if additive.packing is not None:
            continue
        share = additive.exact / batch.blend_mass
        small = share < batch.request.policy.unmeasured_share
        harmless = small or _found_at_the_bench(batch)
        message = say(
            "{name}: no packing measured, taken to pack like the filler; it is "
            "{share} of the blend",
            name=additive.name,
            share=shortened(share, 2),
        )
        severity: Severity = "note" if harmless else "stop"
        yield Finding("packing-assumed", severity, "packing", message, "letco-capsules")


def check_fixed_mass(batch: Batch) -> Iterator[Finding]:
    """Find that crushed tablets are to be filled to a fixed mass."""
    if isinstance(batch.request.fill, FillToMass) and isinstance(
        batch.request.drug, Tablets
    ):
        message = say(
            "filling to a fixed mass is not meant for crushed tablets: their "
            "powder has another density than the filler"
        )
        yield Finding(
            "fixed-mass-tablets", "caution", "fill", message, "pta-in-love-tablets"
        )


def check_shell_filled(batch: Batch) -> Iterator[Finding]:
    """Find a shell that the blend overfills, or leaves nearly empty."""
    filled = batch.shell_filled
    if filled > _FULL:
        message = say(
            "the blend takes {filled} of the shell: it does not fit",
            filled=shortened(filled, 2),
        )
        yield Finding("shell-overfull", "stop", "fill", message, "letco-capsules")
    elif filled < batch.request.policy.least_filled:
        least = batch.request.policy.least_filled
        message = say(
            "the blend takes {filled} of the shell; {least} is advised",
            filled=shortened(filled, 2),
            least=least,
        )
        yield Finding(
            "shell-nearly-empty", "caution", "fill", message, "novapharma-fill"
        )


def _name(component: Component) -> str:
    return say("drug") if component.role == "drug" else component.name


def _density(packing: Packing, batch: Batch) -> Quantity:
    """Return what a figure says of the powder, in a shell of the batch."""
    if isinstance(packing, Density):
        return packing.value
    return (packing.mass / batch.request.shell.volume).to("g/mL")


def _found_at_the_bench(batch: Batch) -> bool:
    """Return whether the filler is found by filling: a figure only estimates it."""
    return isinstance(batch.request.fill, (FillToVolume, FillByCompletion))


def check_estimate(batch: Batch) -> Iterator[Finding]:
    """Find that the mass of filler is only what to expect."""
    if _found_at_the_bench(batch):
        message = say(
            "the mass of filler is an estimate: it is found in cylinder or "
            "shells, and the actual one is recorded"
        )
        yield Finding(
            "filler-estimated", "note", "fill", message, "daz-2020-mass-based"
        )


def check_completion(batch: Batch) -> Iterator[Finding]:
    """Find that these rules prefer another way to fill tablet powder."""
    tablets = isinstance(batch.request.drug, Tablets)
    preferred = batch.request.policy.completes_tablets and tablets
    if preferred and not _found_at_the_bench(batch):
        message = say(
            "for tablet powder these rules prefer to complete the volume: "
            "FillByCompletion(), or FillToVolume()"
        )
        yield Finding(
            "completion-preferred", "note", "fill", message, "pta-in-love-tablets"
        )
