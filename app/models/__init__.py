"""Between services and what is painted: calls off the window's thread, item models."""
