"""All papers of a batch in one call: in one folder, under names that tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_compound import BatchPlan, FieldError, Prescription
from ldn_compound.documents import Papers, PaperStyle, papers
from ldn_compound.model.dispensed import Dispensed
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.sheets import Labels, Sheet
from tests.examples import batch

NAMES = ["bench-sheet", "master-formulation-record", "label", "leaflet"]


def ordered(reference: str | None = None) -> BatchPlan:
    """Return the batch of the examples, with a number and a day of making."""
    order = Prescription("4.5 mg", capsules=100, reference=reference)
    return batch(prescription=order, made_on="2026-12-01")


def test_all_papers_of_a_batch_are_there() -> None:
    """Each with the day by which the capsules are to be used."""
    plan = ordered()
    until = beyond_use_of(plan, "2026-12-01").date.isoformat()

    found = dict(papers(plan).sheets)

    assert list(found) == NAMES
    for name in ("bench-sheet", "label", "leaflet"):
        assert until in str(found[name])


@pytest.mark.parametrize(
    ("style", "ending", "first"),
    [
        ("text", ".txt", b""),
        ("markdown", ".md", b"# "),
        ("html", ".html", b"<!DOCTYPE html>"),
        ("pdf", ".pdf", b"%PDF-"),
    ],
)
def test_they_are_saved_in_one_folder(
    tmp_path: Path, style: PaperStyle, ending: str, first: bytes
) -> None:
    """The folder is made; each file begins with the order, strength and capsules."""
    files = papers(ordered(reference="R-1021")).save(tmp_path / "out" / "now", style)

    assert [each.name for each in files] == [
        f"R-1021-4.5-mg-100-{name}{ending}" for name in NAMES
    ]
    for each in files:
        assert each.read_bytes().startswith(first)


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    """A sheet may have been filled in; who wants it replaced says so."""
    made = papers(ordered())
    made.save(tmp_path, "text")
    (tmp_path / "batch-4.5-mg-100-label.txt").write_text("filled in", "utf-8")
    (tmp_path / "batch-4.5-mg-100-bench-sheet.txt").unlink()

    with pytest.raises(FieldError, match=r"folder: .*-record.*another folder"):
        made.save(tmp_path, "text")
    assert (tmp_path / "batch-4.5-mg-100-label.txt").read_text("utf-8") == "filled in"
    assert not (tmp_path / "batch-4.5-mg-100-bench-sheet.txt").exists()

    made.save(tmp_path, "text", replace=True)
    assert "4.5 mg" in (tmp_path / "batch-4.5-mg-100-label.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("reference", "begins"),
    [("../../x", "x-4.5-mg-100"), ("R 7/8 ä", "R-7-8-4.5-mg-100"), (None, "batch-4.5")],
)
def test_a_name_stays_in_its_folder(reference: str | None, begins: str) -> None:
    """Whatever the number of an order holds."""
    assert papers(ordered(reference=reference)).name.startswith(begins)


def test_several_labels_are_one_paper(tmp_path: Path) -> None:
    """A hundred containers are one file: for a roll, or a page of each."""
    plan = ordered(reference="R-1021")
    labels = plan.labels(Dispensed().in_containers([60, 40]))

    found = papers(plan, labels=labels)

    assert dict(found.sheets)["labels"] == labels
    assert "label" not in dict(found.sheets)
    saved = [each.name for each in found.save(tmp_path, "text")]
    assert "R-1021-4.5-mg-100-labels.txt" in saved
    shown = found.as_sheet()
    assert sum("in each capsule" in each.title for each in shown.sections) == 3
    (german,) = {
        each.language for each in _labels(papers(plan, labels=labels, language="de"))
    }
    assert german == "de"
    halves = [Dispensed(quantity=50)] * 2
    again = plan.labels(halves, language="de")
    assert _labels(papers(plan, labels=again, language="de")) == again.labels


def _labels(found: Papers) -> tuple[Sheet, ...]:
    """Return the labels among the papers."""
    labels = dict(found.sheets)["labels"]
    assert isinstance(labels, Labels)
    return labels.labels


def test_they_are_in_the_language_and_on_the_paper_that_were_asked_for() -> None:
    """A label keeps its own size."""
    found = dict(papers(ordered(), language="de", page="Letter").sheets)

    assert [each.page for each in found.values() if isinstance(each, Sheet)] == [
        "letter",
        "letter",
        "label",
        "letter",
    ]
    assert "Prüfprotokoll" not in str(found["label"])
    assert "4,5 mg" in str(found["label"])


def test_an_unknown_style_is_refused(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(FieldError, match=r"style: expected one of 'text'.*'doc'"):
        papers(ordered()).save(tmp_path, "doc")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_them_one_after_the_other() -> None:
    """As one document."""
    sheet = papers(ordered()).as_sheet()
    titles = [each.title for each in sheet.sections]

    assert "Weigh" in titles
    assert any("Master formulation record" in each for each in titles)


def test_a_plan_has_its_papers_as_methods() -> None:
    """Each equals the paper of the call, in the language that is asked for."""
    plan = ordered()
    found = dict(papers(plan, language="de", page="Letter").sheets)

    master = plan.master_formulation_record(language="de", page="Letter")
    assert master == found["master-formulation-record"]
    assert plan.leaflet(language="de", page="Letter") == found["leaflet"]
    assert plan.label(language="de") == found["label"]
