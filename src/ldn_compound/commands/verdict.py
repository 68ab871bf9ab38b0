"""``verdict``: what a test of a pharmacopoeia says of what was measured."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ..errors import CompoundError, FieldError
from ..interop.json import dumps
from ..model.equipment import Balance
from ..model.verdict import Verdict
from ..quality import (
    dac_nrf_uniformity,
    formulario_nacional,
    ph_eur_2_9_5,
    ph_eur_2_9_6,
    potency_test,
    usp_905,
    usp_2091,
    vaum,
)
from .files import column_of
from .parser import DRAFT, READY, Parser, print_text, run
from .printing import add_sheet_options, print_sheet

__all__ = ["main", "parser"]

#: Each test by its name: of contents, of masses, or of masses against a theory.
_OF_CONTENTS: Mapping[str, Callable[..., Verdict]] = MappingProxyType(
    {"usp-905": usp_905, "ph-eur-2.9.6": ph_eur_2_9_6, "potency": potency_test}
)
_OF_MASSES: Mapping[str, Callable[..., Verdict]] = MappingProxyType(
    {
        "ph-eur-2.9.5": ph_eur_2_9_5,
        "dac-nrf": dac_nrf_uniformity,
        "usp-2091": usp_2091,
    }
)
_AGAINST: Mapping[str, Callable[..., Verdict]] = MappingProxyType(
    {"formulario-nacional": formulario_nacional, "vaum": vaum}
)


def parser() -> Parser:
    """Return what the command takes."""
    made = Parser(
        "verdict",
        "Judge contents or masses of capsules by a test of a pharmacopoeia. A check of "
        "weights is none of the uniformity of content.",
        epilog="The command ends with 0 where the test is passed, with 1 where it is "
        "not or more are to be tested, and with 2 where it was refused.",
    )
    add = made.add_argument
    names = (*_OF_CONTENTS, *_OF_MASSES, *_AGAINST)
    add("test", choices=names, help="which test")
    add(
        "values",
        nargs="*",
        help="contents such as '98.2 %%', or masses",
    )
    add("--csv", help="file of comma-separated values, in place of them; - reads input")
    add("--column", help="name of its column (default: the first)")
    add("--unit", help="unit of numbers that have none, such as '%%' or 'mg'")
    add("--theoretical", help="mass that was planned, for vaum and formulario-nacional")
    add("--readability", help="step of the balance, such as '1 mg'")
    add_sheet_options(made)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the verdict that the command line asks for.

    Parameters
    ----------
    arguments
        The command line; `None` takes that of the process.

    Returns
    -------
    int
        0 where the test is passed, 1 where it is not, 2 where it was refused.
    """
    return run(parser(), arguments, _main)


def _main(options: Namespace) -> int:
    values = options.values
    if options.csv is not None:
        if values:
            expected = "values, or a file of them"
            raise FieldError(expected, "both", field="--csv")
        values = column_of(options.csv, options.column)
    if options.unit is not None:
        numbers = set("0123456789.")
        values = [
            f"{each} {options.unit}" if set(each) <= numbers else each
            for each in values
        ]
    try:
        verdict = _verdict(options, values)
    except CompoundError as error:
        field = re.sub("^(contents|(net|gross)_masses)", "values", error.field or "")
        raise error.at(_FIELDS.get(field, field)) from None
    if options.json:
        print_text(dumps(verdict) + "\n")
    else:
        print_sheet(verdict.as_sheet(), options, None)
    return READY if verdict.verdict == "pass" else DRAFT


#: The option that says an argument.
_FIELDS = {name: f"--{name}" for name in ("theoretical", "readability")}


def _verdict(options: Namespace, values: list[str]) -> Any:  # noqa: ANN401 - one of the verdicts
    if options.test in _OF_CONTENTS:
        return _OF_CONTENTS[options.test](values)
    balance = options.readability and Balance(readability=options.readability)
    if options.test in _OF_MASSES:
        return _OF_MASSES[options.test](values, balance=balance)
    return _AGAINST[options.test](values, options.theoretical, balance=balance)
