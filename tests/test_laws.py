"""The laws the library keeps, over generated batches."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import (
    Balance,
    BatchPlan,
    CompoundError,
    Filler,
    FillToMass,
    PackStatistic,
    Prescription,
    Q,
    Quantity,
    Tablets,
    plan_batch,
    reference,
)
from ldn_compound.model.component import of_role
from ldn_compound.plan.second.asked import least_load_of_additive

from .strategies import SHELL, masses, plan_arguments, plan_of, prescriptions, tablets

ONE_CAPSULE = Q("1 capsule")
NOTHING = Q("0 mg")
PACKED = Filler("filler", packing=PackStatistic("130 mg", size="3"))


def exact_amounts(plan: BatchPlan) -> list[Quantity]:
    """List every exact amount of the whole batch."""
    others = [each.exact for each in (*plan.additives, *plan.fillers)]
    return [plan.drug_needed, plan.powder.exact, plan.blend_mass, *others]


class TestMass:
    """Powder, additives, fillers and diluent are the blend, N fills, exactly."""

    @pytest.mark.requirement("R23")
    @given(plan_arguments())
    def test_parts_make_the_blend(self, arguments: dict[str, Any]) -> None:
        """All that goes in adds up to the blend, to the last digit."""
        plan = plan_of(arguments)

        parts = [plan.powder, *plan.additives, *plan.fillers]
        if plan.diluent is not None:
            parts.append(plan.diluent)

        assert sum((each.exact for each in parts), NOTHING) == plan.blend_mass

    @pytest.mark.requirement("R23")
    @given(plan_arguments())
    def test_blend_is_n_fills(self, arguments: dict[str, Any]) -> None:
        """The blend is the batch size times the fill of one capsule."""
        plan = plan_of(arguments)

        fills = plan.fill_mass / ONE_CAPSULE * plan.batch_size

        assert fills == plan.blend_mass

    @pytest.mark.requirement("R11")
    @given(plan_arguments())
    def test_batch_size_counts_spares_and_excess(
        self, arguments: dict[str, Any]
    ) -> None:
        """N is (capsules + spare) x (1 + blend excess)."""
        plan = plan_of(arguments)

        size = ONE_CAPSULE * plan.shells * (1 + plan.blend_excess)

        assert plan.batch_size == size

    @pytest.mark.requirement("R29")
    @given(plan_arguments())
    def test_loads_hold_all_capsules(self, arguments: dict[str, Any]) -> None:
        """Loads differ by at most one capsule, fit the tray and make up the batch."""
        plan = plan_of(arguments)

        sizes = [load.capsules for load in plan.loads]

        assert sum(sizes) == plan.shells
        assert max(sizes) - min(sizes) <= 1
        assert plan.request.tray is None or max(sizes) <= plan.request.tray.holes

    @pytest.mark.requirement("R29")
    @given(plan_arguments())
    def test_loads_take_the_fill_of_their_capsules(
        self, arguments: dict[str, Any]
    ) -> None:
        """The blend of a load is its capsules' fill, never scaled up."""
        plan = plan_of(arguments)

        for load in plan.loads:
            assert load.blend.exact == plan.fill_mass * load.capsules

    @pytest.mark.requirement("R30")
    @given(plan_arguments())
    def test_mixing_ends_at_the_blend(self, arguments: dict[str, Any]) -> None:
        """Geometric dilution ends with all that was weighed in the mortar."""
        plan = plan_of(arguments)
        carrier = plan.trituration.portion if plan.trituration else plan.powder
        portions = {each.item: each.portion for each in plan.premixes}
        added = [portions.get(each.item, each) for each in plan.additives]
        added += plan.fillers
        weighed = sum((each.to_weigh for each in added), carrier.to_weigh)

        last = plan.mixing[-1]

        assert last.in_mortar == weighed

    @pytest.mark.requirement("R30")
    @given(plan_arguments())
    def test_mixing_never_more_than_doubles(self, arguments: dict[str, Any]) -> None:
        """No portion is larger than what lies in the mortar."""
        first, *others = plan_of(arguments).mixing

        in_mortar = first.in_mortar
        for step in others:
            assert step.added <= in_mortar
            in_mortar = step.in_mortar


