"""An order: what is asked, in the short form that a person or a program writes.

Names in it refer to a `Profile`; the thing itself may stand in place of a name, so that
a program needs no profile. `plan_order` works it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, Self, TypeVar

import attrs
from attrs import evolve, field, frozen
from attrs.converters import optional as unless_none
from attrs.validators import optional

from ..batch_plan import BatchPlan, plan_batch
from ..errors import DocumentError, Fault, FieldError, shown
from ..model.dates import day
from ..model.dilution import Preference
from ..model.dispensed import TIMES_OF_DAY, Dispensed, TimeOfDay
from ..model.equipment import Balance, Tray
from ..model.fill import (
    Fill,
    FillByCompletion,
    FillByPacking,
    FillToMass,
    FillToVolume,
)
from ..model.forms import Form
from ..model.policy import Policy
from ..model.prescription import Prescription
from ..model.request import Request, number_of_tablets
from ..model.shell import Shell
from ..plain.json_text import parsed
from ..plain.places import Place, read_at, refuse_faults, step
from ..plain.shapes import Choice, Plain
from ..quantities.fields import (
    convert_by_kind,
    is_count,
    is_note,
    one_of,
    texts,
    whole_number,
)
from ..quantities.kinds import MASS, TABLETS, PerCapsule, Ratio
from ..quantities.units import Q, Quantity
from ..reference.policies import policies
from ..reference.policies import policy as published_policy
from ..reference.tables import unknown
from ..sheets.substances import substances
from .lots import Chosen, lots_in_turn, plan_with_lots
from .materials import SOURCES, Added, Parts, Wanted, amount_used, naming, wanted
from .profile import Profile, Usual
from .shelf import LotOnHand, OnShelf, material_value
from .toml import parsed_toml, with_lines
from .values import (
    Amount,
    AnyOf,
    ListOf,
    Member,
    Named,
    NameOr,
    Object,
    Text,
    Value,
    Written,
    members_of,
    record_as_written,
    schema_of,
)

__all__ = ["NEW_ORDER", "Order", "order_schema", "plan_order"]

#: An order to begin with, each field explained: what ``order new`` writes.
NEW_ORDER = files(__package__).joinpath("new_order.toml").read_text("utf-8")


def _is_name(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no name; a patient's name stands in no message."""
    try:
        _NAME.read(value, Place("", []))
    except FieldError as error:
        raise error.at(field.name) from None


_NAME = Text(shown=False)

#: Directions as a label prints them.
_LONGEST_DIRECTIONS = 1000

T = TypeVar("T", Balance, Tray)

_NO_PROFILE = Profile()


#: An order refuses in a field what the same field of these records refuses.
_ASKED, _REQUEST = attrs.fields(Prescription), attrs.fields(Request)


_FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "by packing": FillByPacking(),
        "to volume": FillToVolume(),
        "by completion": FillByCompletion(),
    }
)


def _fill(value: object) -> Fill:
    """Return a fill method, which may be said in words."""
    if isinstance(value, str) and value in _FILLS:
        return _FILLS[value]
    if isinstance(value, (FillByPacking, FillToMass, FillToVolume, FillByCompletion)):
        return value
    expected = f"one of {', '.join(map(repr, _FILLS))}, or {{'to_mass': '225 mg'}}"
    raise FieldError(expected, shown(value), field="fill")


