"""The plan that users hold: a checked batch that shows and explains itself."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ..documents.explained.formulas import render_steps
from ..documents.explained.summary import plan_summary
from ..documents.worksheet.sheet import render_worksheet
from ..model.batch import CheckedBatch
from ..model.made import Made
from ..model.steps import Step
from ..plan.digest import digest_of
from ..plan.explain.steps import plan_steps
from ..plan.genuine import require_genuine
from ..quantities.units import Q
from ..sheets.sheet import Sheet, Shown

__all__ = ["BatchPlan"]


@frozen(kw_only=True, repr=False)
class BatchPlan(CheckedBatch, Shown):
    """A batch, worked out and checked: made by `plan_batch`, changed by nobody.

    Its amounts are those of a `model.batch.Batch`: ``powder``, ``fillers``,
    ``tablets``, ``fill_mass`` and so on; ``findings`` is what a pharmacist must know.
    """

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each figure with its formula, inputs, result and source."""
        require_genuine(self)
        return plan_steps(self)

    def explain(self) -> str:
        """Return the formula behind each figure, as text."""
        return render_steps(self.steps)

    def worksheet(
        self,
        style: Literal["text", "markdown", "html"] = "text",
        *,
        made: Made | None = None,
        language: str = "en",
        page: str = "a4",
        annex: bool = False,
    ) -> str:
        """Return the bench sheet: blank to work from, or filled as the record.

        Parameters
        ----------
        style
            ``text``, ``markdown`` or ``html``.
        made
            What was entered; what was not is a blank to fill in.
        language
            ``en`` or ``de``.
        page
            ``A4`` or ``Letter``, for the pages that HTML is printed on.
        annex
            Whether notes, figures, formulas and sources follow.

        Returns
        -------
        str
            The sheet, ending in a line break.
        """
        return render_worksheet(
            self, style, made=made, language=language, page=page, annex=annex
        )

    def digest(self) -> str:
        """Return the SHA-256 of what the plan follows from.

        It covers the request, the version of this library and that of its figures:
        equal plans of one version share it.
        """
        return digest_of(self)

    def as_sheet(self) -> Sheet:
        """Return what the plan comes to; the bench sheet has the rest."""
        return plan_summary(self)

    def __repr__(self) -> str:
        order = self.request.prescription
        capsules = Q("1 capsule") * order.capsules
        words = f"{capsules} of {order.strength.to('mg/capsule')}"
        to_weigh = [self.powder, *self.additives, *self.fillers]
        weigh = ", ".join(f"{each.to_weigh} {each.item}" for each in to_weigh)
        severities = [finding.severity for finding in self.findings]
        state = f"DRAFT, {severities.count('stop')} to resolve"
        if self.ready:
            state = f"ready, {severities.count('caution')} to initial"
        return f"<BatchPlan: {words}; weigh {weigh}; {state}>"
