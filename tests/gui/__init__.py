"""What is seen and done in the window, through real events."""
