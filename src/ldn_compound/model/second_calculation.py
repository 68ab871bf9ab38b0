"""The second calculation: each figure of a plan beside the one worked out again."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

__all__ = ["CheckedFigure", "SecondCalculation"]


@frozen
class CheckedFigure:
    """One figure, as the plan states it and as the second calculation finds it.

    Parameters
    ----------
    name
        Where it stands in the plan, such as ``fillers[0].to_weigh``.
    stated
        What the plan says: an exact number, or the name of an ingredient.
    recomputed
        What the second calculation finds.
    unit
        Unit of both numbers; empty for a count or a name.

    Examples
    --------
    >>> CheckedFigure("fill_mass", Fraction(136), Fraction(136), "mg").agrees
    True
    """

    name: str
    stated: Fraction | str
    recomputed: Fraction | str
    unit: str

    @property
    def agrees(self) -> bool:
        """Whether both are the same, exactly."""
        return self.stated == self.recomputed


@frozen(kw_only=True)
class SecondCalculation:
    """All figures of a plan, worked out again by another route: made by `verify`.

    Parameters
    ----------
    figures
        The figures; one that two routes lead to stands twice.

    Examples
    --------
    >>> figure = CheckedFigure("blend_mass", Fraction(1), Fraction(10), "mg")
    >>> found = SecondCalculation(figures=(figure,))
    >>> found.agrees, found.disagreeing[0].name
    (False, 'blend_mass')
    """

    figures: tuple[CheckedFigure, ...]

    @property
    def agrees(self) -> bool:
        """Whether every figure agrees."""
        return not self.disagreeing

    @property
    def disagreeing(self) -> tuple[CheckedFigure, ...]:
        """The figures that do not agree, in the order of the calculation."""
        return tuple(each for each in self.figures if not each.agrees)
