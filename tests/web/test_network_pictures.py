"""Pictures on the pages: who is drawn, what closes without somebody, and nobody who is hidden."""

import re
import struct
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from briefings.test_network_map import know, road
from cast import Cast
from rapport.actions import access
from rapport.briefings import network_picture
from rapport.exchange.exports import Order, make
from rapport.exchange.exports.others.network_picture import NETWORK_PICTURE
from rapport.formats.png import png_of
from rapport.formats.refusals import NotWritable
from rapport.pictures import Kind, Line, Mark


@pytest.fixture
def north(cast: Cast):
    """A road that one man of the writer opens; behind another, somebody he trusts."""
    gate = road(cast, cast.kamil)
    cast.meet(10)
    other = cast.add("Haji Musa", days_ago=300)
    know(cast, cast.kamil, other, days_ago=200)
    return gate


def drawn(found):
    return {one.name or "us": (one.kind, one.mark) for one in found.nodes}


def test_our_ways_to_a_gate_and_what_is_left_without_somebody(cast: Cast, north):
    found = network_picture.ways_to_gate(cast.asking("writer"), north)
    assert drawn(found) == {
        "us": (Kind.US, Mark.NONE),
        cast.writer.name: (Kind.COLLEAGUE, Mark.ALONE),
        cast.kamil.called: (Kind.PERSON, Mark.ALONE),
        "North road": (Kind.GATE, Mark.CHOSEN),
    }
    gone = [("colleague", cast.writer.pk)]
    found = network_picture.ways_to_gate(cast.asking("writer"), north, gone)
    assert drawn(found)[cast.writer.name][1] == Mark.GONE
    assert found.closing.close == ("North road",)
    hidden = [("relationship", cast.hidden.pk)]
    found = network_picture.ways_to_gate(cast.asking("writer"), north, hidden)
    assert (found.gone, found.closing) == ((), None), "whom one cannot see, one cannot take away"


def test_who_is_around_somebody(cast: Cast, north):
    found = network_picture.around(cast.asking("writer"), cast.kamil.pk)
    assert {"Haji Musa", "North road", cast.writer.name} <= set(drawn(found))
    (tie,) = [one for one in found.ties if one.of == "tie"]
    assert (tie.line, tie.both, bool(tie.says)) == (Line.OLD, True, True)


def test_of_a_place_or_a_group(cast: Cast, north):
    everybody = network_picture.whole(cast.asking("writer"))
    assert "Haji Musa" in drawn(everybody)
    nowhere = network_picture.whole(cast.asking("writer"), place="Nowhere")
    assert set(drawn(nowhere)) == {"us"}


def test_of_a_large_network_the_nearest_are_drawn(cast: Cast, north, monkeypatch):
    monkeypatch.setattr(network_picture, "MOST", 4)
    found = network_picture.whole(cast.asking("writer"))
    assert len(found.nodes) == 4
    assert found.left_out == 1
    assert {"us", "North road"} <= set(drawn(found))


@pytest.mark.parametrize("of", ["gate", "person", "all"])
def test_the_page_has_a_picture_a_table_and_links_that_take_away(cast: Cast, north, browser, of):
    address = {
        "gate": f"/gates/{north}/picture/",
        "person": f"/people/{cast.kamil.pk}/picture/",
        "all": "/dependence/picture/",
    }[of]
    page = browser("writer").get(address).content.decode()
    svg = re.search(r"<svg xmlns.*?</svg>", page, re.DOTALL).group()
    links = {one.get("href") for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}a")}
    without = f"?without=relationship%3A{cast.kamil.pk}"
    assert without in links
    table = page.split("<tbody>")[1]
    assert without in table
    page = browser("writer").get(address + without).content.decode()
    assert 'id="closing"' in page
    assert '<bdi class="badge late">North road</bdi>' in page
    assert browser("outsider").get(address).status_code == (200 if of == "all" else 404)


def saved(cast, form, **filters):
    why = "It is read on this machine alone."
    order = Order(purpose="analysis", columns=("drawn", "ties"), form=form, clear_why=why)
    return make(cast.asking("writer"), NETWORK_PICTURE, order, filters)


def test_it_is_saved_by_alias_alone(cast: Cast, north):
    made = saved(cast, "svg", gate=str(north))
    text = made.data.decode()
    assert {cast.kamil.called, "North road"} <= set(re.findall(r"<text[^>]*>([^<]*)<", text))
    for key in (cast.kamil.pk, north, cast.writer.pk):
        assert str(key) not in text
        assert key.hex not in text
    assert "<a " not in text
    assert made.entry.many == 4, "a man, a gate, our contact with him, his consent"
    graph = nx.parse_graphml(saved(cast, "graphml", person=str(cast.kamil.pk)).data.decode())
    assert "Haji Musa" in {one["label"] for _, one in graph.nodes(data=True)}


def test_a_png_is_the_svg_at_twice_its_size_with_its_names(cast: Cast, north, monkeypatch):
    told = {"gate": str(north)}
    svg, png = (saved(cast, form, **told).data for form in ("svg", "png"))
    width, height = (
        int(re.search(rf' {side}="(\d+)"', svg.decode())[1]) for side in ("width", "height")
    )
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (2 * width, 2 * height)
    nameless = re.sub(r"<text[^>]*>[^<]*</text>", "", svg.decode().partition("?>")[2])
    assert len(png) > len(png_of(nameless)) + 500
    monkeypatch.setattr("rapport.formats.png._has_fonts", lambda: False)
    with pytest.raises(NotWritable, match="no fonts"):
        saved(cast, "png", **told)


def test_what_is_for_few_stays_here(cast: Cast, north):
    """Neither they nor what rests on them: the road stays, with nobody whose word opens it."""
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=3)
    text = saved(cast, "svg", gate=str(north)).data.decode()
    assert cast.kamil.called not in text
    assert "North road" in text
    assert text.count('class="between') == 0
