"""Running: each example worked out, and whether the answer is the published one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import frozen

from ..errors import MissingExtraError
from ..quantities.notation import decimal
from ..quantities.units import Quantity
from .examples import Example
from .worked import WORKED

__all__ = ["Compared", "ExampleResult", "Verdict", "run_examples"]

Verdict: TypeAlias = Literal["pass", "fail", "not run"]

#: Name of a figure, what was expected, and what came.
Compared: TypeAlias = tuple[str, str, str]


@frozen(kw_only=True)
class ExampleResult:
    """What came of one example.

    Parameters
    ----------
    example
        The example.
    verdict
        ``pass``, ``fail``, or ``not run`` where an extra is not installed.
    figures
        Name of each figure, what was expected, and what came.
    reason
        Why there are no figures; else empty.
    """

    example: Example
    verdict: Verdict
    figures: tuple[Compared, ...] = ()
    reason: str = ""


def run_examples(examples: Iterable[Example]) -> tuple[ExampleResult, ...]:
    """Return what comes of each example.

    Parameters
    ----------
    examples
        The examples.

    Returns
    -------
    tuple of ExampleResult
        In the same order. An example that cannot be worked out fails, with the reason;
        one that needs an extra which is not installed is not run.

    Examples
    --------
    >>> from ldn_compound.selftest import packaged_examples
    >>> run_examples(packaged_examples()[:1])[0].verdict
    'pass'
    """
    return tuple(_run(example) for example in examples)


def _run(example: Example) -> ExampleResult:
    try:
        return _compared(example, WORKED[example.what](example.given))
    except MissingExtraError as error:
        return ExampleResult(example=example, verdict="not run", reason=error.way_out)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is a verdict
        reason = f"{type(error).__name__}: {error}"
        return ExampleResult(example=example, verdict="fail", reason=reason)


def _compared(example: Example, results: Mapping[str, Any]) -> ExampleResult:
    figures, agree = [], []
    for name, expected in example.expect.items():
        came, as_published = _one(results[name], str(expected), example.tolerance)
        figures.append((name, str(expected), came))
        agree.append(as_published)
    verdict: Verdict = "pass" if agree and all(agree) else "fail"
    return ExampleResult(example=example, verdict=verdict, figures=tuple(figures))


def _one(result: Any, expected: str, tolerance: str) -> tuple[str, bool]:  # noqa: ANN401 - a quantity, a number or a word
    """Return a result in the unit of the published answer, and whether it is that."""
    if isinstance(result, (str, int)):
        return str(result), str(result) == expected
    number, _, unit = expected.partition(" ")
    actual = result
    if isinstance(result, Quantity):
        actual = result.m_as(unit) if unit else result.to_base_units().magnitude
    as_published = abs(actual - Fraction(number)) <= Fraction(tolerance)
    return f"{decimal(actual)} {unit}".rstrip(), as_published
