"""`brownbag knowledge`: check, compile and explain the knowledge base."""

import json

import click
import yaml

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.authored import entered_twice, names_to_come, refused
from brownbag.clinical.knowledge.sheet import fact_sheet, pairs_by_name
from brownbag.clinical.vocabulary import load as load_vocabulary
from brownbag.command_line.errors import Unusable
from brownbag.command_line.knowledge_coverage import coverage
from brownbag.command_line.knowledge_differences import differences
from brownbag.command_line.knowledge_releases import compare, compile_release, replay_people


@click.group()
def knowledge():
    "Look into the knowledge base."


for command in (compile_release, compare, coverage, differences, replay_people):
    knowledge.add_command(command)


@knowledge.command(epilog="Example: brownbag knowledge check")
@click.option("--names", is_flag=True, help="List the ingredients that the vocabulary does not know yet.")
@click.option("--twice", is_flag=True, help="List the facts on which two files disagree.")
def check(names, twice):
    "Read every file and say in a sentence what does not fit."
    problems = refused()
    if problems:
        raise Unusable("\n".join(problems))
    click.echo("Every file of the knowledge base fits.")
    changed = load_knowledge().overlay
    if changed:
        fit = "local change fits" if len(changed) == 1 else "local changes fit"
        click.echo(f"{len(changed)} {fit} it; `brownbag knowledge coverage` lists them.")
    for found, wanted, told in (
        (
            names_to_come(),
            names,
            "ingredients have facts and no name in the vocabulary yet; --names lists them.",
        ),
        (entered_twice(), twice, "facts are entered twice and disagree; --twice lists them."),
    ):
        if found:
            click.echo("\n".join(found) if wanted else f"{len(found)} {told}")


@knowledge.command(epilog="Example: brownbag knowledge explain qt_added")
@click.argument("rule")
def explain(rule):
    "Print a rule, a mechanism or a known pair as it stands: when it applies, what it says, and its sources."
    release = load_knowledge()
    found = {each["rule"]: each for each in release.rules} | release.mechanisms | pairs_by_name(release.facts)
    if rule not in found:
        raise Unusable(f"No rule is called {rule}; `brownbag knowledge coverage` lists them.")
    click.echo(yaml.safe_dump(found[rule], sort_keys=False, allow_unicode=True, width=100))


@knowledge.command(epilog="Example: brownbag knowledge facts warfarin --json")
@click.argument("ingredients", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def facts(ingredients, as_json):
    "Print every fact held about each ingredient, with its source and the place in it."
    release, names = load_knowledge(), load_vocabulary()
    found = [fact_sheet(each, release, names) for each in ingredients]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        click.echo(
            "\n\n".join(
                yaml.safe_dump(each, sort_keys=False, allow_unicode=True, width=110) for each in found
            )
        )
    if any(not each["known"] for each in found):
        raise SystemExit(1)
