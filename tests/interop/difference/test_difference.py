"""The difference of two plans: nothing passed over, and nothing invented."""

from __future__ import annotations

import re
from fractions import Fraction
from operator import attrgetter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Additive,
    Balance,
    BatchPlan,
    BulkDrug,
    Density,
    FieldError,
    FillByCompletion,
    Filler,
    FillToMass,
    FillToVolume,
    Lot,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Shell,
    Tablets,
    Tray,
    Trituration,
    reference,
)
from ldn_compound.interop.difference import Change, Difference, diff
from ldn_compound.interop.difference.words import field_name, label_of
from ldn_compound.interop.json.records import fields_in_document
from ldn_compound.model.dilution import Dilution, Limits, TriturationPlan
from ldn_compound.model.policy import Policy
from ldn_compound.model.request import Request
from ldn_compound.model.weighing import TabletCount, Weighing
from ldn_compound.sheets.wording import say, translated
from tests.catalogue import catalogue
from tests.examples import BULK, FILLER, ORDER, SHELL, TABLETS, batch
from tests.strategies import plan_arguments, plan_of
from tests.tampered import changed_component

LOT = Lot("A17", expires="2026-02")
NEXT_LOT = Lot("B2", expires="2026-05-31")
RECORDS = (
    *(Request, Prescription, Tablets, BulkDrug, Trituration, Filler, Additive),
    *(Density, PackStatistic, Shell, FillToMass, Balance, Policy),
    *(TabletCount, Weighing, TriturationPlan, Dilution),
)
PLACE = re.compile(r"\[(\d+)\]")


@st.composite
def pairs_of_plans(draw: st.DrawFn) -> tuple[BatchPlan, BatchPlan]:
    """Draw two plans: alike, alike but for some of what was asked, or of two orders."""
    first, second = draw(plan_arguments()), draw(plan_arguments())
    changed = draw(st.sets(st.sampled_from(sorted(first))))
    mixed = first | {name: second[name] for name in changed if name in second}
    return plan_of(first), plan_of(mixed)


def value_at(plan: BatchPlan, path: str) -> Any:
    """Return what stands at a path of a plan, nothing where a row has no such place."""
    value: Any = plan
    for step in PLACE.sub(r".\1", path).split("."):
        if not step.isdigit():
            value = attrgetter(step)(value)
        elif int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def by_path(changes: tuple[Change, ...]) -> dict[str, Change]:
    """Return changes by where they stand."""
    return {each.path: each for each in changes}


@pytest.mark.requirement("R95")
@pytest.mark.parametrize("record", [*RECORDS, BatchPlan])
def test_every_field_has_a_name(record: type) -> None:
    """No field of a request or a plan can change without a word for it.

    Request and findings are told apart; all other figures of a plan stand in one list.
    """
    apart = {"request", "findings"} if record is BatchPlan else set()

    for field in set(fields_in_document(record)) - apart:
        assert field_name(record.__name__, field, say("owner"))


@pytest.mark.parametrize(
    ("record", "field", "label"),
    [
        ("Prescription", "form", "form of the strength"),
        ("Tablets", "form", "form"),
        ("Density", "basis", "basis"),
        ("BulkDrug", "basis", "basis of the assay"),
    ],
)
def test_a_field_may_be_called_otherwise_in_one_record(
    record: str, field: str, label: str
) -> None:
    """The form of a strength is no form of a powder."""
    assert label_of(record, field) == label


