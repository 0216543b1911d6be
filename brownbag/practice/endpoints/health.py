"""Is it up, and is it ready to be relied on?"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse

from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.practice.audit import triggers
from brownbag.practice.shared_pages.policy import Policy, policy


@policy(Policy.PUBLIC)
def healthz(request):
    "Say that the server answers."
    return JsonResponse({"up": True})


@policy(Policy.PUBLIC)
def readyz(request):
    "Say whether database, migrations, record of change and knowledge are in place."
    checks = {"database": _database, "record_of_change": _triggers, "knowledge": _knowledge}
    found = {name: _answer(check) for name, check in checks.items()}
    ready = all(answer["ready"] for answer in found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def _answer(check):
    try:
        return check()
    except Exception as fault:
        return {"ready": False, "why": type(fault).__name__}


def _database():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {"ready": not waiting, "migrations_waiting": len(waiting)}


def _triggers():
    return {"ready": not triggers.missing()}


def _knowledge():
    return {"ready": True, "release": load_knowledge().release}
