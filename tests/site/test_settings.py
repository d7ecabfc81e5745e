"""The settings as they are shipped: what Django says of them, and whether anything leaves."""

import os
import subprocess
import sys

import pytest

from live_server import Served

CHECK = """
from rapport.vault import keyring
keyring.hold(bytes(32))
import django
django.setup()
from django.conf import settings
from django.core.checks import run_checks
print(settings.DEBUG, "django.contrib.admin" in settings.INSTALLED_APPS)
for found in run_checks(include_deployment_checks=True, databases=[]):
    if not found.is_silenced():
        print(found.id, found.msg)
"""


def test_django_has_nothing_to_say_of_a_team_s_server(tmp_path):
    (tmp_path / "secret").write_text("kettle roofs lantern wells seven blue under over nine " * 2)
    environment = {
        **{name: value for name, value in os.environ.items() if "RAPPORT" not in name},
        "DJANGO_SETTINGS_MODULE": "rapport.site.settings",
        "RAPPORT_DATABASE_URL": "postgresql://nobody@/nothing",
        "RAPPORT_HOSTS": "rapport.example.org",
        "RAPPORT_SECRET_FILE": str(tmp_path / "secret"),
    }
    done = subprocess.run(
        [sys.executable, "-c", CHECK], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\n"


HEARD = """
import os, sys
def hear(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        with open(os.environ["HEARD"], "a") as file:
            print(os.getpid(), event, *map(repr, arguments[-1:] if event == "socket.connect"
                  else arguments[:1]), file=file)
sys.addaudithook(hear)
"""


@pytest.mark.slow
def test_a_served_store_speaks_to_nobody(begin, tmp_path):
    """Every connection that any process of ours begins or asks a name for is written down."""
    (tmp_path / "sitecustomize.py").write_text(HEARD)
    heard = tmp_path / "heard"
    heard.touch()
    served: Served = begin()
    served.start(HEARD=str(heard), PYTHONPATH=str(tmp_path))
    try:
        browser = served.enter()
        person = browser.people()[0]
        for path in ("/", f"/people/{person}/", "/find/", "/history/", "/rules/", "/import/"):
            assert browser.get(path).status == 200
        assert browser.log(person, "Tea by the river.")
        register = b"alias,met\nThe harbour master,12/03/2026\n"
        assert browser.bring("/import/", "register.csv", register).status == 302
        assert served.command("today", "--demo", HEARD=str(heard), PYTHONPATH=str(tmp_path))
        assert browser.post("/lock/", {}).status == 303
    finally:
        served.stop()
    probe = [sys.executable, "-c", "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"]
    subprocess.run(probe, env={"HEARD": str(heard), "PYTHONPATH": str(tmp_path)}, check=True)
    # The web server asks what "any address" is in numbers; nobody is asked for that.
    heard_of = [line for line in heard.read_text().splitlines() if "'0.0.0.0'" not in line]
    assert len(heard_of) == 1, "none but the one that shows that it is heard"