@frozen(kw_only=True, field_transformer=convert_by_kind)
class Order:
    """What is asked: so many capsules of one strength, from what is on the shelf.

    Parameters
    ----------
    strength
        Drug in one capsule, of the form named. [mg/capsule]
    capsules
        Capsules to dispense.
    form
        Chemical form that the strength is stated in.
    source
        What carries the drug: a name in the profile, or the material itself.
    filler
        What fills the shell: a name, the filler itself, or several with their parts.
    shell
        Size of the shell, or the shell itself.
    balance
        The balance: a name, or the balance itself.
    tray
        The tray: a name, its holes, or the tray itself.
    fill
        How the amount of filler is found: ``by packing``, ``to volume``, ``by
        completion``, or to a mass.
    additives
        A little of other excipients.
    diluent
        What too little powder is triturated with; left out, the first filler.
    lots
        Lots to take, by the name of the material; left out, the first to expire of
        which there is enough.
    spare_capsules
        Capsules beyond those dispensed.
    blend_excess
        How much more blend than the capsules take; the strength stays. [%]
    drug_overage
        How much more drug than the label says; the strength rises. [%]
    pool
        Tablets to crush at least.
    prefer
        Which trituration to take.
    most_error
        Combined error allowed for a trituration. [%]
    policy
        House rules; left out, those of the profile.
    made_on
        Day of making.
    prescription
        Number of the prescription.
    prescriber
        Who wrote it.
    other_medicines
        Other medicines of the patient; an empty list says none, and nothing that nobody
        asked.
    conditions
        What is known of the patient's state and matters for naltrexone.
    intolerances
        Substances the patient may not have.
    directions
        How to take them, as the label prints it.
    time_of_day
        When a dose is taken: ``morning``, ``evening`` or ``bedtime``, as label and
        leaflet print it.
    refills
        How often it may be filled again.
    patient
        Name for the label; it is in no plan, no digest and no log.

    Examples
    --------
    >>> order = Order.loads('''
    ... strength = "4.5 mg"
    ... capsules = 100
    ... shell = "3"
    ... filler = "microcrystalline cellulose PH-105"
    ... source = { kind = "tablets", strength = "50 mg", mean_mass = "171.2 mg" }
    ... ''')
    >>> order.plan().powder.exact
    Q('1540.8 mg')
    """

    strength: PerCapsule = field(converter=Q, validator=_ASKED.strength.validator)
    capsules: int = field(converter=whole_number, validator=_ASKED.capsules.validator)
    form: Form = field(
        default="naltrexone hydrochloride", validator=_ASKED.form.validator
    )
    source: Any = None
    filler: Any = None
    shell: Any = None
    balance: Any = None
    tray: Any = None
    fill: Fill = field(default=_FILLS["by packing"], converter=_fill)
    additives: tuple[Added, ...] = ()
    diluent: Any = None
    lots: tuple[tuple[str, str], ...] = ()
    spare_capsules: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=_REQUEST.spare_capsules.validator,
    )
    blend_excess: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=_REQUEST.blend_excess.validator,
    )
    drug_overage: Ratio | None = field(
        default=None,
        converter=unless_none(Q),
        validator=_REQUEST.drug_overage.validator,
    )
    pool: int | None = field(
        default=None,
        converter=unless_none(number_of_tablets),
        validator=_REQUEST.pool.validator,
    )
    prefer: Preference = field(
        default="least error", validator=_REQUEST.prefer.validator
    )
    most_error: Ratio | None = field(
        default=None, converter=unless_none(Q), validator=_REQUEST.most_error.validator
    )
    policy: Literal["usp", "dac-nrf"] | None = field(
        default=None, validator=optional(one_of(*policies()))
    )
    made_on: dt.date | None = field(
        default=None, converter=unless_none(day), validator=_REQUEST.made_on.validator
    )
    prescription: str | None = field(default=None, validator=_ASKED.reference.validator)
    prescriber: str | None = field(default=None, validator=_ASKED.prescriber.validator)
    other_medicines: tuple[str, ...] | None = field(
        default=None,
        converter=unless_none(texts),
        validator=_ASKED.other_medicines.validator,
    )
    conditions: tuple[str, ...] = field(
        default=(), converter=texts, validator=_ASKED.conditions.validator
    )
    intolerances: tuple[str, ...] = field(
        default=(), converter=substances, validator=_ASKED.intolerances.validator
    )
    directions: str | None = field(default=None, validator=optional(is_note))
    time_of_day: TimeOfDay | None = field(
        default=None, validator=optional(one_of(*TIMES_OF_DAY))
    )
    refills: int | None = field(
        default=None,
        converter=unless_none(whole_number),
        validator=optional(is_count(0, "refills")),
    )
    patient: str | None = field(default=None, validator=optional(_is_name), repr=False)

    @classmethod
    def loads(cls, text: str, format: Literal["toml", "json"] = "toml") -> Self:  # noqa: A002 - its public name
        """Return the order that a text says.

        Parameters
        ----------
        text
            The text.
        format
            ``toml`` or ``json``.

        Returns
        -------
        Order
            What it asks for.

        Raises
        ------
        DocumentError
            If it has faults: all of them, each with its path, and of TOML its line.
        FieldError
            If there is no such format.
        """
        if format == "json":
            data, twice = parsed(text)
            refuse_faults([*twice])
            return cls.from_dict(data)
        if format != "toml":
            raise FieldError("'toml' or 'json'", shown(format), field="format")
        try:
            return cls.from_dict(parsed_toml(text))
        except DocumentError as error:
            raise DocumentError(with_lines(error.faults, text)) from None

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Return the order that plain data say.

        Parameters
        ----------
        data
            What a reader of JSON or TOML gives, or a form.

        Returns
        -------
        Order
            What they ask for.

        Raises
        ------
        DocumentError
            If they have faults: all of them, each with its path.
        """
        faults: list[Fault] = []
        order: Self = read_at(_ORDER.read, data, Place("", faults))
        refuse_faults(faults)
        return order

    def asked(self) -> Prescription:
        """Return what is asked for, without what only a label needs."""
        return Prescription(
            self.strength,
            capsules=self.capsules,
            form=self.form,
            other_medicines=self.other_medicines,
            intolerances=self.intolerances,
            conditions=self.conditions,
            reference=self.prescription,
            prescriber=self.prescriber,
        )

    def dispensed(self, **others: Any) -> Dispensed:  # noqa: ANN401 - of the record
        """Return what only a label needs: whose they are, and how to take them.

        Parameters
        ----------
        **others
            Other fields of the record, or other values of these.

        Returns
        -------
        Dispensed
            What the label of one container says.

        Examples
        --------
        >>> order = Order.from_dict({"strength": "4.5 mg", "capsules": 30})
        >>> order.dispensed(dispensed_on="2026-12-01").quantity
        30
        """
        said = Dispensed(
            patient=self.patient,
            prescriber=self.prescriber,
            prescription_number=self.prescription,
            directions=self.directions,
            time_of_day=self.time_of_day,
            quantity=self.capsules,
            refills=self.refills,
        )
        return attrs.evolve(said, **others)

    def with_usual(self, profile: Profile) -> Self:
        """Return the order with what the profile says is usual, where it says none."""
        usual = {
            each.name: getattr(profile.usual, each.name)
            for each in attrs.fields(Usual)
            if getattr(self, each.name) is None
        }
        return evolve(self, **usual)

    def plan(self, profile: Profile | None = None) -> BatchPlan:
        """Return the plan of this order; see `plan_order`."""
        return plan_order(self, profile)


def plan_order(order: Order, profile: Profile | None = None) -> BatchPlan:
    """Return the plan of an order.

    Parameters
    ----------
    order
        What is asked.
    profile
        What its names refer to; `None` where it names nothing of a profile.

    Returns
    -------
    BatchPlan
        As `plan_batch` gives it, with the lots that were chosen.

    Raises
    ------
    CompoundError
        If something that is named is not there, or `plan_batch` refuses it; the error
        names the field of the order, or the place in the profile.

    Examples
    --------
    >>> order = Order.from_dict({
    ...     "strength": "4.5 mg", "capsules": 100, "shell": "3",
    ...     "source": {"kind": "tablets", "strength": "50 mg", "mean_mass": "171.2 mg"},
    ...     "filler": "microcrystalline cellulose PH-105"})
    >>> plan_order(order).ready
    False
    """
    profile = _NO_PROFILE if profile is None else profile
    order = order.with_usual(profile)
    shell = _shell(order.shell, profile)
    materials = _materials(order, profile)
    options = {name: getattr(order, name) for name in _OPTIONS}

    def plan_with(chosen: Chosen) -> tuple[BatchPlan, dict[str, Quantity]]:
        found = {
            field: each.record(chosen.get(each.place), shell.size)
            for field, each in materials.items()
        }
        with naming(drug="source", fillers="filler", packing="filler.packing"):
            plan = plan_batch(
                order.asked(),
                drug=found["source"],
                filler=_fillers(order, found),
                additives=tuple(
                    found[f"additives[{place}].material"]
                    for place, _ in enumerate(order.additives)
                ),
                diluent=found.get("diluent"),
                shell=shell,
                balance=_equipment(order.balance, Balance, profile.balance, "balance"),
                tray=_equipment(order.tray, Tray, profile.tray, "tray"),
                policy=_policy(order, profile),
                **options,
            )
        used = {
            each.place: amount_used(plan, found[field])
            for field, each in materials.items()
        }
        return plan, used

    return plan_with_lots(_turns(order, materials), plan_with)


#: What `plan_batch` takes as the order has it.
_OPTIONS = (
    *("fill", "spare_capsules", "blend_excess", "drug_overage", "made_on", "pool"),
    *("prefer", "most_error"),
)


def _materials(order: Order, profile: Profile) -> dict[str, Wanted]:
    """Return the materials of an order, by the fields that name them."""
    find = partial(wanted, profile=profile)
    found = {"source": find(order.source, "source", *SOURCES)}
    if isinstance(order.filler, tuple):
        for place, each in enumerate(order.filler):
            field = f"filler[{place}].filler"
            found[field] = find(each.filler, field, "filler")
    else:
        found["filler"] = find(order.filler, "filler", "filler")
    for place, each in enumerate(order.additives):
        field = f"additives[{place}].material"
        amount = {"share": each.share, "mass": each.mass}
        found[field] = find(each.material, field, "additive", amount=amount)
    if order.diluent is not None:
        found["diluent"] = find(order.diluent, "diluent", "filler")
    return found


def _turns(
    order: Order, materials: Mapping[str, Wanted]
) -> dict[str, tuple[LotOnHand | None, ...]]:
    """Return the lots of each material, in the order in which they are tried."""
    named, turns = dict(order.lots), {}
    for each in materials.values():
        if isinstance(each.material, OnShelf):
            number = named.get(each.name or "")
            with naming(lots=f"lots{step(each.name or '')}"):
                turns[each.place] = lots_in_turn(each.material, order.made_on, number)
    known = [each.name for each in materials.values() if each.name]
    for name in named:
        if name not in known:
            raise unknown("lots", name, known or ["no name: the order holds its own"])
    return turns


def _fillers(order: Order, found: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what plan_batch takes
    if not isinstance(order.filler, tuple):
        return found["filler"]
    return tuple(
        (found[f"filler[{place}].filler"], each.parts)
        for place, each in enumerate(order.filler)
    )


def _shell(value: object, profile: Profile) -> Shell:
    if isinstance(value, Shell):
        return value
    if isinstance(value, str):
        with naming(size="shell"):
            return profile.shell(value)
    expected = "a size of shell such as '3', or a shell"
    raise FieldError(
        expected, "nothing" if value is None else shown(value), field="shell"
    )


def _equipment(
    value: object, record: type[T], find: Callable[[str], T], field: str
) -> T | None:
    """Return a balance or a tray: by its name, or as the order holds it."""
    if value is None or isinstance(value, record):
        return value
    if isinstance(value, str):
        return find(value)
    if record is Tray:
        with naming(holes="tray"):
            return Tray(value)
    raise FieldError(
        f"a name in the profile, or a {record.__name__}", shown(value), field=field
    )


def _policy(order: Order, profile: Profile) -> Policy:
    if order.policy is None:
        return profile.pharmacy.policy
    return published_policy(order.policy)


# -- how it is written


def _fill_to_mass(to_mass: str) -> FillToMass:
    with naming(mass="to_mass"):
        return FillToMass(to_mass)


_FILLER, _ADDITIVE = material_value("filler"), material_value("additive")
_FILL_AS_WRITTEN = AnyOf(
    {
        str: Written(Choice(tuple(_FILLS))),
        dict: Object(
            "FillToMass",
            {"to_mass": Member(Amount(MASS, ("225 mg",)), needed=True)},
            _fill_to_mass,
        ),
    }
)
_OWN: Mapping[str, Value] = {
    "source": NameOr(material_value(*SOURCES)),
    "filler": AnyOf(
        {
            str: Text(),
            dict: _FILLER,
            list: ListOf(record_as_written(Parts, filler=NameOr(_FILLER))),
        }
    ),
    "shell": NameOr(record_as_written(Shell)),
    "balance": NameOr(record_as_written(Balance)),
    "tray": AnyOf(
        {str: Text(), int: Written(Plain.COUNT), dict: record_as_written(Tray)}
    ),
    "fill": _FILL_AS_WRITTEN,
    "additives": ListOf(record_as_written(Added, material=NameOr(_ADDITIVE))),
    "diluent": NameOr(_FILLER),
    "lots": Named(Text()),
    "pool": AnyOf({str: Amount(TABLETS, ("10 tablet",)), int: Written(Plain.COUNT)}),
    "policy": Written(Choice(policies())),
    "directions": Text(_LONGEST_DIRECTIONS),
    "patient": _NAME,
}
_ORDER = Object("Order", members_of(Order, own=_OWN), Order)


def order_schema() -> dict[str, Any]:
    """Return the schema of an order, for programs that write one.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12, with titles, descriptions, defaults and examples.
        What it refuses, `Order.from_dict` refuses; the checks of the records, such as a
        strength above zero, are beyond it.

    Examples
    --------
    >>> schema = order_schema()
    >>> schema["required"]
    ['strength', 'capsules']
    >>> schema["properties"]["strength"]["examples"]
    ['4.5 mg/capsule']
    """
    return schema_of(_ORDER, "order")
