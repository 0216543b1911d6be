"""`brownbag demo`: the demo practice with invented people, ready to open."""

import os
import subprocess
import sys
from datetime import date

import click


@click.command(epilog="Example: brownbag demo --port 8000")
@click.option("--port", default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Only make the demo practice.")
def demo(port, no_serve):
    "Make the demo practice, and serve it on this machine only."
    os.environ["BROWNBAG_DEMO"] = "yes"
    os.environ["BROWNBAG_URL"] = f"http://127.0.0.1:{port}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "brownbag.practice.settings"
    if no_serve:
        _prepare()
    else:
        _prepare_apart()
        _serve(port)


def _prepare_apart():
    """Make the demo practice in a process of its own.

    The papers of its visits start threads of typst, and a server that is
    forked from a process with such threads waits for them for ever.
    """
    run = "from brownbag.command_line.main import main; main()"
    done = subprocess.run([sys.executable, "-c", run, "demo", "--no-serve"], check=False)
    if done.returncode:
        raise click.exceptions.Exit(done.returncode)


def _prepare():
    from brownbag.command_line.serving import set_up

    set_up()
    from django.core.management import call_command

    from brownbag.practice.demo.load import load_demo

    call_command("migrate", verbosity=0)
    load_demo(on=date.today())


def _serve(port):
    from brownbag.command_line.serving import say_where, serve_at
    from brownbag.practice.accounts.demo_sign_ins import DEMO_SIGN_INS

    sign_ins = [f"  {each.who}: name {each.name}, password {each.password}" for each in DEMO_SIGN_INS]
    last = "Every person is invented. Stop with Ctrl+C."
    say_where(f"Brownbag demo: http://127.0.0.1:{port}", *sign_ins, last)
    serve_at("127.0.0.1", port, workers=2)
