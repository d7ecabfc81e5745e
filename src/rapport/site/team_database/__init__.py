"""A team's PostgreSQL as a Django database: Django's own backend, which keeps what it asked."""
