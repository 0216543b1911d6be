"""From the rows of a visit to what each paper says."""

from dataclasses import replace

from django.utils import timezone

from brownbag.clinical.directions import daily_grid, read, say
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.documents.medicine_words import amount_words, name_and_strength
from brownbag.practice.follow_up.queries import next_contact_of_visit, outcomes_of
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import OWN_LISTS, lines_of, statements_of
from brownbag.practice.papers import values
from brownbag.practice.people.models import Condition
from brownbag.practice.people.queries import allergies_of, caregivers_of, prescribers_of
from brownbag.practice.plans import wording
from brownbag.practice.plans.models import ToDo
from brownbag.practice.plans.queries import requests_of_visit
from brownbag.practice.reviews.models import ASK_ABOUT
from brownbag.practice.reviews.queries import current_problems, decisions_in_force, latest_run
from brownbag.practice.reviews.wording import decision_words
from brownbag.practice.shared_pages.wording import and_list, counted, full_date, long_date
from brownbag.practice.sharing.queries import open_link_of

DRAFTED = "The rules behind this are drafts: no pharmacist has checked them yet."
PLEASE_ANSWER = {"today": "Please answer today", "this_week": "Please answer this week"}
KNOWN = ("matched", "likely")
CONDITIONS_ON_CARD = 6
ONLY_WHEN_NEEDED = ", only when you need it"


def head_of(visit, *, on, by):
    "What stands on every paper of a visit."
    person, practice = visit.person, visit.practice
    return values.Head(
        person=person.name,
        born=full_date(person.birth_date) if person.birth_date else "",
        made_on=full_date(on),
        practice=practice.name,
        pharmacist=by.name_shown,
        phone=practice.phone,
        fax=practice.fax,
        hours=practice.hours,
        invented=person.invented,
    )


def medication_list(visit, *, head):
    "The list the person takes home: what to take when, what to stop, what nobody could check."
    lines = _current(visit.person)
    taken = [now for now in lines if now.status == Status.ACTIVE]
    rows = [(now, read(now.directions) if now.directions else None) for now in taken]
    grids = {now.pk: daily_grid(found) if found else None for now, found in rows}
    link = open_link_of(visit.person, now=timezone.now())
    on_grid = [(now, found) for now, found in rows if grids[now.pk]]
    said = [(now, found) for now, found in rows if not grids[now.pk]]
    return values.MedicationListPaper(
        head=head,
        allergies=_allergies(visit.person),
        daily=tuple(_grid_row(now, found, grids[now.pk]) for now, found in on_grid),
        as_needed=tuple(_needed_row(now, found) for now, found in said if _is_as_needed(now, found)),
        other=tuple(_said_row(now, found) for now, found in said if not _is_as_needed(now, found)),
        stopped=tuple(_stopped_row(now) for now in _stopped_lately(visit, lines)),
        not_checked=tuple(now.name for now in taken if now.known not in KNOWN),
        not_asked=tuple(_not_asked(visit)),
        link=link.pk if link else None,
        versions=tuple(now.pk for now in versions_on_list(visit, lines)),
        allergy_rows=tuple(each.pk for each in allergies_of(visit.person)),
    )


def notice(made, *, head):
    "The one page for a pharmacy or a prescriber with what they do not know."
    to = made.to
    fields = ("what", "name", "more", "now", "theirs")
    return values.NoticePaper(
        head=head,
        to=", ".join(part for part in (to.name, getattr(to, "clinic", "")) if part),
        contact=", ".join(
            f"{label} {number}" for label, number in (("fax", to.fax), ("phone", to.phone)) if number
        ),
        allergies=_allergies(made.person),
        items=tuple(values.NoticeItem(*(each[name] for name in fields)) for each in made.items),
        sources=_lists_compared(made.person),
    )


def _lists_compared(person):
    "The lists that others know by their name, and once what the person said."
    names = dict.fromkeys(each.list_name for each in statements_of(person))
    known = [name for name in names if not OWN_LISTS.search(name)]
    return tuple(known if len(known) == len(names) else [*known, f"what {person.given_name} told us"])


