"""Every record explains every field, and holds it for good."""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

import ldn_compound

MODULES = [
    import_module(found.name)
    for found in pkgutil.walk_packages(ldn_compound.__path__, "ldn_compound.")
    if found.name != "ldn_compound.__main__"
]
RECORDS = sorted(
    {
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, type)
        and attrs.has(each)
        and each.__module__.startswith("ldn_compound")
    },
    key=lambda record: (record.__module__, record.__qualname__),
)
ONE_LINERS = {
    *("_PlanForm", "_TriturationForm", "_Members", "Content", "Place"),
    *("Facts", "Formula", "Paragraph", "Request", "Section", "Table", "Task"),
    *("Choice", "Either", "Family", "Many", "Maybe", "Nested", "OneOf", "Row"),
    *("Amount", "AnyOf", "Day", "ListOf", "NameOr", "Named", "Tagged", "Text"),
    "Written",
}


def documented(record: type) -> list[str]:
    """List the fields under Parameters, one a line or several parted by commas."""
    text = inspect.getdoc(record) or ""
    _, _, section = text.partition("Parameters\n----------\n")
    names = re.findall(r"^(\w[\w, ]*)$", section.partition("\n\n")[0], re.MULTILINE)
    return [name for line in names for name in line.split(", ")]


def own_fields(record: type) -> list[str]:
    """Return the fields that a record adds to those of the record it is based on."""
    return [each.alias for each in attrs.fields(record) if not each.inherited]


def is_frozen(record: type) -> bool:
    """Return whether no field of a record can be set."""
    blank: object = object.__new__(record)
    for field in attrs.fields(record):
        try:
            setattr(blank, field.name, None)
        except FrozenInstanceError:
            continue
        return False
    return True


def test_every_field_is_explained() -> None:
    """The docstring of a record names its fields, all of them, in their order."""
    unexplained = [
        record.__qualname__
        for record in RECORDS
        if record.__name__ not in ONE_LINERS
        if documented(record) != own_fields(record)
    ]

    assert unexplained == []


@pytest.mark.requirement("R10")
def test_records_are_frozen() -> None:
    """Nobody changes a record after it was made, whichever record and field it is."""
    assert len(RECORDS) > 100
    assert [each.__qualname__ for each in RECORDS if not is_frozen(each)] == []
