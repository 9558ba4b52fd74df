"""The Train page: one button, what happens, and the runs so far."""