def versions_on_list(visit, versions):
    "Of what holds for each line, what the person's list shows: what is taken, and what was stopped lately."
    stopped = _stopped_lately(visit, versions)
    return [now for now in versions if now.status == Status.ACTIVE or now in stopped]


def to_do_list(visit, *, head):
    "What the person does now; what waits for a prescriber stays off until the answer is in."
    released = ToDo.objects.unscoped().filter(visit=visit, held=False, withdrawn_at=None).order_by("pk")
    with_whom = f", with {visit.with_whom}" if visit.with_whom else ""
    return values.ToDoPaper(
        head=head,
        talked_on=f"We talked on {long_date(visit.on)}{with_whom}",
        items=tuple(values.ToDoItem(words=each.words) for each in released),
        waiting=_waiting(visit),
        next_talk=_next_talk(visit),
    )


def wallet_card(visit, *, head):
    "The card for the wallet: who to call, what the person has and takes."
    person = visit.person
    helper = caregivers_of(person).first()
    lines = [now for now in _current(person) if now.status == Status.ACTIVE]
    conditions = Condition.objects.unscoped().filter(person=person, status="active").order_by("pk")
    names = [each.name for each in conditions]
    more = len(names) - CONDITIONS_ON_CARD
    shown = names[:CONDITIONS_ON_CARD] + ([f"{more} more"] if more > 0 else [])
    return values.WalletCard(
        head=head,
        allergies=_allergies(person),
        conditions=and_list(shown) if shown else "",
        helper=", ".join(part for part in (helper.name, helper.relation, helper.phone) if part)
        if helper
        else "",
        prescribers=tuple(_prescribers(person, lines)),
        medicines=tuple(_card_row(now) for now in lines),
    )


def prescriber_request(request, *, head):
    "The one page a prescriber gets, on paper."
    return values.PrescriberRequestPaper(
        head=head,
        to=request.prescriber.name,
        clinic=request.prescriber.clinic,
        urgency=PLEASE_ANSWER.get(request.urgency, "Please answer"),
        situation=request.situation,
        background=request.background,
        assessment=request.assessment,
        asks=tuple(
            values.Ask(item.ask, item.because, tuple(source_words(each) for each in item.evidence))
            for item in request.items.all()
        ),
        review=DRAFTED,
    )


def visit_note(visit, *, head):
    "The note of the visit: facts, medicines, problems with decisions, what was not checked."
    person, run = visit.person, latest_run(visit.person)
    problems, decisions = list(current_problems(person)), decisions_in_force(person)
    facts = dict.fromkeys(
        wording.fact_words(fact) for problem in problems for fact in problem.finding["facts_used"]
    )
    said = [*facts, wording.allergy_words(person, allergies_of(person)).rstrip(".")]
    return values.VisitNotePaper(
        head=head,
        setting=visit.get_setting_display() + (f" with {visit.with_whom}" if visit.with_whom else ""),
        sources=tuple(dict.fromkeys(each.list_name for each in statements_of(person))),
        missing_sources=visit.missing_sources,
        facts=tuple(said),
        medicines=tuple(_noted_row(now) for now in _current(person) if now.status == Status.ACTIVE),
        problems=tuple(_noted(each, decisions.get(each.pk)) for each in problems),
        outcomes=tuple(_outcomes(visit)),
        not_checked=tuple(f"{each['what']}: {each['why']}" for each in run.not_checked) if run else (),
        next_talk=_next_talk(visit) or "Not planned.",
        release=run.knowledge_release if run else "none",
        review=DRAFTED,
    )


def source_words(citation):
    "A citation as one line."
    title = load_knowledge().sources.get(citation["source"], {}).get("title", citation["source"])
    return f"{title}, {citation['where']}"


def _current(person):
    return [line.current for line in lines_of(person) if line.current]


def _grid_row(now, found, grid):
    name, more = name_and_strength(now)
    return values.GridRow(
        name=name,
        more=more,
        reason=_for(now),
        note=_note(now, found),
        unit=grid.unit,
        any_time=grid.any_time,
        **{time: amount_words(grid.at(time)) for time in ("morning", "noon", "evening", "bedtime")},
    )


