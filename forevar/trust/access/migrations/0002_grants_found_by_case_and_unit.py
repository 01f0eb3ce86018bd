"""Let the rights on one case be found by case and unit, so that a unit's other cases cost nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="grant", name="grant_on_case"),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["case", "unit"], name="grant_on_case"),
        ),
    ]
