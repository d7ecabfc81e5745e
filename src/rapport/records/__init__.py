"""What we remember, and who may see it: the only floor with tables."""
