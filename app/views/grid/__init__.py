"""The grid of pictures."""
