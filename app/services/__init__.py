"""Use cases of the program: plain synchronous calls that return what changed. No Qt, no torch."""
