"""`brownbag knowledge compile`, `compare` and `replay`: one release, two releases, and what a change would do."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import click

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment.replay import lacking, replay
from brownbag.clinical.knowledge import KnowledgeError
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.compare import by_medicine, differences_between
from brownbag.clinical.knowledge.load import compile_files, with_local_changes
from brownbag.clinical.knowledge.release import read_release, write_release
from brownbag.command_line.documents import name_warnings, read_document
from brownbag.command_line.errors import Unusable
from brownbag.command_line.serving import refuse_old_tables, set_up

SHORT = 12
CHANGES = ("added", "removed", "changed")


@click.command(name="compile", epilog="Example: brownbag knowledge compile --out 2026.11.1.json")
@click.option("--out", type=click.Path(dir_okay=False), help="Write the release to this file as well.")
def compile_release(out):
    "Compile the files into the release that the system runs on, and name what it says by a hash."
    if out and not Path(out).parent.is_dir():
        raise Unusable(f"{out}: {Path(out).parent} is no folder; make it first.")
    try:
        release = compile_files()
        if out:
            write_release(Path(out))
    except KnowledgeError as fault:
        raise Unusable(str(fault)) from None
    click.echo(f"Release {release.release} is compiled{f' into {out}' if out else ''}.")
    click.echo(f"Content {release.content}")


@click.command(
    epilog="Example: brownbag knowledge compare 2026.11.1.json 2026.12.1.json --patients ruth.yaml"
)
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--patients", multiple=True, type=click.Path(), help="A patient file; may be given often.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the replay; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.argument("more_patients", nargs=-1, type=click.Path())
def compare(old, new, patients, on, as_json, more_patients):
    """Say what the release NEW says otherwise than OLD, by medicine.

    Each is a compiled file, a knowledge base folder or a checkout. After --patients the files of patients
    may follow one another; for each is said which findings would change.
    """
    before, after = read_given(old), read_given(new)
    files = (*patients, *more_patients)
    if files:
        refuse_lacking(old, before)
        refuse_lacking(new, after)
    day = on.date() if on else None
    replayed = [_replayed(path, day, before, after) for path in files]
    found = differences_between(before, after)
    if as_json:
        shown = {"old": named(before), "new": named(after), **_as_json(found)}
        return click.echo(json.dumps({**shown, "patients": replayed}, ensure_ascii=False, indent=1))
    _print(before, after, found)
    if files:
        print_people(replayed)
    return None


@click.command(name="replay", epilog="Example: brownbag knowledge replay --release 2026.12.1.json")
@click.option("--release", "given", type=click.Path(), help="A compiled file, a folder or a checkout.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the replay; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay_people(given, on, as_json):
    """Say what a release would change for every person of the practice; nothing is saved.

    With --release the running release and that one are held side by side. Without it, what is on file for
    each person is held against the release that runs now.
    """
    set_up()
    from brownbag.practice.reviews.replay import against_what_is_on_file, under_both

    refuse_old_tables()
    running, day = load_knowledge(), on.date() if on else date.today()
    if given:
        new = _with_local_changes(given)
        found = under_both(old=running, new=new, on=day)
    else:
        new, found = running, against_what_is_on_file(running, on=day)
    people = [shown_changes(f"person {key}", answer) for key, answer in found]
    if as_json:
        shown = {"old": named(running) if given else None, "new": named(new), "on": str(day)}
        return click.echo(json.dumps({**shown, "people": people}, ensure_ascii=False, indent=1))
    click.echo(f"New: {_name(new)}. Old: {_name(running) if given else 'what is on file'}. Day: {day}.")
    print_people(people)
    return click.echo("Nothing was saved.")


def _with_local_changes(path):
    try:
        release = with_local_changes(read_given(path))
    except KnowledgeError as fault:
        raise Unusable(f"{path}: the local changes do not fit this release. {fault}") from None
    refuse_lacking(path, release)
    return release


def read_given(path):
    "Return the release that someone named, or say why it is none."
    try:
        return read_release(Path(path))
    except KnowledgeError as fault:
        raise Unusable(str(fault)) from None


def refuse_lacking(path, release):
    "Refuse to assess with a release that lacks what this version of the program asks for."
    missing = lacking(release, load_knowledge())
    if missing:
        raise Unusable(
            f"{path}: release {release.release} lacks {', '.join(missing)}, which this version asks for; "
            "nobody can be assessed with it. Compare it without patients."
        )


def named(release):
    "Return the number and the content hash of a release."
    return {"release": release.release, "content": release.content}


def shown_changes(person, replayed):
    "Return what would change for one person, as JSON and the text below show it."
    return {
        "patient": person,
        "comes": [_shown(each) for each in replayed.comes],
        "goes": [_shown(each) for each in replayed.goes],
        "graded": [{**_shown(now), "was": _grade(was)} for was, now in replayed.graded],
        "stays": replayed.stays,
    }


def print_people(people):
    "Print how many people would see a change, and for each of them which."
    count = Counter()
    for each in people:
        count.update({part: len(each[part]) for part in ("comes", "goes", "graded")})
        count["people"] += any(each[part] for part in ("comes", "goes", "graded"))
    click.echo(
        f"{count['people']} of {len(people)} people would see a change: {count['comes']} findings come, "
        f"{count['goes']} go, {count['graded']} are graded otherwise."
    )
    for each in people:
        _print_person(each)


def _print_person(person):
    lines = [f"  Comes: {each['title']} ({_words(each)}) [{each['rule']}]" for each in person["comes"]]
    lines += [f"  Goes: {each['title']} ({_words(each)}) [{each['rule']}]" for each in person["goes"]]
    lines += [
        f"  Graded otherwise: {each['title']}: was {_words(each['was'])}, would be {_words(each)}"
        for each in person["graded"]
    ]
    if lines:
        click.echo("\n".join([str(person["patient"]), *lines]))


def _words(grade):
    stops = ", interrupts" if grade["interrupts"] else ""
    return f"{grade['severity']}, {grade['urgency'].replace('_', ' ')}{stops}"


def _shown(finding):
    return {
        "rule": finding.rule,
        "category": finding.category,
        "drugs": list(finding.drugs),
        "title": finding.title,
        **_grade(finding),
    }


def _grade(finding):
    return {name: getattr(finding, name) for name in ("severity", "urgency", "interrupts")}


def _replayed(path, on, before, after):
    found, day = read_document(path, on=on)
    name_warnings(path, found)
    answer = replay(found.record, on=day, old=before, new=after, vocabulary=vocabulary.load())
    return shown_changes(found.record.id or Path(path).stem, answer)


def _as_json(found):
    counts = {
        kind: dict(Counter(each.change for each in found if each.kind == kind)) for kind in _kinds(found)
    }
    parts = ("kind", "name", "change", "about", "sentence")
    return {
        "counts": counts,
        "differences": [{part: getattr(each, part) for part in parts} for each in found],
        "by_medicine": {name: [each.sentence for each in told] for name, told in by_medicine(found).items()},
    }


def _kinds(found):
    return list(dict.fromkeys(each.kind for each in found))


def _print(before, after, found):
    click.echo(f"Old: {_name(before)}. New: {_name(after)}.")
    if not found:
        return click.echo("Both say the same.")
    if before.release == after.release:
        click.echo("Both carry the same number and say different things; raise the one in release.txt.")
    for kind in _kinds(found):
        count = Counter(each.change for each in found if each.kind == kind)
        told = ", ".join(f"{count[change]} {change}" for change in CHANGES if count[change])
        click.echo(f"  {kind}: {told}")
    for name, told in by_medicine(found).items():
        click.echo("\n".join([name, *(f"  {each.sentence}" for each in told)]))
    others = [f"  {each.sentence}" for each in found if not each.about]
    if others:
        click.echo("\n".join(["About no single medicine", *others]))
    return None


def _name(release):
    return f"release {release.release}, content {release.content[:SHORT]}"
