"""Lists as CSV and workbooks: people, meetings, contacts, promises, agreements, gates, groups."""
