"""TOML: faults are told with the line on which their place stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import DocumentError
from ldn_compound.errors import Fault
from ldn_compound.orders.toml import parsed_toml, with_lines

TEXT = """\
# a comment
first = 1

[table."3"]
key = [
  { inner = 1 },
  { inner = 2 },
]
last = 9
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("first", 2),
        ("table", 4),
        ("table['3']", 4),
        ("table['3'].key[1].inner", 5),  # the statement begins there
        ("table['3'].last", 9),
        ("table['3'].missing", 4),  # what holds it
        ("missing", None),
        ("", None),
    ],
)
def test_a_fault_has_the_line_of_its_statement(path: str, line: int | None) -> None:
    """Counted by hand in the text above, from one."""
    assert with_lines((Fault(path, "a fault"),), TEXT)[0].line == line


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True), st.data())
def test_any_key_has_its_own_line(keys: list[str], data: st.DataObject) -> None:
    """One key a line: the line is the place in the list."""
    text = "".join(f"{key} = 1\n" for key in keys)
    key = data.draw(st.sampled_from(keys))

    assert with_lines((Fault(key, ""),), text)[0].line == keys.index(key) + 1


def test_faults_come_in_the_order_of_their_lines() -> None:
    """Whoever mends the file goes from top to bottom."""
    told = with_lines((Fault("table['3'].last", ""), Fault("first", "")), TEXT)

    assert [each.line for each in told] == [2, 9]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = ", "expected valid TOML, got: Invalid value"),
        ("a = 1\na = 2\n", "valid TOML"),
        (b"a = 1", "expected a text of at most 1000000 characters, got b'a = 1'"),
        ("#" * 1_000_001, "1000000 characters, got 1000001 characters"),
        ("a = " + "[" * 100_000, "valid TOML"),
    ],
    ids=["half", "twice", "bytes", "long", "deep"],
)
def test_what_is_no_toml_is_refused(text: str, told: str) -> None:
    """It is told in one line, and no foreign error leaves the library."""
    with pytest.raises(DocumentError, match=told):
        parsed_toml(text)
