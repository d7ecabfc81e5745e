"""The front door: pages."""
