"""The plot it all stands on: settings, the doorkeeper, serving."""
