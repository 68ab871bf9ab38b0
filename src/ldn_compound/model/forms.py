"""Forms: what the forms of naltrexone, and bases of assays, are called for people."""

from __future__ import annotations

from ..sheets.wording import Wording, say
from .bulk import Basis
from .prescription import Form

__all__ = ["basis_name", "form_name"]

_NAMES: dict[Form, Wording] = {
    "naltrexone": say("naltrexone"),
    "naltrexone hydrochloride": say("naltrexone hydrochloride"),
    "naltrexone hydrochloride dihydrate": say("naltrexone hydrochloride dihydrate"),
}


def form_name(form: Form) -> Wording:
    """Return what a chemical form is called, so that it can be translated.

    Parameters
    ----------
    form
        The form.

    Returns
    -------
    Wording
        Its name.

    Examples
    --------
    >>> form_name("naltrexone hydrochloride")
    'naltrexone hydrochloride'
    """
    return _NAMES[form]


_BASES: dict[Basis, Wording] = {
    "as is": say("as is"),
    "anhydrous": say("anhydrous"),
    "dried": say("dried"),
    "anhydrous, solvent-free": say("anhydrous, solvent-free"),
    "concentrate": say("concentrate"),
}


def basis_name(basis: Basis) -> Wording:
    """Return what the basis of an assay is called, so that it can be translated.

    Parameters
    ----------
    basis
        The basis.

    Returns
    -------
    Wording
        Its name.

    Examples
    --------
    >>> basis_name("dried")
    'dried'
    """
    return _BASES[basis]
