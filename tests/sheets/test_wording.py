"""Sentences that remember their template."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.sheets.wording import Wording, pieces, say, translated

WEIGH = say("Weigh {mass} of {item}.", mass="1541 mg", item=say("powder"))
GERMAN = {"Weigh {mass} of {item}.": "{mass} {item} einwiegen.", "powder": "Pulver"}


def in_german(template: str) -> str:
    """Look a template up, and keep it where it is not known."""
    return GERMAN.get(template, template)


def test_a_wording_is_a_text() -> None:
    """Whoever expects a text gets one."""
    assert WEIGH == "Weigh 1541 mg of powder."
    assert hash(WEIGH) == hash("Weigh 1541 mg of powder.")


def test_values_are_translated_too() -> None:
    """A sentence in a sentence is translated with it; a name stays as it is."""
    german = translated(WEIGH, in_german)

    assert german == "1541 mg Pulver einwiegen."
    assert isinstance(german, Wording)  # its values can still be told apart


def test_a_plain_text_is_left_alone() -> None:
    """A name that looks like a template of the catalogue is still a name."""
    assert translated("powder", in_german) == "powder"


def test_an_unknown_template_stays_english() -> None:
    """What a catalogue lacks is shown in English, with its values."""
    assert translated(say("Count {n}.", n=3), in_german) == "Count 3."


def test_braces_in_a_value_are_no_template() -> None:
    """A name with braces is printed as it is, in every language."""
    odd = say("Weigh {mass} of {item}.", mass="1 mg", item="{mass}{0}{{x}}")

    assert odd == "Weigh 1 mg of {mass}{0}{{x}}."
    assert translated(odd, in_german) == "1 mg {mass}{0}{{x}} einwiegen."


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_keeps_the_template(protocol: int) -> None:
    """A wording that crossed to another process can still be translated."""
    other = pickle.loads(pickle.dumps(WEIGH, protocol))  # noqa: S301 - our own bytes

    assert translated(other, in_german) == "1541 mg Pulver einwiegen."


def test_a_copy_keeps_the_template() -> None:
    """A deep copy is the same wording."""
    other = copy.deepcopy(WEIGH)

    assert isinstance(other, Wording)
    assert other.values == WEIGH.values


def test_the_pieces_are_words_and_values() -> None:
    """Whoever prints a sentence can set off its values."""
    assert list(pieces(WEIGH)) == [("Weigh ", "1541 mg"), (" of ", "powder"), (".", "")]


def test_a_plain_text_is_all_words() -> None:
    """A text that has no template has no values."""
    assert list(pieces("Weigh {mass}.")) == [("Weigh {mass}.", "")]


def test_values_are_pieces_as_they_are_printed() -> None:
    """Styles, conversions and braces of a template count as they show."""
    text = say("{{{n:>3}}} {name!r}", n=5, name="a")

    assert list(pieces(text)) == [
        ("{", ""),
        ("", "  5"),
        ("}", ""),
        (" ", "'a'"),
    ]


@given(st.lists(st.tuples(st.text(), st.text())), st.text())
def test_the_pieces_make_up_the_text(
    given_pieces: list[tuple[str, str]], end: str
) -> None:
    """Nothing is lost and nothing added, whatever the words and the values are."""
    template, values = "", {}
    for number, (words, value) in enumerate(given_pieces):
        template += words.replace("{", "{{").replace("}", "}}") + f"{{v{number}}}"
        values[f"v{number}"] = value
    text = say(template + end.replace("{", "{{").replace("}", "}}"), **values)

    assert "".join(words + value for words, value in pieces(text)) == text
    shown = [value for _, value in pieces(text) if value]
    assert shown == [value for value in values.values() if value]
