"""Names for a difference: what each field of a request and of a plan is called.

A field is named with its record, so that no filler lot is taken for a tablet lot.
"""

from __future__ import annotations

from ...sheets.wording import Wording, say

__all__ = ["FIELDS", "field_name"]

#: The figure that a record is all about takes the name of the record.
_ITSELF = Wording("", ())
_LOT, _PACKING, _ASSAY, _FORM = say("lot"), say("packing"), say("assay"), say("form")
_STRENGTH, _MASS, _DILUENT = say("strength"), say("mass"), say("diluent")
_CONTENTS, _MAKER, _SOURCE = say("allergens"), say("maker"), say("source")
_SPARE, _EXCESS = say("spare capsules"), say("blend excess")
_OVERAGE = say("drug overage")

#: What each field is called, beside what its record is called.
FIELDS: dict[str, dict[str, Wording]] = {
    "Request": {
        "prescription": say("prescription"),
        "drug": say("drug source"),
        "fillers": say("filler"),
        "shell": say("shell"),
        "additives": say("additive"),
        "fill": say("way to fill"),
        "policy": say("house rules"),
        "diluent": _DILUENT,
        "whole_tablets": say("tablets to crush whole"),
        "balance": say("balance"),
        "tray": say("tray"),
        "spare_capsules": _SPARE,
        "blend_excess": _EXCESS,
        "drug_overage": _OVERAGE,
    },
    "Prescription": {
        "strength": _STRENGTH,
        "capsules": say("capsules"),
        "form": say("form of the strength"),
        "other_medicines": say("other medicines"),
        "intolerances": say("intolerances"),
        "conditions": say("conditions"),
        "reference": say("number of the order"),
        "prescriber": say("prescriber"),
    },
    "Tablets": {
        "strength": _STRENGTH,
        "mean_mass": say("mean mass"),
        "form": _FORM,
        "packing": _PACKING,
        "weighed": say("number weighed"),
        "mass_sd": say("mass spread"),
        "content_sd": say("content spread"),
        "assay": _ASSAY,
        "coat": say("coat"),
        "contains": _CONTENTS,
        "lot": _LOT,
    },
    "BulkDrug": {
        "form": _FORM,
        "assay": _ASSAY,
        "basis": say("basis of the assay"),
        "water": say("water"),
        "solvents": say("solvents"),
        "packing": _PACKING,
        "lot": _LOT,
    },
    "Trituration": {
        "drug_fraction": _STRENGTH,
        "diluent": _DILUENT,
        "form": _FORM,
        "assay": _ASSAY,
        "packing": _PACKING,
        "contains": _CONTENTS,
        "lot": _LOT,
    },
    "Filler": {
        "name": _ITSELF,
        "packing": _PACKING,
        "contains": _CONTENTS,
        "lot": _LOT,
    },
    "Additive": {
        "name": _ITSELF,
        "share": say("share"),
        "mass": _MASS,
        "packing": _PACKING,
        "contains": _CONTENTS,
        "lot": _LOT,
    },
    "Density": {"value": _ITSELF, "basis": say("basis"), "source": _SOURCE},
    "PackStatistic": {
        "mass": _ITSELF,
        "size": say("size"),
        "source": _SOURCE,
        "extrapolated_from": say("size it was measured with"),
    },
    "Shell": {
        "size": say("size"),
        "volume": say("volume"),
        "empty_mass": say("empty mass"),
        "maker": _MAKER,
    },
    "FillToMass": {"mass": say("mass to fill to")},
    "Balance": {
        "readability": say("readability"),
        "repeatability": say("repeatability"),
        "sensitivity": say("sensitivity"),
        "verification_interval": say("verification interval"),
        "minimum": say("least load"),
        "capacity": say("greatest load"),
    },
    "Policy": {
        "name": _ITSELF,
        "spare_capsules": _SPARE,
        "blend_excess": _EXCESS,
        "drug_overage": _OVERAGE,
        "low_dose_overage": say("drug overage of a low dose"),
        "low_dose_below": say("strength below which a dose is low"),
        "low_share_below": say("share of drug below which a dose is low"),
        "assay_cap": say("assay from which a substance counts as pure"),
        "least_assay": say("least assay"),
        "greatest_assay": say("greatest assay"),
        "completes_tablets": say("completing the volume of tablet powder"),
        "reserve_tablets": say("reserve tablets"),
        "least_mass_rule": say("rule of the least mass"),
        "weighing_error": say("error allowed"),
        "cautious_error": say("error of a caution"),
        "strength_tolerance": say("change of the strength by rounding"),
        "least_content": say("least content"),
        "greatest_content": say("greatest content"),
        "refused_below": say("strength below which all are refused"),
        "refused_above": say("strength above which all are refused"),
        "unusual_below": say("strength below which one is unusual"),
        "unusual_above": say("strength above which one is unusual"),
        "least_tablets": say("least number of tablets"),
        "least_capsules": say("least number of capsules"),
        "unmeasured_share": say("share of the shell that needs no measured packing"),
        "least_filled": say("share of a shell that is nearly empty"),
        "least_powder_left": say("least powder left over"),
        "mean_mass_change": say("change of the mean mass to plan again"),
        "greatest_loss": say("greatest loss"),
        "double_check": say("second calculation"),
    },
    "BatchPlan": {
        "powder": say("powder"),
        "tablets": say("tablets to crush"),
        "trituration": say("trituration"),
        "premixes": say("premix"),
        "additives": say("additive"),
        "fillers": say("filler"),
        "diluent": say("diluent with the trituration"),
        "fill_mass": say("fill mass of one capsule"),
        "gross_mass": say("gross mass of one capsule"),
        "blend_mass": say("blend"),
        "batch_size": say("batch size"),
        "spare_capsules": _SPARE,
        "blend_excess": _EXCESS,
        "drug_overage": _OVERAGE,
        "drug_needed": say("drug needed"),
        "powder_share": say("share of the shell for the powder"),
        "shell_filled": say("share of the shell that is filled"),
        "strength_achieved": say("strength achieved"),
        "label_claim": say("strength achieved, of the label"),
        "least_mass": say("least mass the balance may weigh"),
    },
    "TabletCount": {
        "to_crush": say("tablets to crush"),
        "powder_left": say("tablet powder left over"),
        "exact": say("tablets needed"),
    },
    "TriturationPlan": {
        "dilutions": say("dilution"),
        "item": say("item"),
        "needed": say("needed"),
        "diluent": _DILUENT,
        "content": say("content of the portion"),
        "error": say("error of all weighings"),
        "diluent_in_portion": say("diluent in the portion"),
        "waste": say("left over"),
        "least_mass": say("least mass the balance may weigh"),
        "limits": say("limits"),
    },
    "Weighing": {
        "item": say("item"),
        "to_weigh": _ITSELF,
        "exact": say("exact amount"),
        "estimated": say("an estimate"),
    },
    "Dilution": {
        "material": say("material"),
        "diluent": _DILUENT,
        "total": say("total"),
        "portion": say("portion"),
    },
}

#: What a record is called of which a request holds one of several kinds.
_OWNERS = {
    "Tablets": say("tablet"),
    "BulkDrug": say("powder"),
    "Trituration": say("stock dilution"),
}
_ALONE = {"Request", "BatchPlan", "Prescription", "TabletCount", "FillToMass"}
_AFTER_A_COMMA = {
    *("Density", "PackStatistic", "Policy"),
    *("TriturationPlan", "Dilution", "Weighing"),
}


def field_name(kind: str, field: str, owner: Wording) -> Wording:
    """Return what a field of a record is called.

    Parameters
    ----------
    kind
        Class of the record.
    field
        The field.
    owner
        What the record itself is called.

    Returns
    -------
    Wording
        Its name.

    Examples
    --------
    >>> field_name("Filler", "lot", say("filler"))
    'filler lot'
    >>> field_name("Tablets", "mean_mass", say("drug source"))
    'tablet mean mass'
    """
    what, owner = FIELDS[kind][field], _OWNERS.get(kind, owner)
    if kind in _ALONE:
        return what
    if what == _ITSELF:
        return owner
    if kind in _AFTER_A_COMMA:
        return say("{owner}, {what}", owner=owner, what=what)
    return say("{owner} {what}", owner=owner, what=what)
