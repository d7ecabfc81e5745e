"""The addresses of the five lights and of the month."""

from django.urls import path

from rapport.web import lights, month

MONTH = [
    path("lights/", lights.five_lights, name="lights"),
    path("month/", month.month, name="month"),
    path("month/release/", month.release, name="release-month"),
]
