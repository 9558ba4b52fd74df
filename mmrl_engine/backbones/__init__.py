"""Frozen CLIP models: which ones are known, how a file becomes one, and what identifies it."""
