"""The Use page: folders, tables, trained files."""
