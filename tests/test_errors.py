"""Errors: one tree, one shape of message, values kept."""

from __future__ import annotations

import pickle

import pytest

from ldn_compound.errors import (
    CompoundError,
    DocumentError,
    DoseRangeError,
    ExpiredError,
    Fault,
    FieldError,
    ShellOverfilledError,
    TooLittleToWeighError,
    UnitError,
    UnknownNameError,
    shown,
)

FIELD_ERRORS = [FieldError, UnitError, DoseRangeError, UnknownNameError]
BENCH_ERRORS = [ShellOverfilledError, TooLittleToWeighError, ExpiredError]
RAISED = [*FIELD_ERRORS, *BENCH_ERRORS]


class TestTree:
    """Whoever catches one root, or the builtin that fits, catches every error."""

    @pytest.mark.requirement("R86")
    @pytest.mark.parametrize("error", RAISED)
    def test_each_has_the_root_and_the_builtin(
        self, error: type[CompoundError]
    ) -> None:
        """Every error raised is a CompoundError, and a ValueError for others."""
        bases = error.__mro__

        assert {CompoundError, ValueError}.issubset(bases)

    @pytest.mark.parametrize("error", FIELD_ERRORS)
    def test_input_at_fault_is_a_field_error(self, error: type[CompoundError]) -> None:
        """A value that a field cannot have is a FieldError, of whatever kind."""
        assert issubclass(error, FieldError)

    @pytest.mark.parametrize("error", BENCH_ERRORS)
    def test_a_batch_that_cannot_be_is_no_field_error(
        self, error: type[CompoundError]
    ) -> None:
        """What the bench cannot do is the fault of no single field."""
        assert not issubclass(error, FieldError)


class TestMessage:
    """A message names the field, what was expected, what came, and the way out."""

    @pytest.mark.requirement("R08")
    @pytest.mark.parametrize(
        ("error", "message"),
        [
            pytest.param(
                CompoundError("a mass", "4 mL"), "expected a mass, got 4 mL", id="bare"
            ),
            pytest.param(
                CompoundError("a mass", "4 mL", "weigh it"),
                "expected a mass, got 4 mL; weigh it",
                id="way-out",
            ),
            pytest.param(
                CompoundError("a mass", "4 mL", field="dose"),
                "dose: expected a mass, got 4 mL",
                id="field",
            ),
            pytest.param(
                CompoundError("a mass", "4 mL", "weigh it", "dose"),
                "dose: expected a mass, got 4 mL; weigh it",
                id="all",
            ),
        ],
    )
    def test_message(self, error: CompoundError, message: str) -> None:
        """A part that is not known leaves no trace in the message."""
        assert str(error) == message

    def test_values_are_kept(self) -> None:
        """A program reads what went wrong without taking the message apart."""
        error = UnitError("a mass", "4 mL", "weigh it", "dose")

        kept = (error.expected, error.got, error.way_out, error.field)

        assert kept == ("a mass", "4 mL", "weigh it", "dose")


class TestAt:
    """An error learns its field on the way up."""

    @pytest.mark.parametrize("error", RAISED)
    def test_same_error_with_a_field(self, error: type[CompoundError]) -> None:
        """The kind, what was expected, what came and the way out stay."""
        placed = error("a mass", "4 mL", "weigh it").at("dose")

        assert type(placed) is error
        assert str(placed) == "dose: expected a mass, got 4 mL; weigh it"

    def test_first_error_stays_without_a_field(self) -> None:
        """The error that was told its field is a new one."""
        error = FieldError("a mass", "4 mL")

        error.at("dose")

        assert error.field is None


class TestCopies:
    """An error crosses from one process to another whole."""

    @pytest.mark.parametrize("error", RAISED)
    def test_pickled(self, error: type[CompoundError]) -> None:
        """What is unpickled has the kind and the values of what was raised."""
        raised = error("a mass", "4 mL", "weigh it", "dose")

        received = pickle.loads(pickle.dumps(raised))  # noqa: S301

        assert type(received) is error
        assert vars(received) == vars(raised)
        assert str(received) == str(raised)


class TestShown:
    """What came is shown as code, on one line, and never at length."""

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            pytest.param(4.5, "4.5", id="number"),
            pytest.param("4,5 mg", "'4,5 mg'", id="text"),
            pytest.param("a\nb", r"'a\nb'", id="line-break"),
            pytest.param(None, "None", id="nothing"),
            pytest.param("a" * 40, f"'{'a' * 40}'", id="text-40"),
            pytest.param("a" * 41, f"'{'a' * 40}'... (41 characters)", id="text-41"),
            pytest.param(b"a" * 77, f"b'{'a' * 77}'", id="repr-80"),
            pytest.param(b"a" * 78, f"b'{'a' * 78}...", id="repr-81"),
        ],
    )
    def test_shown(self, value: object, text: str) -> None:
        """A text is cut after 40 characters, anything else after 80."""
        assert shown(value) == text

    @pytest.mark.requirement("R85")
    def test_a_million_characters_make_a_short_message(self) -> None:
        """Nobody has to scroll through what was pasted by mistake."""
        text = shown("9" * 1_000_000)

        assert text == f"'{'9' * 40}'... (1000000 characters)"


def test_every_fault_of_a_document_is_told_its_field() -> None:
    """Two faults of one document are both of the field that held it."""
    told = Fault("$.a", "expected 1"), Fault("", "and more")
    error = DocumentError(told).at("plan")

    assert str(error) == "plan: $.a: expected 1\nplan: and more"


def test_a_fault_names_its_line_its_path_and_the_way_out() -> None:
    """Whoever edits a file by hand looks for the line first."""
    fault = Fault("rules.balance", "expected a name, got 3", "name one", line=12)

    assert str(fault) == "line 12, rules.balance: expected a name, got 3; name one"
