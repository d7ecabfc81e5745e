"""The side door: the same briefings and actions as JSON."""
