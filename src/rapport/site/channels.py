"""Who may speak to the laptop's server at all, and how much they may say before they are known.

Connections of another user of this machine are closed as soon as they come in (Linux, where the
system tells whose they are). A request that carries no session of ours may not be larger than a
form.
"""

import copy
import os
import re
import sys
from contextlib import suppress
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from rapport.web.middleware import session_gate

_FORM = 1024 * 1024
_SESSION = re.compile(rf"(?:^|;\s*){session_gate.COOKIE}=([^;]*)")
_TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
_ADDRESSES = ("0100007F", "0000000000000000FFFF00000100007F")


class Parser(HTTPRequestParser):
    """A request that may be large only if it carries a session of ours."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and with it how large the body may be."""
        super().parse_header(header_plus)  # type: ignore[no-untyped-call]
        found = _SESSION.search(self.headers.get("COOKIE", ""))
        if found is None or not session_gate.knows(found[1]):
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = _FORM


class Channel(HTTPChannel):
    """A connection of ours."""

    parser_class = Parser


def of_whoever_we_serve(server: Any, sock: Any, addr: Any, adj: Any, map: Any) -> Channel | None:  # noqa: A002 - waitress's
    """Return the channel of a connection that came in, or close that of another user."""
    if _is_anothers(addr[1], int(server.effective_port)):
        sock.close()
        return None
    return Channel(server, sock, addr, adj, map=map)  # type: ignore[no-untyped-call]


def _is_anothers(port: int, ours: int) -> bool:
    """Say whether the other end of a connection belongs to another user; if unknown, it does not.

    ``port`` is the other end's, ``ours`` the one we listen on. Source: proc(5), ``/proc/net/tcp``.
    """
    if sys.platform != "linux":
        return False
    ends = [(f"{address}:{port:04X}", f"{address}:{ours:04X}") for address in _ADDRESSES]
    with suppress(OSError):
        for table in _TABLES:
            with open(table, encoding="ascii") as rows:  # noqa: PTH123 - read line by line, often
                for row in rows:
                    columns = row.split()
                    if tuple(columns[1:3]) in ends:
                        return int(columns[7]) != os.geteuid()
    return False
