"""The application as a team's WSGI server wants it."""

import os

from django.core.wsgi import get_wsgi_application

from rapport.site import team

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.site.settings")
if team.is_team():
    team.hold_key()
application = get_wsgi_application()
if team.is_team():
    team.check_tables()
    if os.environ.get("RAPPORT_SERVING"):
        from rapport.site.judging_beside import JudgingBeside

        JudgingBeside().start()
