"""`brownbag staff`: give someone of the practice a sign-in."""

import sys

import click

from brownbag.command_line.errors import Unusable
from brownbag.command_line.serving import refuse_old_tables, set_up


@click.command(
    epilog="Example: brownbag staff dana --practice 'Lakeside Medication Review' --role pharmacist"
)
@click.argument("name")
@click.option("--practice", required=True, help="The practice; it is made when no practice has this name.")
@click.option("--role", required=True, type=click.Choice(["pharmacist", "technician", "owner"]))
@click.option("--given-name", default="")
@click.option("--family-name", default="")
@click.option("--credentials", default="", help="Such as PharmD.")
def staff(name, practice, role, given_name, family_name, credentials):
    "Make a sign-in. The password is asked for, or read as one line from standard input."
    set_up()
    from brownbag.practice.accounts.actions import NotPossible, add_staff

    refuse_old_tables()
    named = {"first_name": given_name, "last_name": family_name, "credentials": credentials}
    try:
        add_staff(practice=practice, username=name, password=_password(), role=role, **named)
    except NotPossible as fault:
        raise Unusable(str(fault)) from None
    click.echo(f"{name} can sign in as {role} of {practice}.")


def _password():
    if sys.stdin.isatty():
        return click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return sys.stdin.readline().rstrip("\n")
