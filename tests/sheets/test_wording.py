"""Sentences that remember their template."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Q
from ldn_compound.sheets.wording import Run, Wording, runs, say, translated

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


def test_the_runs_are_words_and_amounts() -> None:
    """Whoever prints a sentence can hold its amounts together."""
    text = say("Weigh {mass} of {item}.", mass=Q("1541 mg"), item="powder")

    assert list(runs(text)) == [
        Run("Weigh "),
        Run("1541 mg", amount=True),
        Run(" of powder."),
    ]


def test_the_values_of_a_sentence_can_be_told_from_its_words() -> None:
    """Those of a sentence in a sentence too."""
    inner = say("{item} powder", item="tablet")
    text = say("Weigh {mass} of {item}.", mass=Q("1541 mg"), item=inner)

    assert list(runs(text, values=True)) == [
        Run("Weigh "),
        Run("1541 mg", amount=True, value=True),
        Run(" of "),
        Run("tablet powder", value=True),
        Run("."),
    ]


def test_a_plain_text_is_all_words() -> None:
    """A text that has no template has no values, whatever stands in it."""
    assert list(runs("Weigh {mass} or 5 mg.")) == [Run("Weigh {mass} or 5 mg.")]


def test_nothing_has_no_runs() -> None:
    """A blank stays one."""
    assert list(runs("")) == []


@given(st.lists(st.tuples(st.text(), st.text())), st.text())
def test_the_runs_make_up_the_text(
    given_pieces: list[tuple[str, str]], end: str
) -> None:
    """Nothing is lost and nothing added, whatever the words and the values are."""
    template, values = "", {}
    for number, (words, value) in enumerate(given_pieces):
        template += words.replace("{", "{{").replace("}", "}}") + f"{{v{number}}}"
        values[f"v{number}"] = value
    text = say(template + end.replace("{", "{{").replace("}", "}}"), **values)

    assert "".join(run.text for run in runs(text, values=True)) == text
    assert "".join(run.text for run in runs(text)) == text
