"""What came out: weights of the capsules, yield, dose, label, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.finding import Finding, findings_part
from ...model.measured import mean_of
from ...plan.bench.dose import DoseMade, dose_made
from ...plan.bench.findings import check_made
from ...plan.bench.limits import content_limits
from ...quantities.units import Q, shortened
from ...sheets.content import Facts, Paragraph, Part, Section, Task
from ...sheets.wording import joined, say
from ..product import described, each_capsule, form_of
from .entry import Bench, blank, count, initials, mass

__all__ = [
    "NOT_RELEASED",
    "dose_of",
    "is_stopped",
    "label_section",
    "result_sections",
]

NOT_RELEASED = say("STOP - NOT TO BE RELEASED")
_TEN, _ONE = 10, Q("1 capsule")


def dose_of(bench: Bench) -> DoseMade | None:
    """Return the dose that was made; `None` until capsules were entered."""
    made = bench.made
    if made.capsules is None or not made.capsules + (made.rejected or 0):
        return None
    return dose_made(bench.plan, made)


def is_stopped(bench: Bench, dose: DoseMade | None) -> bool:
    """Return whether what was entered so far says stop."""
    if dose is not None:
        return not dose.released
    found = check_made(bench.plan, bench.made)
    return any(each.severity == "stop" for each in found)


def result_sections(bench: Bench, dose: DoseMade | None) -> Iterator[Section]:
    """Yield weights and yield, and the dose where it was made."""
    yield Section(
        say("Capsules"),
        (_weights(bench), Facts(tuple(_yield(bench)), columns=2)),
    )
    yield Section(say("Dose made"), tuple(_dose(bench, dose)))


def _weights(bench: Bench) -> Task:
    """Return the weights of ten capsules, with the limits of each and of their mean."""
    plan, limits = bench.plan, bench.limits
    number = min(_TEN, plan.shells)
    masses = {
        "number": number,
        "gross": shortened(plan.gross_mass, 1),
        "fill": shortened(plan.fill_mass, 1),
        "least": limits.filled_capsule.least,
        "greatest": limits.filled_capsule.greatest,
        "least_net": limits.fill.least,
        "greatest_net": limits.fill.greatest,
    }
    text = say(
        "Weigh {number} filled capsules one by one: {gross} with a shell of {shell}, "
        "each and their mean {least} to {greatest} ({fill} without it, {least_net} to "
        "{greatest_net}). It checks the weight; it is no test of content uniformity.",
        shell=plan.request.shell.empty_mass,
        **masses,
    )
    if bench.estimated:
        text = say(
            "Weigh {number} filled capsules one by one. Their fill is all that went "
            "into the blend over {parts}, {fill} as expected: each, without its shell, "
            "and their mean are {least_share} to {greatest_share} of that. It checks "
            "the weight; it is no test of content uniformity.",
            parts=plan.batch_size,
            least_share=limits.least_share,
            greatest_share=limits.greatest_share,
            **masses,
        )
    entered = bench.made.capsule_masses
    boxes = [
        mass(str(place + 1), entered[place] if place < len(entered) else None)
        for place in range(max(number, len(entered)))
    ]
    shells = bench.made.shell_masses
    mean = mean_of(entered) if entered else None
    empty = mean_of(shells) if shells else None
    means = mass(say("mean, mg"), mean), mass(say("empty shell, mg"), empty)
    return Task(text, (*boxes, *means))


def _yield(bench: Bench) -> Iterator[tuple[str, str]]:
    plan, made = bench.plan, bench.made
    yield blank(say("Capsules planned"), Q("1 capsule") * plan.shells)
    yield count(say("Filled and kept"), made.capsules)
    yield count(say("Set aside"), made.rejected)
    yield mass(say("Blend filled, mg"), made.blend_filled)
    if plan.spare_capsules:
        yield blank(say("Spare capsules: kept, destroyed or retained"))
    yield mass(say("Destroyed, mg"), made.destroyed)
    yield initials(say("Destroyed by, witness"), made.destroyed_by)


def _dose(bench: Bench, dose: DoseMade | None) -> Iterator[Part]:
    if dose is None:
        yield Paragraph(
            say(
                "Enter what was weighed and counted, and the dose is worked out: "
                "{drug} x share of the blend filled, without filler added later, / "
                "capsules that share it. Not yet: no strength of this batch is stated.",
                drug=_drug_in_blend(bench),
            )
        )
        yield from _findings(check_made(bench.plan, bench.made))
        return
    least, greatest = content_limits(bench.plan)
    yield Paragraph(
        say(
            "{dose}. {least} to {greatest} may be released. Calculated from {weights}, "
            "not an assay.",
            dose=dose,
            least=least,
            greatest=greatest,
            weights=_weights_used(bench, dose),
        )
    )
    yield from _findings(dose.findings)
    yield from (each.as_facts() for each in bench.verdicts)


def _drug_in_blend(bench: Bench) -> str:
    """Return the drug that goes into the blend: of a dilution, its portion's share."""
    letters = [each.letter for each in bench.letters_of(drug=True)]
    shares = [
        f"{portion} / ({material} + {diluent})"
        for material, diluent, portion in zip(
            letters[::2], letters[1::2], letters[2::2], strict=False
        )
    ]
    if not shares:
        return say("drug weighed in")
    return say(
        "drug in {powder} x {shares}", powder=letters[0], shares=" x ".join(shares)
    )


def _weights_used(bench: Bench, dose: DoseMade) -> str:
    """Return which weights the dose follows from."""
    if not dose.by_weight:
        return say("the weights of the powders and the blend")
    if bench.made.shell_masses:
        return say("the weights of the powders, of capsules and of empty shells")
    return say(
        "the weights of the powders and of capsules, less {shell} for a shell as "
        "planned",
        shell=bench.plan.request.shell.empty_mass,
    )


def _findings(found: Sequence[Finding]) -> Iterator[Part]:
    """Yield what was found in the entries, if anything was."""
    if found:
        yield findings_part(found)


def label_section(bench: Bench) -> Section:
    """Return what is checked last, and who signs."""
    plan, made = bench.plan, bench.made
    label = say(
        "Label: {form} {each} in each capsule, {capsules}. Stick a copy here.",
        form=form_of(plan),
        each=each_capsule(plan),
        capsules=_labelled(bench) * _ONE,
    )
    look = say("Look: {described}", described=described(plan))
    rows = (
        blank(say("Deviations, and why"), _deviations(bench)),
        initials(say("Made by"), made.made_by),
        initials(say("Checked by"), made.checked_by),
        initials(say("Released or rejected")),
    )
    return Section(
        say("Label and release"),
        (
            Task(label, (initials(say("checked by")),)),
            Task(look, (blank(say("found"), made.description),)),
            Facts(rows, columns=2),
        ),
    )


def _labelled(bench: Bench) -> int:
    """Return how many capsules the label says: no more than were kept."""
    wanted, kept = bench.plan.on_label.capsules, bench.made.capsules
    return wanted if kept is None else min(wanted, kept)


def _deviations(bench: Bench) -> str | None:
    told = (*bench.made.deviations, *bench.made.problems)
    return joined(told, "; ") if told else None