class TestDrug:
    """The drug in the blend is strength x N x (1 + drug overage), exactly."""

    @pytest.mark.requirement("R11")
    @given(plan_arguments())
    def test_drug_needed(self, arguments: dict[str, Any]) -> None:
        """The drug needed follows from the order alone."""
        plan = plan_of(arguments)
        order = plan.request.prescription

        drug = order.strength * plan.batch_size * (1 + plan.drug_overage)

        assert plan.drug_needed == drug

    @pytest.mark.requirement("R11")
    @given(plan_arguments())
    def test_without_a_balance_the_strength_is_met(
        self, arguments: dict[str, Any]
    ) -> None:
        """Where nothing is rounded, a capsule holds the strength and the overage."""
        plan = plan_of(arguments | {"balance": None})

        strength = plan.request.prescription.strength * (1 + plan.drug_overage)

        assert plan.strength_achieved == strength

    @pytest.mark.requirement("R36")
    @given(plan_arguments())
    def test_rounding_moves_the_strength_with_the_powder(
        self, arguments: dict[str, Any]
    ) -> None:
        """The strength achieved is off by as much as the powder was rounded."""
        plan = plan_of(arguments)
        aim = plan.request.prescription.strength * (1 + plan.drug_overage)

        weighed = plan.powder.to_weigh
        if plan.trituration is not None:
            weighed = plan.trituration.content
        moved = weighed / plan.powder.exact

        assert plan.strength_achieved == aim * moved


class TestUnits:
    """The same amounts in other units give the same plan."""

    @pytest.mark.requirement("R05")
    @given(
        st.sampled_from(["g", "kg", "mg", "mcg"]), prescriptions(), masses("120", "400")
    )
    def test_units_do_not_matter(
        self, unit: str, order: Prescription, mass: Quantity
    ) -> None:
        """Grams or micrograms: equal records, equal hashes, equal amounts."""
        other_order = attrs.evolve(
            order, strength=(order.strength * ONE_CAPSULE).to(unit)
        )
        plans = [
            plan_batch(
                each,
                drug=Tablets(
                    "50 mg",
                    mean_mass=tablet_mass,
                    packing=PackStatistic("200 mg", size="3"),
                ),
                filler=PACKED,
                shell=SHELL,
            )
            for each, tablet_mass in ((order, mass), (other_order, mass.to(unit)))
        ]

        assert plans[0] == plans[1]
        assert hash(plans[0]) == hash(plans[1])


class TestScale:
    """Twice the capsules, twice every exact amount."""

    @pytest.mark.requirement("R24")
    @given(plan_arguments())
    def test_twice_the_capsules(self, arguments: dict[str, Any]) -> None:
        """Doubling capsules and spares doubles each amount and leaves each fill.

        A diluent of its own is no exact amount: it is what a display can show.
        """
        arguments["diluent"] = None
        order = arguments["prescription"]
        spare = arguments["spare_capsules"] or 0
        twice = attrs.evolve(order, capsules=2 * order.capsules)

        single = plan_of(arguments | {"spare_capsules": spare})
        double = plan_of(
            arguments | {"prescription": twice, "spare_capsules": 2 * spare}
        )

        assert exact_amounts(double) == [2 * each for each in exact_amounts(single)]
        assert double.fill_mass == single.fill_mass


class TestOrder:
    """More strength never means less drug; more powder never means more filler."""

    @pytest.mark.requirement("R24")
    @given(plan_arguments(), st.integers(1, 100))
    def test_more_strength_more_drug(
        self, arguments: dict[str, Any], hundredths: int
    ) -> None:
        """A stronger order needs more drug and no more filler."""
        arguments["diluent"] = (
            None  # how much of it comes along is the planner's choice
        )
        order = arguments["prescription"]
        more = Q("0.01 mg/capsule") * hundredths
        stronger = attrs.evolve(order, strength=order.strength + more)

        weak, strong = (
            plan_of(arguments | {"prescription": each}) for each in (order, stronger)
        )

        assert strong.drug_needed > weak.drug_needed
        assert strong.powder.exact > weak.powder.exact
        for ours, theirs in zip(strong.fillers, weak.fillers, strict=True):
            assert ours.exact <= theirs.exact