def _said_row(now, found):
    name, more = name_and_strength(now)
    if found is None:
        words = f"You take it: {now.how_taken}." if now.how_taken else "No directions are on file. Ask us."
        return values.SaidRow(name, more, _for(now), words)
    if found.outcome != "understood":
        return values.SaidRow(name, more, _for(now), now.directions, from_label=True)
    return values.SaidRow(name, more, _for(now), say(found).text)


def _needed_row(now, found):
    "A row under the heading that says already that it is only when needed."
    row = _said_row(now, found)
    return row if row.from_label else replace(row, words=row.words.replace(ONLY_WHEN_NEEDED, ""))


def _card_row(now):
    name, more = name_and_strength(now)
    found = read(now.directions) if now.directions else None
    grid = daily_grid(found) if found else None
    return values.SaidRow(name, more, words=_short(found, grid))


def _short(found, grid):
    if grid and grid.any_time:
        return grid.any_time
    if grid:
        times = ("morning", "noon", "evening", "bedtime")
        return ", ".join(f"{amount_words(grid.at(time))} {time}" for time in times if grid.at(time))
    if found and any(phase.as_needed for phase in found.phases):
        return "when needed"
    return "as the label says"


def _noted_row(now):
    name, more = name_and_strength(now)
    label = f"Label: {now.directions}" if now.directions else "No directions on file"
    taken = f". Takes: {now.how_taken}" if now.how_taken else ". How it is taken was not asked"
    return values.SaidRow(name, more, now.indication or "not on file", label + taken)


def _stopped_row(now):
    name, more = name_and_strength(now)
    words = "do not take this for now" if now.status == Status.ON_HOLD else "do not take this any more"
    return values.SaidRow(name, more, words=words)


def _stopped_lately(visit, lines):
    return [
        now
        for now in lines
        if now.status in (Status.STOPPED, Status.ON_HOLD)
        and now.number > 1
        and now.changed_at >= visit.started_at
    ]


def _is_as_needed(now, found):
    return bool(found and any(phase.as_needed for phase in found.phases)) or bool(now.as_needed)


def _for(now):
    return f"for {now.indication}" if now.indication else ""


def _note(now, found):
    meals = {
        "with": "With food",
        "before": "Before food",
        "after": "After food",
        "empty": "On an empty stomach",
    }
    said = [meals[phase.timing.meal] for phase in found.phases if phase.timing.meal in meals]
    said += [each.capitalize() for each in found.instructions]
    if now.end:
        said.append(f"Last day {full_date(now.end)}")
    elif found.phases and found.phases[-1].days:
        said.append(f"For {counted(int(found.phases[-1].days), 'day')}")
    return " ".join(f"{each}." for each in dict.fromkeys(said))


def _allergies(person):
    return wording.allergy_words(person, allergies_of(person)).removeprefix("Allergies: ").rstrip(".")


def _not_asked(visit):
    return [each for each in ASK_ABOUT if each not in visit.asked_about]


def _waiting(visit):
    open_requests = [each for each in requests_of_visit(visit) if each.answered_at is None]
    if not open_requests:
        return ""
    asked = [
        f"{each.prescriber.name} about {counted(len(each.items.all()), 'thing')}" for each in open_requests
    ]
    return (
        f"We have asked {and_list(asked)}. We call you with the answer. "
        "Do not stop or change a medicine on your own."
    )


def _next_talk(visit):
    planned = next_contact_of_visit(visit)
    if planned is None:
        return ""
    if planned.due_on is None:
        return f"No date is planned: {planned.reason}"
    return f"{long_date(planned.due_on)}: {planned.reason}"


def _prescribers(person, lines):
    names = {now.prescriber for now in lines if now.prescriber}
    for each in prescribers_of(person.practice):
        if each.name in names:
            yield ", ".join(part for part in (each.name, each.phone) if part)


def _noted(problem, decision):
    return values.NotedProblem(
        title=problem.title,
        severity=f"{problem.severity} severity",
        decision=decision_words(decision) if decision else "Not decided",
        why=problem.finding["why"],
    )


def _outcomes(visit):
    for outcome in outcomes_of(visit).values():
        yield f"{outcome.problem.title}: {outcome.get_result_display().lower()}"
