"""Runs the quickest tests first: a plugin of pytest for mutation testing.

mutmut stops at the first test that fails, and knows how long each took when it began.
"""

from __future__ import annotations

import pytest
from mutmut.state import state


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order of the time they took."""
    known = state().duration_by_test
    items.sort(key=lambda item: known.get(item.nodeid, 0))
