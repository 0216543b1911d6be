"""Triggers that write down every change, on SQLite and on PostgreSQL.

Made from the models themselves, so that bulk writes and raw SQL are caught as
well. SQLite drops triggers when a migration rebuilds a table; they are put
back after every migration and their absence is an error at start-up.
"""

from django.apps import apps
from django.core.checks import Error
from django.db import connection, models
from django.db.utils import OperationalError, ProgrammingError

OURS = "brownbag.practice."
NOT_AUDITED = ("audit_change", "audit_opened", "shared_pages_usedtoken")
APPEND_ONLY = ("audit_change", "audit_opened")
SECRET = ("password", "link_digest", "link_seed")
WHATS = ("insert", "update", "delete")


def audited_models():
    "Every model of ours whose changes are recorded."
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith(OURS) and model._meta.db_table not in NOT_AUDITED
    ]


def install():
    "Put all triggers in place, replacing those that are there."
    make = _sqlite_triggers if connection.vendor == "sqlite" else _postgresql_triggers
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def missing():
    "The names of triggers that should be there and are not."
    return sorted(_expected() - _present())


def install_after_migrate(**kwargs):
    "Put the triggers in place once all tables are there."
    tables = set(connection.introspection.table_names())
    if all(model._meta.db_table in tables for model in audited_models()) and "audit_change" in tables:
        install()


def check_triggers(app_configs, databases, **kwargs):
    "Fail the start-up check when a table that should be audited is not."
    if not databases:
        return []
    try:
        gone = missing()
    except (OperationalError, ProgrammingError):
        return []
    return [_error(gone)] if gone else []


def _error(gone):
    return Error(
        f"{len(gone)} triggers of the record of change are missing, the first is {gone[0]}.",
        hint="Run `brownbag migrate`; it puts them back.",
        id="audit.E001",
    )


def _expected():
    names = {_name(model._meta.db_table, what) for model in audited_models() for what in WHATS}
    return names | {f"keep_{table}_{what}" for table in APPEND_ONLY for what in ("update", "delete")}


def _present():
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def _name(table, what):
    return f"audit_{table}_{what}"


def _recorded_columns(model):
    "Columns whose values are kept; of secrets and files only that they changed is known."
    return [
        field.column
        for field in model._meta.local_concrete_fields
        if field.column not in SECRET and not isinstance(field, models.BinaryField)
    ]


def _sqlite_triggers():
    for model in audited_models():
        for what in WHATS:
            yield f'DROP TRIGGER IF EXISTS "{_name(model._meta.db_table, what)}"'
            yield _sqlite_trigger(model, what)
    for table in APPEND_ONLY:
        for what in ("update", "delete"):
            yield f'DROP TRIGGER IF EXISTS "keep_{table}_{what}"'
            yield (
                f'CREATE TRIGGER "keep_{table}_{what}" BEFORE {what.upper()} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'the record of change is never altered'); END"
            )


def _sqlite_trigger(model, what):
    table, key = model._meta.db_table, model._meta.pk.column
    row = "OLD" if what == "delete" else "NEW"
    before = "NULL" if what == "insert" else _json_object(model, "OLD")
    after = "NULL" if what == "delete" else _json_object(model, "NEW")
    return (
        f'CREATE TRIGGER "{_name(table, what)}" AFTER {what.upper()} ON "{table}" BEGIN '
        f'INSERT INTO audit_change ("at", actor, "table", "row", what, "before", "after") VALUES '
        f"(strftime('%Y-%m-%d %H:%M:%f', 'now'), audit_actor(), '{table}', CAST({row}.\"{key}\" AS TEXT), "
        f"'{what}', {before}, {after}); END"
    )


def _json_object(model, row):
    pairs = ", ".join(f"'{column}', {row}.\"{column}\"" for column in _recorded_columns(model))
    return f"json_object({pairs})"


def _postgresql_triggers():
    yield _POSTGRESQL_RECORD
    yield _POSTGRESQL_KEEP
    for model in audited_models():
        for what in WHATS:
            yield from _postgresql_trigger(model, what)
    for table in APPEND_ONLY:
        for what in ("update", "delete"):
            yield f'DROP TRIGGER IF EXISTS "keep_{table}_{what}" ON "{table}"'
            yield (
                f'CREATE TRIGGER "keep_{table}_{what}" BEFORE {what.upper()} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION audit_keep()"
            )


def _postgresql_trigger(model, what):
    table, key = model._meta.db_table, model._meta.pk.column
    left_out = ",".join(
        field.column
        for field in model._meta.local_concrete_fields
        if field.column not in _recorded_columns(model)
    )
    yield f'DROP TRIGGER IF EXISTS "{_name(table, what)}" ON "{table}"'
    yield (
        f'CREATE TRIGGER "{_name(table, what)}" AFTER {what.upper()} ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION audit_record('{key}', '{left_out}')"
    )


_POSTGRESQL_RECORD = """
CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_out text[] := string_to_array(TG_ARGV[1], ',');
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - left_out END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - left_out END;
BEGIN
    INSERT INTO audit_change ("at", actor, "table", "row", what, "before", "after")
    VALUES (clock_timestamp(), coalesce(nullif(current_setting('audit.actor', true), ''), 'not known'),
            TG_TABLE_NAME, coalesce(after, before) ->> TG_ARGV[0], lower(TG_OP), before, after);
    RETURN NULL;
END $$
"""

_POSTGRESQL_KEEP = """
CREATE OR REPLACE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of change is never altered';
END $$
"""
