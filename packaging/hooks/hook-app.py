"""PyInstaller: what the program finds by name when it runs, and so no import tells of it."""

from PyInstaller.utils.hooks import check_requirement, collect_data_files, collect_submodules, copy_metadata

# Alembic runs the migrations as files; they import from here what the rest of the program imports too.
datas = collect_data_files("app.storage.migrations", include_py_files=True)
datas += collect_data_files("resources")
datas += collect_data_files("resources", include_py_files=True, includes=["snippets/*.py"])  # they are handed on
datas += copy_metadata("mmrl-studio", recursive=True)  # its version, and the licences of what it is made with

hiddenimports = [*collect_submodules("app"), *collect_submodules("mmrl_engine"), "resources"]
if check_requirement("pysqlite3"):  # has no wheel for every system
    hiddenimports += ["pysqlite3.dbapi2"]
