"""The shell: the empty hard capsule, of one size."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import optional

from ..quantities.fields import above_zero, convert_by_kind, is_text
from ..quantities.kinds import Mass, Volume
from ..quantities.units import Q

__all__ = ["Shell"]


@frozen(field_transformer=convert_by_kind)
class Shell:
    """An empty hard capsule.

    Parameters
    ----------
    size
        Its size, such as ``3`` or ``00``.
    volume
        What its body holds. [mL]
    empty_mass
        Mass of one empty shell, body and cap. [mg]
    maker
        Whose shells, or whose table, or `None`.

    Examples
    --------
    >>> Shell("3", volume="0.3 mL", empty_mass="48 mg").volume
    Q('0.3 mL')
    """

    size: str = field(validator=is_text)
    volume: Volume = field(
        converter=Q, validator=above_zero("a volume", "0.3 mL"), kw_only=True
    )
    empty_mass: Mass = field(
        converter=Q, validator=above_zero("a mass", "48 mg"), kw_only=True
    )
    maker: str | None = field(default=None, validator=optional(is_text), kw_only=True)
