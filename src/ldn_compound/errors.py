"""Every error this library raises.

::

    CompoundError
    ├── FieldError (ValueError)            a field came with a value it cannot have
    │   ├── UnitError                      what is no amount, or amounts of different
    │   │                                  kinds in one sum or comparison
    │   ├── DoseRangeError                 a strength outside the limits of the policy
    │   └── UnknownNameError               a name that no table of this library holds
    ├── ShellOverfilledError (ValueError)  more powder than the shell holds
    ├── TooLittleToWeighError (ValueError) an amount the balance cannot show
    ├── ExpiredError (ValueError)          a component that is out of date
    ├── DocumentError (ValueError)         a document that cannot be read
    ├── DoubleCheckError (RuntimeError)    a plan that contradicts itself: our fault
    └── MissingExtraError (ImportError)    a library that comes with an extra

Impossible input raises one of these; a questionable plan is a finding instead. Each
names the field, says what was expected and what came, and shows the way out.
"""

from __future__ import annotations

from typing import Self

from attrs import evolve, field, frozen

__all__ = [
    "CompoundError",
    "DocumentError",
    "DoseRangeError",
    "DoubleCheckError",
    "ExpiredError",
    "Fault",
    "FieldError",
    "MissingExtraError",
    "ShellOverfilledError",
    "TooLittleToWeighError",
    "UnitError",
    "UnknownNameError",
    "shown",
]

_LONGEST = 80


class CompoundError(Exception):
    """Root of every error of this library.

    Parameters
    ----------
    expected
        What would have been right.
    got
        What came, as the message shows it.
    way_out
        What to do instead.
    field
        The field at fault, or `None` where the caller had not named one.
    """

    def __init__(
        self, expected: str, got: str, way_out: str = "", field: str | None = None
    ) -> None:
        super().__init__(expected, got, way_out, field)
        self.expected = expected
        self.got = got
        self.way_out = way_out
        self.field = field

    def __str__(self) -> str:
        start = f"{self.field}: " if self.field else ""
        end = f"; {self.way_out}" if self.way_out else ""
        return f"{start}expected {self.expected}, got {self.got}{end}"

    def at(self, field: str) -> Self:
        """Return the same error, told which field it is about."""
        return type(self)(self.expected, self.got, self.way_out, field)


class FieldError(CompoundError, ValueError):
    """A field came with a value it cannot have."""


class UnitError(FieldError):
    """A text or number that is no amount, or amounts of different kinds."""


class DoseRangeError(FieldError):
    """A strength outside the limits that the policy sets by name."""


class UnknownNameError(FieldError):
    """A name that no table of this library holds."""


class ShellOverfilledError(CompoundError, ValueError):
    """More powder than the shell holds."""


class TooLittleToWeighError(CompoundError, ValueError):
    """An amount so small that the balance would show nothing."""


class ExpiredError(CompoundError, ValueError):
    """A component that was out of date on the day of compounding."""


@frozen
class Fault:
    """One fault of a document.

    Parameters
    ----------
    path
        Where it stands, such as ``materials.starch.lots[0].expires``; empty where it is
        no single place.
    message
        What was expected, and what came.
    hint
        What to write instead, or an empty text.
    line
        Its line in the text, counted from one, or `None` where that is not known.

    Examples
    --------
    >>> print(Fault("strength", "expected an amount, got '4,5 mg'", "write '4.5 mg'"))
    strength: expected an amount, got '4,5 mg'; write '4.5 mg'
    """

    path: str
    message: str
    hint: str = ""
    line: int | None = field(default=None)

    @classmethod
    def of(cls, error: CompoundError) -> Fault:
        """Return what an error says of its field."""
        message = f"expected {error.expected}, got {error.got}"
        return cls(error.field or "", message, error.way_out)

    def __str__(self) -> str:
        line = "" if self.line is None else f"line {self.line}"
        place = ", ".join(each for each in (line, self.path) if each)
        start = f"{place}: " if place else ""
        end = f"; {self.hint}" if self.hint else ""
        return f"{start}{self.message}{end}"


class DocumentError(CompoundError, ValueError):
    """A document that cannot be read, with every fault that was found in it.

    Parameters
    ----------
    faults
        Each a `Fault`.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("a document without faults", f"{len(faults)} of them")
        self.args = (faults,)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))

    def at(self, field: str) -> Self:
        """Return the same error, each fault told which field it is about."""
        return type(self)(
            tuple(
                evolve(each, path=f"{field}: {each.path}" if each.path else field)
                for each in self.faults
            )
        )


class MissingExtraError(CompoundError, ImportError):
    """A library that comes with an extra and is not installed."""


class DoubleCheckError(CompoundError, RuntimeError):
    """A plan in which the second calculation finds another figure: a fault of ours."""


def shown(value: object) -> str:
    """Return *value* as a message may show it: one line, not long."""
    if type(value) is str and len(value) > _LONGEST // 2:
        return f"{value[: _LONGEST // 2]!r}... ({len(value)} characters)"
    try:
        written = repr(value)
    except ValueError:  # a number with more digits than Python writes out
        written = f"{type(value).__name__} of too many digits to write"
    except Exception:  # noqa: BLE001 - whatever its own __repr__ raises
        written = f"{type(value).__name__} that cannot be shown"
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}..."
