"""What a fact on file takes care of is kept beside what could not be checked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_visit_and_decision")]

    operations = [
        migrations.AddField(
            model_name="assessmentrun", name="in_order", field=models.JSONField(default=list)
        ),
    ]
