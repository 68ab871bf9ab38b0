"""The schema: another program refuses what the library refuses, and takes the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from ldn_compound import BatchPlan
from ldn_compound.batch_plan import FillComparison
from ldn_compound.errors import DocumentError
from ldn_compound.interop.json import dumps, loads
from ldn_compound.interop.json.records import RECORDS, fields_in_document
from ldn_compound.interop.json.schema import render_schema
from tests.json_schema import PUBLISHED
from tests.record_examples import EXAMPLES
from tests.record_strategies import records

SCHEMA = json.loads(PUBLISHED.read_text("ascii"))
VALIDATOR = Draft202012Validator(
    SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER
)
#: Records whose fields may be changed one by one.
EASY = [each for each in RECORDS if each not in (BatchPlan, FillComparison)]
ODD: list[Any] = [
    *(None, True, -1, 1.5, 10**30, "", "4,5", "1e3", "-1", "1/0", "a\nb"),
    *("mg", [], {}, [1], {"a": 1}, {"value": "1", "unit": "mg"}, "2026-13-01"),
]


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to every value of a document."""
    found = [path] if path else []
    members = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in members:
        if isinstance(value, (dict, list)):
            found += places(value, (*path, key))
        else:
            found.append((*path, key))
    return found


def test_what_is_published_is_what_the_library_goes_by() -> None:
    """A schema that lags behind would refuse good documents, or take bad ones."""
    assert PUBLISHED.read_text("ascii") == render_schema()


def test_it_is_a_schema_of_the_draft_that_it_names() -> None:
    """Programs choose their reader by the draft."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_example_fits_the_schema(kind: type) -> None:
    """What the library writes, another program takes."""
    for record in EXAMPLES[kind]:
        VALIDATOR.validate(json.loads(dumps(record)))


@pytest.mark.requirement("R93")
@given(st.data())
def test_every_record_fits_the_schema(data: st.DataObject) -> None:
    """Whatever is in its fields."""
    kind = data.draw(st.sampled_from(EASY))

    VALIDATOR.validate(json.loads(dumps(data.draw(records(kind)))))


@pytest.mark.requirement("R93")
@given(st.data())
def test_what_the_schema_refuses_the_library_refuses(data: st.DataObject) -> None:
    """One value of a document is another, or gone, or one too many."""
    kind = data.draw(st.sampled_from(EASY))
    document = json.loads(dumps(EXAMPLES[kind][0]))
    *way, last = data.draw(st.sampled_from(places(document)))
    place = document
    for step in way:
        place = place[step]
    change = data.draw(st.sampled_from(["put", "drop", "add"]))
    if change == "put":
        place[last] = data.draw(st.sampled_from(ODD))
    elif change == "drop":
        del place[last]
    else:
        assume(isinstance(place, dict))
        place["more"] = 1

    try:
        VALIDATOR.validate(document)
    except ValidationError:
        with pytest.raises(DocumentError):
            loads(json.dumps(document))


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_key_has_to_be_there(kind: type) -> None:
    """The schema and the library agree on what a record has, to the last field."""
    record = EXAMPLES[kind][0]
    value = json.loads(dumps(record))["value"]

    assert set(value) == set(fields_in_document(kind))
    for key in value:
        document = json.loads(dumps(record))
        del document["value"][key]
        assert not VALIDATOR.is_valid(document)
        with pytest.raises(DocumentError):
            loads(json.dumps(document))
