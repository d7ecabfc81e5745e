"""A demo world served for real: its processes, and a browser without scripts."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import uuid
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

import ready_process

PASSPHRASE = "two cups of tea before asking"

MAIN = {"form", "log", "stack"}
"""What the form of a page is drawn as."""


class Fields(HTMLParser):
    """The fields of a page's forms, as a browser would send them, and which take free text."""

    def __init__(self, page):
        super().__init__()
        self.forms = []
        self._select = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.forms.append({"class": said.get("class", ""), "values": {}, "texts": []})
        elif self.forms and tag == "option" and self._select:
            if "selected" in said or self._select not in self.forms[-1]["values"]:
                self.forms[-1]["values"][self._select] = said.get("value", "")
        elif self.forms and said.get("name"):
            self._field(self.forms[-1], tag, said)

    def _field(self, form, tag, said):
        name, kind = said["name"], said.get("type", "text")
        if tag == "select":
            self._select = name
        elif kind in ("radio", "checkbox"):
            if "checked" in said or (kind == "radio" and name not in form["values"]):
                form["values"][name] = said.get("value", "on")
        elif tag in ("input", "textarea"):
            form["values"][name] = said.get("value", "")
            is_day = "day" in said.get("class", "").split()
            if not is_day and (tag == "textarea" or kind in ("text", "search")):
                form["texts"].append(name)

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None


class Browser:
    """Speaks to one port, keeps cookies, follows nothing by itself."""

    def __init__(self, port, host):
        self.port = port
        self.host = host
        self.cookies = {}

    def send(self, method, path, said=None, **headers):
        body = urlencode(said, doseq=True) if isinstance(said, dict) else said
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Host", f"{self.host}:{self.port}")
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].strip().split("=", 1)
            self.cookies[name] = value
        return answer

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, said, **headers):
        return self.send("POST", path, {**said, **self._token()}, **headers)

    def _token(self):
        if "csrftoken" not in self.cookies:
            self.get("/unlock/")
        return {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}

    def tell(self, path, **said):
        """Send JSON to the side door."""
        token = self._token()["csrfmiddlewaretoken"]
        kind = {"Content_Type": "application/json", "X_CSRFToken": token}
        return self.send("POST", path, json.dumps(said).encode(), **kind)

    def bring(self, path, name, data, **said):
        """Upload a file, with what else its form says."""
        token = self._token()["csrfmiddlewaretoken"]
        kind = {"Content_Type": "multipart/form-data; boundary=edge", "X_CSRFToken": token}
        fields = "".join(
            f'--edge\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in said.items()
        )
        file = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        head = f"{fields}--edge\r\n{file}\r\n\r\n"
        return self.send("POST", path, head.encode() + data + b"\r\n--edge--\r\n", **kind)

    def fill(self, path, word, **changes):
        """Fill every free text of a page's main form with ``word`` and send it."""
        found = Fields(self.get(path).text).forms
        form = next(form for form in found if form["texts"] and MAIN & {*form["class"].split()})
        said = {**form["values"], **dict.fromkeys(form["texts"], word), **changes}
        return self.post(path.split("?")[0], said)

    def tick(self, path, **ticked):
        """Send a page's main form as it stands, with what is ticked besides."""
        found = Fields(self.get(path).text).forms
        form = next(form for form in found if MAIN & {*form["class"].split()})
        return self.post(path, {**form["values"], **ticked})

    def people(self):
        """The keys of the people on the first page of the list."""
        return list(
            dict.fromkeys(re.findall(r"/people/([0-9a-f-]{36})/", self.get("/people/").text))
        )

    def unlock(self, passphrase=PASSPHRASE):
        return self.post("/unlock/", {"passphrase": passphrase})

    def log(self, person, line):
        """Log a line and return whether the server acknowledged it."""
        said = {"who": person, "save": "1", "line": line, "on": "2026-03-16"}
        ordinary = {"purpose": "engagement", "asked": "no", "channel": "in_person"}
        hidden = {"once": str(uuid.uuid4()), "two_way": "yes"}
        answer = self.post("/log/", {**ordinary, **said, **hidden})
        return answer.status == 302 and answer.headers["Location"].startswith("/people/")

    def log_until_cut_off(self, person, word, *, acknowledged=None):
        """Log numbered lines until nobody answers; return those that were acknowledged.

        A list of one's own grows with each of them, to be looked at meanwhile.
        """
        acknowledged = [] if acknowledged is None else acknowledged
        with contextlib.suppress(OSError, http.client.HTTPException):
            while self.log(person, f"{word} {len(acknowledged)}"):
                acknowledged.append(f"{word} {len(acknowledged)}")
        return acknowledged


