"""The grid of pictures and the large view."""
