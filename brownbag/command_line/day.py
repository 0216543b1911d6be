"""`brownbag day`: at which times of the day does a whole list work?"""

import json
import re
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment.use.day_of_list import day_of
from brownbag.clinical.directions.day import Routine
from brownbag.clinical.directions.english import counted
from brownbag.command_line.documents import name_warnings, read_document
from brownbag.command_line.errors import Unusable
from brownbag.exchange.icalendar.write import feed_of

CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")


@click.command(
    epilog="Example: brownbag day ruth.yaml --wakes 06:30 --breakfast 07:15 --lunch 12:30 --dinner 18:30 --bedtime 22:30"
)
@click.argument("file", type=click.Path())
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; today if not given.")
@click.option("--wakes", required=True, help="When the person gets up, such as 06:30.")
@click.option("--breakfast", required=True)
@click.option("--lunch", required=True)
@click.option("--dinner", required=True)
@click.option("--bedtime", required=True)
@click.option("--work", default="", help="When the person is at work, such as 08:00-17:00.")
@click.option("--calendar", type=click.Path(), help="Write the doses as an iCalendar file.")
@click.option("--zone", default="", help="The time zone of the calendar, such as America/New_York.")
@click.option("--days", default=30, help="How many days the calendar holds.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def day(file, on, wakes, breakfast, lunch, dinner, bedtime, work, calendar, zone, days, as_json):
    "Lay a list over the fewest times of the day, and say what was moved and what cannot be kept."
    routine = _routine(wakes, breakfast, lunch, dinner, bedtime, work)
    found, date = read_document(file, on=on.date() if on else None)
    name_warnings(file, found)
    plan = day_of(
        found.record, on=date, routine=routine, knowledge=knowledge.load(), vocabulary=vocabulary.load()
    )
    if calendar:
        began = {line.key: line.start for line in found.record.medications if line.start}
        _write(plan, calendar, zone, date, days, began)
    if as_json:
        return click.echo(json.dumps(asdict(plan), default=str, ensure_ascii=False, indent=1))
    return _print(plan)


def _routine(wakes, breakfast, lunch, dinner, bedtime, work):
    given = {"wakes": wakes, "breakfast": breakfast, "lunch": lunch, "dinner": dinner, "bedtime": bedtime}
    for name, clock in given.items():
        if not CLOCK.fullmatch(clock):
            raise Unusable(f"--{name}: found {clock!r}; expected a time of 24 hours, such as 18:30.")
    span = tuple(work.split("-")) if work else None
    if span and (len(span) != 2 or not all(CLOCK.fullmatch(clock) for clock in span)):
        raise Unusable(f"--work: found {work!r}; expected two times, such as 08:00-17:00.")
    return Routine.of(wakes, breakfast, lunch, dinner, bedtime, work=span)


def _write(plan, calendar, zone, first_day, days, began):
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Unusable(f"--zone: found {zone!r}; expected a time zone, such as America/New_York.") from None
    feed = feed_of(
        plan.moments, zone=place, first_day=first_day, days=days, made_at=datetime.now(UTC), began=began
    )
    Path(calendar).write_text(feed.text, encoding="utf-8", newline="")
    for name in feed.left_out:
        click.echo(f"Not in the calendar: {name}; its first day is not known.", err=True)


def _print(plan):
    for moment in plan.moments:
        click.echo(f"{moment.clock} {moment.name}".rstrip())
        for dose in moment.doses:
            amount = f", {counted(dose.amount)}" if dose.amount else ""
            click.echo(f"  {dose.name}{amount}{f', {dose.days}' if dose.days else ''}")
    for moved in plan.moved:
        click.echo(
            f"Moved: {moved.name} from {', '.join(moved.usual)} to {', '.join(moved.now)}. {moved.why}"
        )
    for each in plan.not_placed:
        click.echo(f"No fixed time: {each.name}. {each.why}")
    for sentence in plan.cannot_keep:
        click.echo(f"Cannot be kept: {sentence}")
    before, after = plan.complexity_before, plan.complexity_after
    click.echo(f"Times a day: {plan.times_before} before, {plan.times_after} now.")
    click.echo(f"Regimen complexity (MRCI): {before.total} before, {after.total} now.")
    for name in before.not_counted:
        click.echo(f"Not counted whole: {name}.", err=True)
    sys.stdout.flush()
