"""What the window is made of: pages, dialogs, and the parts they share."""
