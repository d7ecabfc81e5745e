"""A browser before the product: one engine for all its modules."""
