"""Forms: what the chemical forms of naltrexone are called in a text for people."""

from __future__ import annotations

from ..wording import Wording, say
from .prescription import Form

__all__ = ["form_name"]

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
