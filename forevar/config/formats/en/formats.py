"""Dates and times as British English writes them; the day stands before the month, always.

Django's own English reads 10/11/2026 as 11 October, so what may be typed is laid down here.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j F Y \a\t H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j/n/Y"
BRIEF_DATE_FORMAT = "j M Y"
BRIEF_DAY_FORMAT = "j M"
NUMERIC_DAY_FORMAT = "d/m"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y"]
