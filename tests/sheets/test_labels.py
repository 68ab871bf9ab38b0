"""Labels that are printed together: a page each, or side by side to cut."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ldn_compound import FieldError
from ldn_compound.model.dispensed import Dispensed
from ldn_compound.plan.dates import beyond_use_of
from ldn_compound.sheets import Labels, Sheet
from ldn_compound.sheets.pdf import render_labels_pdf
from tests.documents.patient.test_label import GIVEN
from tests.examples import batch
from tests.notebook import Reader
from tests.parsed import pages, squeezed


def containers(count: int, **options: Any) -> Labels:
    """Return labels of so many containers of one capsule each."""
    return batch().labels(GIVEN.in_containers([1] * count), **options)


@pytest.mark.requirement("R112")
def test_each_is_a_page_of_a_roll() -> None:
    """Of its size, in their order."""
    pdf = render_labels_pdf(containers(3).labels)

    read = PdfReader(BytesIO(pdf)).pages
    # 72 points are an inch of 25.4 mm
    sizes = {tuple(round(float(x) * 25.4 / 72) for x in p.mediabox[2:]) for p in read}
    assert sizes == {(100, 60)}
    for number, text in enumerate(pages(pdf), start=1):
        assert f"Container{number}of3" in text


@pytest.mark.requirement("R112")
@pytest.mark.parametrize(
    ("paper", "size", "on_a_page"),
    [
        # 210 mm hold 3 of 57 mm, 297 mm hold 9 of 32 mm; Letter is 216 mm by 279 mm
        ("A4", "small", 27),
        ("Letter", "small", 24),
        # 2 of 100 mm and 4 of 60 mm on both
        ("A4", "large", 8),
        ("Letter", "large", 8),
        # 2 of 102 mm, and 1 of 152 mm on both
        ("A4", "tall", 2),
        ("Letter", "tall", 2),
    ],
)
def test_as_many_as_fit_stand_on_paper(paper: Any, size: str, on_a_page: int) -> None:
    """And the next one begins the next page."""
    given = [Dispensed(quantity=1, days=(n, n)) for n in range(1, on_a_page + 2)]
    labels = batch().labels(given, size=size)

    first, second = pages(render_labels_pdf(labels.labels, paper))

    last, begun = f"Days{on_a_page}to{on_a_page}", f"{on_a_page + 1}to{on_a_page + 1}"
    assert squeezed(last) in first.replace("Days:", "Days")
    assert begun in second
    assert begun not in first


@pytest.mark.requirement("R112")
@pytest.mark.parametrize("ending", [".pdf", ".html", ".md", ".txt"])
def test_they_are_saved_in_each_form(ending: str, tmp_path: Path) -> None:
    """One file; the words of each are in it."""
    labels = containers(3)

    file = labels.save(tmp_path / f"labels{ending}", on="A4")

    content = file.read_bytes()
    text = "".join(pages(content)) if ending == ".pdf" else content.decode()
    for number in (1, 2, 3):
        assert f"{number}of3" in squeezed(text)


def test_no_other_file_nor_paper(tmp_path: Path) -> None:
    """What is not known is refused before anything is written."""
    labels: Any = containers(2)

    with pytest.raises(FieldError, match=r"^path: expected a name that ends in \.pdf"):
        labels.save(tmp_path / "labels.doc")
    with pytest.raises(FieldError, match=r"^on: expected roll or A4 or Letter"):
        labels.save(tmp_path / "labels.pdf", on="A5")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("mixed", [[], ["small", "large"], ["a4"]])
def test_labels_are_of_one_size(mixed: list[str]) -> None:
    """Paper for two sizes of label is in no printer."""
    plan = batch()
    sheets = [
        Sheet("t", None, ()) if each == "a4" else plan.label(size=each)
        for each in mixed
    ]

    with pytest.raises(FieldError, match=r"^labels: expected one label or more, all"):
        Labels(sheets)


def test_a_notebook_shows_them_one_after_the_other() -> None:
    """As one document; the short form says how many there are."""
    labels = containers(2)

    shown = Reader(labels._repr_html_())
    assert shown.words.count("Container") == 2
    assert labels._repr_markdown_().count("Container") == 2
    assert repr(labels) == "Labels(2 of 100 mm x 60 mm)"


@pytest.mark.requirement("R112")
def test_a_browser_shows_bars_and_code() -> None:
    """Four bars and a half for 4.5 mg, and the code with its text for who listens."""
    plan = batch()
    until = beyond_use_of(plan, "2026-11-23")
    label = plan.label(batch_number="B-17", beyond_use=until, code=True)

    shown = Reader(label._repr_html_())
    shown.check_nothing_acts()

    widths = [float(value or 0) for name, value in shown.given if name == "width"]
    # a full bar is 6 wide, its outline too
    assert widths == [6, 6, 6, 6, 6, 6, 6, 6, 3, 6]
    assert ("aria-label", "(17)270521(10)B-17") in shown.given
