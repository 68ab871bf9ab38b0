"""The head of the bench sheet: which batch it is, and what is settled before it."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.finding import findings_part
from ...plan.digest import digest_of
from ...quantities.units import Q
from ...reference.beyond_use import beyond_use_rule
from ...sheets.content import Facts, Paragraph, Part, Section, Task
from ...sheets.wording import day_text, joined, say
from ..product import each_capsule, form_of
from .entry import Bench, blank, initials

__all__ = ["batch_section", "before_section"]

#: Of the digest: enough to tell one plan from another.
_DIGITS = 16


def batch_section(bench: Bench) -> Section:
    """Return which batch the sheet is about."""
    plan, made = bench.plan, bench.made
    order, shell = plan.request.prescription, plan.request.shell
    made_on = made.made_on or plan.request.made_on
    use_by = None if bench.beyond_use is None else day_text(bench.beyond_use.date)
    shells = say("{shells} of size {size}", shells=plan.shells_at_hand, size=shell.size)
    if shell.maker:
        shells = joined((shells, shell.maker), ", ")
    rows = (
        blank(
            say("Preparation"),
            say("{form}, hard capsules", form=form_of(plan)),
        ),
        blank(say("Strength"), each_capsule(plan)),
        blank(say("Capsules"), _capsules(bench)),
        blank(say("Shells"), shells),
        blank(say("Batch number"), made.batch_number),
        blank(say("Formula number"), made.master_formula),
        blank(say("Date of making"), made_on and day_text(made_on)),
        blank(say("Use by"), use_by),
        blank(say("Prescriptions"), order.reference),
        blank(say("Prescriber"), order.prescriber),
        blank(say("Shells, lot and expiry")),
        blank(say("House rules"), plan.request.policy.name),
        blank(say("SHA-256 begins"), digest_of(plan)[:_DIGITS]),
    )
    return Section(say("Batch"), (Facts(rows, columns=2),))


def _capsules(bench: Bench) -> str:
    plan = bench.plan
    wanted = Q("1 capsule") * plan.request.prescription.capsules
    if not plan.spare_capsules:
        return str(wanted)
    return say(
        "{capsules} to dispense, {spare} spare",
        capsules=wanted,
        spare=plan.spare_capsules,
    )


def before_section(bench: Bench) -> Section:
    """Return what must be settled before anything is weighed."""
    return Section(say("Before you start"), tuple(_before(bench)))


def _before(bench: Bench) -> Iterator[Part]:
    plan = bench.plan
    urgent = [each for each in plan.findings if each.severity != "note"]
    if urgent:
        yield findings_part(urgent)
    asked = plan.request.prescription.other_medicines is not None
    yield Task(
        _screening(bench),
        (
            *(() if asked else (blank(say("other medicines")),)),
            initials(say("screened by")),
        ),
    )
    yield Task(
        say(
            "Mask and gloves on, mortar covered. Nobody who takes opioids handles "
            "this powder: a trace can set off severe withdrawal."
        ),
        (initials(say("kept by")), initials(say("cleaned before, after"))),
    )
    used = dict.fromkeys(each.balance for each in bench.made.weighed if each.balance)
    balances = joined(used, ", ") if used else None
    yield Task(
        _balance(bench), (blank(say("balance"), balances), blank(say("shows, mg")))
    )
    if bench.beyond_use is None:
        yield Paragraph(_use_by(bench))


def _screening(bench: Bench) -> str:
    medicines = bench.plan.request.prescription.other_medicines
    if medicines is None:
        return say(
            "Other medicines were not asked for. Ask for them, and for opioids by "
            "name. With an opioid, stop: neither make nor dispense."
        )
    if not medicines:
        return say(
            "Other medicines: asked, none. Ask for opioids by name once more. With an "
            "opioid, stop: neither make nor dispense."
        )
    return say(
        "Other medicines entered: {medicines}. Ask for opioids by name. With an "
        "opioid, stop: neither make nor dispense.",
        medicines=joined(medicines, ", "),
    )


def _balance(bench: Bench) -> str:
    balance, least = bench.plan.request.balance, bench.plan.least_mass
    if balance is None or least is None:
        return say("Check the balance with a test mass. None was named in this plan.")
    figures = {"readability": balance.readability, "least_mass": least}
    if least > bench.plan.gross_mass:
        return say(
            "Check the balance with a test mass. It reads to {readability} and may "
            "weigh {least_mass} or more: take a finer one for the capsules.",
            **figures,
        )
    return say(
        "Check the balance with a test mass. It reads to {readability} and may weigh "
        "{least_mass} or more.",
        **figures,
    )


def _use_by(bench: Bench) -> str:
    """Return what limits the day of use, where nobody said when the batch is made."""
    rule = beyond_use_rule(bench.plan.request.policy.beyond_use_rule)
    limits = {"limit": rule.limit, "rule": rule.name}
    lots = [each.lot for each in bench.plan.components if each.lot is not None]
    if not lots:
        return say("Use by: at most {limit} after making, by {rule}.", **limits)
    first = min(lots, key=lambda lot: lot.expires)
    return say(
        "Use by: at most {limit} after making, by {rule}, and not after {expires}, "
        "when lot {number} expires.",
        number=first.number,
        expires=day_text(first.expires),
        **limits,
    )
