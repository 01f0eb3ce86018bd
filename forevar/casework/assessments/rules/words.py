"""The one way this package marks its words for translation without knowing Django."""


def gettext_noop(message: str) -> str:
    """Mark a text for translation; the interface that shows it translates."""
    return message