class TestLaws:
    """Laws of every difference: empty if and only if the plans are equal."""

    @pytest.mark.requirement("R95")
    @given(pair=pairs_of_plans())
    def test_it_is_empty_for_equal_plans_only(
        self, pair: tuple[BatchPlan, BatchPlan]
    ) -> None:
        """It never says that nothing changed where something did."""
        one, other = pair

        found = diff(one, other)

        assert bool(found) == (one != other)
        assert (found.summary == "nothing changed: the plans are equal") == (
            one == other
        )
        assert not diff(one, one)

    @given(pair=pairs_of_plans())
    def test_the_way_back_mirrors_the_way_there(
        self, pair: tuple[BatchPlan, BatchPlan]
    ) -> None:
        """The same things change back, each by as much with the other sign."""
        one, other = pair

        there, back = diff(one, other), diff(other, one)

        for ours, theirs in (
            (there.causes, back.causes),
            (there.effects, back.effects),
        ):
            assert [(each.path, each.name) for each in ours] == [
                (each.path, each.name) for each in theirs
            ]
            assert [(each.before, each.after) for each in ours] == [
                (each.after, each.before) for each in theirs
            ]
            for each, mirrored in zip(ours, theirs, strict=True):
                assert (each.change is None) == (mirrored.change is None)
                assert each.change is None or each.change == -(mirrored.change or 0)

    @pytest.mark.requirement("R95")
    @given(pair=pairs_of_plans())
    def test_every_cause_is_a_real_one(self, pair: tuple[BatchPlan, BatchPlan]) -> None:
        """Causes are those parts of the request that are not equal, and no others."""
        one, other = pair

        found = diff(one, other)

        parts = {
            each.name
            for each in attrs.fields(Request)
            if getattr(one.request, each.name) != getattr(other.request, each.name)
        }
        named = {re.split(r"[.\[]", each.path)[1] for each in found.causes}
        assert named == parts
        for each in found.causes:
            assert value_at(one, each.path) != value_at(other, each.path)

    @given(pair=pairs_of_plans())
    def test_a_reader_can_tell_before_from_after(
        self, pair: tuple[BatchPlan, BatchPlan]
    ) -> None:
        """No sentence says that something went from one value to the same value."""
        found = diff(*pair)

        for each in (*found.causes, *found.effects):
            assert each.before != each.after
            assert str(each.before) != str(each.after) or each.change
            assert each.name in str(each)

    @given(pair=pairs_of_plans())
    def test_effects_are_figures_of_the_plans(
        self, pair: tuple[BatchPlan, BatchPlan]
    ) -> None:
        """An amount before or after is the one that stands in the plan."""
        one, other = pair

        for each in diff(one, other).effects:
            for plan, told in ((one, each.before), (other, each.after)):
                value = value_at(plan, each.path)
                if isinstance(value, Quantity):
                    assert told == value
                elif isinstance(value, int) and not isinstance(value, bool):
                    assert isinstance(told, Quantity)
                    assert told.magnitude == value


