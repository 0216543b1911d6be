"""Doses in a calendar: the right hour on every day, the days when the clocks change among them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.clinical.directions import read
from brownbag.clinical.directions.day import Routine, Taking, plan_day
from brownbag.exchange.icalendar.write import feed_of, instant, instants_every

NEW_YORK = ZoneInfo("America/New_York")
RUTH = Routine.of("06:30", "07:30", "12:30", "18:30", "22:30")
MADE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def feed(*pills, first_day=date(2026, 3, 7), days=3, began=None, zone=NEW_YORK):
    takings = [Taking(name, name, frozenset({name}), read(label)) for name, label in pills]
    plan = plan_day(takings, routine=RUTH)
    return feed_of(plan.moments, zone=zone, first_day=first_day, days=days, made_at=MADE, began=began)


def starts(text):
    return [
        datetime.strptime(line.removeprefix("DTSTART:"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        for line in unfolded(text)
        if line.startswith("DTSTART")
    ]


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("first_day", [date(2026, 3, 7), date(2026, 10, 31)], ids=["spring", "autumn"])
def test_half_past_seven_stays_half_past_seven_when_the_clocks_change(first_day):
    found = feed(("lisinopril", "Take 1 tablet daily"), first_day=first_day)
    local = [start.astimezone(NEW_YORK) for start in starts(found.text)]
    assert [(each.hour, each.minute) for each in local] == [(7, 30)] * 3
    assert len({start.hour for start in starts(found.text)}) == 2


def test_every_twelve_hours_is_counted_in_elapsed_time():
    evening = datetime(2026, 10, 31, 20, tzinfo=NEW_YORK)
    first, second = instants_every(evening, hours=Decimal(12), count=2)
    assert (second - first).total_seconds() == 12 * 3600
    assert second.astimezone(NEW_YORK).hour == 7


def test_a_first_dose_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="has no time zone"):
        instants_every(datetime(2026, 3, 7, 20), hours=Decimal(12), count=2)


def test_an_hour_that_happens_twice_comes_once():
    assert instant(date(2026, 11, 1), "01:30", NEW_YORK).isoformat() == "2026-11-01T05:30:00+00:00"


def test_a_weekly_medicine_needs_its_day_and_is_named_without_it():
    assert feed(("alendronate", "Take 1 tablet once a week")).left_out == ("alendronate",)
    sunday = {"alendronate": date(2026, 3, 1)}
    found = feed(("alendronate", "Take 1 tablet once a week"), days=14, began=sunday)
    assert [start.astimezone(NEW_YORK).date() for start in starts(found.text)] == [
        date(2026, 3, 8),
        date(2026, 3, 15),
    ]


def test_named_days_and_a_course_that_ends():
    found = feed(("warfarin", "Take 1 tablet on Monday and Friday"), days=7)
    assert [start.weekday() for start in starts(found.text)] == [0, 4]
    begun = {"doxycycline": date(2026, 3, 5)}
    assert (
        len(starts(feed(("doxycycline", "Take 1 tablet daily for 7 days"), days=30, began=begun).text)) == 5
    )


def test_each_event_has_what_a_calendar_needs_and_is_the_same_again():
    one, two = (feed(("a, b; c", "Take 1 tablet twice daily")).text for _ in range(2))
    assert one == two
    assert one.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert one.endswith("END:VCALENDAR\r\n")
    assert "DESCRIPTION:a\\, b\\; c: 1 tablet" in unfolded(one)
    assert len({line for line in unfolded(one) if line.startswith("UID:")}) == 6


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_the_name_back(name):
    text = feed((name, "Take 1 tablet daily"), days=1).text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    told = next(line for line in unfolded(text) if line.startswith("DESCRIPTION:"))
    plain = told.removeprefix("DESCRIPTION:").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert plain.startswith(name.replace("\N{NO-BREAK SPACE}", " "))


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["America/New_York", "Pacific/Auckland", "America/Phoenix", "Australia/Lord_Howe"]),
)
def test_the_wall_clock_is_kept_in_every_zone(day, name):
    zone = ZoneInfo(name)
    for start in starts(feed(("pill", "Take 1 tablet twice daily"), first_day=day, days=2, zone=zone).text):
        assert (start.astimezone(zone).hour, start.astimezone(zone).minute) in ((7, 30), (18, 30))
