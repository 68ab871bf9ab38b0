"""Draw the picture of labels: three strengths beside one another."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

from ldn_compound import (
    Balance,
    Filler,
    PackStatistic,
    Prescription,
    Tablets,
    plan_batch,
    reference,
)
from ldn_compound.model import Dispensed
from ldn_compound.sheets.pdf import render_pdf


def label(strength: str) -> Image.Image:
    """Return the label of thirty capsules of a strength."""
    plan = plan_batch(
        Prescription(strength, capsules=30, reference="R-1021", other_medicines=()),
        drug=Tablets(
            "50 mg",
            mean_mass="171.2 mg",
            packing=PackStatistic("200 mg", size="3"),
            contains=["lactose"],
        ),
        filler=Filler(
            "microcrystalline cellulose PH-105",
            packing=PackStatistic("130 mg", size="3"),
            contains=(),
        ),
        shell=reference.shell("3"),
        balance=Balance(readability="0.1 mg"),
        made_on="2026-12-01",
    )
    given = Dispensed(
        patient="A. Example",
        prescriber="Dr. B. Writer",
        directions="1 capsule at bedtime",
        dispensed_on="2026-12-01",
    )
    sheet = plan.label(
        given, batch_number="B-17", pharmacy="Pharmacy at the Bridge", code=True
    )
    picture: Image.Image = PdfDocument(render_pdf(sheet))[0].render(scale=2).to_pil()
    return picture


def main() -> None:
    """Draw them beneath one another, each with a line around it."""
    labels = [label(each) for each in ("1.5 mg", "3 mg", "4.5 mg")]
    width, height = labels[0].size
    drawn = Image.new("RGB", (width + 4, (height + 4) * len(labels)), "#808080")
    for place, each in enumerate(labels):
        drawn.paste(each, (2, 2 + place * (height + 4)))
    drawn.quantize(16).save(Path(__file__).with_suffix(".png"), optimize=True)


if __name__ == "__main__":
    main()
