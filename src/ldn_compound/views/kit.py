"""The kit sheet: how many capsules of each strength, and what each dose takes."""

from __future__ import annotations

from ..errors import FieldError, shown
from ..model.forms import form_name
from ..regimen import Kit
from ..sheets.content import Section, Sheet, Table
from ..sheets.wording import joined, say

__all__ = ["kit_sheet"]


def kit_sheet(kit: Kit) -> Sheet:
    """Return what the kit sheet says.

    Parameters
    ----------
    kit
        The capsules that cover a schedule, one of the published presets or any other.

    Returns
    -------
    Sheet
        Capsules to dispense, and how each dose is made; `schedule_sheet` has the days.

    Raises
    ------
    FieldError
        If *kit* is no kit.
    """
    if not isinstance(kit, Kit):
        raise FieldError("a Kit", shown(kit), field="kit")
    strengths = tuple(
        (str(strength), str(count)) for strength, count in kit.counts.items()
    )
    doses = tuple((str(each.dose), str(each)) for each in kit.combinations)
    return Sheet(
        say(
            "Kit: {form} {strengths}",
            form=form_name(kit.schedule.form),
            strengths=joined((strength for strength, _ in strengths), ", "),
        ),
        None,
        (
            Section(
                say("Capsules to dispense"),
                (Table((say("Strength"), say("Capsules")), strengths),),
            ),
            Section(
                say("Doses"),
                (Table((say("Dose"), say("Capsules of each dose")), doses),),
            ),
        ),
    )
