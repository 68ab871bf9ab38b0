"""Entries: what people write on the bench sheet, blank until it was entered."""

from __future__ import annotations

from attrs import frozen

from ...model.batch import CheckedBatch
from ...model.beyond_use import BeyondUseDate
from ...model.made import Made
from ...model.verdict import Verdict
from ...plan.bench.limits import BenchLimits, bench_limits
from ...plan.bench.made import BenchWeighing, bench_weighings
from ...quantities.notation import count_text
from ...quantities.units import Quantity, shortened
from ...sheets.content import Blank

__all__ = ["Bench", "blank", "count", "initials", "mass"]

_NOTHING = Made()


@frozen
class Bench:
    """A plan at the bench: what is to be done, and what was done of it.

    Parameters
    ----------
    plan
        The plan.
    made
        What was entered.
    weighings
        Every weighing, with what was entered for it.
    limits
        What may come out after the weighings.
    beyond_use
        Last day of use, or `None`.
    verdicts
        The results of tests.
    """

    plan: CheckedBatch
    made: Made
    weighings: tuple[BenchWeighing, ...]
    limits: BenchLimits
    beyond_use: BeyondUseDate | None
    verdicts: tuple[Verdict, ...]

    @classmethod
    def of(
        cls,
        plan: CheckedBatch,
        made: Made | None = None,
        beyond_use: BeyondUseDate | None = None,
        verdicts: tuple[Verdict, ...] = (),
    ) -> Bench:
        """Return a plan with what was entered."""
        entries = made or _NOTHING
        return cls(
            plan=plan,
            made=entries,
            weighings=bench_weighings(plan, entries),
            limits=bench_limits(plan),
            beyond_use=beyond_use,
            verdicts=verdicts,
        )

    @property
    def estimated(self) -> bool:
        """Whether the filler is found at the bench, and with it the blend."""
        return any(each.estimated for each in self.plan.fillers)

    def letters_of(self, *, drug: bool) -> list[BenchWeighing]:
        """Return the weighings that the drug goes through, or the others."""
        return [each for each in self.weighings if each.carries_drug is drug]


def blank(name: str, value: object = None) -> Blank:
    """Return a place to write in, or what was written there."""
    return name, "" if value is None else value if isinstance(value, str) else str(
        value
    )


def initials(who: str, value: str | None = None) -> Blank:
    """Return a place for the initials of somebody."""
    return who, value or ""


def mass(name: str, value: Quantity | None, decimals: int = 2) -> Blank:
    """Return a place for a mass, or the mass that was entered."""
    return name, "" if value is None else shortened(value, decimals)


def count(name: str, number: int | None, one: str = "capsule") -> Blank:
    """Return a place for a count, or the count that was entered."""
    return name, "" if number is None else count_text(number, one)
