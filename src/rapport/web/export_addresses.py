"""The addresses of what leaves the store."""

from django.urls import path

from rapport.web import exports

EXPORTS = [
    path("exports/", exports.exports, name="exports"),
    path("exports/<uuid:key>/decide/", exports.decide, name="decide-export"),
    path("exports/<slug:name>/", exports.export, name="export"),
]
