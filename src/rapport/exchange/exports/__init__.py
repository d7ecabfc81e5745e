"""What leaves the store for people and programs outside: one frame, and the kinds within it."""

from rapport.exchange.exports.frame import (
    Made,
    Offered,
    Order,
    ask,
    ask_of,
    make,
    make_of,
    marked,
    offered,
)
from rapport.exchange.exports.kind import Column, Form, Kind, Row, Sheet

__all__ = [
    "Column", "Form", "Kind", "Made", "Offered", "Order", "Row", "Sheet",
    "ask", "ask_of", "make", "make_of", "marked", "offered",
]  # fmt: skip
