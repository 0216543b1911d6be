"""`brownbag doctor`: is everything in place to run, and if not, what is there to do?"""

import json
import os
import sys
import tempfile

import click

MIGRATE = "brownbag migrate"


@click.command(epilog="Example: brownbag doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json):
    "Check this installation line by line and say what to do where something is amiss."
    answers = [{"what": what, "to_do": _answer(check)} for what, check in CHECKS.items()]
    for answer in answers:
        answer["holds"] = _holds(answer["what"])
    if as_json:
        click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        for answer in answers:
            click.echo(f"{answer['what']}: {answer['to_do'] or 'OK'}")
            for line in answer["holds"]:
                click.echo(f"  {line}")
    amiss = sum(bool(answer["to_do"]) for answer in answers)
    if amiss:
        click.echo(f"{amiss} of {len(answers)} checks need attention.", err=True)
        raise click.exceptions.Exit(1)


def _answer(check):
    try:
        return check()
    except Exception as fault:
        said = str(fault).strip().splitlines()
        return f"{said[0] if said else type(fault).__name__}"


def _holds(what):
    "Say what a check found that is in order and still worth knowing."
    found = _answer(NOTES[what]) if what in NOTES else []
    return found if isinstance(found, list) else []


def _python():
    found = sys.version_info
    return "" if found >= (3, 11) else f"Python {found[0]}.{found[1]} is too old; install 3.11 or newer."


def _vocabulary():
    from brownbag.clinical import vocabulary

    known = vocabulary.load().resolve("warfarin").is_known
    return "" if known else "The vocabulary does not know warfarin; install Brownbag again."


def _knowledge():
    from brownbag.clinical import knowledge

    return "" if knowledge.load().rules else "The release has no rules; run `brownbag knowledge compile`."


def _local_changes():
    from datetime import date

    from brownbag.clinical import knowledge
    from brownbag.clinical.knowledge.in_force import expired

    over = expired(knowledge.load(), date.today())
    told = "; ".join(f"{each.at}, {each.about}, on {each.expires}" for each in over)
    return f"Expired and ignored: {told}. Renew or remove." if over else ""


def _changed_here():
    "Say which local changes hold today, beside the answer to the check."
    from datetime import date

    from brownbag.clinical import knowledge
    from brownbag.clinical.knowledge.in_force import in_force

    changes = in_force(knowledge.load(), date.today()).changes
    return [f"{each.about}: {each.said}" for each in changes]


def _typst():
    import typst

    page = typst.compile(b"Brownbag", format="pdf")
    return "" if page.startswith(b"%PDF") else "typst makes no PDF; install Brownbag again."


def _settings():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brownbag.practice.settings")
    import django

    django.setup()
    return ""


def _data_folder():
    from django.conf import settings

    try:
        with tempfile.TemporaryFile(dir=settings.DATA):
            return ""
    except OSError as fault:
        return f"The data folder cannot be written ({fault.strerror}); set BROWNBAG_DATA to one that can."


def _database():
    from django.db import connection

    connection.ensure_connection()
    return ""


def _migrations():
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} changes to the tables wait; run `{MIGRATE}`." if waiting else ""


def _triggers():
    from brownbag.practice.audit.triggers import missing

    gone = missing()
    return f"{len(gone)} triggers of the record of change are missing; run `{MIGRATE}`." if gone else ""


CHECKS = {
    "Python": _python,
    "Vocabulary": _vocabulary,
    "Knowledge base": _knowledge,
    "Local changes": _local_changes,
    "Papers (typst)": _typst,
    "Settings": _settings,
    "Data folder": _data_folder,
    "Database": _database,
    "Tables": _migrations,
    "Record of change": _triggers,
}
NOTES = {"Local changes": _changed_here}
