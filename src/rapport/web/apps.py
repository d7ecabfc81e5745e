"""The front door as Django knows it."""

from django.apps import AppConfig


class Web(AppConfig):
    """The pages."""

    name = "rapport.web"
    label = "web"