class TestCauses:
    """What was asked otherwise, in words and with its figures."""

    def test_a_filler_lot(self) -> None:
        """A lot that packs lighter is named, with what it takes off every capsule."""
        before = batch(filler=attrs.evolve(FILLER, lot=LOT))
        lighter = PackStatistic("124 mg", size="3")
        after = batch(filler=attrs.evolve(FILLER, lot=NEXT_LOT, packing=lighter))

        found = diff(before, after)

        # 1587 mg of powder takes 7.704 % of the shell: sucrose takes 92.296 % of
        # 130 mg, then of 124 mg: 6 mg x 0.92296 = 5.53776 mg less in each capsule.
        # x 103 capsules: 119.9848 mg x 103 = 12358.4344 mg, weighed as 12358 mg, and
        # 114.44704 mg x 103 = 11788.04512 mg, weighed as 11788 mg.
        assert found.summary == (
            "filler packing, filler lot changed: sucrose to weigh -570 mg, "
            "fill mass of one capsule -5.53776 mg"
        )
        assert str(found).split("\n  ")[1:5] == [
            "filler packing: from 130 mg to 124 mg (-6 mg)",
            "filler lot: from A17, expires 2026-02 to B2, expires 2026-05-31",
            (
                "sucrose to weigh: from 12\N{NO-BREAK SPACE}358 mg to "
                "11\N{NO-BREAK SPACE}788 mg (-570 mg)"
            ),
            "fill mass of one capsule: from 135.3928 mg to 129.85504 mg (-5.53776 mg)",
        ]
        assert by_path(found.causes)["request.fillers[0][0].packing.mass"].change == (
            -Q("6 mg")
        )

    def test_a_lot_that_packs_alike(self) -> None:
        """Where only the number of a lot changes, the difference says so."""
        found = diff(
            batch(filler=attrs.evolve(FILLER, lot=LOT)),
            batch(filler=attrs.evolve(FILLER, lot=NEXT_LOT)),
        )

        assert found.summary == "filler lot changed: every amount stays"
        assert found.effects == ()

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            (
                {"prescription": attrs.evolve(ORDER, capsules=90)},
                {},
                "capsules: from 90 capsules to 100 capsules (+10 capsules)",
            ),
            (
                {"prescription": Prescription("3 mg", capsules=100)},
                {},
                "strength: from 3 mg/capsule to 4.5 mg/capsule (+1.5 mg/capsule)",
            ),
            (
                {},
                {"prescription": attrs.evolve(ORDER, intolerances=("lactose", "soy"))},
                "intolerances: from nothing to lactose, soy",
            ),
            (
                {"prefer": "least error"},
                {"prefer": "least waste"},
                "trituration preferred: from the least error to the least waste",
            ),
            (
                {"drug": attrs.evolve(TABLETS, form="naltrexone")},
                {},
                "tablet form: from naltrexone (base) to naltrexone hydrochloride",
            ),
            (
                {"drug": attrs.evolve(TABLETS, mean_mass="170 mg")},
                {},
                (
                    "tablet mean mass: from 170 mg/tablet to 171.2 mg/tablet "
                    "(+1.2 mg/tablet)"
                ),
            ),
            (
                {"drug": attrs.evolve(TABLETS, assay=None)},
                {},
                "tablet assay: from not stated to 100 %",
            ),
            (
                {"drug": attrs.evolve(TABLETS, assay="98 %")},
                {},
                "tablet assay: from 98 % to 100 % (+2 percentage points)",
            ),
            (
                {"drug": attrs.evolve(TABLETS, lot=LOT)},
                {"drug": attrs.evolve(TABLETS, lot=attrs.evolve(LOT, maker="Sun"))},
                "tablet lot: from A17, expires 2026-02 to A17 of Sun, expires 2026-02",
            ),
            (
                {"drug": BULK},
                {},
                (
                    "drug source: from naltrexone hydrochloride powder to "
                    "tablets of 50 mg/tablet naltrexone hydrochloride"
                ),
            ),
            (
                {"drug": BULK},
                {"drug": Trituration("10 %", diluent="sucrose")},
                (
                    "drug source: from naltrexone hydrochloride powder to "
                    "naltrexone hydrochloride 10 % in sucrose"
                ),
            ),
            (
                {"drug": attrs.evolve(BULK, packing=None)},
                {"drug": BULK},
                "powder packing: from not stated to 200 mg in size 3",
            ),
            (
                {
                    "drug": attrs.evolve(TABLETS, packing=None),
                    "filler": Filler("sucrose", packing=FILLER.packing),
                },
                {
                    "drug": attrs.evolve(TABLETS, packing=None),
                    "filler": Filler(
                        "sucrose", packing=Density("0.43 g/mL", basis="tapped")
                    ),
                },
                "filler packing: from 130 mg in size 3 to 0.43 g/mL, tapped",
            ),
            (
                {},
                {
                    "filler": attrs.evolve(
                        FILLER, packing=PackStatistic("130 mg", size="3", source="x")
                    )
                },
                "filler packing, source: from not stated to x",
            ),
            (
                {},
                {"filler": attrs.evolve(FILLER, name="mannitol")},
                "filler: from sucrose to mannitol",
            ),
            (
                {},
                {"filler": ((FILLER, 2), (attrs.evolve(FILLER, name="mannitol"), 1))},
                "filler 2: from nothing to mannitol, parts: 1",
            ),
            (
                {},
                {"filler": ((FILLER, Fraction(1, 3)),)},
                "filler parts: from 1 to 1/3",
            ),
            (
                {},
                {"additives": Additive("colloidal silica", share="0.5 %")},
                "additive: from nothing to 0.5 % of colloidal silica",
            ),
            (
                {},
                {"additives": Additive("riboflavin", mass="50 mg")},
                "additive: from nothing to 50 mg of riboflavin",
            ),
            (
                {"additives": Additive("riboflavin", mass="50 mg")},
                {"additives": Additive("riboflavin", mass="0.5 mg/capsule")},
                "additive mass: from 50 mg to 0.5 mg/capsule",
            ),
            (
                {},
                {"diluent": attrs.evolve(FILLER, name="mannitol")},
                "diluent: from nothing to mannitol",
            ),
            (
                {},
                {"shell": attrs.evolve(SHELL, empty_mass="50 mg")},
                "shell empty mass: from 48 mg to 50 mg (+2 mg)",
            ),
            (
                {},
                {"fill": FillToMass("135 mg")},
                "way to fill: from by packing to to a ",
            ),
            (
                {"fill": FillToMass("136 mg")},
                {"fill": FillToMass("135 mg")},
                "mass to fill to: from 136 mg to 135 mg (-1 mg)",
            ),
            (
                {"fill": FillToVolume()},
                {"fill": FillByCompletion()},
                "way to fill: from to the volume of the shells to by completion",
            ),
            (
                {"balance": None},
                {},
                "balance: from nothing to one that reads to 1 mg",
            ),
            (
                {"balance": Balance(readability="10 mg")},
                {},
                "balance readability: from 10 mg to 1 mg (-9 mg)",
            ),
            ({}, {"tray": Tray(60)}, "tray: from nothing to 60 holes"),
            (
                {"spare_capsules": None},
                {},
                "spare capsules: from not stated to 3 capsules",
            ),
            (
                {"blend_excess": "3 %"},
                {"blend_excess": "5 %"},
                "blend excess: from 3 % to 5 % (+2 percentage points)",
            ),
            (
                {},
                {
                    "policy": attrs.evolve(
                        reference.policy("usp"), completes_tablets=True
                    )
                },
                ("house rules, completing the volume of tablet powder: from no to yes"),
            ),
            (
                {},
                {"policy": attrs.evolve(reference.policy("usp"), name="ours")},
                "house rules: from usp to ours",
            ),
        ],
    )
    def test_it_is_named_in_words(self, before: Any, after: Any, sentence: str) -> None:
        """A cause says what changed, from what, to what, and by how much."""
        found = diff(batch(**before), batch(**after))

        assert any(str(each).startswith(sentence) for each in found.causes)

    def test_a_part_of_which_much_changed_is_named_alone(self) -> None:
        """Twelve rules of another house make one word of the summary, not twelve."""
        found = diff(batch(), batch(policy=reference.policy("dac-nrf")))

        assert found.summary.startswith("house rules changed: ")
        assert len(found.causes) > 3