class Served:
    """One demo world in folders of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.data_folder = folder / "data" / "rapport"
        self.home = self.data_folder / "demo"
        self.state = folder / "state" / "rapport"
        self.process = None
        self.link = ""
        self.port = 0
        self.host = ""
        (folder / "tmp").mkdir(parents=True, exist_ok=True)

    def environment(self):
        return {
            **{name: value for name, value in os.environ.items() if "RAPPORT" not in name},
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "TMPDIR": str(self.folder / "tmp"),
        }

    def command(self, *words, **environment):
        """Run a command in a process of its own."""
        return ready_process.run(*words, environment={**self.environment(), **environment})

    def script(self, text, *words, code=0):
        """Run a script in a process of its own, which must end with ``code``."""
        done = ready_process.run(
            *words, environment=self.environment(), script=textwrap.dedent(text)
        )
        assert done.returncode == code, done.stderr
        return done

    def pay_less(self, home, words):
        """Let a passphrase open a store of ours at the least cost the vault allows for.

        The derivation has tests of its own; every later command pays as little as in the demo.
        """
        from rapport.vault import key_slots

        key = key_slots.unlock(home, words)
        key_slots.change_passphrase(home, key, words, cost=key_slots.FLOOR)

    def start(self, *words, before=None, **environment):
        """Serve the demo world, or whatever these words ask for; ``before`` runs in the child.

        A demo world that is there is served at once by what the command becomes.
        """
        module = ("rapport", "demo", "--no-browser", "--port", "0")
        made = all((self.home / name).exists() for name in ("vault.json", "rapport.store"))
        if made and not words and os.access(self.home, os.W_OK):
            door = {"home": str(self.home), "port": 0, "idle_minutes": 15, "browser": False}
            environment = {"RAPPORT_SERVE": json.dumps({**door, "demo": True}), **environment}
            module = ("rapport.site.supervisor",)
        self.process = subprocess.Popen(
            [sys.executable, "-m", *(words or module)],
            env={**self.environment(), **environment},
            stdout=subprocess.PIPE,
            stderr=(self.folder / "said").open("ab"),
            text=True,
            preexec_fn=before,  # noqa: PLW1509 - what is run there only sets signals
        )
        address = self.process.stdout.readline().strip().removeprefix("Rapport is at ")
        assert address, (self.folder / "said").read_text()
        parts = urlsplit(address)
        self.host, self.port, self.link = parts.hostname, parts.port, parts.path
        return self

    @property
    def address(self):
        """Where a real browser finds it."""
        return f"http://{self.host}:{self.port}"

    def browser(self):
        """A browser that nobody let in."""
        return Browser(self.port, self.host)

    def enter(self):
        """A browser that came in by the one-time link."""
        browser = self.browser()
        browser.get(self.link)
        return browser

    @property
    def worker(self):
        """The worker there is now; waits for one while the supervisor starts it."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            found = [child.pid for child in psutil.Process(self.process.pid).children()]
            if len(found) == 1 and b"rapport.site.worker" in arguments_of(found[0]):
                return found[0]
            time.sleep(0.02)
        raise AssertionError("no worker")

    def processes(self):
        """Every process of ours: the supervisor and all below it."""
        keeper = psutil.Process(self.process.pid)
        return [keeper.pid, *(child.pid for child in keeper.children(recursive=True))]

    def files(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def lines(self):
        """Every line that was logged, read from the store by a process of its own."""
        script = (
            "import json, sys; from pathlib import Path; from rapport.cli import opening\n"
            "opening.open_store(None, demo=True, passphrase_file=None, today=None)\n"
            "from rapport.records.models import Interaction\n"
            "print(json.dumps(list(Interaction.objects.values_list('line', flat=True))))"
        )
        done = self.script(script)
        assert done.stderr == ""
        return json.loads(done.stdout)

    def key(self):
        from rapport.vault import key_slots

        return key_slots.unlock(self.home, PASSPHRASE)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=15)
        if self.process is not None:
            self.process.stdout.close()
        self.process = None

    def kill(self):
        """End everything at once, as a flat battery would end it for these processes."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=15)
        self.stop()


def arguments_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return " ".join(psutil.Process(pid).cmdline()).encode()
