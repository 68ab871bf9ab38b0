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

__all__ = [
    "CompoundError",
    "DocumentError",
    "DoseRangeError",
    "DoubleCheckError",
    "ExpiredError",
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


class DocumentError(CompoundError, ValueError):
    """A document that cannot be read, with every fault that was found in it.

    Parameters
    ----------
    faults
        A line for each: its path, what was expected and what came.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("a document without faults", f"{len(faults)} of them")
        self.args = (faults,)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults)

    def at(self, field: str) -> Self:
        """Return the same error, each fault told which field it is about."""
        return type(self)(tuple(f"{field}: {fault}" for fault in self.faults))


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
