"""Plans in which something was changed that nobody may change."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from ldn_compound.model import Batch, Component, Role

__all__ = ["changed", "changed_component", "without"]


def changed(record: Any, path: str, value: Any) -> Any:
    """Return a copy of a record with another value at a path."""
    head, _, rest = path.partition(".")
    name, bracket, place = head.partition("[")
    inner = getattr(record, name)
    if bracket:
        number = int(place.rstrip("]"))
        each = changed(inner[number], rest, value) if rest else value
        value = (*inner[:number], each, *inner[number + 1 :])
    elif rest:
        value = changed(inner, rest, value)
    return evolve(record, **{name: value})


def changed_component(plan: Any, role: Role, **changes: Any) -> Any:
    """Return a plan in which the first component of a role was changed."""
    return _with(plan, _first(plan, role), changes)


def without(plan: Any, role: Role) -> Any:
    """Return a plan that lacks every component of a role."""
    kept = tuple(each for each in plan.components if each.role != role)
    return evolve(plan, components=kept)


def _first(plan: Batch, role: Role) -> Component:
    return next(each for each in plan.components if each.role == role)


def _with(plan: Batch, component: Component, changes: dict[str, Any]) -> Batch:
    components = tuple(
        evolve(each, **changes) if each is component else each
        for each in plan.components
    )
    return evolve(plan, components=components)
