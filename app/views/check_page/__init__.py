"""The Check page: how good it is, and what gets mixed up."""
