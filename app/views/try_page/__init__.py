"""The Try page: answers for new pictures."""
