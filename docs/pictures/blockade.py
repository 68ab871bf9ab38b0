"""Draws how long doses block opioid receptors, for the page of the monograph."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

from ldn_compound.reference.tables import table

mpl.use("Agg")

ROWS = table("monograph")["blockade"]


def words(hours: list[int]) -> str:
    """Return the hours of a bar as a reader says them."""
    return " to ".join(map(str, dict.fromkeys(hours))) + " h"


if __name__ == "__main__":
    figure, axes = plt.subplots(figsize=(6.4, 2.6), layout="constrained")
    for place, row in enumerate(ROWS):
        shortest, longest = row["hours"]
        axes.barh(place, shortest, color="#2a6f97")
        axes.barh(place, longest - shortest, left=shortest, color="#a9d6e5")
        axes.annotate(
            words(row["hours"]),
            (longest, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_yticks(range(len(ROWS)), [row["dose"] for row in ROWS])
    axes.set_xticks(range(0, 97, 12))
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("hours for which opioid receptors are said to be blocked")
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=110)
