"""Exact orders: amounts of some rows in whole numbers, where floats cannot decide."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from ...model.equipment import Balance
from ...quantities.units import Quantity
from .exact_counts import SCALE, decimals

if TYPE_CHECKING:
    from .exact_counts import Floats, Numbers, Rows

    Ratio: TypeAlias = tuple[Any, Any]
    Amount: TypeAlias = Callable[[Rows], Ratio]

__all__ = ["Exact"]

_WHOLE = 100 * SCALE


@frozen(kw_only=True)
class Exact:
    """Orders whose amounts are wanted exactly, as numerators and denominators.

    Parameters
    ----------
    numbers
        Numbers by column, in the units of `INPUTS`; a single one where it is that of
        all rows.
    """

    numbers: dict[str, Floats]

    def size(self, rows: Rows) -> Ratio:
        """Return the batch size of some rows."""
        taken = self.numbers
        capsules = decimals(
            _some(taken["capsules"], rows) + _some(taken["spare_capsules"], rows)
        )
        return capsules * (_WHOLE + self._of("blend_excess", rows)), SCALE * _WHOLE

    def tablets(self, rows: Rows) -> Ratio:
        """Return the tablets that hold the drug needed."""
        size, below = self.size(rows)
        above = (
            self._of("strength", rows)
            * size
            * (_WHOLE + self._of("drug_overage", rows))
        )
        held = self._of("tablet_strength", rows) * self._of("assay", rows)
        # strength / SCALE, overage / _WHOLE; tablet strength / SCALE, assay / _WHOLE
        return above, below * held

    def powder(self, rows: Rows) -> Ratio:
        """Return the powder. [mg]"""
        tablets, below = self.tablets(rows)
        return tablets * self._of("tablet_mass", rows), below * SCALE

    def filler(self, fills: list[Floats]) -> Amount:
        """Return what gives the filler, by the full fills of powder and filler. [mg]"""

        def of(rows: Rows) -> Ratio:
            size, of_size = self.size(rows)
            powder, of_powder = self.powder(rows)
            holds, of_filler = (decimals(_some(each, rows)) for each in fills)
            space = size * of_powder * holds - powder * SCALE * of_size
            return of_filler * space, SCALE * of_size * of_powder * holds

        return of

    def overfull(self, full_fill: Floats) -> Amount:
        """Return what gives the batch size, and the shells that the powder takes."""

        def of(rows: Rows) -> Ratio:
            size, of_size = self.size(rows)
            powder, of_powder = self.powder(rows)
            holds = decimals(_some(full_fill, rows))
            return size * of_powder * holds, powder * SCALE * of_size

        return of

    def overfull_by_volume(self, volume: Quantity) -> Amount:
        """Return the same as `overfull`, by the density of the powder."""

        def of(rows: Rows) -> Ratio:
            held, parts = _whole(1000 * volume.m_as("mL"))
            size, of_size = self.size(rows)
            powder, of_powder = self.powder(rows)
            holds = self._of("tablet_density", rows) * held
            return size * of_powder * holds, powder * SCALE * of_size * parts

        return of

    def rounded(self, amount: Amount, balance: Balance) -> Amount:
        """Return what gives an amount in steps of the display, and half a step."""

        def of(rows: Rows) -> Ratio:
            step, parts = _whole(balance.readability.m_as("mg"))
            above, below = amount(rows)
            whole = below * step
            return 2 * parts * above + whole, 2 * whole

        return of

    def against(self, amount: Amount, limit: Quantity) -> Amount:
        """Return what gives an amount and a limit, for comparison."""

        def of(rows: Rows) -> Ratio:
            held, parts = _whole(limit.m_as("mg"))
            above, below = amount(rows)
            return above * parts, below * held

        return of

    def covering(self, steps: Floats, balance: Balance) -> Amount:
        """Return what gives the tablets that cover so many steps of the display."""

        def of(rows: Rows) -> Ratio:
            step, parts = _whole(balance.readability.m_as("mg"))
            whole = decimals(steps[rows])
            return whole * step, self._of("tablet_mass", rows) * parts

        return of

    def with_left(self, amount: Amount, left: Fraction) -> Amount:
        """Return what gives an amount, and a share of it that is to be left over."""

        def of(rows: Rows) -> Ratio:
            held, parts = _whole(1 + left)
            above, below = amount(rows)
            return above * held, below * parts

        return of

    def _of(self, name: str, rows: Rows) -> Numbers:
        return decimals(_some(self.numbers[name], rows))


def _whole(number: Any) -> tuple[int, int]:  # noqa: ANN401 - an int or a Fraction
    """Return an exact number as two whole ones, which are quicker than a Fraction."""
    exact = Fraction(number)
    return exact.numerator, exact.denominator


def _some(cells: Floats, rows: Rows) -> Floats:
    """Return some rows of a column, which may have a single cell for all."""
    return cells if cells.size == 1 else cells[rows]