class TestEffects:
    """What the plan comes to otherwise."""

    def test_the_tablets(self) -> None:
        """Another source takes the tablets away, and says what is weighed instead."""
        effects = by_path(diff(batch(), batch(drug=BULK)).effects)

        assert str(effects["tablets"]) == (
            "tablets to crush: from 10 tablets to nothing"
        )
        # 4.5 mg x 103 capsules = 463.5 mg, half a step rounded up
        assert effects["powder"].after == "464 mg of naltrexone hydrochloride powder"
        assert effects["powder"].change is None
        assert effects["powder"].short == (
            "powder now 464 mg of naltrexone hydrochloride powder"
        )

    def test_an_exact_amount_counts_where_the_weighed_one_stays(self) -> None:
        """What the display does not show is still not called equal."""
        drug = attrs.evolve(TABLETS, mean_mass="171.21 mg")

        effects = by_path(diff(batch(), batch(drug=drug)).effects)

        # 463.5 mg x 171.2 / 50 = 1587.024 mg and x 171.21 / 50 = 1587.1167 mg
        name, _, change = str(effects["powder.exact"]).partition(": ")
        assert name.endswith("tablets to weigh, exact amount")
        assert change == "from 1587.024 mg to 1587.1167 mg (+0.0927 mg)"

    def test_what_is_found_at_the_bench_is_expected(self) -> None:
        """A filler that completes a volume is not weighed to a target."""
        found = diff(
            batch(fill=FillToVolume()), batch(fill=FillToVolume(), spare_capsules=4)
        )

        assert any(each.name == "sucrose expected" for each in found.effects)

    def test_the_loads(self) -> None:
        """A smaller tray changes what is weighed for each load, and nothing else."""
        found = diff(batch(), batch(tray=Tray(60)))

        # 103 capsules on 60 holes: 52 + 51, x 135.3928 mg = 7040.4 mg and 6905.0 mg
        (loads,) = found.effects
        assert (
            loads.before
            == "1 of 103 capsules, 13\N{NO-BREAK SPACE}945 mg of blend each"
        )
        assert loads.after == (
            "1 of 52 capsules, 7040 mg of blend each; "
            "1 of 51 capsules, 6905 mg of blend each"
        )
        assert found.summary.startswith("tray changed: loads of the tray now 1 of 52")

    def test_the_findings_and_what_they_come_to(self) -> None:
        """A published packing is a stop, so that the plan becomes a draft."""
        published = PackStatistic("130 mg", size="3", source="somebody")

        found = diff(batch(), batch(filler=attrs.evolve(FILLER, packing=published)))

        assert found.summary == "filler packing, source changed: plan now draft"
        (finding,) = [each for each in found.effects if each.path == "findings"]
        assert finding.before == "nothing"
        assert str(finding.after).startswith("STOP: sucrose: 130 mg is published")

    def test_findings_alone(self) -> None:
        """A finding that went is told, though every amount stays."""
        found = diff(batch(drug=attrs.evolve(TABLETS, coat=None)), batch())

        assert found.summary == "tablet coat changed: every amount stays"
        (finding,) = found.effects
        assert finding.name.startswith("finding coat-")
        assert finding.after == "nothing"


