"""Filling: from the weighed powders to the filled shells, by each method."""

from __future__ import annotations

from collections.abc import Iterator

from ...calc.packing import shell_share
from ...calc.rounding import to_readability
from ...calc.volume import calibration_volume, volume_method
from ...model.fill import FillByCompletion, FillToVolume
from ...model.steps import Load
from ...plan.full_fill import joint_filler_fill
from ...quantities.notation import decimal
from ...quantities.units import Q, Quantity, about, shortened
from ...sheets.content import Task
from ...sheets.wording import joined, say
from .entry import Bench, blank, initials, mass

__all__ = ["filling_tasks"]

_BY_TWO = (initials(say("done by")), initials(say("checked by")))
#: What is only to be expected is printed in whole steps of these.
_WHOLE_MG, _BY_EYE = Q("1 mg"), Q("0.1 mg")


def filling_tasks(bench: Bench) -> Iterator[Task]:
    """Yield how the powders are mixed and filled."""
    match bench.plan.request.fill:
        case FillToVolume():
            yield from _to_volume(bench)
        case FillByCompletion():
            yield from _by_completion(bench)
        case _:
            yield from _mix(bench)
    yield from _fill(bench)


def _mix(bench: Bench) -> Iterator[Task]:
    plan, limits = bench.plan, bench.limits.blend
    carrier, others = _letters(bench)
    added = (to_readability(step.added, _BY_EYE) for step in plan.mixing[1:])
    portions = joined(map(str, added), ", ")
    figures = {
        "carrier": carrier,
        "others": joined(others, " + "),
        "portions": portions,
    }
    text = say(
        "Mix by geometric dilution, each time until even: to {carrier} add {others} in "
        "portions of about {portions}.",
        **figures,
    )
    if not others:
        text = say("Mix {carrier} until even.", carrier=carrier)
    elif len(others) > 1:
        text = say(
            "Mix {others} with each other first. Then mix by geometric dilution, each "
            "time until even: to {carrier} add this in portions of about {portions}.",
            **figures,
        )
    yield Task(text, _BY_TWO)
    yield Task(
        say(
            "Weigh the blend: {blend} is expected, {least} to {greatest}. Below or "
            "above, stop: do not fill.",
            blend=plan.blend_as_weighed,
            least=limits.least,
            greatest=limits.greatest,
        ),
        (mass(say("blend, mg"), bench.made.blend_mass), *_BY_TWO),
    )


def _letters(bench: Bench) -> tuple[str, list[str]]:
    """Return what brings the drug into the mortar, and what is mixed with it."""
    into = [each for each in bench.weighings if each.into_blend]
    carriers = [each.letter for each in into if each.carries_drug]
    others = [each.letter for each in into if not each.carries_drug]
    return (carriers or [say("all of the tablet powder")])[0], others


def _to_volume(bench: Bench) -> Iterator[Task]:
    plan = bench.plan
    volume = calibration_volume(
        plan.request.shell.volume / Q("1 capsule"), plan.batch_size
    )
    taken = volume * _share_before_filler(bench)
    method = volume_method(taken, volume)
    figures = {"items": _weighed_in(bench), "taken": shortened(taken, 2)}
    text = say(
        "Put into a graduated cylinder: {items}. They are expected to take {taken}, at "
        "most half of {volume}: method B. Add filler up to {volume}.",
        volume=volume,
        **figures,
    )
    if method == "A":
        text = say(
            "Put into a graduated cylinder: {items}. They are expected to take "
            "{taken}, more than half of {volume}: method A. Add filler up to "
            "{volume}.",
            volume=volume,
            **figures,
        )
    yield Task(text, (blank(say("powder, mL")), *_BY_TWO))
    yield Task(
        say(
            "Mix, put it back into the cylinder and read it again; make up with filler "
            "to {volume} until it stays.",
            volume=volume,
        ),
        (),
    )
    yield from _filler_used(bench)


def _by_completion(bench: Bench) -> Iterator[Task]:
    plan = bench.plan
    expected = sum((each.to_weigh for each in plan.fillers), Q("0 mg"))
    yield Task(
        say(
            "Mix {items} with about {part} of the filler by geometric dilution until "
            "even. Spread all of it over all {shells} shells.",
            items=_weighed_in(bench),
            part=to_readability(expected * 4 / 5, _WHOLE_MG),
            shells=plan.shells_at_hand,
        ),
        _BY_TWO,
    )
    yield Task(
        say(
            "Top up all {shells} shells with filler, {most} of it in all at the most. "
            "Empty all of them, mix until even.",
            shells=plan.shells_at_hand,
            most=shortened(expected * 6 / 5, 0),
        ),
        (),
    )
    yield from _filler_used(bench)


def _weighed_in(bench: Bench) -> str:
    """Return what goes in before any filler, by its letters."""
    carrier, _ = _letters(bench)
    before = [
        each.letter
        for each in bench.weighings
        if each.into_blend and not each.carries_drug and not each.estimated
    ]
    return joined((carrier, *before), ", ")


def _share_before_filler(bench: Bench) -> Quantity:
    """Return what share of the shells is taken before any filler goes in."""
    plan = bench.plan
    full = joint_filler_fill(plan.request, plan.request.shell)
    filler = sum((each.exact for each in plan.fillers), 0 * plan.blend_mass)
    return 1 - shell_share(filler, full) / plan.batch_size


