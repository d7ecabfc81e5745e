"""How the browser of whoever starts Rapport comes in, and nobody else.

Cookies know no ports: whatever else listens on this machine would be sent ours if it bore the same
name. So each start takes a name of its own, ``<random>.localhost``, which browsers take to this
machine by themselves, and only it is served. It never stands in an argument or the environment:
the browser is given the path of a file that only its owner may read, and the file leads on.
"""

import contextlib
import os
import secrets
from html import escape
from pathlib import Path

_NAME = "open.html"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Rapport</title>
<noscript><meta http-equiv="refresh" content="1; url={address}"></noscript>
<script>
// Whoever comes back to this page was not taken on by it.
const [way] = performance.getEntriesByType("navigation");
if (way?.type !== "back_forward") location.href = "{address}";
</script></head><body>
<p><a href="{address}">Rapport</a></p>
<p lang="en">If it does not open, come back here and take <a href="{old}">the old address</a>.
Other programs of this machine could then take your session.</p>
<p lang="fr">Si cela ne s’ouvre pas, revenez ici et prenez <a href="{old}">l’ancienne adresse</a>.
D’autres programmes de cette machine pourraient alors prendre votre session.</p>
<p lang="ar" dir="rtl">إذا لم يُفتح، فعُد إلى هنا واستخدم <a href="{old}">العنوان القديم</a>.
قد تتمكن برامج أخرى على هذا الجهاز عندئذ من أخذ جلستك.</p>
</body></html>
"""


def new_host() -> str:
    """Return a name of this machine that nobody can guess: 80 random bits."""
    return f"{secrets.token_hex(10)}.localhost"


def write(home: Path, address: str, old: str) -> Path:
    """Write the file that leads to ``address``, or to the ``old`` one; return where it is."""
    path = home / _NAME
    forget(home)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_PAGE.format(address=escape(address), old=escape(old)))
    return path


def again(home: Path, address: str) -> Path:
    """Return the file that leads to a store somebody serves already; it may lie there still."""
    path = home / _NAME
    return path if path.exists() else write(home, f"{address}start/", address)


def forget(home: Path) -> None:
    """Remove the file."""
    with contextlib.suppress(OSError):
        (home / _NAME).unlink()
