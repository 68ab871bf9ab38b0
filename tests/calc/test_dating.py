"""Until when capsules may be used."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q, UnknownNameError, reference
from ldn_compound.calc.dating import beyond_use_date, earliest_date, last_day
from ldn_compound.errors import ExpiredError
from ldn_compound.model.beyond_use import BeyondUseRule, DayCount, OwnLimit

RULES = ["usp-795-2023", "usp-795-2014"]
#: A day of compounding, and later days that fit a count of up to ten years.
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2150, 12, 31))
LATER = st.integers(0, 3650).map(lambda days: dt.timedelta(days=days))
INGREDIENTS = "[oklahoma-bud-ingredients]"
FROM_THE_DAY = "180 days from the day of compounding [usp-795-2023-limits]"
COUNTS = st.sampled_from(["inclusive", "elapsed"])


class TestPeriod:
    """A rule of N days: the day of compounding is day 1, or the day after it is."""

    @pytest.mark.parametrize(
        ("compounded", "allowed", "day_count", "last"),
        [
            # day 1 is the day itself
            ("2025-01-15", "1 day", "inclusive", "2025-01-15"),
            ("2025-01-15", "1 day", "elapsed", "2025-01-16"),
            # 15 January + 179: 16 left in January, 28 + 31 + 30 + 31 + 30 = 150 to the
            # end of June make 166, 13 more in July
            ("2025-01-15", "180 days", "inclusive", "2025-07-13"),
            ("2025-01-15", "180 days", "elapsed", "2025-07-14"),
            # a leap year has one day more on the way
            ("2024-01-15", "180 days", "inclusive", "2024-07-12"),
            # over the turn of the year: 179 - 26 (July) - 31 - 30 - 31 - 30 - 31 = 0
            ("2025-07-05", "180 days", "inclusive", "2025-12-31"),
            ("2025-07-05", "180 days", "elapsed", "2026-01-01"),
        ],
    )
    def test_days(
        self, compounded: str, allowed: str, day_count: DayCount, last: str
    ) -> None:
        """Days are counted over month ends and leap days."""
        assert last_day(compounded, allowed, day_count) == dt.date.fromisoformat(last)

    @pytest.mark.requirement("R46")
    @pytest.mark.parametrize(
        ("compounded", "allowed", "last"),
        [
            ("2025-01-15", "6 months", "2025-07-15"),
            # a shorter month ends sooner, and a leap day counts
            ("2023-08-31", "6 months", "2024-02-29"),
            ("2024-08-31", "6 months", "2025-02-28"),
            ("2025-05-31", "6 months", "2025-11-30"),
            ("2025-02-28", "6 months", "2025-08-28"),
            # over the turn of the year, and December itself
            ("2025-06-30", "6 months", "2025-12-30"),
            ("2025-07-01", "6 months", "2026-01-01"),
            ("2025-12-31", "1 month", "2026-01-31"),
            ("2024-02-29", "12 months", "2025-02-28"),
        ],
    )
    @pytest.mark.parametrize("day_count", ["inclusive", "elapsed"])
    def test_months(
        self, compounded: str, allowed: str, day_count: DayCount, last: str
    ) -> None:
        """A month ends on the same day of the next, or on its last, in each count."""
        assert last_day(compounded, allowed, day_count) == dt.date.fromisoformat(last)

    @pytest.mark.requirement("R46")
    @given(DAYS, st.integers(1, 3660))
    def test_the_two_counts_differ_by_a_day(self, start: dt.date, count: int) -> None:
        """N days inclusive end one day before N days elapsed, always."""
        inclusive = last_day(start, f"{count} days", "inclusive")
        elapsed = last_day(start, f"{count} days", "elapsed")

        assert elapsed - inclusive == dt.timedelta(days=1)

    @given(DAYS, st.integers(1, 400))
    def test_inclusive_days_are_so_many_days(self, start: dt.date, count: int) -> None:
        """From the day of compounding to the last day, both counted, there are N."""
        last = last_day(start, Q("1 day") * count)

        days = range(start.toordinal(), last.toordinal() + 1)
        assert len(days) == count

    @given(DAYS, st.integers(1, 120))
    @example(dt.date(2023, 8, 31), 6)
    def test_months_end_on_the_same_day_or_a_month_end(
        self, start: dt.date, count: int
    ) -> None:
        """N months later is the same day of the month, or the last if that is less."""
        last = last_day(start, f"{count} months")

        later = (last.year - start.year) * 12 + last.month - start.month
        day_after = last + dt.timedelta(days=1)
        assert later == count
        assert last.day == start.day or (last.day < start.day and day_after.day == 1)

    @given(DAYS)
    def test_six_months_outlast_180_days(self, start: dt.date) -> None:
        """Six months are 181 to 184 days, so old dates are 1 to 4 days later."""
        in_days = last_day(start, "180 days", "elapsed")
        in_months = last_day(start, "6 months")

        # 31 August to 28 February is the shortest way: 181 days; March to September
        # the longest: 184
        assert 1 <= (in_months - in_days).days <= 4

    def test_an_unknown_count_is_refused(self) -> None:
        """Days are counted in one of two ways, both with a name."""
        wrong: Any = "exclusive"

        with pytest.raises(FieldError, match="day_count: expected one of 'inclusive',"):
            last_day("2025-01-15", "180 days", wrong)

    def test_the_refusal_of_a_count_shows_it(self) -> None:
        """The person sees the word that was taken for a way to count."""
        wrong: Any = "exclusive"

        with pytest.raises(FieldError, match=r"'elapsed', got 'exclusive'$"):
            last_day("2025-01-15", "180 days", wrong)

    @pytest.mark.parametrize("field", ["component_expiry", "stock_dilutions"])
    def test_an_expiry_that_cannot_be_read_is_named(self, field: str) -> None:
        """Of several dates the message says which one is wrong."""
        dates: Any = {field: {"tablets": "2027-03", "filler": "3/4/2027"}}

        with pytest.raises(FieldError, match=rf"^{field}\['filler'\]: "):
            beyond_use_date("2025-01-15", **dates)

    @pytest.mark.parametrize(
        ("compounded", "message"),
        [
            ("01/05/2025", "^compounded: .*write the year first"),
            ("2025-01", "^compounded: .*write the day too"),
            (None, "^compounded: expected a date, got None"),
        ],
    )
    def test_a_day_that_may_be_misread_is_refused(
        self, compounded: Any, message: str
    ) -> None:
        """The day of compounding is one day, written in one way."""
        with pytest.raises(FieldError, match=message):
            beyond_use_date(compounded)


class TestEarliest:
    """The date is the earliest of rule, components, stock dilutions and own limit."""

    def test_the_rule_alone(self) -> None:
        """With nothing else known the rule sets the date, and names its source."""
        found = beyond_use_date("2025-01-15")

        (only,) = found.candidates
        assert found.date == only.date == dt.date(2025, 7, 13)
        assert found.binding == only.name == found.rule == "usp-795-2023"
        assert only.source == "usp-795-2023-limits"
        assert only.kind == "rule"
        assert only.remark == "180 days from the day of compounding"

    @pytest.mark.requirement("R45")
    @pytest.mark.parametrize(
        ("arguments", "binding", "date"),
        [
            ({"component_expiry": {"tablets": "11/2025"}}, "tablets", "2025-11-30"),
            (
                {"component_expiry": {"tablets": "11/2025", "filler": "2025-11-29"}},
                "filler",
                "2025-11-29",
            ),
            (
                {"stock_dilutions": {"1 in 10": "2025-10-01"}},
                "stock dilution 1 in 10",
                "2025-10-01",
            ),
            (
                {"own_limit": OwnLimit("2025-10-01", reason="state")},
                "own limit",
                "2025-10-01",
            ),
            # 90 days from 5 July, counted inclusive: 27 in July, 31, 30, 2 in October
            (
                {"own_limit": OwnLimit("90 days", reason="cakes")},
                "own limit",
                "2025-10-02",
            ),
            (
                {"own_limit": OwnLimit(Q("90 days"), reason="cakes")},
                "own limit",
                "2025-10-02",
            ),
            (
                {"own_limit": OwnLimit("3 months", reason="cakes")},
                "own limit",
                "2025-10-05",
            ),
            (
                {"own_limit": OwnLimit("10/2025", reason="state")},
                "own limit",
                "2025-10-31",
            ),
        ],
    )
    def test_the_earliest_binds(
        self, arguments: dict[str, Any], binding: str, date: str
    ) -> None:
        """Whatever is earliest sets the date, and the result says what that is."""
        found = beyond_use_date("2025-07-05", **arguments)

        assert (found.binding, found.date.isoformat()) == (binding, date)

    def test_an_own_limit_is_counted_like_the_rule(self) -> None:
        """90 days elapsed from 5 July: 26 in July, 31, 30, 3 in October."""
        own = OwnLimit("90 days", reason="cakes")

        found = beyond_use_date("2025-07-05", day_count="elapsed", own_limit=own)

        assert found.date == dt.date(2025, 10, 3)

    def test_every_date_is_listed(self) -> None:
        """All that counts is listed, the earliest first, with source and remark."""
        found = beyond_use_date(
            "2025-07-05",
            component_expiry={"tablets": "11/2025", "filler": "2027-03-31"},
            stock_dilutions={"1 in 10": "2025-12-15"},
            own_limit=OwnLimit("90 days", reason="this blend cakes"),
        )

        listed = [(c.kind, c.name, c.date.isoformat()) for c in found.candidates]
        assert listed == [
            ("own limit", "own limit", "2025-10-02"),
            ("component", "tablets", "2025-11-30"),
            ("stock dilution", "stock dilution 1 in 10", "2025-12-15"),
            ("rule", "usp-795-2023", "2025-12-31"),
            ("component", "filler", "2027-03-31"),
        ]
        assert [each.remark for each in found.candidates] == [
            "90 days: this blend cakes",
            "its expiry, stated as 2025-11",
            "its own date",
            "180 days from the day of compounding",
            "its expiry",
        ]
        for candidate in found.candidates:
            assert reference.source(candidate.source).title

    def test_of_two_on_one_day_the_rule_binds(self) -> None:
        """Where a component expires on the day the rule ends, the rule is named."""
        found = beyond_use_date("2025-07-05", component_expiry={"tablets": "12/2025"})

        assert found.binding == "usp-795-2023"
        assert [each.name for each in found.candidates] == ["usp-795-2023", "tablets"]

    @pytest.mark.requirement("R45")
    def test_what_is_not_known_is_named(self) -> None:
        """A component without a date is not passed over: the result names it."""
        found = beyond_use_date(
            "2025-07-05",
            component_expiry={"tablets": "2027-03-31", "filler": None},
            stock_dilutions={"1 in 10": None},
        )

        assert found.unknown == ("filler", "stock dilution 1 in 10")
        assert [each.name for each in found.candidates] == ["usp-795-2023", "tablets"]

    def test_inputs_stay(self) -> None:
        """The dates that were handed over are not changed."""
        given_dates: dict[str, Any] = {"tablets": "11/2025", "filler": None}

        beyond_use_date("2025-07-05", component_expiry=given_dates)

        assert given_dates == {"tablets": "11/2025", "filler": None}


class TestCap:
    """No study and no wish makes a date later than its rule."""

    @pytest.mark.requirement("R46")
    @pytest.mark.parametrize("rule", RULES)
    def test_no_study_lifts_the_limit(self, rule: str) -> None:
        """Studies of a year are known; the date by the rule alone stays as it is."""
        found = beyond_use_date("2025-01-15", rule=rule)

        studies = reference.stability_studies()
        assert all(
            last_day("2025-01-15", study.length, "inclusive") > found.date
            for study in studies
        )
        assert not {study.source for study in studies} & {
            each.source for each in found.candidates
        }

    @pytest.mark.requirement("R46")
    @pytest.mark.parametrize("limit", ["360 days", "12 months", "2026-01-14"])
    def test_an_own_limit_lifts_nothing(self, limit: str) -> None:
        """Who writes the length of the study as an own limit gets 180 days too."""
        own = OwnLimit(limit, reason="stability study of 2018")

        found = beyond_use_date("2025-01-15", own_limit=own)

        assert found.date == dt.date(2025, 7, 13)
        assert found.binding == "usp-795-2023"
        assert found.candidates[1].name == "own limit"

    @pytest.mark.requirement("R45")
    @pytest.mark.parametrize("rule", RULES)
    @given(
        start=DAYS,
        day_count=COUNTS,
        later=st.lists(LATER, max_size=4),
        own=LATER,
    )
    def test_never_later_than_any_date(
        self,
        rule: str,
        start: dt.date,
        day_count: DayCount,
        later: list[dt.timedelta],
        own: dt.timedelta,
    ) -> None:
        """The date is one of the candidates, and none of them is earlier."""
        found = beyond_use_date(
            start,
            rule=rule,
            day_count=day_count,
            component_expiry={str(n): start + each for n, each in enumerate(later)},
            own_limit=OwnLimit(start + own, reason="any"),
        )

        dates = [each.date for each in found.candidates]
        assert found.date == min(dates)
        assert len(dates) == len(later) + 2
        assert all(found.date <= start + each for each in [*later, own])
        # 184 days is the longest that six months can be
        assert found.date <= start + dt.timedelta(days=184)

    @given(start=DAYS, later=st.lists(LATER, max_size=4), one_more=LATER)
    def test_one_more_component_never_helps(
        self, start: dt.date, later: list[dt.timedelta], one_more: dt.timedelta
    ) -> None:
        """Capsules of more components are never usable for longer."""
        dates = {str(number): start + each for number, each in enumerate(later)}

        fewer = beyond_use_date(start, component_expiry=dates)
        more = beyond_use_date(
            start, component_expiry=dates | {"one more": start + one_more}
        )

        assert more.date <= fewer.date

    @given(start=DAYS)
    def test_inclusive_is_a_day_before_elapsed(self, start: dt.date) -> None:
        """By a rule of days the counts differ by a day; by one of months they agree."""
        dates = {
            (rule, count): beyond_use_date(start, rule=rule, day_count=count).date
            for rule in RULES
            for count in ("inclusive", "elapsed")
        }

        by_2023 = dates[RULES[0], "elapsed"] - dates[RULES[0], "inclusive"]
        by_2014 = dates[RULES[1], "elapsed"] - dates[RULES[1], "inclusive"]
        assert (by_2023.days, by_2014.days) == (1, 0)


class TestExpired:
    """What was out of date on the day of compounding is used for nothing."""

    @pytest.mark.requirement("R47")
    def test_a_component_out_of_date_is_an_error(self) -> None:
        """The error names the component, its date, the day, and the way out."""
        message = (
            r"^component_expiry: expected nothing out of date on 2025-07-05, the day "
            r"of compounding, got tablets, usable until 2025-06-30 "
            r"\(stated as 2025-06\); take another lot, or correct the date$"
        )

        with pytest.raises(ExpiredError, match=message):
            beyond_use_date("2025-07-05", component_expiry={"tablets": "06/2025"})

    @pytest.mark.requirement("R47")
    def test_all_that_is_out_of_date_is_named(self) -> None:
        """Two expired components are told of at once; the good one is not."""
        dates = {"tablets": "2025-06-30", "filler": "2025-07-04", "silica": "2026-01"}

        with pytest.raises(ExpiredError, match=r"tablets, .*; filler, ") as caught:
            beyond_use_date("2025-07-05", component_expiry=dates)

        assert "silica" not in str(caught.value)

    def test_a_stock_dilution_out_of_date_is_an_error(self) -> None:
        """A stock dilution has its own date, which may have passed."""
        with pytest.raises(ExpiredError, match=r"^stock_dilutions: .* got 1 in 10, "):
            beyond_use_date("2025-07-05", stock_dilutions={"1 in 10": "2025-07-04"})

    @pytest.mark.requirement("R47")
    def test_the_last_day_is_usable(self) -> None:
        """A component may be used on the day it expires; the capsules on that day."""
        found = beyond_use_date(
            "2025-07-05", component_expiry={"tablets": "2025-07-05"}
        )

        assert found.date == dt.date(2025, 7, 5)
        assert found.days == 1

    def test_an_own_limit_in_the_past_is_refused(self) -> None:
        """A limit before the day of compounding is a slip, not a date."""
        own = OwnLimit("2025-07-04", reason="state")

        with pytest.raises(
            FieldError, match=r"^own_limit: .* not before 2025-07-05, .*"
        ):
            beyond_use_date("2025-07-05", own_limit=own)

    def test_the_refusal_of_a_past_limit_shows_it(self) -> None:
        """The person sees the date that was read, and what to do instead."""
        own = OwnLimit("2025-07-04", reason="state")
        message = "got 2025-07-04; give a later one, or none$"

        with pytest.raises(FieldError, match=message):
            beyond_use_date("2025-07-05", own_limit=own)

    def test_an_own_limit_may_be_the_day_itself(self) -> None:
        """Capsules for use on the day they are made."""
        own = OwnLimit("2025-07-05", reason="study")

        assert beyond_use_date("2025-07-05", own_limit=own).date == dt.date(2025, 7, 5)


class TestOwnRule:
    """A rule of your own takes the place of a published one, under its own name."""

    def test_own_figures(self) -> None:
        """120 days elapsed from 5 July: 26, 31, 30, 31 make 118, 2 in November."""
        rule = BeyondUseRule("our board", limit="120 days")

        found = earliest_date("2025-07-05", rule, day_count="elapsed")

        assert found.date == dt.date(2025, 11, 2)
        assert (found.binding, found.rule) == ("our board", "our board")
        assert found.candidates[0].source == "user"

    def test_a_published_rule_is_the_same(self) -> None:
        """The name and the rule it stands for give one result."""
        dates = {"tablets": "11/2025"}

        by_name = beyond_use_date("2025-07-05", component_expiry=dates)
        by_rule = earliest_date(
            "2025-07-05", reference.beyond_use_rule(), component_expiry=dates
        )

        assert by_name == by_rule

    def test_a_name_is_no_rule(self) -> None:
        """A name alone holds no figures."""
        wrong: Any = "usp-795-2023"

        with pytest.raises(
            FieldError, match=r"^rule: .*BeyondUseRule, .* takes a name"
        ):
            earliest_date("2025-07-05", wrong)

    def test_a_refusal_shows_what_came_and_the_way_out(self) -> None:
        """A name is for another function; a limit is written with its reason."""
        name: Any = "usp-795-2023"
        limit: Any = "90 days"
        written = r"write OwnLimit\('90 days', reason='\.\.\.'\)"

        with pytest.raises(
            FieldError, match=r"got 'usp-795-2023'; beyond_use_date takes a name$"
        ):
            earliest_date("2025-07-05", name)
        with pytest.raises(FieldError, match=f"got '90 days'; {written}$"):
            beyond_use_date("2025-07-05", own_limit=limit)

    @pytest.mark.parametrize("name", ["usp-795", "USP-795-2023", "", None, []])
    def test_an_unknown_rule_is_refused(self, name: Any) -> None:
        """A rule is named with its edition."""
        with pytest.raises(
            UnknownNameError, match=r"^rule: expected one of 'usp-795-20"
        ):
            beyond_use_date("2025-07-05", rule=name)

    def test_a_limit_needs_a_reason(self) -> None:
        """A bare number of days says nothing about why."""
        wrong: Any = "90 days"

        with pytest.raises(FieldError, match=r"^own_limit: .*OwnLimit.*reason="):
            beyond_use_date("2025-07-05", own_limit=wrong)

    @pytest.mark.parametrize(
        ("limit", "reason", "message"),
        [
            ("90", "x", "^limit: expected a period such as '90 days', or a date such"),
            ("3/4/2026", "x", "^limit: .* day and month may be swapped"),
            ("0 days", "x", "^limit: expected 1 to 3660 days"),
            (None, "x", "^limit: expected a period .*, got None"),
            ("90 days", "", "^reason: expected one line"),
        ],
    )
    def test_a_limit_that_cannot_be(
        self, limit: Any, reason: str, message: str
    ) -> None:
        """A limit is a period or a date, with its reason."""
        with pytest.raises(FieldError, match=message):
            OwnLimit(limit, reason=reason)

    @pytest.mark.parametrize(
        ("name", "limit", "message"),
        [
            ("", "120 days", "^name: expected one line"),
            ("our board", "120", "^limit: expected 1 to 3660 days or months"),
        ],
    )
    def test_a_rule_that_cannot_be(self, name: str, limit: str, message: str) -> None:
        """A rule has a name and a limit."""
        with pytest.raises(FieldError, match=message):
            BeyondUseRule(name, limit=limit)


class TestResult:
    """The result says until when, why, and what it does not know."""

    @pytest.mark.parametrize(
        ("today", "usable"),
        [("2025-07-12", True), ("2025-07-13", True), ("2025-07-14", False)],
    )
    def test_usable_up_to_the_date(self, today: str, *, usable: bool) -> None:
        """The beyond-use date is the last day of use, not the first without."""
        found = beyond_use_date("2025-01-15")

        assert found.usable_on(today) is usable
        assert found.usable_on(dt.date.fromisoformat(today)) is usable

    @pytest.mark.parametrize(
        ("day_count", "days"), [("inclusive", 180), ("elapsed", 181)]
    )
    def test_days_of_use(self, day_count: DayCount, days: int) -> None:
        """The days of use are counted with the day of compounding."""
        assert beyond_use_date("2025-01-15", day_count=day_count).days == days

    def test_it_reads_as_a_list(self) -> None:
        """Printed, it gives the date, what sets it, every candidate and the gaps."""
        found = beyond_use_date(
            "2025-07-05",
            component_expiry={"tablets": "11/2025", "filler": None, "shells": None},
        )

        assert str(found).splitlines() == [
            "beyond-use date 2025-11-30, set by tablets",
            f"  2025-11-30  tablets: its expiry, stated as 2025-11 {INGREDIENTS}",
            f"  2025-12-31  usp-795-2023: {FROM_THE_DAY}",
            "compounded 2025-07-05, which is day 1",
            "date not known, so not compared: filler, shells",
        ]

    def test_without_gaps_nothing_is_said_of_them(self) -> None:
        """Elapsed days begin after the day of compounding, which is day 0."""
        found = beyond_use_date("2025-07-05", day_count="elapsed")

        assert str(found).splitlines() == [
            "beyond-use date 2026-01-01, set by usp-795-2023",
            f"  2026-01-01  usp-795-2023: {FROM_THE_DAY}",
            "compounded 2025-07-05, which is day 0",
        ]

    def test_it_crosses_processes(self) -> None:
        """A result is pickled whole."""
        found = beyond_use_date("2025-07-05", component_expiry={"tablets": "11/2025"})

        received = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes

        assert received == found
        assert hash(received) == hash(found)
