"""Keys, sealing, and the encrypted store: what a lost laptop must not give away."""
