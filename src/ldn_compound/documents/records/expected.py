"""Expected results: what each check of a batch is held against."""

from __future__ import annotations

from ...model.batch import CheckedBatch
from ...model.weighing import MassLimits
from ...plan.bench.limits import bench_limits, mean_mass_limits
from ...quantities.units import shortened
from ...reference.quality_limits import quality_limit
from ...sheets.content import Facts
from ...sheets.wording import cited, say
from ..product import described

__all__ = ["EXPECTED_SOURCES", "expected_results"]

#: Keys of the sources that the results name.
EXPECTED_SOURCES = ("house", "saskoer-yield", "usp-naltrexone-tablets")


def expected_results(plan: CheckedBatch) -> Facts:
    """Return each check with the result that is expected.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    Facts
        Look, tablets, weights, loss, count, content and container.
    """
    rules = plan.request.policy
    rows = [(say("Look of the capsules"), described(plan))]
    rows.append((say("Shells"), say("clean, closed, no crack, no dent")))
    tablets, limits = mean_mass_limits(plan), bench_limits(plan)
    if tablets is not None:
        least, greatest = (shortened(each, 1) for each in tablets)
        rows.append(
            (
                say("Mean mass of a tablet"),
                say("{least} to {greatest}", least=least, greatest=greatest),
            )
        )
    rows += [
        (say("Each weighing"), say("within its limits in the table")),
        (say("Blend, before filling"), _between(limits.blend)),
        (
            say("Filled capsule"),
            say(
                "{gross} with the shell, {net} without",
                gross=_between(limits.filled_capsule),
                net=_between(limits.fill),
            ),
        ),
    ]
    rows += [
        (
            say("Capsules"),
            cited(
                say(
                    "{shells}; the goal of the yield is {least} to {greatest}",
                    shells=plan.shells,
                    least=quality_limit("reconciliation", "least_yield"),
                    greatest=quality_limit("reconciliation", "greatest_yield"),
                ),
                "saskoer-yield",
            ),
        ),
        (
            say("Content, where it is assayed"),
            cited(
                say(
                    "{least} to {greatest} of the label; weights alone are no test of "
                    "content uniformity",
                    least=rules.least_content,
                    greatest=rules.greatest_content,
                ),
                "usp-naltrexone-tablets",
            ),
        ),
        (say("Container"), say("whole, closes tightly, label straight and legible")),
    ]
    return Facts(tuple(rows))


def _between(limits: MassLimits) -> str:
    return say("{least} to {greatest}", least=limits.least, greatest=limits.greatest)
