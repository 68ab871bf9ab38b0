"""Forms: the forms of naltrexone and the bases of assays, and what people call them."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from ..quantities.kinds import Ratio
from ..sheets.wording import Wording, say

__all__ = [
    "BASES",
    "FORMS",
    "Basis",
    "Form",
    "assay_of_label",
    "basis_name",
    "form_name",
]

#: The chemical form a strength is stated in; never implied by the word naltrexone.
Form: TypeAlias = Literal[
    "naltrexone",
    "naltrexone hydrochloride",
    "naltrexone hydrochloride dihydrate",
]
FORMS: tuple[str, ...] = get_args(Form)

#: What the assay of a certificate is stated on.
Basis: TypeAlias = Literal[
    "as is", "anhydrous", "dried", "anhydrous, solvent-free", "concentrate"
]
BASES: tuple[str, ...] = get_args(Basis)

_NAMES: dict[Form, Wording] = {
    "naltrexone": say("naltrexone (base)"),
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
        Its name; the base says that it is one.

    Examples
    --------
    >>> form_name("naltrexone")
    'naltrexone (base)'
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


def assay_of_label(assay: Ratio | None) -> Wording:
    """Return what is known of a content that is stated against the label.

    Parameters
    ----------
    assay
        Content by assay, or `None`. [% of label]

    Returns
    -------
    Wording
        The assay, or that the label is taken.
    """
    if assay is None:
        return say("none stated: the label is taken")
    return say("{assay} of the label", assay=assay)
