"""The table of where."""

from typing import ClassVar

from forevar.trust.vaults import dated, sealing


class Whereabouts(dated.DatedValue):
    """A place, or what leads to one (phone, school, route), of one `wid`."""

    field_classes: ClassVar[dict[str, str]] = {**dated.FIELD_CLASSES, "value": "WHERE"}

    value = sealing.SealedTextField(key_class="WHERE")
