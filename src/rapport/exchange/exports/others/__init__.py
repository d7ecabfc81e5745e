"""Exports in the formats of others: cards, calendars, entities, a network, a brief to carry."""
