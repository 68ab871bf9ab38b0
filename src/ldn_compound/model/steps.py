"""What follows from the amounts: mixing steps, loads, the label, explained steps."""

from __future__ import annotations

from typing import Self

from attrs import frozen

from ..quantities.kinds import AnyAmount, Mass, Ratio
from ..quantities.units import Quantity
from ..sheets.formula import Expression, Inputs, Term, inputs_of, latex_of
from .weighing import Weighing

__all__ = ["LabelAmounts", "Load", "MixingStep", "Step"]


@frozen(kw_only=True)
class Load:
    """One filling of the tray.

    Parameters
    ----------
    capsules
        Shells in it.
    blend
        Blend to weigh and spread over all of them.
    """

    capsules: int
    blend: Weighing


@frozen(kw_only=True)
class MixingStep:
    """One step of geometric dilution.

    Parameters
    ----------
    item
        What is added.
    added
        How much of it. [mg]
    in_mortar
        What lies in the mortar then. [mg]
    drug_share
        Share of it that is drug. [%]
    """

    item: str
    added: Mass
    in_mortar: Mass
    drug_share: Ratio


@frozen(kw_only=True)
class LabelAmounts:
    """The amounts that the label of the capsules states.

    Parameters
    ----------
    drug
        Drug in one capsule, of the form of the prescription. [mg]
    capsules
        Capsules that are dispensed.
    """

    drug: Mass
    capsules: int


@frozen(kw_only=True)
class Step:
    """One figure of a plan, explained.

    Parameters
    ----------
    name
        What the figure is.
    formula
        How it is found, in words.
    inputs
        Name and value of each input, in the order of the formula.
    result
        The figure, exact.
    source
        Key of the source (`reference.source`).
    """

    name: str
    formula: str
    inputs: tuple[tuple[str, AnyAmount | str], ...]
    result: AnyAmount
    source: str

    @classmethod
    def by(
        cls,
        term: Term,
        *,
        name: str,
        result: Quantity,
        source: str,
        inputs: Inputs | None = None,
    ) -> Self:
        """Return a step by its formula.

        Parameters
        ----------
        term
            The formula.
        name
            What the figure is.
        result
            The figure, exact.
        source
            Key of the source (`reference.source`).
        inputs
            The inputs; `None` takes the figures of the formula.

        Returns
        -------
        Self
            The step.
        """
        return cls(
            name=name,
            formula=Expression.of(term),
            inputs=inputs_of(term) if inputs is None else inputs,
            result=result,
            source=source,
        )

    def _repr_latex_(self) -> str:
        return latex_of(self.name, self.formula, self.inputs, self.result)
