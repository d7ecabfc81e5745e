"""Backups: one sealed file, looked into without trusting it, put back whole or not at all."""
