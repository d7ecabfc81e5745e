"""Two circles keep records of one person: the page of duplicates lets whoever sees both say so."""

from django.urls import reverse

from cast import Cast
from rapport.actions import team
from rapport.briefings.duplicates import duplicates
from rapport.records.models import Tie


def test_two_records_said_to_be_one_are_no_possible_duplicates_any_more(cast: Cast, browser):
    told = {"circle": cast.circle.pk, "colleague": cast.outsider.pk, "part": "writer"}
    team.admit(cast.asking("keeper"), **told)
    twice = (cast.add("Haji Musa"), cast.add("Haji Musa", by="outsider"))
    client = browser("outsider")
    page = client.get(reverse("duplicates")).content.decode()
    (pair,) = duplicates(cast.asking("outsider")).pairs
    where = (
        f"{reverse('tie', args=[pair.one.relationship])}"
        f"?kind=same_person&with={pair.other.relationship}"
    )
    assert where.replace("&", "&amp;") in page
    form = client.get(where).context["form"]
    sent = {"kind": "same_person", "who": form["who"].value(), "confidence": "high"}
    assert client.post(where, sent).status_code == 302
    assert {Tie.objects.get().relationship_id, Tie.objects.get().other_id} == {
        row.pk for row in twice
    }
    assert duplicates(cast.asking("outsider")).pairs == ()
