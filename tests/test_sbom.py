"""The bill of materials lists what the core needs, in versions that it allows."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
BILL: dict[str, Any] = json.loads((ROOT / "docs/validation/sbom.json").read_bytes())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LISTED = {canonicalize_name(each["name"]): each for each in BILL["components"]}


@pytest.mark.requirement("R90")
@pytest.mark.parametrize(
    "wanted", list(map(Requirement, PROJECT["dependencies"])), ids=str
)
def test_what_the_core_needs_is_listed(wanted: Requirement) -> None:
    """Each dependency is listed, in a version within the bounds of the project."""
    component = LISTED[canonicalize_name(wanted.name)]

    assert wanted.specifier.contains(component["version"])


@pytest.mark.requirement("R90")
def test_nothing_is_listed_that_nothing_needs() -> None:
    """From the library one comes to every component, and no other is named."""
    needs = {each["ref"]: each.get("dependsOn", []) for each in BILL["dependencies"]}
    root = BILL["metadata"]["component"]["bom-ref"]
    reached: set[str] = set()
    waiting = list(needs[root])
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting += [each for each in needs[one] if each not in reached]

    assert reached == {each["bom-ref"] for each in BILL["components"]}
    assert set(needs) == {root, *reached}
    assert len(needs[root]) == len(PROJECT["dependencies"])


def test_each_component_is_identified() -> None:
    """Name, version, package URL and a declared licence, as the format has them."""
    for component in BILL["components"]:
        name, version = canonicalize_name(component["name"]), component["version"]
        assert component["purl"] == f"pkg:pypi/{name}@{version}"
        assert all(each["license"] for each in component["licenses"])
        assert component["licenses"]


def test_it_is_the_bill_of_this_version() -> None:
    """The bill names the library and the version that the project has."""
    component = BILL["metadata"]["component"]

    assert (BILL["bomFormat"], BILL["specVersion"]) == ("CycloneDX", "1.6")
    assert (component["name"], component["version"]) == (
        PROJECT["name"],
        PROJECT["version"],
    )


def test_nothing_of_a_machine_is_in_it() -> None:
    """No path and no moment of the machine where it was made is in the bill."""
    text = json.dumps(BILL)

    assert "file:" not in text
    assert "timestamp" not in BILL["metadata"]
    assert "serialNumber" not in BILL
