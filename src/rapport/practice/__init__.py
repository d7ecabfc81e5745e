"""Practice: meetings in the invented country, played and then judged by the product's own rules.

Scenes are text files (``scenes``). Nothing here knows the store, and nothing played is kept.
"""
