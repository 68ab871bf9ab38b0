"""The profile: what a pharmacy has and how it works, said once.

It is one file of TOML that a person writes and reads. What changes ten times a day is
an order (`orders.order`), which names what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import attrs
from attrs import evolve, field, frozen
from attrs.validators import optional

from ..documents.patient.label import LabelLook
from ..errors import DocumentError, Fault, FieldError, shown
from ..model.equipment import Balance, Tray
from ..model.packing import Density
from ..model.policy import Policy
from ..model.shell import Shell
from ..plain.places import Place, RefusedPartsError, read_at, refuse_faults, step
from ..plain.shapes import Choice
from ..quantities.fields import is_note, is_text
from ..reference.label_rules import label_rules_names
from ..reference.policies import policies
from ..reference.policies import policy as published_policy
from ..reference.shells import shell as published_shell
from ..reference.tables import unknown
from .shelf import MATERIAL, OnShelf
from .toml import parsed_toml, with_lines
from .values import (
    Member,
    Named,
    Object,
    Value,
    Written,
    make_at,
    members_of,
    record_as_written,
    schema_of,
)

__all__ = ["NEW_PROFILE", "Pharmacy", "Profile", "Usual", "named", "profile_schema"]

T = TypeVar("T")


#: A profile to begin with, each part explained: what ``profile new`` writes.
NEW_PROFILE = files(__package__).joinpath("new_profile.toml").read_text("utf-8")


def _are_label_rules(
    _record: object, field: attrs.Attribute[Any], value: tuple[str, ...]
) -> None:
    for each in value:
        if each not in label_rules_names():
            raise unknown(field.name, each, label_rules_names())


@frozen(kw_only=True)
class Pharmacy:
    """Who makes the capsules, and by which rules.

    Parameters
    ----------
    name, address, phone
        As labels and sheets print them.
    language
        Language of the papers: ``en`` or ``de``.
    page
        Paper: ``A4`` or ``Letter``.
    label_size
        Size of the labels: ``small``, ``large`` or ``tall``.
    label_rules
        Rules that they follow (`reference.label_rules_names`).
    label_code
        Whether a code on them says batch number and last day of use.
    label_text
        What else stands on each of them.
    policy
        House rules.
    """

    name: str | None = field(default=None, validator=optional(is_text))
    address: str | None = field(default=None, validator=optional(is_text))
    phone: str | None = field(default=None, validator=optional(is_text))
    language: Literal["en", "de"] = "en"
    page: Literal["A4", "Letter"] = "A4"
    label_size: Literal["small", "large", "tall"] = "large"
    label_rules: tuple[str, ...] = field(
        default=(), converter=tuple, validator=_are_label_rules
    )
    label_code: bool = False
    label_text: str | None = field(default=None, validator=optional(is_note))
    policy: Policy = field(factory=published_policy)

    @property
    def label_look(self) -> LabelLook:
        """What `BatchPlan.label` takes of a pharmacy."""
        return {
            "pharmacy": self.contact,
            "size": self.label_size,
            "rules": self.label_rules,
            "code": self.label_code,
            "language": self.language,
        }

    @property
    def contact(self) -> str | None:
        """Name, address and phone in one line, as a label prints them."""
        told = (self.name, self.address, self.phone)
        return ", ".join(each for each in told if each) or None


@frozen(kw_only=True)
class Usual:
    """What an order takes where it says nothing, by the names in the profile.

    Parameters
    ----------
    source
        What carries the drug.
    filler
        What fills the shell.
    shell
        Size of the shell.
    balance
        The balance.
    tray
        The tray.
    """

    source: str | None = None
    filler: str | None = None
    shell: str | None = None
    balance: str | None = None
    tray: str | None = None


@frozen(kw_only=True)
class Profile:
    """A pharmacy's shelf, its equipment and its rules.

    Parameters
    ----------
    pharmacy
        Who it is, and by which rules it works.
    usual
        What an order takes where it says nothing.
    materials
        Tablets, powders, fillers and additives, by their names here.
    shells
        Shells, by size.
    balances, trays
        Equipment, by its names here.

    Examples
    --------
    >>> profile = Profile.loads('''
    ... [balances.main]
    ... readability = "1 mg"
    ... ''')
    >>> profile.balance("main").readability
    Q('1 mg')
    """

    pharmacy: Pharmacy = field(factory=Pharmacy)
    usual: Usual = field(factory=Usual)
    materials: tuple[tuple[str, OnShelf], ...] = ()
    shells: tuple[tuple[str, Shell], ...] = ()
    balances: tuple[tuple[str, Balance], ...] = ()
    trays: tuple[tuple[str, Tray], ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Return the profile in a file.

        Parameters
        ----------
        path
            A file of TOML.

        Returns
        -------
        Profile
            What it says.

        Raises
        ------
        DocumentError
            If it has faults: all of them, each with its line and its path.
        FieldError
            If there is no such file.
        """
        try:
            return cls.loads(Path(path).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ValueError) as error:
            if isinstance(error, DocumentError):
                raise
            got = f"{shown(str(path))} ({getattr(error, 'strerror', None) or error})"
            way_out = "`ldn-compound profile new FILE` writes one to begin with"
            raise FieldError("a profile in UTF-8", got, way_out, "profile") from None

    @classmethod
    def loads(cls, text: str) -> Self:
        """Return the profile that a text of TOML says.

        Parameters
        ----------
        text
            The text.

        Returns
        -------
        Profile
            What it says.

        Raises
        ------
        DocumentError
            If it has faults: all of them, each with its line and its path.
        """
        try:
            return cls.from_dict(parsed_toml(text))
        except DocumentError as error:
            raise DocumentError(with_lines(error.faults, text)) from None

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Return the profile that plain data say.

        Parameters
        ----------
        data
            What a reader of TOML or JSON gives.

        Returns
        -------
        Profile
            What they say.

        Raises
        ------
        DocumentError
            If they have faults: all of them, each with its path.
        """
        faults: list[Fault] = []
        members = read_at(_PROFILE.read, data, Place("", faults))
        refuse_faults(faults)
        profile = cls(**members)
        refuse_faults([*profile._misnamed()])
        return profile

    def material(self, name: str, field: str) -> OnShelf:
        """Return a material by its name; an error names the field that asked."""
        return named(self.materials, name, field)

    def balance(self, name: str) -> Balance:
        """Return a balance by its name."""
        return named(self.balances, name, "balance")

    def tray(self, name: str) -> Tray:
        """Return a tray by its name."""
        return named(self.trays, name, "tray")

    def shell(self, size: str) -> Shell:
        """Return a shell of a size, or else the published one."""
        return dict(self.shells).get(size) or published_shell(size)

    def _misnamed(self) -> Iterator[Fault]:
        """Yield a fault for each usual thing that is not in the profile."""
        usual = self.usual
        for part, name, find in (
            ("source", usual.source, partial(self.material, field="source")),
            ("filler", usual.filler, partial(self.material, field="filler")),
            ("shell", usual.shell, self.shell),
            ("balance", usual.balance, self.balance),
            ("tray", usual.tray, self.tray),
        ):
            try:
                _ = name is None or find(name)
            except FieldError as error:
                yield evolve(Fault.of(error), path=f"usual.{part}")

    def lacking(self) -> tuple[Fault, ...]:
        """Return what is not known yet, without which no batch can be ready.

        Returns
        -------
        tuple of Fault
            Each with its path and the way to find it; none where nothing lacks.

        Examples
        --------
        >>> print(Profile().lacking()[0])
        materials: expected a drug source, got none; state [materials.NAME]
        """
        return tuple(self._lacking())

    def _lacking(self) -> Iterator[Fault]:
        kinds = {each.kind for _, each in self.materials}
        if not kinds & {"tablets", "bulk", "trituration"}:
            yield _lacks("materials", "a drug source", "state [materials.NAME]")
        if "filler" not in kinds:
            yield _lacks("materials", "a filler", "state [materials.NAME]")
        for key, value, what in (
            ("shells", self.shells, "the shells that are filled"),
            ("balances", self.balances, "the balance that weighs"),
        ):
            if not value:
                yield _lacks(key, what, f"state [{key}.NAME]")
        for name, material in self.materials:
            for fault in _lacking_of(material, [size for size, _ in self.shells]):
                path = f"materials{step(name)}.{fault.path}"
                yield evolve(fault, path=path)


def named(things: tuple[tuple[str, T], ...], name: str, field: str) -> T:
    """Return one of several things by its name."""
    for key, value in things:
        if key == name:
            return value
    if things:
        raise unknown(field, name, [key for key, _ in things])
    raise FieldError("a name that the profile holds", shown(name), field=field)


def _lacking_of(material: OnShelf, sizes: Iterable[str]) -> Iterator[Fault]:
    """Yield what is not known of a material; figures of lots count for their lot."""
    for lot in material.lots or (None,):
        known = material.figures_of(lot)
        path = "" if lot is None else f"lots[{material.lots.index(lot)}]."
        if material.kind == "tablets" and "mean_mass" not in known:
            yield _lacks(f"{path}mean_mass", "the mean mass of a tablet", _TWENTY)
        if material.kind == "bulk" and "assay" not in known:
            yield _lacks(f"{path}assay", "the assay", "see its certificate")
        packings = material.packings_of(lot)
        if material.kind != "additive":
            for size in sizes:
                if not any(
                    isinstance(each, Density) or each.size == size for each in packings
                ):
                    yield _lacks(
                        f"{path}packing{step(size)}",
                        f"what one shell of size {size} holds of it",
                        "fill and weigh ten shells",
                    )
    if not material.lots:
        yield _lacks(
            "lots", "the lots on hand, with their expiry", "state lots = [...]"
        )


_TWENTY = "weigh twenty whole tablets"


def _lacks(path: str, what: str, hint: str) -> Fault:
    return Fault(path, f"expected {what}, got none", hint)


# -- how it is written


def _pharmacy(
    *,
    policy: str = "usp",
    name: str | None = None,
    **members: Any,  # noqa: ANN401 - of either record
) -> Pharmacy:
    """Return the pharmacy; rules of its own are named after it."""
    own = {each: members.pop(each) for each in _RULES if each in members}
    rules = published_policy(policy)
    if own:
        if name is None:
            got, way_out = "no name", "state the name of the pharmacy"
            raise FieldError("a name for rules of your own", got, way_out, "name")
        rules = evolve(rules, name=f"{policy} ({name})", **own)
    return Pharmacy(name=name, policy=rules, **members)


@frozen
class _Shells(Value):
    """Shells by size: as a maker publishes them, or as they were weighed."""

    def read(self, data: Any, place: Place) -> tuple[tuple[str, Shell], ...]:  # noqa: ANN401
        before, within = len(place.faults), place.within
        found = tuple(
            (
                size,
                read_at(
                    partial(make_at, partial(_shell, size)), each, within(step(size))
                ),
            )
            for size, each in _SIZES.read(data, place)
        )
        if len(place.faults) > before:
            raise RefusedPartsError
        return found

    def schema(self) -> dict[str, Any]:
        return _SIZES.schema()


_SIZES = Named(Object("Shell", members_of(Shell, without=("size",), needed=()), dict))


def _shell(size: str, **stated: Any) -> Shell:  # noqa: ANN401 - of its record
    """Return a shell as it was weighed, or else as its maker publishes it."""
    if not stated.keys() & {"volume", "empty_mass"}:
        return published_shell(size, **stated)
    for name in ("volume", "empty_mass"):
        if name not in stated:
            way_out = "state both, or only the maker whose table is taken"
            raise FieldError("volume and empty_mass", "one of them", way_out, name)
    return Shell(size, **stated)


_RULES = members_of(Policy, without=("name",), needed=())
_PHARMACY = Object(
    "Pharmacy",
    {
        **members_of(Pharmacy, without=("policy",)),
        "policy": Member(
            Written(Choice(policies())),
            default="usp",
            told="Published house rules; any of them can be changed beside it.",
        ),
        **_RULES,
    },
    _pharmacy,
)
_PROFILE = Object(
    "Profile",
    {
        "pharmacy": Member(_PHARMACY, told="Who it is, and its house rules."),
        "usual": Member(
            record_as_written(Usual), told="What an order takes where it says nothing."
        ),
        "materials": Member(Named(MATERIAL), told="Tablets, powders, fillers."),
        "shells": Member(_Shells(), told="Shells, by size."),
        "balances": Member(Named(record_as_written(Balance)), told="Balances."),
        "trays": Member(Named(record_as_written(Tray)), told="Trays."),
    },
    dict,
)


def profile_schema() -> dict[str, Any]:
    """Return the schema of a profile, for editors and for programs that write one.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12. What it refuses, `Profile.from_dict` refuses; the
        checks of the records are beyond it.

    Examples
    --------
    >>> sorted(profile_schema()["properties"])
    ['balances', 'materials', 'pharmacy', 'shells', 'trays', 'usual']
    """
    return schema_of(_PROFILE, "profile")
