"""The addresses of agreements, of what belongs to them, and of legal questions."""

from django.urls import path

from rapport.web import agreement_records, agreements, kept_files, legal

AGREEMENTS = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.new, name="new-agreement"),
    path("agreements/<uuid:key>/", agreements.agreement, name="agreement"),
    path("people/<uuid:key>/agreement/", agreements.record, name="record-agreement"),
    path("agreements/<uuid:key>/change/", agreements.change, name="change-agreement"),
    path("agreements/<uuid:key>/remove/", agreements.remove, name="remove-agreement"),
    path("agreements/<uuid:key>/review/", agreements.review, name="review-agreement"),
    path("agreements/<uuid:key>/term/", agreement_records.add_term, name="add-term"),
    path("agreements/<uuid:key>/read-back/", agreement_records.read_back, name="read-back"),
    path("agreements/<uuid:key>/evidence/", agreement_records.keep, name="keep-evidence"),
    path("agreements/<uuid:key>/party/", agreement_records.add_party, name="add-party"),
    path("agreements/<uuid:key>/legal/", legal.ask, name="ask-legal"),
    path("agreements/terms/<uuid:key>/mark/", agreement_records.mark_term, name="mark-term"),
    path("agreements/marks/<uuid:key>/", agreement_records.follow_up, name="follow-up-mark"),
    path("agreements/said/<uuid:key>/", agreement_records.answer, name="answer-read-back"),
    path("agreements/kept/<uuid:key>/", agreement_records.pass_custody, name="pass-custody"),
    path("agreements/kept/<uuid:key>/file/", kept_files.file, name="evidence-file"),
    path("agreements/kept/<uuid:key>/file/open/", kept_files.show, name="show-file"),
    path("agreements/kept/<uuid:key>/file/bytes/", kept_files.data, name="file-bytes"),
    path("agreements/kept/<uuid:key>/file/remove/", kept_files.remove, name="remove-file"),
    path("office/files/", kept_files.keeping, name="office-files"),
    path("agreements/parties/<uuid:key>/", agreement_records.remove_party, name="remove-party"),
    path(
        "agreements/of/<slug:kind>/<uuid:key>/change/",
        agreement_records.change_of,
        name="change-of-agreement",
    ),
    path(
        "agreements/of/<slug:kind>/<uuid:key>/remove/",
        agreement_records.remove_of,
        name="remove-of-agreement",
    ),
    path("legal/<uuid:key>/", legal.change, name="change-legal"),
    path("legal/<uuid:key>/remove/", legal.remove, name="remove-legal"),
]
