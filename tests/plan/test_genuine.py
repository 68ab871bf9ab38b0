"""No sheet is printed of a plan that was changed after it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from ldn_compound import FieldError, Q, reference
from ldn_compound.batch_plan import BatchPlan, plan_whole_tablets
from ldn_compound.documents.explained.capsule_plot import layers
from ldn_compound.documents.explained.mixing_plot import plot_mixing
from ldn_compound.interop.drafts import refuse_draft
from ldn_compound.model.finding import Finding
from tests.examples import FILLER, ORDER, TABLETS, batch, codes

#: Everything that prints a plan, or hands it to another system.
PRINTED: dict[str, Callable[[BatchPlan], object]] = {
    "worksheet": lambda plan: plan.worksheet(),
    "bench sheet": lambda plan: plan.worksheet(),
    "record": lambda plan: plan.master_formulation_record(),
    "label": lambda plan: plan.label(),
    "leaflet": lambda plan: plan.leaflet(),
    "summary": lambda plan: plan.as_sheet(),
    "formulas": lambda plan: plan.explain(),
    "notebook": lambda plan: plan._repr_html_(),
    "picture of a capsule": layers,
    "picture of the mixing": plot_mixing,
    "other systems": refuse_draft,
}


def changed(plan: BatchPlan, name: str) -> BatchPlan:
    """Return a copy with another value in one field."""
    value: Any = getattr(plan, name)
    if name == "findings":
        value = ()
    elif name == "components":
        heavier = attrs.evolve(value[0], to_weigh=value[0].to_weigh * 10)
        value = (heavier, *value[1:])
    elif name == "request":
        order = attrs.evolve(value.prescription, strength="45 mg")
        rules = attrs.evolve(value.policy, name="ours", refused_above="50 mg")
        value = attrs.evolve(value, prescription=order, policy=rules)
    else:
        value = value * 2
    return attrs.evolve(plan, **{name: value})


@pytest.mark.requirement("R106")
@pytest.mark.parametrize("name", ["findings", "components", "request", "fill_mass"])
@pytest.mark.parametrize("printed", PRINTED)
def test_nothing_prints_a_plan_that_was_changed(printed: str, name: str) -> None:
    """A finding taken out, or a figure put in, is told from what the request gives."""
    other = changed(batch(spare_capsules=0), name)

    with pytest.raises(FieldError, match="follows from the request of the plan"):
        PRINTED[printed](other)


def test_the_first_field_that_was_changed_is_named() -> None:
    """The message leads to it, and to the way out."""
    with pytest.raises(FieldError) as caught:
        changed(batch(), "gross_mass").worksheet()

    assert str(caught.value).startswith("gross_mass: expected what follows from the")
    assert str(caught.value).endswith("plan again from plan.request")


def test_a_plan_as_it_was_made_is_printed() -> None:
    """Whatever made it; an equal copy is the same plan."""
    whole = plan_whole_tablets(
        ORDER, drug=TABLETS, filler=FILLER, shell=reference.shell("3")
    )

    for plan in (batch(), attrs.evolve(batch()), whole):
        assert plan.worksheet()


@pytest.mark.requirement("R106")
def test_a_plan_of_another_version_is_a_draft_and_is_printed() -> None:
    """What this version plans otherwise was stopped when it was read."""
    stop = Finding("another-version", "stop", "plan", "another version", "house")
    note = attrs.evolve(stop, severity="note")
    plan = attrs.evolve(batch(), fill_mass=Q("1 mg"))

    draft = attrs.evolve(plan, findings=(stop, *plan.findings))
    noted = attrs.evolve(plan, findings=(note, *plan.findings))

    assert "another-version" in codes(draft)
    assert "DRAFT - NOT FOR COMPOUNDING" in draft.worksheet()
    with pytest.raises(FieldError):
        noted.worksheet()
