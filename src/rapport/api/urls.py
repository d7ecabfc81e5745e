"""Every address of the side door, below ``/api/``."""

from django.urls import path

from rapport.api import adding, gates, interactions, limits, meetings, people, upkeep

urlpatterns = [
    path("today/", upkeep.today, name="api-today"),
    path("today/together/<slug:code>/", upkeep.together, name="api-together"),
    path("people/", people.people, name="api-people"),
    path("people/add/", adding.add, name="api-add"),
    path("people/near/", adding.near, name="api-near"),
    path("people/duplicates/", adding.duplicates, name="api-duplicates"),
    path("people/<uuid:key>/apart/", adding.apart, name="api-apart"),
    path("people/<uuid:key>/", people.person, name="api-person"),
    path("people/<uuid:key>/all/<slug:part>/", people.part, name="api-part"),
    path("people/<uuid:key>/note/<slug:kind>/", people.note, name="api-note"),
    path("records/<slug:kind>/<uuid:key>/change/", people.change, name="api-change"),
    path("records/<slug:kind>/<uuid:key>/remove/", people.remove, name="api-remove"),
    path("reading/", people.say_why, name="api-say-why"),
    path("find/", people.find, name="api-find"),
    path("log/", interactions.log, name="api-log"),
    path("meetings/", meetings.plan, name="api-plan-meeting"),
    path("meetings/<uuid:key>/move/", meetings.move, name="api-move-meeting"),
    path("meetings/<uuid:key>/call-off/", meetings.call_off, name="api-call-off-meeting"),
    path("gates/", gates.listed, name="api-gates"),
    path("gates/add/", gates.add, name="api-add-gate"),
    path("gates/<uuid:key>/", gates.one, name="api-gate"),
    path("gates/<uuid:key>/standing/", gates.say_standing, name="api-say-standing"),
    path("gates/<uuid:key>/incident/", gates.log_incident, name="api-log-incident"),
    path("consents/<uuid:key>/say/", gates.say_consent, name="api-say-consent"),
    path("requests/", limits.requests, name="api-requests"),
    path("mandates/", limits.mandates, name="api-mandates"),
    path("red-lines/", limits.red_lines, name="api-red-lines"),
]
