"""The service of the how-to: the same plan as in Python, also for twenty at once."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ldn_compound import Order
from ldn_compound.interop.json import dumps

SERVICE = Path(__file__).parents[1] / "docs" / "service"
ORDER: Mapping[str, Any] = {
    "strength": "4.5 mg",
    "capsules": 100,
    "source": {
        "kind": "tablets",
        "strength": "50 mg",
        "mean_mass": "171.2 mg",
        "packing": {"3": "200 mg"},
    },
    "filler": {
        "kind": "filler",
        "name": "microcrystalline cellulose PH-105",
        "packing": {"3": "130 mg"},
    },
    "shell": "3",
    "balance": {"readability": "1 mg"},
}


@pytest.fixture(name="app", scope="module")
def _app() -> Any:
    """Load the service from the documentation."""
    sys.path.insert(0, str(SERVICE))
    try:
        return import_module("app").app
    finally:
        sys.path.remove(str(SERVICE))


def ask(app: Any, *requests: tuple[str, object]) -> list[httpx.Response]:
    """Send requests to the service, all at once, and return its answers."""

    async def answers() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as to:
            asked = (
                to.post(path, content=body)
                if isinstance(body, bytes)
                else to.post(path, json=body)
                for path, body in requests
            )
            return list(await asyncio.gather(*asked))

    return asyncio.run(answers())


def test_a_plan_is_that_of_python(app: Any) -> None:
    """Document and digest are the same, to the last byte."""
    (answer,) = ask(app, ("/plan", ORDER))

    assert answer.status_code == 200
    assert answer.text == dumps(Order.from_dict(ORDER).plan())


def test_twenty_at_once_get_their_own_answers(app: Any) -> None:
    """No answer is mixed with another."""
    orders = [
        {**ORDER, "strength": f"{strength} mg", "capsules": capsules}
        for strength in ("0.5", "1.5", "3", "4.5")
        for capsules in (30, 60, 90, 100, 120)
    ]
    answers = ask(app, *(("/plan", each) for each in orders))

    for each, answer in zip(orders, answers, strict=True):
        assert answer.text == dumps(Order.from_dict(each).plan())


def test_faults_come_with_their_paths(app: Any) -> None:
    """All of them; those of the plan, too."""
    wrong = {**ORDER, "strength": "4,5 mg", "source": {"kind": "tablets"}}
    (answer,) = ask(app, ("/plan", wrong))

    assert answer.status_code == 422
    told = answer.json()["detail"]
    assert [each["loc"] for each in told] == ["strength", "source.strength"]
    assert told[0]["hint"].startswith("write a decimal point")

    (answer,) = ask(app, ("/plan", {**ORDER, "shell": "33"}))
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, "shell")


def test_papers_come_as_pdf(app: Any) -> None:
    """Each by its name."""
    sheet, label, other = ask(
        app,
        ("/papers/bench-sheet", ORDER),
        ("/papers/label", ORDER),
        ("/papers/labels", ORDER),
    )

    assert sheet.content.startswith(b"%PDF-")
    assert label.content.startswith(b"%PDF-")
    assert other.status_code == 404
    assert "bench-sheet" in other.text


def test_contents_are_judged(app: Any) -> None:
    """Ten of 98 % have an acceptance value of 98.5 - 98 = 0.5 %."""
    judged, refused = ask(
        app, ("/verdict", ["98 %"] * 10), ("/verdict", ["98 mg"] * 10)
    )

    assert judged.json() == {"verdict": "pass", "acceptance_value": "0.5 %"}
    assert refused.json()["detail"][0]["loc"] == "contents[0]"


def test_what_is_too_much_is_refused_before_it_is_worked_out(app: Any) -> None:
    """A text without end, and a batch that no bench makes."""
    long, many = ask(
        app, ("/plan", b"[" * 1_000_000), ("/plan", {**ORDER, "capsules": 100_000})
    )

    assert (long.status_code, many.status_code) == (413, 413)


def test_its_description_has_the_schema_of_an_order(app: Any) -> None:
    """A program that reads OpenAPI knows what to send."""
    body = app.openapi()["paths"]["/plan"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]

    Draft202012Validator.check_schema(schema)
    assert Draft202012Validator(schema).is_valid(dict(ORDER))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*ORDER, "kind", "packing", "profile", "../x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
#: What was opened while a request was answered.
OPENED: list[str] = []
WATCHED: list[bool] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and WATCHED:
        OPENED.append(str(arguments[0]))


sys.addaudithook(_note)


@settings(deadline=None)
@given(st.binary(max_size=200) | JSON.map(lambda each: json.dumps(each).encode()))
def test_whatever_comes_is_answered_and_no_file_is_read(
    app: Any,
    body: bytes,
) -> None:
    """An order is a value: no name in it leads to a file."""
    data = {**ORDER, "filler": "/etc/passwd", "source": "file:///etc/passwd"}
    ask(app, ("/plan", data))  # what is loaded once is loaded
    OPENED.clear()
    WATCHED.append(True)
    try:
        answers = ask(app, ("/plan", body), ("/plan", data))
    finally:
        WATCHED.clear()

    assert {each.status_code for each in answers} <= {200, 413, 422}
    assert not [each for each in OPENED if "asyncio" not in each]
