"""The history of both files' schemas, one folder each, run by Alembic."""
