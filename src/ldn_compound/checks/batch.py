"""Is the batch of a size that can be made well?"""

from __future__ import annotations

from collections.abc import Iterator

from ..calc.loads import load_sizes
from ..model.batch import Batch
from ..model.fill import FillByCompletion
from ..model.finding import Finding
from ..quantities.notation import count_text
from ..sheets.wording import day_text, say

__all__ = [
    "check_batch_size",
    "check_completion_tray",
    "check_loads",
    "check_loss",
    "check_lots",
]


def check_batch_size(batch: Batch) -> Iterator[Finding]:
    """Find a batch so small that loss takes a large share of it."""
    least = batch.request.policy.least_capsules
    if batch.shells < least:
        message = say(
            "{shells} are made; at least {least} are advised",
            shells=count_text(batch.shells, "capsule"),
            least=least,
        )
        yield Finding(
            "small-batch", "caution", "capsules", message, "dac-nrf-surcharge-2018"
        )


def check_loads(batch: Batch) -> Iterator[Finding]:
    """Find that the spare capsules force another load of the tray."""
    tray = batch.request.tray
    if tray is None:
        return
    with_spare = len(load_sizes(batch.shells, tray.holes))
    without = len(load_sizes(batch.request.prescription.capsules, tray.holes))
    if with_spare > without:
        message = say(
            "{spare_capsules} spare capsules make it {with_spare} loads "
            "instead of {without}",
            spare_capsules=batch.spare_capsules,
            with_spare=with_spare,
            without=without,
        )
        yield Finding("spares-add-load", "note", "spare_capsules", message, "house")


def check_completion_tray(batch: Batch) -> Iterator[Finding]:
    """Find a tray too small to top up all shells at once, before they are emptied."""
    tray, shells = batch.request.tray, batch.shells_at_hand
    completes = isinstance(batch.request.fill, FillByCompletion)
    if completes and tray is not None and tray.holes < shells:
        message = say(
            "all {shells} shells have to lie open at once to be topped up, and the "
            "tray has {holes} holes: fill to a volume, or make smaller batches",
            shells=shells,
            holes=tray.holes,
        )
        yield Finding("tray-too-small", "stop", "tray", message, "pz-2025-completion")


def check_lots(batch: Batch) -> Iterator[Finding]:
    """Find a lot that is out of date on the day of making."""
    made_on = batch.request.made_on
    for each in batch.components:
        if made_on is None or each.lot is None or made_on <= each.lot.expires:
            continue
        message = say(
            "{name}, lot {lot}, expired on {expires}; to be made on {made_on}",
            name=each.name,
            lot=each.lot.number,
            expires=day_text(each.lot.expires),
            made_on=day_text(made_on),
        )
        yield Finding("lot-expired", "stop", "made_on", message, "house")


def check_loss(batch: Batch) -> Iterator[Finding]:
    """Find that nothing makes up for what is lost on the way."""
    if not (batch.spare_capsules or batch.blend_excess or batch.drug_overage):
        message = say(
            "no allowance for loss: no spare capsules, no blend excess, no "
            "overage; what stays in mortar and tray is missing from the "
            "capsules"
        )
        yield Finding(
            "no-loss-allowance", "note", "spare_capsules", message, "unc-capsules"
        )
