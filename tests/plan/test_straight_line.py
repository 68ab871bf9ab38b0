"""A plan against a script in plain pint that shares no line with the library."""

from __future__ import annotations

from typing import Any

import pytest

from ldn_compound import Balance, plan_batch
from tests.benchmarks.straight_line import straight_line
from tests.examples import FILLER, ORDER, SHELL, TABLETS


def in_base_units(figure: Any) -> Any:
    """Return number and units of a quantity, whichever registry it is of."""
    if isinstance(figure, int):
        return figure
    base = figure.to_base_units()
    return base.magnitude, dict(base.unit_items())


@pytest.mark.requirement("R43")
def test_every_figure_is_that_of_the_script() -> None:
    """Amounts, mixing, load and label come out as by plain arithmetic, exactly."""
    plan = plan_batch(
        ORDER,
        drug=TABLETS,
        filler=FILLER,
        shell=SHELL,
        balance=Balance(readability="1 mg"),
        spare_capsules=3,
    )

    script = straight_line()

    (filler,), (load,), tablets = plan.fillers, plan.loads, plan.tablets
    assert tablets is not None
    mixing = [(each.added, each.in_mortar, each.drug_share) for each in plan.mixing]
    ours = {
        "tablets": tablets.exact,
        "to_crush": tablets.to_crush,
        "powder_left": tablets.powder_left,
        "powder": plan.powder.exact,
        "powder_to_weigh": plan.powder.to_weigh,
        "filler": filler.exact,
        "filler_to_weigh": filler.to_weigh,
        "load": load.blend.exact,
        "load_to_weigh": load.blend.to_weigh,
        "label": plan.on_label.drug,
    }
    steps = [tuple(map(in_base_units, step)) for step in script.pop("mixing")]
    assert steps == [tuple(map(in_base_units, step)) for step in mixing]
    ours |= {name: getattr(plan, name) for name in script if name not in ours}
    assert {name: in_base_units(each) for name, each in script.items()} == {
        name: in_base_units(each) for name, each in ours.items()
    }
