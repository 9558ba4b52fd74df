"""The settings in the words and language of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.services.settings_schema import SettingSpec


def setting_texts(spec: SettingSpec) -> tuple[str, str]:
    """Its title, and what it does."""
    translate = QCoreApplication.translate
    table = {
        "theme": (
            translate("Settings", "Theme"),
            translate("Settings", "Light, dark, or as the system is. Pictures look the same in all of them."),
        ),
        "text_size": (
            translate("Settings", "Text size"),
            translate("Settings", "How large text is, against the size that the system asks for."),
        ),
        "language": (translate("Settings", "Language"), translate("Settings", "The language of the window.")),
        "less_motion": (
            translate("Settings", "Less motion"),
            translate("Settings", "Nothing slides or eases; it is at its place at once."),
        ),
        "bars_stay": (
            translate("Settings", "Messages stay until closed"),
            translate(
                "Settings",
                "A message with Undo stays until it is closed, not for 10 seconds. With a screen reader on it always "
                "does.",
            ),
        ),
        "open_last": (
            translate("Settings", "Open the last project at the start"),
            translate(
                "Settings",
                "The program starts in the project that was open last; otherwise with the list of projects.",
            ),
        ),
        "keep": (
            translate("Settings", "Pictures of new projects"),
            translate(
                "Settings",
                "Copies are safe when the originals are moved or deleted. Kept in place, pictures take no room of "
                "their own, but must stay where they are.",
            ),
        ),
        "device": (
            translate("Settings", "Compute on"),
            translate(
                "Settings",
                "The processor or a graphics card. By itself, the program takes a graphics card where one works.",
            ),
        ),
        "spare_core": (
            translate("Settings", "Leave one core free"),
            translate(
                "Settings",
                "Learning leaves one core of the processor to other programs. Without, it is a little faster.",
            ),
        ),
        "pause_on_battery": (
            translate("Settings", "Pause on battery"),
            translate(
                "Settings",
                "Learning is paused when the computer is unplugged, and goes on by itself once it is plugged in again.",
            ),
        ),
        "stay_awake": (
            translate("Settings", "Stay awake while it learns"),
            translate(
                "Settings",
                "The computer does not fall asleep by itself while it learns, where the system allows that.",
            ),
        ),
        "backup_minutes": (
            translate("Settings", "Backup every"),
            translate(
                "Settings",
                "How often what has changed is backed up while the program runs. Risky steps are always preceded by "
                "a backup.",
            ),
        ),
        "mirror": (
            translate("Settings", "Where models come from"),
            translate(
                "Settings",
                "The address of a server that hands out the same model files, for example one of your own. Empty: the "
                "one that the list of models names.",
            ),
        ),
        "proxy": (
            translate("Settings", "Proxy server"),
            translate("Settings", "The address of the proxy that downloads go through. Empty: as the system says."),
        ),
    }
    return table[spec.key]


def group_texts(group: str) -> tuple[str, str]:
    """The heading of a group of settings, and a sentence about all of them."""
    translate = QCoreApplication.translate
    table = {
        "network": (
            translate("Settings", "Network"),
            translate(
                "Settings",
                "The program goes online only for a download that you start. These are for models; nothing else uses "
                "them.",
            ),
        )
    }
    return table[group]


def choice_text(key: str, value: str) -> str:
    """What one of the choices is called."""
    translate = QCoreApplication.translate
    table = {
        ("theme", "system"): translate("Settings", "As the system is"),
        ("theme", "light"): translate("Settings", "Light"),
        ("theme", "dark"): translate("Settings", "Dark"),
        ("language", "system"): translate("Settings", "As the system is"),
        ("language", "en"): "English",
        ("language", "de"): "Deutsch",
        ("keep", "copy"): translate("Settings", "Copied into the program"),
        ("keep", "in_place"): translate("Settings", "Kept where they are"),
        ("device", "auto"): translate("Settings", "What works best"),
        ("device", "cpu"): translate("Settings", "The processor"),
        ("device", "cuda"): translate("Settings", "A graphics card (NVIDIA or AMD)"),
        ("device", "mps"): translate("Settings", "The graphics of an Apple computer"),
        ("device", "xpu"): translate("Settings", "A graphics card (Intel)"),
    }
    return table.get((key, value), value)


def unit_text(unit: str) -> str:
    """What stands behind a number."""
    if unit == "minutes":
        return " " + QCoreApplication.translate("Settings", "minutes")
    return f" {unit}"
