"""PyInstaller: torchvision loads its operators from a library that no import names, and torch reads its sources."""

from PyInstaller.utils.hooks import collect_dynamic_libs

# Not `image*`, which reads picture files: this program never asks torchvision for that.
binaries = collect_dynamic_libs("torchvision", search_patterns=["_C*.so", "_C*.pyd", "_C*.dylib"])
module_collection_mode = "pyz+py"
