"""The addresses of what leaves the store."""

from django.urls import path

from rapport.web import archives, exports

EXPORTS = [
    path("exports/", exports.exports, name="exports"),
    path("exports/archive/", archives.export_archive, name="export-archive"),
    path("exports/read/", archives.read_archive, name="read-archive"),
    path("exports/<uuid:key>/decide/", exports.decide, name="decide-export"),
    path("exports/<slug:name>/", exports.export, name="export"),
]
