"""PyInstaller: open_clip reads its vocabulary and its model configs from files beside its code."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("open_clip")
