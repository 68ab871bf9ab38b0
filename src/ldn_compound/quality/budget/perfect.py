"""Perfect: what nobody stated and a budget takes as perfect, and what that hides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from attrs import evolve, frozen

from ...quantities.notation import Number
from ...reference.imperfection import imperfection, usual_portions
from ...sheets.wording import say
from .certainty import chance_of
from .contribution import Cause, Contribution
from .shapes import Shape

__all__ = ["TakenAsPerfect", "names_of_perfect", "taken_as_perfect"]

_MEASURED: frozenset[Cause] = frozenset({"mixing", "fill", "blend"})
_LOST: frozenset[Cause] = frozenset({"recovery", "loss"})
_SAMPLES = 2_500  # fewer than for the chance itself: these say how much it hides
_ALL = 100.0


@frozen(kw_only=True)
class TakenAsPerfect:
    """Something that nobody stated, and that was taken as if it moved nothing.

    Parameters
    ----------
    name
        What it is.
    figure
        A published or house figure for it, in words.
    chance_of_passing
        Chance of passing with that figure in its place, all else as before.
    source
        Key of the source of the figure (`reference.source`).
    """

    name: str
    figure: str
    chance_of_passing: float
    source: str


def taken_as_perfect(
    claim: float, contributions: Sequence[Contribution], shape: Shape | None
) -> Iterator[TakenAsPerfect]:
    """Yield what was taken as perfect, each with what a real figure would change.

    Parameters
    ----------
    claim
        Content by the weights. [% of label]
    contributions
        All of the budget.
    shape
        How the blend scatters, where that is no bell.

    Yields
    ------
    TakenAsPerfect
        One for each contribution that nobody stated and that moves nothing, and one for
        each figure that was taken as known exactly.
    """
    for each in contributions:
        for name, figure, real in _real(each):
            others = [real if one is each else one for one in contributions]
            yield TakenAsPerfect(
                name=name,
                figure=figure,
                chance_of_passing=chance_of(claim, others, shape, samples=_SAMPLES),
                source=real.source,
            )


def names_of_perfect(contributions: Sequence[Contribution]) -> Iterator[str]:
    """Yield what was taken as perfect, without working out what would change.

    Parameters
    ----------
    contributions
        All of the budget.

    Yields
    ------
    str
        Its name.
    """
    for each in contributions:
        yield from (name for name, _, _ in _real(each))


def _real(each: Contribution) -> Iterator[tuple[str, str, Contribution]]:
    """Yield what was taken as perfect of a contribution, and what would be real."""
    if each.perfect:
        yield (each.name, *_imperfect(each))
    elif each.cause in _MEASURED and each.uncertainty and not each.assumed:
        if each.portions is None and each.source == "house":
            number, source = usual_portions()
            name = say("what is known of {name}", name=each.name)
            figure = say("If it rests on {number} portions,", number=number)
            if each.cause == "fill":
                figure = say("If it rests on {number} capsules,", number=number)
            yield name, figure, evolve(each, portions=number, source=source)
    elif each.cause in _LOST and each.mean < _ALL and not each.uncertainty:
        half = (_ALL - each.mean) / 2
        name = say("what is known of {name}", name=each.name)
        figure = say("If it may be {half} % more or less,", half=_plain(half))
        relative = 100 * half / each.mean
        spread = evolve(each, uncertainty=relative / sqrt(3), half_width=relative)
        yield name, figure, spread


def _imperfect(each: Contribution) -> tuple[str, Contribution]:
    """Return a published or house figure in words, and the contribution it makes."""
    real = imperfection(each.cause.replace(" ", "-"))
    if real.sd is not None:
        size = float(real.sd.m_as("%"))
        figure = say("With a standard deviation of {sd}", sd=real.sd)
        return figure, evolve(each, uncertainty=size, source=real.source)
    least, greatest = (float(end.m_as("%")) for end in (real.least, real.greatest))
    mean = (least + greatest) / 2
    half = 100 * (greatest - least) / 2 / mean
    figure = say(
        "With {least} to {greatest} of the drug left",
        least=real.least,
        greatest=real.greatest,
    )
    spread = evolve(
        each,
        mean=mean,
        uncertainty=half / sqrt(3),
        half_width=half,
        source=real.source,
    )
    return figure, spread


def _plain(value: float) -> Number:
    return Number(f"{value:g}")
