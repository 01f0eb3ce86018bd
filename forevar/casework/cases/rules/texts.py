"""Marks a text for translation where Django may not be known; the page that shows it translates."""


def gettext_noop(text: str) -> str:
    """Give the text back unchanged; its name is what the message extractor looks for."""
    return text
