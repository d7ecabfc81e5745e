"""The addresses of introductions, and of what access hangs on."""

from django.urls import path

from rapport.web import dependence, introductions

DEPENDENCE = [
    path("dependence/", dependence.page, name="dependence"),
    path("dependence/renew/", dependence.renew, name="renew-dependence"),
    path("dependence/stop/", dependence.stop, name="stop-dependence"),
    path("people/<uuid:key>/introduction/", introductions.ways, name="introduction"),
    path("people/<uuid:key>/introduction/new/", introductions.plan, name="plan-introduction"),
    path("introductions/<uuid:key>/change/", introductions.change, name="change-introduction"),
    path("introductions/<uuid:key>/remove/", introductions.remove, name="remove-introduction"),
]