def _filler_used(bench: Bench) -> Iterator[Task]:
    expected = sum((each.to_weigh for each in bench.plan.fillers), Q("0 mg"))
    yield Task(
        say(
            "Weigh the vessel of filler again: the difference is the filler used, "
            "which goes into the table; below {least} or above {greatest}, stop. Weigh "
            "the blend: {least_blend} to {greatest_blend} of all that went into it. "
            "Below or above, stop: do not fill.",
            least=shortened(expected * 4 / 5, 0),
            greatest=shortened(expected * 6 / 5, 0),
            least_blend=bench.limits.least_blend,
            greatest_blend=bench.limits.greatest_blend,
        ),
        (
            blank(say("vessel after, mg")),
            mass(say("blend, mg"), bench.made.blend_mass),
            *_BY_TWO,
        ),
    )


def _fill(bench: Bench) -> Iterator[Task]:
    loads = bench.plan.loads
    for number, load in enumerate(loads, start=1):
        told = _spread(bench, load, number)
        entry = (blank(say("load, mg")),) if len(loads) > 1 else ()
        yield Task(told, entry)
    yield Task(
        say(
            "Blend left over after tamping: spread and tamp again until all of it is "
            "in; never discard it. Never fill fewer capsules: each would hold more "
            "than its label says."
        ),
        (),
    )
    yield _top_up(bench)


def _top_up(bench: Bench) -> Task:
    """Return what is done when the blend does not fill the shells."""
    added = bench.made.topped_up
    return Task(
        say(
            "Shells not full: empty all, weigh this blend and the filler added to it, "
            "mix until even, and spread it over all shells. Each may then hold the "
            "limits without shell below, times (blend + filler) / blend."
        ),
        (
            mass(say("blend emptied, mg"), None if added is None else added.blend),
            mass(say("filler added, mg"), None if added is None else added.filler),
            *_BY_TWO,
        ),
    )


def _spread(bench: Bench, load: Load, number: int) -> str:
    """Return how one load of the tray is filled.

    Without an excess all of the blend goes into the shells, and each load takes its
    share of it. With one, a load takes its share of what went in, so that what was lost
    is lost of the excess; and less only if there is too little for all.
    """
    plan = bench.plan
    figures = _load_figures(bench, load, number)
    if plan.blend_excess:
        return _of_an_excess(bench, figures)
    if len(plan.loads) == 1:
        return say(
            "Spread all of the blend over all {capsules} shells before tamping.",
            capsules=load.capsules,
        )
    if number < len(plan.loads):
        return _part(bench, figures)
    return _rest(bench, figures)


def _load_figures(bench: Bench, load: Load, number: int) -> dict[str, object]:
    """Return the figures of a load; where the blend is found, its limits are shares."""
    plan, limits = bench.plan, bench.limits
    mass, within = load.blend.to_weigh, limits.loads[number - 1]
    figures = {
        "mass": mass,
        "least": within.least,
        "greatest": within.greatest,
        "number": number,
        "loads": len(plan.loads),
        "capsules": load.capsules,
        "shells": plan.shells,
    }
    if not bench.estimated:
        return figures
    shares = {"least": limits.least_share, "greatest": limits.greatest_share}
    return figures | shares | {"mass": about(mass)}


def _part(bench: Bench, figures: dict[str, object]) -> str:
    """Return how a load is weighed whose share is that of the blend."""
    if bench.estimated:
        return say(
            "Load {number} of {loads}: weigh {capsules} parts of {shells} of the blend "
            "weighed above, {mass} as expected; {least} to {greatest} of {capsules} "
            "parts of {shells} of all that went into it. Spread it over all "
            "{capsules} shells before tamping.",
            **figures,
        )
    return say(
        "Load {number} of {loads}: weigh {capsules} parts of {shells} of the blend "
        "weighed above, {mass} as planned; {least} to {greatest}. Spread it over all "
        "{capsules} shells before tamping.",
        **figures,
    )


def _rest(bench: Bench, figures: dict[str, object]) -> str:
    """Return how the last load is filled: with all that is left."""
    if bench.estimated:
        return say(
            "Load {number} of {loads}: all that is left, {mass} as expected; {least} "
            "to {greatest} of {capsules} parts of {shells} of all that went into the "
            "blend. Spread it over all {capsules} shells before tamping.",
            **figures,
        )
    return say(
        "Load {number} of {loads}: all that is left, {mass}; {least} to {greatest}. "
        "Spread it over all {capsules} shells before tamping.",
        **figures,
    )


def _of_an_excess(bench: Bench, figures: dict[str, object]) -> str:
    """Return how a load is weighed whose share is that of what went in."""
    figures = figures | {"parts": decimal(bench.plan.batch_size.magnitude)}
    if bench.estimated:
        return say(
            "Load {number} of {loads}: weigh {capsules} parts of {parts} of all that "
            "went into the blend, {mass} as expected; {least} to {greatest} of that. "
            "Only if the blend weighed above is less than {shells} parts of that, "
            "weigh {capsules} parts of {shells} of it instead. Spread it over all "
            "{capsules} shells before tamping.",
            **figures,
        )
    return say(
        "Load {number} of {loads}: weigh {mass}, {capsules} parts of {parts} of all "
        "that went into the blend; {least} to {greatest}. Only if the blend weighed "
        "above is less than {shells} parts of that, weigh {capsules} parts of "
        "{shells} of it instead. Spread it over all {capsules} shells before tamping.",
        **figures,
    )
