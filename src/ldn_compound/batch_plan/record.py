"""The plan that users hold: a checked batch that shows and explains itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Unpack

from attrs import frozen

from ..documents.explained.formulas import render_steps
from ..documents.explained.summary import plan_summary
from ..documents.patient.label import LabelLook, container_label, refuse_language
from ..documents.patient.leaflet import patient_leaflet
from ..documents.records.master_formulation_record import master_formulation_record
from ..documents.worksheet.sheet import beyond_use_known, render_worksheet
from ..errors import FieldError
from ..model.batch import CheckedBatch
from ..model.beyond_use import BeyondUseDate
from ..model.dispensed import Dispensed
from ..model.made import Made
from ..model.master_formula import MasterFormula
from ..model.steps import Step
from ..plan.digest import digest_of
from ..plan.explain.steps import plan_steps
from ..plan.genuine import require_genuine
from ..quantities.units import Q
from ..sheets.content import on_paper
from ..sheets.labels import Labels
from ..sheets.languages import in_language
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

    def master_formulation_record(
        self,
        *,
        formula: MasterFormula | None = None,
        language: str = "en",
        page: str = "A4",
    ) -> Sheet:
        """Return how the capsules are made, for every batch of them.

        Parameters
        ----------
        formula
            The head of the record; what nobody stated is a line to fill in.
        language
            ``en`` or ``de``.
        page
            ``A4`` or ``Letter``.

        Returns
        -------
        Sheet
            The record.
        """
        sheet = master_formulation_record(self, formula=formula)
        return on_paper(in_language(sheet, language), page)

    def label(
        self,
        dispensed: Dispensed | None = None,
        *,
        beyond_use: BeyondUseDate | None = None,
        batch_number: str | None = None,
        pharmacy: str | Iterable[str] | None = None,
        size: str = "large",
        rules: str | Iterable[str] = (),
        code: bool = False,
        language: str = "en",
    ) -> Sheet:
        """Return the label of a container.

        Parameters
        ----------
        dispensed
            What it is dispensed with; `None`: all capsules, with blanks to fill in.
        beyond_use
            Last day of use; `None`: by the day of making, or a blank where that is not
            known.
        batch_number
            The number that the house gave to the batch.
        pharmacy
            Who made them, and how to reach them: a line, or several.
        size
            ``small``, ``large`` or ``tall``.
        rules
            Rules on labels (`reference.label_rules_names`): what they ask for and
            nobody stated is a blank.
        code
            Whether a QR code says batch number and last day of use.
        language
            ``en`` or ``de``.

        Returns
        -------
        Sheet
            The label.
        """
        sheet = container_label(
            self,
            dispensed,
            beyond_use=beyond_use_known(self, given=beyond_use),
            batch_number=batch_number,
            pharmacy=pharmacy,
            size=size,
            rules=rules,
            code=code,
        )
        refuse_language(rules, language)
        return in_language(sheet, language)

    def labels(
        self,
        dispensed: Iterable[Dispensed],
        **look: Unpack[LabelLook],
    ) -> Labels:
        """Return the labels of several containers, to be printed together.

        Parameters
        ----------
        dispensed
            What each is dispensed with, as of `Dispensed.in_containers`.
        **look
            What `label` takes besides, the same for all.

        Returns
        -------
        Labels
            One for each container.

        Raises
        ------
        FieldError
            If more capsules are in them together than are dispensed, or one is refused.
        """
        of_each = tuple(dispensed)
        most = self.request.prescription.capsules
        held = sum(most if each.quantity is None else each.quantity for each in of_each)
        if held > most:
            expected = f"{most} capsules in all, as many as are dispensed"
            raise FieldError(expected, f"{held}", field="quantity")
        return Labels(self.label(each, **look) for each in of_each)

    def leaflet(
        self,
        dispensed: Dispensed | None = None,
        *,
        beyond_use: BeyondUseDate | None = None,
        batch_number: str | None = None,
        pharmacy: str | None = None,
        large_print: bool = False,
        language: str = "en",
        page: str = "A4",
    ) -> Sheet:
        """Return what the patient reads.

        Parameters
        ----------
        dispensed
            What is dispensed: how and when to take it, and how many capsules.
        beyond_use
            Last day of use; `None`: by the day of making, where that is known.
        batch_number
            The number that the house gave to the batch.
        pharmacy
            Who made them, and how to reach them.
        large_print
            Whether it is for somebody who sees little.
        language
            ``en`` or ``de``.
        page
            ``A4`` or ``Letter``.

        Returns
        -------
        Sheet
            The leaflet.
        """
        sheet = patient_leaflet(
            self,
            dispensed,
            beyond_use=beyond_use_known(self, given=beyond_use),
            batch_number=batch_number,
            pharmacy=pharmacy,
            large_print=large_print,
        )
        return on_paper(in_language(sheet, language), page)

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
