"""Connections that keep every question of the pages, and with it how PostgreSQL answers it."""

from typing import Any

from django.db.backends.postgresql import base

QUESTIONS_KEPT = 600
"""How many statements a connection keeps, the last asked: the pages of a day's work have 400.

With the hundred that psycopg keeps by itself, each page puts those of the page before out, and
PostgreSQL plans nearly every question anew. A statement takes 75 KB of the server's memory.
"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with room for as many prepared statements as there are questions."""

    def _configure_connection(self, connection: Any) -> bool:
        connection.prepared_max = QUESTIONS_KEPT
        return bool(super()._configure_connection(connection))  # type: ignore[misc]
