"""A link is made of a random seed, not of the row's number; links given out before go on working."""

from django.db import migrations, models


def _seeds_that_make_the_same_links(apps, schema_editor):
    requests = apps.get_model("plans", "PrescriberRequest")
    for request in requests._base_manager.iterator():
        request.link_seed = f"{request.pk} {request.link_number}"
        request.save(update_fields=["link_seed"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="prescriberrequest",
            name="link_seed",
            field=models.CharField(default="", max_length=64, help_text="A new seed ends the link before"),
            preserve_default=False,
        ),
        migrations.RunPython(_seeds_that_make_the_same_links, migrations.RunPython.noop),
        migrations.RemoveField(model_name="prescriberrequest", name="link_number"),
    ]
