"""`brownbag knowledge coverage`: what is checked, what is not, by whom, and from which sources."""

import json
from collections import Counter
from dataclasses import asdict
from datetime import date

import click

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.coverage import coverage_of

KINDS = ("rule", "mechanism", "check")


@click.command(epilog="Example: brownbag knowledge coverage")
@click.option("--names", is_flag=True, help="List the ingredients about which nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def coverage(names, as_json):
    "List what is checked and what is not, who has checked the rules, and the sources with their editions."
    found = coverage_of(load_knowledge(), date.today())
    if as_json:
        counts = {"checked": found.checked, "drafted": found.drafted}
        shown = {**counts, **asdict(found)}
        return click.echo(json.dumps(shown, ensure_ascii=False, indent=1, default=str))
    for lines in (_counts(found), _tables(found), _not_checked(found, names), _local(found), _sources(found)):
        click.echo("\n".join(lines))
    return click.echo(
        "\n".join(["Rules, mechanisms and checks", *(_speaking(each) for each in found.speaking)])
    )


def _counts(found):
    yield f"Release {found.release}, content {found.content[:12]}"
    yield f"{_kinds(found.speaking)}, about {found.ingredients} ingredients."
    yield f"{found.checked} of them are checked by a pharmacist; {found.drafted} are drafted."
    yield "Kinds of problem"
    for category, speaking in found.by_category.items():
        yield f"  {category.replace('_', ' ')}: {_kinds(speaking)}"


def _kinds(speaking):
    count = Counter(each.kind for each in speaking)
    return ", ".join(f"{count[kind]} {kind}{'s' * (count[kind] != 1)}" for kind in KINDS if count[kind])


def _tables(found):
    yield "Facts, all drafted"
    for each in found.tables:
        groups = f" and {each.groups} groups" if each.groups else ""
        ours = f", {each.ours} by our own judgement" if each.ours else ""
        yield f"  {each.topic}: {each.rows} facts on {each.ingredients} ingredients{groups}{ours}"


def _not_checked(found, names):
    yield "Not checked"
    yield from (f"  {sentence}" for sentence in found.limits)
    told = "" if names else " --names lists them."
    yield f"  {len(found.without_facts)} ingredients have a name and neither facts nor rules.{told}"
    if names:
        yield from (f"    {name}" for name in found.without_facts)


def _local(found):
    if found.changes or found.expired:
        yield "Changed here"
    else:
        yield "Nothing is changed here."
    yield from (f"  {each.about}: {each.said} ({each.at})" for each in found.changes)
    yield from (
        f"  {each.about}: expired on {each.expires} and ignored ({each.at})" for each in found.expired
    )


def _sources(found):
    yield "Sources"
    for each in found.sources:
        edition = f", {each.edition}" if each.edition else ""
        yield f"  {each.title}{edition}: named {each.named_by} times. Read: {each.read or 'not said'}"


def _speaking(each):
    return f"  {each.name}: {each.kind}, {each.category}, {each.state}"