class TestTablets:
    """What is crushed yields what is weighed; one tablet fewer does not."""

    @pytest.mark.requirement("R14")
    @given(
        *(plan_arguments(), tablets(), st.integers(0, 3)),
        st.sampled_from(["0 %", "5 %", "12.5 %"]),
    )
    def test_just_enough_tablets(
        self, arguments: dict[str, Any], source: Tablets, reserve: int, left: str
    ) -> None:
        """Less the reserve they cover it and what is to be left; one fewer does not."""
        policy = attrs.evolve(
            arguments["policy"], reserve_tablets=reserve, least_powder_left=left
        )

        plan = plan_of(arguments | {"drug": source, "policy": policy})

        assert plan.tablets is not None
        one = source.mean_mass * Q("1 tablet")
        needed = plan.tablets.to_crush - reserve
        least = Q(left) * plan.powder.to_weigh
        assert one * needed - plan.powder.to_weigh >= least
        assert one * (needed - 1) - plan.powder.to_weigh < least

    @pytest.mark.requirement("R14")
    @given(plan_arguments(), tablets())
    def test_what_is_left_is_accounted_for(
        self, arguments: dict[str, Any], source: Tablets
    ) -> None:
        """Powder weighed and powder left are the tablets crushed; none is negative."""
        plan = plan_of(arguments | {"drug": source})

        assert plan.tablets is not None
        crushed = source.mean_mass * Q("1 tablet") * plan.tablets.to_crush
        assert plan.powder.to_weigh + plan.tablets.powder_left == crushed
        assert plan.tablets.powder_left >= NOTHING


class TestFit:
    """Filler is never negative; a powder that does not fit raises."""

    @pytest.mark.requirement("R25")
    @given(plan_arguments())
    def test_filler_is_never_negative(self, arguments: dict[str, Any]) -> None:
        """Whatever is planned, no filler is less than nothing."""
        plan = plan_of(arguments)

        assert all(each.exact >= NOTHING for each in plan.fillers)

    @given(plan_arguments())
    def test_additives_are_never_negative(self, arguments: dict[str, Any]) -> None:
        """A share of the blend is a share of it, whatever else goes in."""
        plan = plan_of(arguments)

        for additive, weighing in zip(
            plan.request.additives, plan.additives, strict=True
        ):
            assert weighing.exact > NOTHING
            if additive.share is not None:
                assert weighing.exact == plan.blend_mass * additive.share

    @pytest.mark.requirement("R20")
    @given(plan_arguments())
    def test_filling_by_packing_fills_the_shell(
        self, arguments: dict[str, Any]
    ) -> None:
        """By packing, powder and filler take the whole of the shell."""
        arguments.pop("fill", None)

        plan = plan_of(arguments)

        assert plan.shell_filled == Q("100 %")

    @pytest.mark.requirement("R21")
    @given(plan_arguments(), masses("60", "300"))
    def test_filling_to_a_mass_gives_that_mass(
        self, arguments: dict[str, Any], mass: Quantity
    ) -> None:
        """To a mass, each capsule holds that mass."""
        plan = plan_of(arguments | {"fill": FillToMass(mass)})

        assert plan.fill_mass == mass


class TestRounding:
    """A display shows whole steps; no amount is moved by more than half of one."""

    @pytest.mark.requirement("R07")
    @given(plan_arguments(), st.sampled_from(["0.1 mg", "1 mg", "5 mg"]))
    def test_weighings_are_whole_steps(
        self, arguments: dict[str, Any], step: str
    ) -> None:
        """Every amount to weigh can be shown, and lies within half a step."""
        plan = plan_of(arguments | {"balance": Balance(readability=step)})

        for weighing in plan.weighings:
            steps = (weighing.to_weigh / Q(step)).to_base_units().magnitude
            assert steps.denominator == 1
        if plan.trituration is None and not plan.premixes:
            for weighing in plan.weighings:
                assert abs(weighing.to_weigh - weighing.exact) <= Q(step) / 2


def least_of_additive(plan: BatchPlan) -> Quantity:
    """Return the least mass of what carries no drug."""
    assert plan.request.balance is not None
    balance, policy = plan.request.balance, plan.request.policy
    return Q("1 mg") * least_load_of_additive(balance, policy)


