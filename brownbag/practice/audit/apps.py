"""Install the triggers after every migration, and check at start-up that they are there."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "brownbag.practice.audit"
    label = "audit"

    def ready(self):
        from brownbag.practice.audit import actor, triggers

        connection_created.connect(actor.give_actor_to_connection)
        post_migrate.connect(triggers.install_after_migrate, sender=self)
        register(triggers.check_triggers, Tags.database)
