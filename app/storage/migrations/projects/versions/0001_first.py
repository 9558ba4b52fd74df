"""Projects, classes, pictures, runs, adapters' descriptions, acts, folder runs, settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table."""
    op.create_table(
        "picture",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=True),
        sa.Column("dhash", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_picture"),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("trashed_at", sa.Text(), nullable=True),
        sa.Column("backbone", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("keep", sa.Text(), nullable=False),
        sa.Column("adapter_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sa.UniqueConstraint("uid", name="uq_project_uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_act_project_id_project", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_act"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_act_project_id", "act", ["project_id"], unique=False)
    op.create_table(
        "adapter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("section_sha256", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("description", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("class_uids", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_adapter_project_id_project", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_adapter"),
        sa.UniqueConstraint("uid", name="uq_adapter_uid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_adapter_project_id", "adapter", ["project_id"], unique=False)
    op.create_table(
        "class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("absorbed", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_class_project_id_project", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_class"),
        sa.UniqueConstraint("project_id", "name_key", name="uq_class_project_id_name_key"),
        sa.UniqueConstraint("uid", name="uq_class_uid"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "folder_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("adapter_id", sa.Integer(), nullable=True),
        sa.Column("names", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("notices", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_folder_run_project_id_project", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_folder_run"),
        sa.UniqueConstraint("uid", name="uq_folder_run_uid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_folder_run_project_id", "folder_run", ["project_id"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("backbone", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("config", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("classes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("examples", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("curve", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("notices", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("adapter_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_run_project_id_project", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("uid", name="uq_run_uid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_run_project_id", "run", ["project_id"], unique=False)
    op.create_table(
        "act_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name="fk_act_part_act_id_act", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_act_part"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_act_part_act_id", "act_part", ["act_id"], unique=False)
    op.create_table(
        "copy_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_run_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_run_id"], ["folder_run.id"], name="fk_copy_run_folder_run_id_folder_run", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_copy_run"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_copy_run_folder_run_id", "copy_run", ["folder_run_id"], unique=False)
    op.create_table(
        "folder_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_run_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("second_probability", sa.Double(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("scores", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("notice", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["folder_run_id"], ["folder_run.id"], name="fk_folder_file_folder_run_id_folder_run", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_folder_file"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_folder_file_folder_run_id_state", "folder_file", ["folder_run_id", "state"], unique=False)
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("in_place", sa.Boolean(), nullable=False),
        sa.Column("source_mtime_ns", sa.Integer(), nullable=False),
        sa.Column("split", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_placement_class_id_class", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_placement_project_id_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["picture.sha256"], name="fk_placement_sha256_picture"),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
        sa.UniqueConstraint("project_id", "sha256", name="uq_placement_project_id_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_placement_class_id", "placement", ["class_id"], unique=False)
    op.create_index(
        "ix_placement_project_id_class_id_removed_at",
        "placement",
        ["project_id", "class_id", "removed_at"],
        unique=False,
    )
    op.create_index("ix_placement_project_id_removed_at", "placement", ["project_id", "removed_at"], unique=False)
    op.create_index("ix_placement_sha256", "placement", ["sha256"], unique=False)
    op.create_table(
        "unreadable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("notice", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("found_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_unreadable_class_id_class", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_unreadable_project_id_project", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_unreadable"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unreadable_project_id", "unreadable", ["project_id"], unique=False)
    op.create_table(
        "copied_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("copy_run_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("notice", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["copy_run_id"], ["copy_run.id"], name="fk_copied_file_copy_run_id_copy_run", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_copied_file"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_copied_file_copy_run_id_state", "copied_file", ["copy_run_id", "state"], unique=False)
    op.execute("PRAGMA user_version = 1")
