"""The pages on which a register is imported."""
