"""The desktop program. Its window comes with the window's own release; the engine stands alone until then."""
