r"""Potency: how much material carries the drug.

A certificate states the assay :math:`c` as is, or on a basis from which water and
solvents :math:`w` are taken out; then they are put back, once
[usp-naltrexone-hydrochloride]_

.. math:: f_k = \frac{1}{c\,(1 - w)}.

Naltrexone is dispensed as base, as hydrochloride and as hydrochloride dihydrate. One
mole of each carries one mole of naltrexone, so that for molar masses :math:`M`

.. math:: f = \frac{M_{weighed}}{M_{wanted}}.

The molar masses are those of `reference` [molar-masses]_.

Rules may cap the assay: no pure substance holds more than 100 %, so a certificate of
101.3 % on the dried substance with 0.8 % loss is taken for 100 %, and
:math:`f_k = 1 / (1 - 0.008) = 1.008` [pta-forum-correction]_.

.. [usp-naltrexone-hydrochloride] Naltrexone Hydrochloride, USP 28, for the basis of
   its assay (docs/references.md).
.. [molar-masses] Abridged standard atomic weights (docs/references.md).
.. [pta-forum-correction] Einwaagekorrektur bei Betamethasondipropionat, for a
   certificate above 100 % (docs/references.md).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, cast

from ..errors import FieldError, shown
from ..model.bulk import BulkDrug
from ..model.forms import Basis, Form
from ..model.policy import Policy
from ..quantities.units import A, Q, Quantity, amounts
from ..reference import molar_mass

__all__ = [
    "correction_factor",
    "is_capped",
    "molar_factor",
    "powder_factor",
    "salt_factor",
]

#: Which losses a basis takes out, and so which figures must come with it.
_TAKEN_OUT: dict[str, tuple[str, ...]] = {
    "as is": (),
    "concentrate": (),
    "anhydrous": ("water",),
    "dried": ("water",),
    "anhydrous, solvent-free": ("water", "solvents"),
}


def correction_factor(
    assay: A | str,
    basis: Basis,
    water: A | str | None = None,
    solvents: A | str | None = None,
) -> A:
    """Return how much material stands for one part of pure drug.

    Parameters
    ----------
    assay
        Content by certificate, :math:`c`. [%]
    basis
        What it is stated on.
    water
        Water, or loss on drying for the basis ``dried``. [%]
    solvents
        Residual solvents, for the basis ``anhydrous, solvent-free``. [%]

    Returns
    -------
    A
        Factor, :math:`f_k`. [ratio]

    Raises
    ------
    FieldError
        If the basis needs a figure that is missing, or would correct for one twice.

    Examples
    --------
    >>> correction_factor("80 %", "as is")
    Q('125 %')
    >>> correction_factor("100 %", "anhydrous", water="20 %")
    Q('125 %')
    """
    if basis not in _TAKEN_OUT:
        expected = f"one of {', '.join(map(repr, _TAKEN_OUT))}"
        raise FieldError(expected, shown(basis), field="basis")
    taken_out = _TAKEN_OUT[basis]
    assay, water, solvents = amounts(
        assay,
        _loss("water", water, basis, counts="water" in taken_out),
        _loss("solvents", solvents, basis, counts="solvents" in taken_out),
    )
    return 1 / (assay * (1 - water - solvents))


def powder_factor(source: BulkDrug, policy: Policy) -> Quantity:
    """Return how much of a powder stands for one part of the form it is.

    Parameters
    ----------
    source
        The powder, by its certificate.
    policy
        House rules; one that caps the assay takes a higher one for the cap, and then
        puts water and solvents back.

    Returns
    -------
    Quantity
        Factor, :math:`f_k`. [ratio]

    Examples
    --------
    >>> from ldn_compound import reference
    >>> pure = BulkDrug("naltrexone hydrochloride", assay="102 %", basis="as is")
    >>> powder_factor(pure, reference.policy("dac-nrf"))
    Q('100 %')
    """
    water, assay = source.water, source.assay
    if source.form.endswith("dihydrate") and "water" in _TAKEN_OUT[source.basis]:
        water = Q("0 %")  # it is in the molar mass
    if is_capped(source, policy):
        assay = cast("Quantity", policy.assay_cap)
    return correction_factor(assay, source.basis, water, source.solvents)


def is_capped(source: BulkDrug, policy: Policy) -> bool:
    """Return whether the policy takes a powder for less pure than its certificate.

    Parameters
    ----------
    source
        The powder, by its certificate.
    policy
        House rules.

    Returns
    -------
    bool
        Never true of a concentrate.
    """
    cap = policy.assay_cap
    if cap is None or source.basis == "concentrate":
        return False
    return source.assay > cap


def _loss(
    field: str, loss: A | str | None, basis: Basis, *, counts: bool
) -> A | str | Literal[0]:
    """Return a loss that the basis takes out; 0 where it takes none out."""
    if counts and loss is None:
        expected = f"the {field} by certificate, for an assay {basis}"
        raise FieldError(expected, "None", "write '0 %' for none", field)
    if not counts and loss is not None:
        way_out = "it is in the assay already: correct for it once"
        raise FieldError(f"no {field} with an assay {basis}", str(loss), way_out, field)
    return 0 if loss is None else loss


def salt_factor(wanted: Form, weighed: Form) -> Fraction:
    """Return how much of the form weighed stands for one part of the form wanted.

    Parameters
    ----------
    wanted
        The form that the strength is stated in.
    weighed
        The form that lies on the bench.

    Returns
    -------
    Fraction
        Parts by mass, :math:`f`; 1 where both are the same.

    Raises
    ------
    UnknownNameError
        If a form is none of `reference`.

    Examples
    --------
    >>> round(float(salt_factor("naltrexone", "naltrexone hydrochloride")), 4)
    1.1068
    """
    return molar_factor(molar_mass(wanted), molar_mass(weighed))


def molar_factor(wanted: Fraction, weighed: Fraction) -> Fraction:
    """Return the same from molar masses of your own; see `salt_factor`.

    Parameters
    ----------
    wanted
        Molar mass of the form wanted, for one naltrexone. [g/mol]
    weighed
        Molar mass of the form weighed, for one naltrexone. [g/mol]

    Returns
    -------
    Fraction
        Parts by mass, :math:`f`.

    Examples
    --------
    >>> molar_factor(Fraction(341), Fraction(341))
    Fraction(1, 1)
    """
    return weighed / wanted
