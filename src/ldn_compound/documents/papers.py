"""Papers: all that is printed of one batch, in one call and one folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from attrs import frozen

from ..errors import FieldError, shown
from ..model.batch import CheckedBatch
from ..model.beyond_use import BeyondUseDate
from ..model.dispensed import Dispensed
from ..model.made import Made
from ..model.master_formula import MasterFormula
from ..sheets.content import LABELS, Section, on_paper
from ..sheets.labels import Labels
from ..sheets.languages import in_language
from ..sheets.sheet import Sheet, Shown
from .patient.label import container_label
from .patient.leaflet import patient_leaflet
from .records.master_formulation_record import master_formulation_record
from .worksheet.sheet import bench_sheet, beyond_use_known

__all__ = ["PaperStyle", "Papers", "papers"]

#: What a paper can be saved as.
PaperStyle: TypeAlias = Literal["text", "markdown", "html", "pdf"]

_ENDINGS: Mapping[str, str] = MappingProxyType(
    {"text": ".txt", "markdown": ".md", "html": ".html", "pdf": ".pdf"}
)


@frozen(kw_only=True)
class Papers(Shown):
    """The papers of one batch.

    Parameters
    ----------
    name
        What the files begin with.
    sheets
        Each paper by its name; the labels of several containers are one.
    """

    name: str
    sheets: tuple[tuple[str, Sheet | Labels], ...]

    def save(
        self, folder: str | Path, style: PaperStyle = "pdf", *, replace: bool = False
    ) -> tuple[Path, ...]:
        """Write each paper to a file of its own.

        Parameters
        ----------
        folder
            Where; it is made where it is not there.
        style
            ``text``, ``markdown``, ``html`` or ``pdf``.
        replace
            Whether files of these names may be written over.

        Returns
        -------
        tuple of Path
            The files, in the order of the papers.

        Raises
        ------
        FieldError
            If there is no such style, or a file is there already.
        """
        if style not in list(_ENDINGS):
            expected = f"one of {', '.join(map(repr, _ENDINGS))}"
            raise FieldError(expected, shown(style), field="style")
        into, ending = Path(folder), _ENDINGS[style]
        files = [into / f"{self.name}-{name}{ending}" for name, _ in self.sheets]
        there = [each for each in files if each.exists()]
        if there and not replace:
            expected, way_out = "a folder without these papers", "name another folder"
            raise FieldError(expected, str(there[0]), way_out, "folder")
        into.mkdir(parents=True, exist_ok=True)
        for file, (_, sheet) in zip(files, self.sheets, strict=True):
            sheet.save(file)
        return tuple(files)

    def as_sheet(self) -> Sheet:
        """Return all papers as one document, one after the other."""
        whole = [
            each.as_sheet() if isinstance(each, Labels) else each
            for _, each in self.sheets
        ]
        first = whole[0]
        parts = (
            each
            for sheet in whole
            for each in (Section(sheet.title, ()), *sheet.sections)
        )
        return Sheet(title=first.title, banner=first.banner, sections=tuple(parts))


def papers(
    plan: CheckedBatch,
    dispensed: Dispensed | None = None,
    *,
    made: Made | None = None,
    formula: MasterFormula | None = None,
    beyond_use: BeyondUseDate | None = None,
    labels: Labels | None = None,
    leaflets: Iterable[Sheet] | None = None,
    batch_number: str | None = None,
    large_print: bool = False,
    pharmacy: str | None = None,
    language: str = "en",
    page: str = "A4",
) -> Papers:
    """Return all papers of a batch.

    Parameters
    ----------
    plan
        The plan; where it is not ready, its papers are drafts.
    dispensed
        What is dispensed, for label and leaflet; `None`: all capsules, with blanks.
    made
        What was done, for the bench sheet; `None` leaves blanks.
    formula
        The head of the master formulation record.
    beyond_use
        Last day of use; `None` works it out by the day of making, where that is known.
    labels
        The labels of the containers (`BatchPlan.labels`); `None` takes one, of all
        capsules.
    leaflets
        The leaflets of the patients, where a batch is for several; `None` takes one.
    batch_number
        The number that the house gave to the batch.
    large_print
        Whether the leaflet is for somebody who sees little.
    pharmacy
        Who made them, and how to reach them.
    language
        ``en`` or ``de``.
    page
        ``A4`` or ``Letter``; a label has its own size.

    Returns
    -------
    Papers
        Bench sheet, master formulation record, labels and leaflet.

    Raises
    ------
    FieldError
        If a text is no line, or there is no such language or paper.

    Examples
    --------
    >>> from ldn_compound import (
    ...     Filler, PackStatistic, Prescription, Tablets, plan_batch, reference)
    >>> plan = plan_batch(
    ...     Prescription("4.5 mg", capsules=100, reference="R-1021"),
    ...     drug=Tablets("50 mg", mean_mass="171.2 mg"),
    ...     filler=Filler("sucrose", packing=PackStatistic("130 mg", size="3")),
    ...     shell=reference.shell("3"))
    >>> found = papers(plan)
    >>> found.name, [name for name, _ in found.sheets]  # doctest: +ELLIPSIS
    ('R-1021-4.5-mg-100', ['bench-sheet', 'master-formulation-record', 'label', ...])
    """
    beyond_use = beyond_use_known(plan, made, beyond_use)
    said: Any = {  # arguments of label and leaflet
        "beyond_use": beyond_use,
        "batch_number": batch_number,
        "pharmacy": pharmacy,
    }
    if labels is None:
        labels = Labels([container_label(plan, dispensed, **said)])
    if leaflets is None:
        leaflets = [patient_leaflet(plan, dispensed, large_print=large_print, **said)]
    (first, *others) = labels.labels
    sheets: dict[str, Sheet | Labels] = {
        "bench-sheet": bench_sheet(plan, made=made, beyond_use=beyond_use),
        "master-formulation-record": master_formulation_record(plan, formula=formula),
        "labels" if others else "label": labels if others else first,
        **_numbered("leaflet", tuple(leaflets)),
    }
    return Papers(
        name=file_name(plan),
        sheets=tuple(
            (name, _printed(each, language, page)) for name, each in sheets.items()
        ),
    )


def _numbered(name: str, sheets: tuple[Sheet, ...]) -> dict[str, Sheet]:
    """Return papers by name, with a number where there are several."""
    if len(sheets) == 1:
        return {name: sheets[0]}
    return {f"{name}-{place}": each for place, each in enumerate(sheets, start=1)}


def _in(language: str, sheet: Sheet) -> Sheet:
    """Return a paper in a language, unless it is in it already."""
    return sheet if sheet.language == language else in_language(sheet, language)


def _printed(paper: Sheet | Labels, language: str, page: str) -> Sheet | Labels:
    """Return a paper in a language, of the size asked for; a label has its own."""
    if isinstance(paper, Labels):
        return Labels(_in(language, each) for each in paper.labels)
    sheet = _in(language, paper)
    return sheet if sheet.page in LABELS else on_paper(sheet, page)


def file_name(plan: CheckedBatch) -> str:
    """Return what the files of a batch begin with: its order, strength and capsules."""
    asked = plan.request.prescription
    said = (asked.reference or "batch", f"{asked.strength.to('mg/capsule')}")
    text = "-".join((*said, str(asked.capsules))).replace("/capsule", "")
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")
