"""`brownbag demo`: the demo practice with invented people, ready to open."""

import os
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
    _prepare()
    if not no_serve:
        _serve(port)


def _prepare():
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

    from brownbag.practice.demo.load import load_demo

    load_demo(on=date.today())


def _serve(port):
    from brownbag.command_line.serving import say_where, serve_at
    from brownbag.practice.accounts.demo_sign_ins import DEMO_SIGN_INS

    sign_ins = [f"  {each.who}: name {each.name}, password {each.password}" for each in DEMO_SIGN_INS]
    last = "Every person is invented. Stop with Ctrl+C."
    say_where(f"Brownbag demo: http://127.0.0.1:{port}", *sign_ins, last)
    serve_at("127.0.0.1", port, workers=2)
