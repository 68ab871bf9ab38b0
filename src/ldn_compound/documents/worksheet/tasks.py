"""The tasks of the bench sheet, up to the blend: one thing to do each, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from ...calc.rounding import to_readability
from ...model.batch import CheckedBatch
from ...model.bulk import BulkDrug
from ...model.component import of_role
from ...model.dilution import TriturationPlan
from ...model.forms import form_name
from ...model.tablets import Tablets
from ...model.trituration import Trituration
from ...plan.bench.limits import mean_mass_limits
from ...plan.bench.made import BenchWeighing
from ...plan.source import drug_carried
from ...quantities.notation import decimal
from ...quantities.units import Q, Quantity, shortened
from ...sheets.content import Task
from ...sheets.wording import day_text, joined, say
from .entry import Bench, blank, count, initials, mass
from .filling import filling_tasks

__all__ = ["bench_tasks", "powder_in_tablets", "stock_tasks", "tablet_tasks"]

_PURE = Q("100 %")
_BY_TWO = (initials(say("done by")), initials(say("checked by")))


def tablet_tasks(bench: Bench) -> Iterator[Task]:
    """Yield what is done with tablets before anything is weighed."""
    plan, made = bench.plan, bench.made
    crushed, means = plan.crushed, mean_mass_limits(plan)
    if crushed is None or means is None:
        return
    lightest, heaviest = (shortened(each, 1) for each in means)
    lot = plan.components[0].lot
    lots = (
        blank(say("lot"), lot and lot.number),
        blank(say("expires"), lot and day_text(lot.expires)),
    )
    yield Task(
        say(
            "Count {count}, each of {strength} {form}, whole, with any coat, and weigh "
            "all together: {mass} is expected. Divide by {number}: {least} to "
            "{greatest}. Outside that, stop: make sure which tablets they are, and "
            "plan again.",
            count=crushed.number,
            strength=crushed.tablets.strength * Q("1 tablet"),
            form=form_name(crushed.tablets.form),
            mass=crushed.mass,
            number=crushed.count.to_crush,
            least=lightest,
            greatest=heaviest,
        ),
        (
            *(() if plan.weighs_powder else lots),  # else the table has them
            count(say("counted"), made.tablets_counted, "tablet"),
            mass(say("all, mg"), made.tablets_mass),
            mass(say("mean, mg"), _mean_mass(bench)),
            *_BY_TWO,
        ),
    )
    yield Task(
        say(
            "Crush all of them to a fine powder and sieve it; grind again what the "
            "sieve holds back, flakes of the coat too. Discard none."
        ),
        (),
    )
    if plan.weighs_powder:
        powder = bench.weighings[0]
        found = None if made.tablets_mass is None else powder.target
        text = say(
            "Powder {letter} is the mean mass found x {number}. Target and limits in "
            "the table are for {mean_mass}; they change in proportion. Too little "
            "powder: crush another whole tablet, mix it with the rest, and weigh.",
            letter=powder.letter,
            number=decimal(powder_in_tablets(plan).magnitude),
            mean_mass=crushed.tablets.mean_mass,
        )
        to_weigh = say("{letter} to weigh, mg", letter=powder.letter)
        limits = None if found is None else powder.limits
        yield Task(
            text,
            (
                mass(to_weigh, found),
                mass(say("least, mg"), None if limits is None else limits.least),
                mass(say("greatest, mg"), None if limits is None else limits.greatest),
                *_BY_TWO,
            ),
        )


def stock_tasks(bench: Bench) -> Iterator[Task]:
    """Yield what is read on the bottle of a stock before any of it is weighed."""
    drug = bench.plan.request.drug
    if isinstance(drug, Trituration):
        share, form = drug.drug_fraction, drug.form
    elif isinstance(drug, BulkDrug) and drug.basis == "concentrate":
        share, form = _PURE, drug.form
    else:
        return
    yield Task(
        say(
            "Read the label of the stock: of {part}, {drug} are {form} ({share}). "
            "Write down the share that is printed on the bottle. With another share "
            "the dose is wrong by as much: stop, and plan again.",
            part=Q("100 mg"),
            drug=Q("1 mg") * share.m_as("%"),
            form=form_name(form),
            share=share,
        ),
        (blank(say("share printed, %")), *_BY_TWO),
    )


def _mean_mass(bench: Bench) -> Quantity | None:
    """Return the mean mass of the tablets that were crushed. [mg/tablet]"""
    made, crushed = bench.made, bench.plan.crushed
    if made.tablets_mass is None or crushed is None:
        return None
    number = made.tablets_counted or crushed.count.to_crush
    return made.tablets_mass / number


def powder_in_tablets(plan: CheckedBatch) -> Quantity:
    """Return the powder to weigh of crushed tablets, counted in tablets. [tablet]"""
    request, powder = plan.request, plan.powder
    mass = powder.exact if plan.trituration is None else powder.to_weigh
    return mass / cast("Tablets", request.drug).mean_mass


def bench_tasks(bench: Bench) -> Iterator[Task]:
    """Yield what is done with what was weighed: mixing, filling, finishing."""
    plan = bench.plan
    drug, *_ = of_role(plan.components, "drug")
    weighings = bench.weighings
    if drug.trituration is not None:
        carried = drug_carried(
            drug.trituration.dilutions[0].material.to_weigh, plan.request
        )
        yield from _triturate(drug.trituration, bench.letters_of(drug=True), carried)
    for each in of_role(plan.components, "additive"):
        if each.trituration is not None:
            of_it = [one for one in weighings if one.component is each]
            yield from _triturate(each.trituration, of_it)
    rest = [each for each in weighings if each.into_blend]
    yield _weigh(rest, bench)
    if not plan.weighs_powder:
        yield Task(
            say(
                "Use all of the tablet powder, about {to_weigh}: take none of it away. "
                "Rinse mortar and sieve with part of the filler, and add the rinsings.",
                to_weigh=to_readability(plan.powder.to_weigh, "0.01 mg"),
            ),
            (),
        )
    yield from filling_tasks(bench)


def _triturate(
    trituration: TriturationPlan,
    weighings: Sequence[BenchWeighing],
    drug: Quantity | None = None,
) -> Iterator[Task]:
    """Yield the tasks of each dilution: weigh both, check, mix, take a portion.

    The drug that is in the material is followed, and what is left of it is named.
    """
    material = weighings[0]
    pairs = zip(weighings[1::2], weighings[2::2], strict=True)
    for (diluent, portion), each in zip(pairs, trituration.dilutions, strict=True):
        yield Task(
            say(
                "Weigh {material} and {diluent}. A second person checks item, lot, "
                "expiry and mass of both before they are mixed. Outside its limits: "
                "before mixing, take off or add and weigh again; after it, stop and "
                "ask.",
                material=material.letter,
                diluent=diluent.letter,
            ),
            (),
        )
        figures = {
            "material": material.letter,
            "diluent": diluent.letter,
            "total": each.total,
            "portion": portion.letter,
            "rest": each.total - each.portion.to_weigh,
        }
        text = say(
            "Mix {material} with {diluent} by geometric dilution until even: {total} "
            "is expected. Weigh {portion} of it; the rest, {rest}, does not go into "
            "these capsules. Once {portion} is checked, destroy it, or label it as a "
            "stock dilution with its own lot and date.",
            **figures,
        )
        if drug is not None:
            taken = drug * (each.portion.to_weigh / each.total)
            text = say(
                "Mix {material} with {diluent} by geometric dilution until even: "
                "{total} is expected. Weigh {portion} of it; the rest, {rest} with "
                "{drug} of drug in it, does not go into these capsules. Once {portion} "
                "is checked, destroy it, or label it as a stock dilution with its own "
                "lot and date.",
                drug=shortened(drug - taken, 2),
                **figures,
            )
            drug = taken
        yield Task(text, _BY_TWO)
        material = portion


def _weigh(weighings: Sequence[BenchWeighing], bench: Bench) -> Task:
    """Return the weighing of all that goes into the blend, and its second check."""
    told = [each for each in weighings if not each.made_here]
    letters = joined((each.letter for each in told), ", ")
    checked = joined((each.letter for each in weighings), ", ")
    text = say(
        "Weigh {letters}. A second person checks item, lot, expiry and mass of "
        "{checked} before anything is mixed. Outside its limits: before mixing, take "
        "off or add and weigh again; after it, stop and ask.",
        letters=letters,
        checked=checked,
    )
    if not bench.estimated:
        return Task(text, ())
    fillers = [each.letter for each in told if each.estimated]
    figures = {"letters": letters, "fillers": joined(fillers, " + ")}
    text = say(
        "Weigh {letters}; of the filler a vessel with more than it is expected to "
        "take, written down with its mass. A second person checks item, lot, expiry "
        "and mass before anything is mixed.",
        **figures,
    )
    if len(fillers) > 1:
        text = say(
            "Weigh {letters}; of {fillers} more than is expected, in the proportion of "
            "the table. A second person checks item, lot, expiry and mass before "
            "anything is mixed. Mix {fillers} with each other until even: from here "
            "on, filler is this mixture. Write down its vessel with its mass.",
            **figures,
        )
    return Task(text, (blank(say("vessel before, mg")),))
