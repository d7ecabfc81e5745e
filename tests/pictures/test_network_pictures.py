"""Pictures of networks: every one and every tie is drawn, said in a table, and saved by alias."""

import subprocess
import sys
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from in_turn import examples
from rapport.pictures import (
    Kind,
    Line,
    Mark,
    Network,
    Node,
    NotDrawn,
    PictureWords,
    Tie,
    around_picture,
    graphml,
    ways_picture,
    whole_picture,
)
from rapport.pictures.layout import layered, ringed

SVG = "{http://www.w3.org/2000/svg}"
NODES = (
    Node("secret-us", "us", Kind.US),
    Node("secret-h", "Hala", Kind.COLLEAGUE, link="?without=secret-h"),
    Node("secret-a", "The heron", note="7 months", mark=Mark.ALONE),
    Node("secret-b", "الحارس", mark=Mark.GONE),
    Node("secret-g", "Road <to> Orsend", Kind.GATE),
)
TIES = (
    Tie("secret-us", "secret-h"),
    Tie("secret-h", "secret-a", "trusts"),
    Tie("secret-h", "secret-b", line=Line.OLD),
    Tie("secret-a", "secret-g"),
    Tie("secret-b", "secret-g", both=True),
)
NETWORK = Network(NODES, TIES)
DRAWN = {
    "ways": lambda network, **how: ways_picture(network, "secret-us", "secret-g", **how),
    "around": lambda network, **how: around_picture(network, "secret-a", **how),
    "whole": lambda network, **how: whole_picture(network, "secret-us", **how),
}
every_picture = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)


def titles(svg, of):
    found = [g for g in ET.fromstring(svg).iter(f"{SVG}g") if of in g.get("class", "").split()]
    return [next(g.iter(f"{SVG}title")).text for g in found]


@every_picture
def test_everybody_and_every_tie_is_drawn_and_named(draw):
    picture = draw(NETWORK)
    assert titles(picture.svg, "one") == [
        "us, us",
        "Hala, colleague",
        "The heron, person, 7 months, everything hangs on it",
        "الحارس, person, taken away",
        "Road <to> Orsend, gate",
    ]
    assert titles(picture.svg, "between") == [
        "us - Hala",
        "Hala - The heron: trusts",
        "Hala - الحارس",
        "The heron - Road <to> Orsend",
        "الحارس - Road <to> Orsend",
    ]


@every_picture
def test_the_table_says_the_same(draw):
    rows = {row.label: row for row in draw(NETWORK).rows}
    assert set(rows) == {node.label for node in NODES}
    assert rows["Hala"].to == (("The heron", "trusts"), ("الحارس", ""))
    assert rows["Road <to> Orsend"].to == (("الحارس", ""),)
    assert (rows["The heron"].note, rows["The heron"].marked) == (
        "7 months",
        "everything hangs on it",
    )


def test_the_table_begins_with_the_nearest_and_says_whom_no_way_leads_to():
    rows = ways_picture(NETWORK, "secret-us", "secret-g").rows
    assert [(row.label, row.step) for row in rows][:2] == [("us", 0), ("Hala", 1)]
    alone = Network((*NODES, Node("far", "The crane")), TIES)
    assert whole_picture(alone, "secret-us").rows[-1].step is None


@every_picture
def test_a_saved_file_tells_no_key_and_no_address(draw):
    picture = draw(NETWORK)
    assert "secret" in picture.svg  # where a click leads
    assert "secret" not in picture.file
    assert "secret" not in graphml(NETWORK)


def test_graphml_is_read_by_others():
    told = nx.parse_graphml(graphml(NETWORK))
    assert [data["label"] for _, data in told.nodes(data=True)] == [node.label for node in NODES]
    assert told.edges["n1", "n2"]["says"] == "trusts"
    assert (told.number_of_edges(), told.is_directed()) == (5, True)


@every_picture
def test_whom_one_takes_away_leaves_everybody_in_their_place(draw):
    without = Network(
        tuple(
            Node(one.key, one.label, one.kind, mark=Mark.GONE if one.label == "Hala" else Mark.NONE)
            for one in NODES
        ),
        TIES,
    )
    assert places(draw(NETWORK).svg) == places(draw(without).svg)


