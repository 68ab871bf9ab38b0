"""Plots: what is in a capsule, and how it is mixed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from ldn_compound import (
    Additive,
    Balance,
    Filler,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
)
from ldn_compound.documents.explained.capsule_plot import layers, plot_capsule
from ldn_compound.documents.explained.mixing_plot import plot_mixing
from ldn_compound.documents.worksheet.sheet import DRAFT
from tests.examples import TABLETS, batch
from tests.lazily import library
from tests.strategies import plan_arguments, plan_of

plt: Any = library("matplotlib.pyplot")

SILICA = Additive("silica", share="1 %", packing=PackStatistic("80 mg", size="3"))


@pytest.fixture(autouse=True)
def _closed() -> Any:
    yield
    plt.close("all")


@given(plan_arguments())
def test_the_layers_are_the_capsule(arguments: dict[str, Any]) -> None:
    """Masses add up to the fill, shares to what the blend takes of the shell."""
    plan = plan_of(arguments)

    found = layers(plan)

    assert sum((each.mass for each in found), Q("0 mg")) == plan.fill_mass
    assert sum((each.share for each in found), Q("0 %")) == plan.shell_filled


def test_a_diluent_of_its_own_is_a_layer() -> None:
    """Lactose that comes with a trituration takes its room too."""
    lactose = Filler("lactose", packing=PackStatistic("150 mg", size="3"), contains=())
    plan = batch(
        prescription=Prescription("0.5 mg", capsules=20),
        balance=Balance(readability="10 mg"),
        diluent=lactose,
    )

    found = layers(plan)

    assert "lactose" in [each.item for each in found]
    assert sum((each.share for each in found), Q("0 %")) == plan.shell_filled


def test_a_capsule_is_drawn_to_scale() -> None:
    """Half of a full shell ends at half its height: the shell is symmetric."""
    plan = batch(
        filler=Filler("sucrose", packing=PackStatistic("200 mg", size="3")),
        fill=FillToMass("100 mg"),
    )

    axes = plot_capsule(plan)

    top = max(
        path.vertices[:, 1].max()
        for each in axes.collections
        for path in each.get_paths()
    )
    assert plan.shell_filled == Q("50 %")
    assert top == pytest.approx(3.0, abs=0.01)  # of 6, by slices of 0.003


def test_every_part_is_named_with_its_mass() -> None:
    """However thin a part is, a line leads from its name to it."""
    plan = batch(additives=(SILICA,))
    _, given_axes = plt.subplots()

    axes = plot_capsule(plan, ax=given_axes)

    texts = [each.get_text() for each in axes.texts]
    assert axes is given_axes
    assert [text.splitlines()[0] for text in texts] == [
        "powder of crushed naltrexone hydrochloride",  # and "tablets" below it
        "silica",
        "sucrose",
    ]
    assert all(" mg, " in text for text in texts)
    assert "4.5 mg of naltrexone hydrochloride" in axes.get_title()


def test_the_mixing_is_a_bar_for_each_step() -> None:
    """What lies in the mortar and what is added make up the blend at the end."""
    plan = batch()
    _, given_axes = plt.subplots()

    axes = plot_mixing(plan, ax=given_axes)
    lying, added = axes.containers[:2]

    assert axes is given_axes
    assert len(added) == len(plan.mixing)
    assert lying[-1].get_width() + added[-1].get_width() == 13945
    assert plot_mixing(plan) is not axes


@pytest.mark.parametrize("plot", [plot_capsule, plot_mixing])
def test_a_plot_of_a_draft_says_so(plot: Any) -> None:
    """A picture is passed around without its sheet, so a draft is marked there too."""
    draft = batch(drug=evolve(TABLETS, packing=None))

    assert not draft.ready
    assert plot(draft).get_title().startswith(f"{DRAFT}\n")
    assert DRAFT not in plot(batch()).get_title()


def test_what_does_not_go_in_is_said() -> None:
    """150 mg where 130 mg of filler fill the shell: more than all of it."""
    plan = batch(fill=FillToMass("150 mg"))

    texts = [each.get_text() for each in plot_capsule(plan).texts]

    assert plan.shell_filled > Q("100 %")
    assert texts[-1].startswith("DOES NOT GO IN\n")


def test_a_shell_is_nearly_full() -> None:
    """The upper end is as round as the lower one: 1 % is left of it."""
    plan = batch(
        filler=Filler("sucrose", packing=PackStatistic("200 mg", size="3")),
        fill=FillToMass("198 mg"),
    )

    axes = plot_capsule(plan)

    top = max(
        path.vertices[:, 1].max()
        for each in axes.collections
        for path in each.get_paths()
    )
    assert plan.shell_filled == Q("99 %")
    # in units of pi the shell holds 4 + 4/3, of which 1 % is 0.0533; a cap of the
    # height h holds h**2 - h**3 / 3: with h = 0.241 it is 0.0581 - 0.0047 = 0.0534
    assert top == pytest.approx(6 - 0.241, abs=0.02)


def test_masses_are_plain_numbers() -> None:
    """No exponent and no offset stands at an axis that somebody reads masses from."""
    axes = plot_mixing(batch())

    axes.figure.canvas.draw()

    labels = [each.get_text() for each in axes.get_xticklabels()]
    assert labels[0] == "0"
    assert all(re.fullmatch(r"[\d.\N{NO-BREAK SPACE}]+", each) for each in labels)


@pytest.mark.parametrize("capsules", [100, 1_000, 50_000])
def test_masses_stand_apart(capsules: int) -> None:
    """Two figures that touch read as one: a space parts them, as wide as a digit."""
    axes = plot_mixing(batch(prescription=Prescription("4.5 mg", capsules=capsules)))

    axes.figure.canvas.draw()

    extents = [each.get_window_extent() for each in axes.get_xticklabels()]
    zero = extents[0]
    assert len(extents) > 2
    assert all(after.x0 - before.x1 > zero.width for before, after in pairwise(extents))
