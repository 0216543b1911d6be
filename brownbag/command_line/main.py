"""The command `brownbag` and its parts, each loaded only when it is called."""

import gc
import importlib
import importlib.util
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click

from brownbag.command_line.data_folder import use_loaded_lists
from brownbag.command_line.errors import Unusable
from brownbag.command_line.local_changes import use_local_changes

COMMANDS = {
    "assess": "assess",
    "backup": "backup",
    "check": "check",
    "day": "day",
    "demo": "demo",
    "directions": "directions",
    "doctor": "doctor",
    "export": "export",
    "import": "import_",
    "knowledge": "knowledge",
    "medicine": "medicine",
    "migrate": "migrate",
    "reconcile": "reconcile",
    "restore": "restore",
    "serve": "serve",
    "staff": "staff",
    "vocabulary": "vocabulary",
}


class OnDemand(click.Group):
    "Knows the commands by name and imports one when it is used, so that each starts quickly."

    def list_commands(self, context):
        return [name for name in sorted(COMMANDS) if _stands(name)]

    def get_command(self, context, name):
        if name not in COMMANDS or not _stands(name):
            return None
        module = importlib.import_module(f"brownbag.command_line.{COMMANDS[name]}")
        return getattr(module, COMMANDS[name])


def _stands(name):
    return importlib.util.find_spec(f"brownbag.command_line.{COMMANDS[name]}") is not None


@click.command(cls=OnDemand, help="Brownbag, the open medication management system.")
def brownbag():
    use_loaded_lists()
    use_local_changes()


def main():
    "Run a command: 0 done, 1 with problems named, 2 unusable input, 3 a fault of the program."
    # The tables are a million small values that stay; looking through them for garbage while they load takes a sixth of a start.
    gc.set_threshold(50_000)
    try:
        status = brownbag(standalone_mode=False)
    except Unusable as fault:
        _end(str(fault), 2)
    except click.ClickException as fault:
        _end(fault.format_message(), 2)
    except click.Abort:
        _end("Stopped.", 1)
    except Exception as fault:
        if (
            type(fault).__name__ == "KnowledgeError"
        ):  # by name: the knowledge base loads only where it is used
            _end(str(fault), 2)
        _end(f"A fault of the program ({type(fault).__name__}).{_logged()} Please report it.", 3)
    else:
        # Outside its standalone mode click hands back the status of a command that ended with one.
        sys.exit(status if isinstance(status, int) else 0)


def _logged():
    if os.environ.get("BROWNBAG_DEBUG") != "1":
        return " Run it again with BROWNBAG_DEBUG=1 to keep the details in a file."
    log = Path(tempfile.gettempdir()) / "brownbag-fault.log"
    log.write_text(traceback.format_exc(), encoding="utf-8")
    return f" The details are in {log}."


def _end(sentence, status):
    click.echo(sentence, err=True)
    sys.exit(status)
