"""The plot it all stands on: settings, the supervisor, serving."""
