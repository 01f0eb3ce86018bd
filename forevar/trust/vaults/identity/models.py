"""Tables of who: real identity, and the name in use, under two ids that do not know each other."""

from typing import ClassVar

from forevar.trust.vaults import dated, sealing


class Identity(dated.DatedValue):
    """A real name, number or trait of one `rid`."""

    field_classes: ClassVar[dict[str, str]] = {**dated.FIELD_CLASSES, "value": "REAL"}

    value = sealing.SealedTextField(key_class="REAL")


class NameInUse(dated.DatedValue):
    """The name, story or number that one `cid` goes by."""

    field_classes: ClassVar[dict[str, str]] = {**dated.FIELD_CLASSES, "value": "COVER"}

    value = sealing.SealedTextField(key_class="COVER")
