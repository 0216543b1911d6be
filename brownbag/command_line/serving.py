"""Serve the application with a WSGI server of the machine's own."""

import os

import click

from brownbag.command_line.errors import Unusable

TARGET = "brownbag.practice.wsgi:application"


def set_up():
    "Read the settings and make the application ready; a setting that cannot be used is named."
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brownbag.practice.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        raise Unusable(str(fault)) from None


def serve_at(host, port, *, workers):
    "Answer at an address until the program is stopped."
    from granian import Granian
    from granian.constants import Interfaces

    if _is_taken(host, port):
        raise Unusable(f"Port {port} of {host} is used by another program; choose another with --port.")
    Granian(
        TARGET, address=host, port=port, interface=Interfaces.WSGI, workers=workers, log_enabled=False
    ).serve()


def refuse_old_tables():
    "Refuse to serve a database that does not fit this release."
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from brownbag.practice.audit.triggers import missing

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting or missing():
        raise Unusable("The database does not fit this release; run `brownbag migrate` first.")


def say_where(address, *lines):
    "Print where to look, at once even into a file."
    click.echo("\n".join([address, *lines]))


def _is_taken(host, port):
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return True
    return False
