"""The Pictures page."""
