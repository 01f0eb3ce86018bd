"""Dates and times as bokmål writes them."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = r"j. F Y \k\l. H.i"
MONTH_DAY_FORMAT = "j. F"
SHORT_DATE_FORMAT = "j.n.Y"
BRIEF_DATE_FORMAT = "j. N Y"
BRIEF_DAY_FORMAT = "j. N"
NUMERIC_DAY_FORMAT = "d.m"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
