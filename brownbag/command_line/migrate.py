"""`brownbag migrate`: bring the database to this release."""

import click

from brownbag.command_line.serving import set_up


@click.command(epilog="Example: brownbag migrate")
def migrate():
    "Make or change the tables and the record of change; running it again changes nothing."
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    click.echo("The database fits this release.")
