"""The addresses of handovers."""

from django.urls import path

from rapport.web import handover_forms, handovers

HANDOVERS = [
    path("handovers/mine/", handovers.mine, name="my-handover"),
    path("colleagues/<uuid:key>/handover/", handovers.of_colleague, name="handing-over"),
    path("colleagues/<uuid:key>/last-day/", handover_forms.last_day, name="set-last-day"),
    path("people/<uuid:key>/hand-over/", handover_forms.begin, name="begin-handover"),
    path("handovers/<uuid:key>/", handovers.handover, name="handover"),
    path("handovers/<uuid:key>/story/", handovers.story, name="handover-story"),
    path("handovers/<uuid:key>/write/", handover_forms.write, name="change-handover"),
    path("handovers/<uuid:key>/successor/", handover_forms.successor, name="change-successor"),
    path("handovers/<uuid:key>/introduce/", handover_forms.introduce, name="plan-introduction"),
    path("handovers/<uuid:key>/accept/", handover_forms.accept, name="accept-handover"),
    path("handovers/<uuid:key>/remove/", handovers.remove, name="remove-handover"),
    path("handovers/<uuid:key>/notes/<uuid:note>/", handover_forms.offer_note, name="offer-note"),
    path("handovers/notes/<uuid:key>/", handovers.answer_note, name="answer-note"),
]
