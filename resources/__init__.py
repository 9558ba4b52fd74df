"""Data only: the demo backbone, the sample, attributions."""
