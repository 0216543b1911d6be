from django.db import migrations, models


def first_versions_were_only_read_in(apps, schema_editor):
    apps.get_model("medication_list", "LineVersion")._base_manager.filter(number=1).update(decided=False)


class Migration(migrations.Migration):
    dependencies = [("medication_list", "0002_lineversion_seen_up_to")]

    operations = [
        migrations.AddField(
            model_name="lineversion",
            name="decided",
            field=models.BooleanField(
                default=True, help_text="Someone said what holds; it was not only read in"
            ),
        ),
        migrations.RunPython(first_versions_were_only_read_in, migrations.RunPython.noop),
    ]