def places(svg):
    rooms = [c for c in ET.fromstring(svg).iter(f"{SVG}circle") if c.get("class") == "room-around"]
    return [(room.get("cx"), room.get("cy")) for room in rooms]


def test_from_the_right_it_is_the_mirror_image():
    left, right = (
        layered_x(ways_picture(NETWORK, "secret-us", "secret-g", rtl=rtl).svg)
        for rtl in (False, True)
    )
    width = layered(NETWORK, "secret-us", "secret-g").width
    assert [width - x for x in right] == left


def layered_x(svg):
    return [float(x) for x, _ in places(svg)][: len(NODES)]


def test_a_click_takes_somebody_away_and_so_does_the_keyboard():
    links = list(ET.fromstring(around_picture(NETWORK, "secret-a").svg).iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["?without=secret-h"]


def test_words_are_the_readers():
    said = PictureWords(named="Nos chemins", kinds=dict.fromkeys(Kind, "quelqu’un"))
    drawn = ways_picture(NETWORK, "secret-us", "secret-g", said=said)
    assert ET.fromstring(drawn.svg).find(f"{SVG}title").text == "Nos chemins"
    assert {row.kind for row in drawn.rows} == {"quelqu’un"}


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: Network((NODES[0], NODES[0])), "twice"),
        (lambda: Network(tuple(Node(str(n), "") for n in range(501))), "too-many"),
        (lambda: around_picture(NETWORK, "nobody"), "nobody"),
        (lambda: ways_picture(NETWORK, "secret-us", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_drawn_is_refused(made, why):
    with pytest.raises(NotDrawn) as refused:
        made()
    assert refused.value.why == why


def test_five_hundred_are_drawn_and_of_many_only_some_are_labelled():
    nodes = [Node("0", "us", Kind.US)] + [Node(str(n), f"Alias {n}") for n in range(1, 500)]
    ties = tuple(Tie(str(n // 3), str(n)) for n in range(1, 500))
    picture = whole_picture(Network(tuple(nodes), ties), "0")
    assert len(titles(picture.svg, "one")) == len(picture.rows) == 500
    labels = [t for t in ET.fromstring(picture.svg).iter(f"{SVG}text") if t.get("class") == "alias"]
    assert [label.text for label in labels] == ["us"]


names = st.text(max_size=40)
networks = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        st.lists(
            st.builds(
                Node,
                st.just(""),
                names,
                st.sampled_from(Kind),
                group=names,
                note=names,
                mark=st.sampled_from(Mark),
                link=names,
            ),
            min_size=n,
            max_size=n,
        ),
        st.lists(
            st.tuples(st.integers(0, n), st.integers(0, n), names, st.booleans()), max_size=20
        ),
    )
)


@given(networks)
@settings(max_examples=examples(60))
def test_any_network_has_room_for_all_whatever_their_names_are(drawn):
    nodes, ties = drawn
    network = Network(
        tuple(
            Node(str(n), one.label, one.kind, one.group, one.note, one.mark, one.link)
            for n, one in enumerate(nodes)
        ),
        tuple(Tie(str(a), str(b), says, both=both) for a, b, says, both in ties),
    )
    for layout in (layered(network, "0", "1"), ringed(network, "0")):
        assert set(layout.places) == {node.key for node in network.nodes}
        assert len({(round(x), round(y)) for x, y in layout.places.values()}) == len(nodes)
        assert all(
            0 < x < layout.width and 0 < y < layout.height for x, y in layout.places.values()
        )
    for picture in (ways_picture(network, "0", "1"), around_picture(network, "0", rtl=True)):
        ET.fromstring(picture.svg)
        ET.fromstring(picture.file)
        assert len(picture.rows) == len(nodes)
    ET.fromstring(graphml(network))


def test_no_arithmetic_library_is_loaded_to_draw():
    code = "import sys, rapport.pictures\nassert not {'numpy', 'django'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
