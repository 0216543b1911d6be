"""`brownbag knowledge`: check, compile and explain the knowledge base."""

import click
import yaml

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.load import check as check_files
from brownbag.clinical.knowledge.load import compile_files, entered_twice, names_to_come
from brownbag.command_line.errors import Unusable


@click.group()
def knowledge():
    "Look into the knowledge base."


@knowledge.command(epilog="Example: brownbag knowledge check")
@click.option("--names", is_flag=True, help="List the ingredients that the vocabulary does not know yet.")
@click.option("--twice", is_flag=True, help="List the facts on which two files disagree.")
def check(names, twice):
    "Read every file and say in a sentence what does not fit."
    problems = check_files()
    if problems:
        raise Unusable("\n".join(problems))
    click.echo("Every file of the knowledge base fits.")
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


@knowledge.command(name="compile", epilog="Example: brownbag knowledge compile")
def compile_release():
    "Compile the files into the release that the system runs on."
    click.echo(f"Release {compile_files().release} is compiled.")


@knowledge.command(epilog="Example: brownbag knowledge explain triple_whammy")
@click.argument("rule")
def explain(rule):
    "Print a rule as it stands: when it applies, what it says, and its sources."
    found = {each["rule"]: each for each in load_knowledge().rules}
    if rule not in found:
        raise Unusable(f"No rule is called {rule}; `brownbag knowledge coverage` lists them.")
    click.echo(yaml.safe_dump(found[rule], sort_keys=False, allow_unicode=True, width=100))


@knowledge.command(epilog="Example: brownbag knowledge coverage")
def coverage():
    "List what is checked, and who has checked the rules."
    release = load_knowledge()
    click.echo(
        f"Release {release.release}: {len(release.rules)} rules, drafted, not yet checked by a pharmacist."
    )
    for rule in release.rules:
        click.echo(f"  {rule['rule']}: {rule['finding']['category']}, {rule['review']['status']}")