class TestTriturations:
    """A trituration that comes, goes or is another."""

    ORDER = Prescription("0.5 mg", capsules=20)

    def test_one_that_comes(self) -> None:
        """A balance that is named calls for a trituration: its weighings are told."""
        found = diff(
            batch(prescription=self.ORDER, drug=BULK, balance=None),
            batch(prescription=self.ORDER, drug=BULK),
        )

        change = by_path(found.effects)["trituration"]
        assert change.before == "nothing"
        assert "mg of naltrexone hydrochloride powder, " in str(change.after)

    def test_one_that_is_another(self) -> None:
        """Each weighing of a dilution is told with its change."""
        fine = Balance(readability="1 mg")
        found = diff(
            batch(prescription=self.ORDER, drug=BULK, balance=fine),
            batch(
                prescription=attrs.evolve(self.ORDER, capsules=22),
                drug=BULK,
                balance=fine,
            ),
        )

        names = [each.name for each in found.effects]
        assert "trituration, needed" in names
        assert any(name.startswith("trituration, dilution, ") for name in names)

    def test_the_diluent_that_comes_with_it(self) -> None:
        """A diluent of its own is not weighed again: it comes with the trituration."""
        mannitol = attrs.evolve(FILLER, name="mannitol")
        found = diff(
            batch(prescription=self.ORDER, drug=BULK, diluent=mannitol),
            batch(
                prescription=attrs.evolve(self.ORDER, capsules=30),
                drug=BULK,
                diluent=mannitol,
            ),
        )

        names = [each.name for each in found.effects]
        assert "mannitol with the trituration" in names


class TestPlansOfOtherVersions:
    """Plans that differ though they were asked the same, as from another version."""

    def test_an_amount(self) -> None:
        """Another figure for the same request is told as what it is."""
        plan = batch()

        found = diff(plan, attrs.evolve(plan, gross_mass=Q("184 mg")))

        # 184 mg - 183.3928 mg
        assert found.summary == (
            "asked the same, but the plan changed: gross mass of one capsule +0.6072 mg"
        )

    def test_findings_in_other_words(self) -> None:
        """A finding that says something else is told with both."""
        plan = batch(spare_capsules=0)
        said = attrs.evolve(plan.findings[0], message="other words")

        found = diff(plan, attrs.evolve(plan, findings=(said, *plan.findings[1:])))

        assert found.summary == "asked the same, but the plan changed: findings"
        assert "other words" in str(found)

    def test_the_order_of_findings(self) -> None:
        """Plans that list their findings in another order are not equal."""
        plan = batch(spare_capsules=0, drug=attrs.evolve(TABLETS, coat=None))
        assert len(plan.findings) > 1

        turned = attrs.evolve(plan, findings=plan.findings[::-1])

        (change,) = diff(plan, turned).effects
        assert change.name == "order of the findings"
        assert change.before != change.after

    def test_the_limits_of_a_trituration(self) -> None:
        """What no sheet prints is told where nothing else changed."""
        plan = batch(prescription=Prescription("0.5 mg", capsules=20), drug=BULK)
        assert plan.trituration is not None
        limits = attrs.evolve(plan.trituration.limits, largest=12345)
        trituration = attrs.evolve(plan.trituration, limits=limits)

        found = diff(plan, changed_component(plan, "drug", trituration=trituration))

        (change,) = found.effects
        assert change.name == "trituration, limits"
        assert "largest 12345" in str(change.after)
        assert isinstance(plan.trituration.limits, Limits)

    def test_a_dilution_more(self) -> None:
        """A dilution that only one plan has is told with all that it weighs."""
        plan = batch(prescription=Prescription("0.5 mg", capsules=20), drug=BULK)
        assert plan.trituration is not None
        twice = attrs.evolve(plan.trituration, dilutions=plan.trituration.dilutions * 2)

        (change,) = diff(
            plan, changed_component(plan, "drug", trituration=twice)
        ).effects

        assert change.name == "trituration, dilution 2"
        assert change.before == "nothing"


