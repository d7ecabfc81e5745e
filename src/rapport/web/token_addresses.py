"""The addresses of tokens, and of the calendar that one of them opens."""

from django.urls import path

from rapport.web import access_tokens

TOKENS = [
    path("tokens/", access_tokens.tokens, name="tokens"),
    path("tokens/add/", access_tokens.add, name="add-token"),
    path("tokens/<uuid:key>/revoke/", access_tokens.revoke, name="revoke-token"),
    path("feed/<slug:secret>/calendar.ics", access_tokens.calendar_feed, name="feed"),
]
