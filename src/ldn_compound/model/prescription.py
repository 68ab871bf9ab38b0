"""The prescription: what is asked for. Nothing in it identifies a patient."""

from __future__ import annotations

from attrs import field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..quantities.fields import (
    above_zero,
    convert_by_kind,
    each_is_text,
    is_count,
    is_text,
    one_of,
    texts,
    whole_number,
)
from ..quantities.kinds import PerCapsule
from ..quantities.units import Q
from ..sheets.substances import substances
from .forms import FORMS, Form

__all__ = ["Prescription"]


@frozen(field_transformer=convert_by_kind)
class Prescription:
    """What is asked for: so many capsules of one strength.

    Parameters
    ----------
    strength
        Drug in one capsule, of the *form* named. [mg/capsule]
    capsules
        Capsules to dispense.
    form
        Chemical form that *strength* is stated in.
    other_medicines
        Other medicines on the profile, by name; empty where none is taken, and `None`
        where nobody asked.
    intolerances
        Substances the patient may not have, such as ``lactose``.
    conditions
        What is known of the patient's state and matters for naltrexone, such as
        ``pregnancy`` or ``acute hepatitis``: any text is taken, and the screening table
        says which ones are found. Nothing that identifies a patient belongs here.
    reference
        Number of the order, or `None`.
    prescriber
        Who wrote it, or `None`.

    Examples
    --------
    >>> Prescription(strength="4.5 mg", capsules=100).strength
    Q('4.5 mg/capsule')
    """

    strength: PerCapsule = field(
        converter=Q, validator=above_zero("a strength", "4.5 mg/capsule")
    )
    capsules: int = field(
        converter=whole_number, validator=is_count(1, "capsules"), kw_only=True
    )
    form: Form = field(
        default="naltrexone hydrochloride", validator=one_of(*FORMS), kw_only=True
    )
    other_medicines: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(texts),
        validator=optional(each_is_text),
        kw_only=True,
    )
    intolerances: tuple[str, ...] = field(
        default=(), converter=substances, validator=each_is_text, kw_only=True
    )
    conditions: tuple[str, ...] = field(
        default=(), converter=texts, validator=each_is_text, kw_only=True
    )
    reference: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )
    prescriber: str | None = field(
        default=None, validator=optional(is_text), kw_only=True
    )
