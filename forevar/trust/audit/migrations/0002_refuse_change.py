from django.db import migrations

from forevar.trust.audit import fence


def up(_apps, schema_editor):
    """Put the triggers up."""
    fence.raise_fence(schema_editor.connection)


def down(_apps, schema_editor):
    """Take them down again."""
    fence.lower_fence(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(up, down)]