class TestWeighing:
    """An amount below the least mass of its balance stops the batch."""

    @pytest.mark.requirement("R32")
    @given(plan_arguments())
    def test_below_the_least_mass_is_a_stop(self, arguments: dict[str, Any]) -> None:
        """A plan is ready only if its balance may weigh every amount in it."""
        plan = plan_of(arguments)

        if plan.least_mass is not None and plan.ready:
            for component in of_role(plan.components, "drug", "additive", "filler"):
                least = plan.least_mass
                if component.role == "additive":  # which may be off by more
                    least = least_of_additive(plan)
                for weighing in component.weighings:
                    assert weighing.to_weigh >= least

    @pytest.mark.requirement("R34")
    @given(plan_arguments())
    def test_a_trituration_carries_what_is_needed(
        self, arguments: dict[str, Any]
    ) -> None:
        """Its drug is exact before rounding, and within the policy's 1 % after."""
        plan = plan_of(arguments)

        if plan.trituration is not None:
            carried = plan.trituration.dilutions[0].material.exact
            for each in plan.trituration.dilutions[:-1]:
                carried = carried * each.portion.exact / each.total
            last = plan.trituration.dilutions[-1]
            total = last.material.exact + last.diluent.exact
            assert carried * last.portion.exact / total == plan.powder.exact
            off = plan.trituration.content / plan.powder.exact - 1
            assert abs(off) <= plan.request.policy.strength_tolerance

    @pytest.mark.requirement("R35")
    @given(plan_arguments())
    def test_diluent_is_not_weighed_twice(self, arguments: dict[str, Any]) -> None:
        """What portions bring of a filler leaves that filler, to half a step."""
        plan = plan_of(arguments)

        if plan.request.balance is not None:
            fillers = [filler for filler, _ in plan.request.fillers]
            brought = [NOTHING for _ in fillers]
            brought[0] += sum((p.diluent_in_portion for p in plan.premixes), NOTHING)
            if plan.trituration is not None and plan.diluent is None:
                place = fillers.index(plan.request.diluent or fillers[0])
                brought[place] += plan.trituration.diluent_in_portion
            step = plan.request.balance.readability
            for filler, portions in zip(plan.fillers, brought, strict=True):
                assert abs(filler.to_weigh + portions - filler.exact) <= step / 2


class TestDose:
    """A strength outside the usual ones is flagged; far outside it is refused."""

    @pytest.mark.requirement("R37")
    @given(st.integers(1, 2000))
    def test_every_strength_is_usual_flagged_or_refused(self, hundredths: int) -> None:
        """From 0.01 mg to 20 mg, no strength passes without a word."""
        strength = Fraction(hundredths, 100)
        order = Prescription(Q("0.01 mg") * hundredths, capsules=100)

        try:
            plan = plan_batch(
                order,
                drug=Tablets("50 mg", mean_mass="171.2 mg"),
                filler=PACKED,
                shell=SHELL,
            )
        except CompoundError as error:
            assert "strength" in str(error)
            assert not Fraction(1, 10) <= strength <= 10
        else:
            assert Fraction(1, 10) <= strength <= 10
            flagged = any(found.code == "dose-unusual" for found in plan.findings)
            assert flagged is not (Fraction(1, 2) <= strength <= Fraction(9, 2))


class TestInputs:
    """Planning changes nothing it is given, and gives the same again."""

    @pytest.mark.requirement("R10")
    @given(plan_arguments())
    def test_same_input_same_plan(self, arguments: dict[str, Any]) -> None:
        """Two plans from equal input are equal, print equal and hash equal."""
        one, other = plan_of(dict(arguments)), plan_of(dict(arguments))

        assert one == other
        assert hash(one) == hash(other)
        assert one.worksheet() == other.worksheet()


@pytest.mark.requirement("R09")
@given(
    st.integers(1, 400),
    masses("0.1", "10"),
    masses("60", "900"),
    masses("20", "900"),
    st.sampled_from(["0.1 mg", "1 mg", "10 mg", "100 mg"]),
)
def test_a_plan_or_one_clear_error(
    capsules: int, strength: Quantity, mass: Quantity, full: Quantity, step: str
) -> None:
    """Any request gives a whole plan or one error of ours, never a half answer."""
    try:
        plan = plan_batch(
            Prescription(strength, capsules=capsules),
            drug=Tablets(
                "50 mg", mean_mass=mass, packing=PackStatistic(full, size="3")
            ),
            filler=PACKED,
            shell=reference.shell("3"),
            balance=Balance(readability=step),
        )
    except CompoundError as error:
        assert error.expected
        assert error.got
    else:
        assert plan.tablets is not None
        assert plan.tablets.to_crush >= 1
        assert plan.powder.to_weigh > NOTHING
        assert plan.tablets.to_crush == ceil(
            (plan.powder.to_weigh * 21 / 20 / (mass / 1)).to_base_units().magnitude
        )
