"""Rapport: the relationship memory of a humanitarian team."""
