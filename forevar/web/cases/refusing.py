"""Puts what a verb refuses back on the form, beside the field it is about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from forevar.kernel import errors


def done(form: forms.Form, verb: Callable[..., object], /, **arguments: Any) -> bool:
    """Call a verb; when it names fields to mend, show them on the form. Other refusals go on."""
    try:
        verb(**arguments)
    except errors.DomainError as refusal:
        if not refusal.fields:
            raise
        for field, text in refusal.fields.items():
            form.add_error(field if field in form.fields else None, _(text))
        return False
    return True
