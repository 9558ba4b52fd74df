"""What opens over the window."""
