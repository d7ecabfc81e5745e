"""Rapport: the relationship memory of a humanitarian team."""

__version__ = "0.1.0"
