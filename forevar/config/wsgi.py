"""The door the web server knocks on. It stays shut while something is not as it must be."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forevar.config.settings")
application = get_wsgi_application()

from forevar.ops import readiness  # noqa: E402 - Django must stand before anything asks it

if found := readiness.problems():
    sys.exit("Førevar does not start:\n" + "\n".join(f"- {problem}" for problem in found))
