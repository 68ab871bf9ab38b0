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
from tests.record_examples import EXAMPLES

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
    *("_PlanForm", "_TriturationForm", "_Members", "Place"),
    *("Facts", "Formula", "Paragraph", "Request", "Section", "Sheet", "Table", "Task"),
    *("Choice", "Either", "Family", "Many", "Maybe", "Nested", "OneOf", "Row"),
}


def documented(record: type) -> list[str]:
    """List the fields under Parameters, one a line or several parted by commas."""
    text = inspect.getdoc(record) or ""
    _, _, section = text.partition("Parameters\n----------\n")
    names = re.findall(r"^(\w[\w, ]*)$", section.partition("\n\n")[0], re.MULTILINE)
    return [name for line in names for name in line.split(", ")]


@pytest.mark.parametrize(
    "record",
    [each for each in RECORDS if each.__name__ not in ONE_LINERS],
    ids=lambda record: f"{record.__module__}.{record.__qualname__}",
)
def test_every_field_is_explained(record: type) -> None:
    """The docstring of a record names its fields, all of them, in their order."""
    fields = [field.alias for field in attrs.fields(record) if not field.inherited]

    assert documented(record) == fields


@pytest.mark.requirement("R10")
@pytest.mark.parametrize("kind", EXAMPLES)
def test_no_field_is_written_over(kind: type) -> None:
    """Nobody changes a record after it was made, whichever field it is."""
    names = [field.name for field in attrs.fields(kind)]

    for record in EXAMPLES[kind]:
        for name in names:
            with pytest.raises(FrozenInstanceError):
                setattr(record, name, getattr(record, name))


@pytest.mark.requirement("R10")
@pytest.mark.parametrize("record", RECORDS, ids=str)
def test_records_are_frozen(record: type) -> None:
    """A record that no document holds cannot be changed either."""
    blank: object = object.__new__(record)

    for field in attrs.fields(record):
        with pytest.raises(FrozenInstanceError):
            setattr(blank, field.name, None)
