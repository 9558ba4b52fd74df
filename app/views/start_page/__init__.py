"""The start page: the projects, and how to begin."""
