"""Is each figure one that a pharmacy has? A slip of the point is none."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..model.batch import Batch
from ..model.component import of_role
from ..model.equipment import Balance
from ..model.finding import Finding, Severity
from ..model.forms import form_name
from ..model.shell import Shell
from ..model.tablets import Tablets
from ..quantities.units import Q, Quantity, shortened
from ..reference import least_tablet_mass, shells, tablet_products
from ..reference.usual import Usual, usual
from ..sheets.wording import say

__all__ = [
    "balance_figures",
    "check_additive_share",
    "check_balance_figures",
    "check_counts",
    "check_shell_figures",
    "check_tablet_form",
    "check_tablet_mass",
    "check_tablet_spread",
    "shell_figures",
]

_WHOLE = Q("100 %")


def check_tablet_mass(batch: Batch) -> Iterator[Finding]:
    """Find tablets lighter or heavier than any that are known: every dose moves."""
    drug = batch.request.drug
    if not isinstance(drug, Tablets):
        return
    known, at_all = usual("tablet-mass"), usual("tablet-mass-at-all")
    mass = drug.mean_mass
    if mass not in known:
        message = say(
            "tablets of {mass} on average; those on record weigh {least} to "
            "{greatest}: has a decimal point slipped?",
            mass=mass,
            least=known.least,
            greatest=known.greatest,
        )
        severity: Severity = "caution" if mass in at_all else "stop"
        yield Finding(
            "tablet-mass-unusual", severity, "mean_mass", message, known.source
        )
    elif drug.product in tablet_products():
        bound = least_tablet_mass(drug.product)
        if mass < bound:
            message = say(
                "{product} declares {bound} of drug and lactose alone, and {mass} was "
                "stated: make sure which tablets they are",
                product=drug.product,
                bound=bound,
                mass=mass,
            )
            yield Finding("product-too-light", "stop", "mean_mass", message, "house")


def check_tablet_form(batch: Batch) -> Iterator[Finding]:
    """Find tablets of 50 mg of another form than the hydrochloride: there are none."""
    drug = batch.request.drug
    if not isinstance(drug, Tablets) or drug.form == "naltrexone hydrochloride":
        return
    if drug.strength in usual("tablet-strength"):
        message = say(
            "tablets of {strength} of {form}: all that are known hold the "
            "hydrochloride, of which 50 mg are about 45.2 mg of base; read their "
            "label again",
            strength=drug.strength,
            form=form_name(drug.form),
        )
        yield Finding(
            "tablet-form-unusual",
            "stop",
            "form",
            message,
            usual("tablet-strength").source,
        )


def check_tablet_spread(batch: Batch) -> Iterator[Finding]:
    """Find a spread that no tablets have, or more weighed than anybody weighs."""
    drug = batch.request.drug
    if not isinstance(drug, Tablets):
        return
    if drug.mass_sd is not None:
        share = (drug.mass_sd / drug.mean_mass).to("%")
        what = say("the standard deviation of the tablets, of their mean mass")
        yield from _unusual("mass-spread", share, what, "mass_sd")
    if drug.weighed is not None:
        weighed, what = Q("1 tablet") * drug.weighed, say("tablets weighed one by one")
        yield from _unusual("many-weighed", weighed, what, "weighed")


def check_counts(batch: Batch) -> Iterator[Finding]:
    """Find a number of capsules, spare ones or holes that is likely a slip."""
    request, one = batch.request, Q("1 capsule")
    wanted = request.prescription.capsules
    yield from _unusual(
        "capsules", one * wanted, say("capsules to dispense"), "capsules"
    )
    spare = _WHOLE * Fraction(batch.spare_capsules, wanted)
    what = say("spare capsules, of those to dispense")
    yield from _unusual("spare-capsules", spare, what, "spare_capsules")
    what = say("blend beyond what the capsules take")
    yield from _unusual("blend-excess", batch.blend_excess, what, "blend_excess")
    if request.tray is not None:
        holes, what = one * request.tray.holes, say("capsules in one load of the tray")
        yield from _unusual("tray", holes, what, "tray")


def check_balance_figures(batch: Batch) -> Iterator[Finding]:
    """Find figures that are of no balance."""
    if batch.request.balance is not None:
        yield from balance_figures(batch.request.balance)


def balance_figures(balance: Balance) -> Iterator[Finding]:
    """Find figures of a balance that none has."""
    step = balance.readability
    yield from _unusual(
        "readability", step, say("the readability of the balance"), "readability"
    )
    if _significant(step) not in (1, 2, 5):
        message = say(
            "a display of steps of {step}: displays step by 1, 2 or 5", step=step
        )
        yield Finding("figure-unusual", "caution", "readability", message, "house")
    sensitivity = balance.sensitivity
    if sensitivity is not None and (sensitivity / step).magnitude.denominator != 1:
        message = say(
            "a sensitivity of {sensitivity} on steps of {step}: it is a whole number "
            "of steps",
            sensitivity=sensitivity,
            step=step,
        )
        yield Finding("figure-unusual", "caution", "sensitivity", message, "house")
    for name, value, figure in (
        ("display-steps", balance.capacity, say("capacity over readability")),
        ("repeatability", balance.repeatability, say("repeatability over readability")),
        ("sensitivity", balance.sensitivity, say("sensitivity over readability")),
    ):
        if value is not None:
            field = "capacity" if name == "display-steps" else name
            yield from _unusual(name, (value / step).to("%"), figure, field)


def check_shell_figures(batch: Batch) -> Iterator[Finding]:
    """Find a shell that is far from every published one of its size."""
    yield from shell_figures(batch.request.shell)


def shell_figures(shell: Shell) -> Iterator[Finding]:
    """Find figures of a shell that none of its size has."""
    published = shells(shell.size)
    for name, value, others in (
        ("empty_mass", shell.empty_mass, [each.empty_mass for each in published]),
        ("volume", shell.volume, [each.volume for each in published]),
    ):
        if others:
            share = min(
                ((value / each).to("%") for each in others),
                key=lambda each: abs(each - _WHOLE),
            )
            what = say("mass of an empty shell, of the nearest that is published")
            if name == "volume":
                what = say("volume of a shell, of the nearest that is published")
            yield from _unusual("shell-off", share, what, name)


def check_additive_share(batch: Batch) -> Iterator[Finding]:
    """Find an additive that is no additive, or next to nothing."""
    for each in of_role(batch.components, "additive"):
        share = (each.exact / batch.blend_mass).to("%")
        what = say("{name}, of the blend", name=each.name)
        yield from _unusual("additive-share", share, what, "additives")


def _unusual(name: str, value: Quantity, what: str, field: str) -> Iterator[Finding]:
    """Find that a figure is not a usual one."""
    known: Usual = usual(name)
    if value not in known:
        message = say(
            "{what}: {value}, usual are {least} to {greatest}: has a decimal point "
            "slipped, or have two figures changed places?",
            what=what,
            value=shortened(value, 2),
            least=known.least,
            greatest=known.greatest,
        )
        yield Finding("figure-unusual", "caution", field, message, known.source)


def _significant(step: Quantity) -> Fraction:
    """Return a step of a display without its power of ten."""
    value = Fraction(step.m_as("mg"))
    while value >= 10:  # noqa: PLR2004 - the base of our numbers
        value /= 10
    while value < 1:
        value *= 10
    return value
