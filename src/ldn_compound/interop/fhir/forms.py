"""FHIR forms: which form of naltrexone a concept names, or that it does not say.

Only exact names and the UNII decide: base, hydrochloride and dihydrate are never one
another, and the bare word naltrexone is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from ...errors import FieldError, shown
from ...model.forms import Form
from ...reference.identifiers import named_by_unii
from .values import plain_name
from .version import UNII_SYSTEM

__all__ = ["form_of", "is_naltrexone"]

_BASE: Form = "naltrexone"
_SALT: Form = "naltrexone hydrochloride"
_HYDRATE: Form = "naltrexone hydrochloride dihydrate"

#: What the forms are called, in small letters.
_NAMES: Mapping[str, Form] = MappingProxyType(
    {
        name: form
        for form, names in {
            _BASE: (
                *("naltrexone base", "naltrexone (base)", "naltrexon-base"),
                *("naltrexon (base)", "naltrexona base", "naltrexona (base)"),
                "naltreksoon (alus)",
            ),
            _SALT: (
                *(_SALT, "naltrexone hcl", "naltrexonhydrochlorid", "naltrexon-hcl"),
                *("naltrexon hcl", "naltrexoni hydrochloridum"),
                *("naltrexona hidrocloruro", "hidrocloruro de naltrexona"),
                *("naltrexona clorhidrato", "clorhidrato de naltrexona"),
                *("naltreksoonvesinikkloriid", "naltreksoonh\u00fcdrokloriid"),
            ),
            _HYDRATE: (
                *(_HYDRATE, "naltrexone hcl dihydrate"),
                *("naltrexonhydrochlorid-dihydrat", "naltrexonhydrochloriddihydrat"),
                "naltrexoni hydrochloridum dihydricum",
                "naltrexona hidrocloruro dihidrato",
                "hidrocloruro de naltrexona dihidrato",
                "naltreksoonvesinikkloriiddih\u00fcdraat",
            ),
        }.items()
        for name in names
    }
)

#: Names that leave the form open.
_BARE = ("naltrexone", "naltrexon", "naltrexona", "naltreksoon", "naltrexonum")

_BY_UNII_NAME: Mapping[str | None, Form] = MappingProxyType(
    {form: form for form in get_args(Form)}
)

_WAY_OUT = "name it as 'naltrexone hydrochloride' or 'naltrexone (base)'"


def form_of(concept: Mapping[str, Any], path: str, bare: Form | None = None) -> Form:
    """Return the form of naltrexone that a concept names.

    Parameters
    ----------
    concept
        A FHIR codeable concept.
    path
        Where it stands.
    bare
        The form that the bare word naltrexone means, where somebody knows it.

    Returns
    -------
    Form
        The one form that every name and every UNII in it says.

    Raises
    ------
    FieldError
        If something in it is no name or code of naltrexone, if two of them name two
        forms, or if none says which.

    Examples
    --------
    >>> form_of({"text": "Naltrexone HCl"}, "$")
    'naltrexone hydrochloride'
    >>> form_of({"text": "Naltrexone"}, "$")
    Traceback (most recent call last):
    ldn_compound.errors.FieldError: $: expected the form of naltrexone, got ...
    """
    found: Form | None = None
    anything = False
    for place, said, form, is_bare in _said(concept, path):
        anything = True
        if form is None and not is_bare:
            expected = "naltrexone alone, by a known name or its UNII"
            raise FieldError(expected, shown(said), _WAY_OUT, place)
        if form is not None and found not in (None, form):
            raise FieldError(f"{found}, as before it", shown(said), field=place)
        found = form or found
    form = found or (bare if anything else None)
    if form is None:
        got = "only the word naltrexone" if anything else "no name"
        way_out = f"{_WAY_OUT}, or say with form= which one is meant"
        raise FieldError("the form of naltrexone", got, way_out, path)
    return form


def is_naltrexone(concept: Mapping[str, Any]) -> bool:
    """Return whether a name or a code in a concept is one of naltrexone.

    Parameters
    ----------
    concept
        A FHIR codeable concept.

    Returns
    -------
    bool
        Whether it is, in whichever form.

    Examples
    --------
    >>> is_naltrexone({"text": "naltrexone"}), is_naltrexone({"text": "sucrose"})
    (True, False)
    """
    return any(form or is_bare for _, _, form, is_bare in _said(concept, ""))


def _said(
    concept: Mapping[str, Any], path: str
) -> Iterator[tuple[str, object, Form | None, bool]]:
    """Yield each name and UNII: its place, itself, the form, and if it says none."""
    codings = list(enumerate(concept.get("coding") or []))
    names = [(f"{path}.text", concept.get("text"))]
    names += [(f"{path}.coding[{at}].display", it.get("display")) for at, it in codings]
    for place, name in names:
        if name is not None:
            plain = plain_name(name)
            yield place, name, _NAMES.get(plain), plain in _BARE
    for at, each in codings:
        if each.get("system") == UNII_SYSTEM:
            form = _BY_UNII_NAME.get(named_by_unii(each.get("code")))
            yield f"{path}.coding[{at}].code", each.get("code"), form, False
