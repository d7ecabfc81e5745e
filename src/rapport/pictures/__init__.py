"""Small pictures as SVG text, each with the same content as rows for a table.

No Django, no names of its own, no clock, no arithmetic library: whoever asks brings the words, in
the reader's language, and only what the reader may see. A picture on a page takes its colours from
the page's style sheet by class; saved as a file it carries its own, and no address of a page.

    network = Network(
        (Node("a", "us", Kind.US), Node("b", "The heron"), Node("c", "The road", Kind.GATE)),
        (Tie("a", "b"), Tie("b", "c", "decides", Line.UNSURE)),
    )
    picture = ways_picture(network, "a", "c")      # picture.svg, picture.file, picture.rows
    saved = graphml(network)

`ways_picture` draws layers of ways to a gate, `around_picture` somebody's surroundings,
`whole_picture` everybody, up to 500. A node with a link can be clicked, by keyboard too: to take
somebody away, its link says so, and the next picture has them marked `Mark.GONE` in their place.
"""

from rapport.pictures.draw import Picture, around_picture, ways_picture, whole_picture
from rapport.pictures.graphml import graphml
from rapport.pictures.network import (
    Kind,
    Line,
    Mark,
    Network,
    Node,
    NotDrawn,
    PictureWords,
    Row,
    Tie,
)

__all__ = [
    "Kind",
    "Line",
    "Mark",
    "Network",
    "Node",
    "NotDrawn",
    "Picture",
    "PictureWords",
    "Row",
    "Tie",
    "around_picture",
    "graphml",
    "ways_picture",
    "whole_picture",
]