class TestWords:
    """Its sentences, in more than one language."""

    def test_equal_plans(self) -> None:
        """Of equal plans it says so, and is false."""
        found = diff(batch(), batch())

        assert found == Difference(causes=(), effects=())
        assert not found
        assert repr(found) == str(found) == "nothing changed: the plans are equal"

    def test_sentences_can_be_translated(self) -> None:
        """The German sentence has the same amounts."""
        german = {str(each.id): str(each.string) for each in catalogue("de")}
        found = diff(batch(), batch(drug=attrs.evolve(TABLETS, mean_mass="175 mg")))

        sentence = translated(found.sentences[1], lambda text: german.get(text, text))

        assert sentence == (
            "mittlere Masse (Tablette): vorher 171,2\N{NO-BREAK SPACE}mg/Tablette, "
            "nachher 175\N{NO-BREAK SPACE}mg/Tablette "
            "(+3,8\N{NO-BREAK SPACE}mg/Tablette)"
        )

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ("1 mg", "2.5 mg", "(+1.5 mg)"),
            ("2.5 mg", "1 mg", "(-1.5 mg)"),
            ("9 tablet", "10 tablet", "(+1 tablet)"),
            ("95 %", "90 %", "(-5 percentage points)"),
        ],
    )
    def test_a_change_has_its_sign(
        self, before: str, after: str, sentence: str
    ) -> None:
        """More is plus, less is minus, and a percentage changes by its points."""
        change = Change(path="x", name="x", before=Q(before), after=Q(after))

        assert str(change).endswith(sentence)

    def test_a_change_that_no_decimal_holds(self) -> None:
        """The sign stands before the number, where it is rounded too."""
        whole, third = Q("1 mg"), Q("4 mg") / 3

        # a third of a mg, to six decimals
        more = Change(path="x", name="x", before=whole, after=third)
        less = Change(path="x", name="x", before=third, after=whole)

        assert str(more).endswith("(about +0.333333 mg)")
        assert str(less).endswith("(about -0.333333 mg)")

    def test_shells_that_were_weighed_are_no_tablets(self) -> None:
        """Ten filled shells of a powder are counted as capsules, with their spread."""
        few, many = (
            batch(filler=attrs.evolve(FILLER, packing=packing))
            for packing in (
                PackStatistic("130 mg", size="3", mass_sd="2 mg", weighed=10),
                PackStatistic("130 mg", size="3", mass_sd="3 mg", weighed=20),
            )
        )

        spread, number = diff(few, many).sentences[1:]

        assert spread == "filler packing, mass spread: from 2 mg to 3 mg (+1 mg)"
        assert number == (
            "filler packing, number weighed: from 10 capsules to 20 capsules "
            "(+10 capsules)"
        )

    def test_a_figure_takes_the_name_of_its_record(self) -> None:
        """The mass of a pack statistic is the packing itself."""
        assert field_name("PackStatistic", "mass", say("filler packing")) == (
            "filler packing"
        )


@pytest.mark.parametrize("no_plan", [None, "plan", batch().request, TABLETS])
def test_a_plan_is_compared_with_a_plan_only(no_plan: Any) -> None:
    """Anything else is refused, wherever it stands."""
    with pytest.raises(
        FieldError, match=r"plan_a: expected a BatchPlan, got .*; a plan"
    ):
        diff(no_plan, batch())
    with pytest.raises(
        FieldError, match=r"plan_b: expected a BatchPlan, got .*; a plan"
    ):
        diff(batch(), no_plan)
