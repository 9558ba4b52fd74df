"""The desktop program: what it keeps, its use cases, and what computes for it. Its window comes later."""
