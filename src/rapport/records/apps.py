"""The records floor as Django knows it."""

from django.apps import AppConfig


class Records(AppConfig):
    """What we remember, and who may see it."""

    name = "rapport.records"
    label = "records"
