"""`brownbag migrate`: bring the database to this release."""

import os

import click


@click.command(epilog="Example: brownbag migrate")
def migrate():
    "Make or change the tables and the record of change; running it again changes nothing."
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brownbag.practice.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    click.echo("The database fits this release.")
