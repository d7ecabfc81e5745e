"""The addresses of gates and their consents, of mandates and of red lines."""

from django.urls import path

from rapport.web import consents, gate_records, gates, mandates, red_lines

GATES = [
    path("gates/", gates.gates, name="gates"),
    path("gates/add/", gate_records.add, name="add-gate"),
    path("gates/<uuid:key>/", gates.gate, name="gate"),
    path("gates/<uuid:key>/change/", gate_records.change, name="change-gate"),
    path("gates/<uuid:key>/remove/", gate_records.remove, name="remove-gate"),
    path("gates/<uuid:key>/standing/", gate_records.stand, name="say-standing"),
    path("gates/<uuid:key>/incident/", gate_records.incident, name="log-incident"),
    path("gates/<uuid:key>/path/", gate_records.second_path, name="second-path"),
    path("gates/<uuid:key>/help/", gate_records.note_help, name="note-help"),
    path("gates/helps/<uuid:key>/thanked/", gate_records.thank, name="thank-for-help"),
    path("gates/<uuid:key>/consent/", consents.need, name="need-consent"),
    path("gates/<uuid:key>/group/", consents.add_group, name="consent-group"),
    path(
        "gates/said/<slug:kind>/<uuid:key>/change/",
        gate_records.change_of_gate,
        name="change-of-gate",
    ),
    path(
        "gates/said/<slug:kind>/<uuid:key>/remove/",
        gate_records.remove_of_gate,
        name="remove-of-gate",
    ),
    path("consents/<uuid:key>/say/", consents.say, name="say-consent"),
    path("consents/<uuid:key>/take-back/", consents.take_back, name="take-answer-back"),
    path("consents/<uuid:key>/change/", consents.change, name="change-consent"),
    path("consents/<uuid:key>/remove/", consents.remove, name="remove-consent"),
    path("consents/groups/<uuid:key>/change/", consents.change_group, name="change-consent-group"),
    path("consents/groups/<uuid:key>/remove/", consents.remove_group, name="remove-consent-group"),
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates/add/", mandates.add, name="give-mandate"),
    path("mandates/<uuid:key>/change/", mandates.change, name="change-mandate"),
    path("mandates/<uuid:key>/end/", mandates.end, name="end-mandate"),
    path("mandates/<uuid:key>/remove/", mandates.remove, name="remove-mandate"),
    path("red-lines/", red_lines.red_lines, name="red-lines"),
    path("red-lines/add/<slug:topic>/", red_lines.add, name="draw-red-line"),
    path("red-lines/<uuid:key>/change/", red_lines.change, name="change-red-line"),
    path("red-lines/<uuid:key>/remove/", red_lines.remove, name="remove-red-line"),
]
