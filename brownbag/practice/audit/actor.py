"""Who is changing the database: known to the triggers, set for one request or command.

SQLite asks a function of the connection; a connection without it (a bare
sqlite3 shell) cannot write audited tables at all. PostgreSQL reads a setting
of the session, set anew for each request because connections are reused.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_actor: ContextVar[str] = ContextVar("actor", default="system")


@contextmanager
def acting(name):
    "Let everything written inside be recorded as done by `name`."
    token = _actor.set(name)
    _tell_postgresql()
    try:
        yield
    finally:
        _actor.reset(token)
        _tell_postgresql()


def give_actor_to_connection(sender, connection, **kwargs):
    "Make the actor known to a new connection."
    if connection.vendor == "sqlite":
        connection.connection.create_function("audit_actor", 0, _actor.get)
    elif connection.vendor == "postgresql":
        _tell_postgresql(connection)


def _tell_postgresql(to=connection):
    if to.vendor == "postgresql" and to.connection is not None and not to.needs_rollback:
        with to.cursor() as cursor:
            cursor.execute("SELECT set_config('audit.actor', %s, false)", [_actor.get()])


class ActorMiddleware:
    "Record what a request changes as done by whoever is signed in; after the sign-in middleware."

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        with acting(f"staff {user.pk}" if signed_in else "nobody signed in"):
            return self.get_response(request)
