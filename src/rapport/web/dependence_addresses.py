"""The addresses of introductions, and of what access hangs on."""

from functools import partial

from django.urls import path

from rapport.web import dependence, introductions
from rapport.web.on_demand import page

_pictures = partial(page, "rapport.web.network_pictures")

DEPENDENCE = [
    path("dependence/", dependence.page, name="dependence"),
    path("dependence/renew/", dependence.renew, name="renew-dependence"),
    path("dependence/stop/", dependence.stop, name="stop-dependence"),
    path("dependence/picture/", _pictures("of_all"), name="network-picture"),
    path("gates/<uuid:key>/picture/", _pictures("of_gate"), name="gate-picture"),
    path("people/<uuid:key>/picture/", _pictures("of_person"), name="person-picture"),
    path("people/<uuid:key>/introduction/", introductions.ways, name="introduction"),
    path("people/<uuid:key>/introduction/new/", introductions.plan, name="plan-introduction"),
    path("introductions/<uuid:key>/change/", introductions.change, name="change-introduction"),
    path("introductions/<uuid:key>/remove/", introductions.remove, name="remove-introduction"),
]
