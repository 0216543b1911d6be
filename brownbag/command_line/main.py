"""The command `brownbag` and its parts, each loaded only when it is called."""

import importlib
import sys

import click

from brownbag.command_line.errors import Unusable

COMMANDS = {
    "assess": "Assess patient files.",
    "check": "Check medicines against each other.",
    "demo": "Make and serve the demo practice.",
    "directions": "Read directions and say them in plain words.",
    "knowledge": "Look into the knowledge base.",
    "medicine": "Say which medicine a text means.",
}


class OnDemand(click.Group):
    "Knows the commands by name and imports one when it is used, so that each starts quickly."

    def list_commands(self, context):
        return sorted(COMMANDS)

    def get_command(self, context, name):
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"brownbag.command_line.{name}")
        return getattr(module, name)


@click.command(cls=OnDemand, help="Brownbag, the open medication management system.")
def brownbag():
    pass


def main():
    "Run a command: 0 done, 1 with problems named, 2 unusable input, 3 a fault of the program."
    try:
        brownbag(standalone_mode=False)
    except Unusable as fault:
        _end(str(fault), 2)
    except click.ClickException as fault:
        _end(fault.format_message(), 2)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        _end("Stopped.", 1)
    except Exception as fault:
        _end(
            f"A fault of the program ({type(fault).__name__}); nothing was half written. Please report it.", 3
        )


def _end(sentence, status):
    click.echo(sentence, err=True)
    sys.exit(status)
