"""Pictures from a camera."""
