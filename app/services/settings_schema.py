"""The settings of the program: one table of what there is, what each may be, and how it is explained."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from app.services.project_options import KEEP
from mmrl_engine.backbones.addresses import is_safe
from mmrl_engine.errors import InputError
from mmrl_engine.notices import Notice, notice
from mmrl_engine.untrusted import shown

Value = bool | int | str
Group = Literal["", "network"]
MOST_ADDRESS = 2000  # characters
STRANGE = frozenset(" \\?#<>\"'{}|^`")


@dataclass(frozen=True, slots=True)
class Flag:
    """On or off."""

    def accepts(self, value: object) -> bool:
        return isinstance(value, bool)

    def problem(self, title: str, value: object) -> Notice:
        return notice("config-choice", name=title, value=shown(value), known=("on", "off"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some texts, or a text of the form `also` (a regular expression), which `told` stands for."""

    values: tuple[str, ...]
    also: str | None = None
    told: tuple[str, ...] = ()

    def accepts(self, value: object) -> bool:
        if not isinstance(value, str):
            return False
        return value in self.values or (self.also is not None and re.fullmatch(self.also, value) is not None)

    def problem(self, title: str, value: object) -> Notice:
        return notice("config-choice", name=title, value=shown(value), known=(*self.values, *self.told))


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `low` to `high`, counted in `unit`."""

    low: int
    high: int
    unit: str

    def accepts(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high

    def problem(self, title: str, value: object) -> Notice:
        return notice("config-out-of-range", name=title, value=shown(value), low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Text:
    """The address of another computer, written like `example`; or nothing. `open`: it may be http, which anybody on the
    way can read and change; otherwise that goes for this computer alone.
    """

    example: str
    open: bool = False

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and (value == "" or self._is_address(value))

    def problem(self, title: str, value: object) -> Notice:
        return notice("setting-address", name=title, value=shown(value), example=self.example)

    def _is_address(self, text: str) -> bool:
        """Nothing in it that could be taken for something else: blanks, a query, or signs that cannot be seen."""
        if len(text) > MOST_ADDRESS or not text.isascii() or not text.isprintable() or STRANGE & set(text):
            return False
        try:
            parts = urlsplit(text)
            whole = bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is no number, brackets that hold no address
            return False
        return whole and (is_safe(text) or (self.open and parts.scheme == "http"))


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting.

    Attributes:
        kind: what it may be. title: what it is called. help: what it does, in whole sentences.
        needs_restart: a change shows only when the program is started again.
        group: settings of one group stand together, under its heading.
    """

    key: str
    kind: Flag | Choice | Number | Text
    default: Value
    title: str
    help: str
    needs_restart: bool = False
    group: Group = ""

    def problem(self, value: object) -> Notice | None:
        """Why the setting cannot be `value`; None where it can."""
        return None if self.kind.accepts(value) else self.kind.problem(self.title, value)


SETTINGS = (
    SettingSpec(
        "theme",
        Choice(("system", "light", "dark")),
        "system",
        "Theme",
        "Light, dark, or as the system is. Pictures look the same in all of them.",
    ),
    SettingSpec(
        "text_size",
        Number(100, 200, "%"),
        100,
        "Text size",
        "How large text is, against the size that the system asks for.",
    ),
    SettingSpec(
        "language",
        Choice(("system", "en", "de")),
        "system",
        "Language",
        "The language of the window.",
        needs_restart=True,
    ),
    SettingSpec(
        "less_motion",
        Flag(),
        False,
        "Less motion",
        "Nothing slides or eases; it is at its place at once.",
    ),
    SettingSpec(
        "bars_stay",
        Flag(),
        False,
        "Messages stay until closed",
        "A message with Undo stays until it is closed, not for 10 seconds. With a screen reader on it always does.",
    ),
    SettingSpec(
        "open_last",
        Flag(),
        True,
        "Open the last project at the start",
        "The program starts in the project that was open last; otherwise with the list of projects.",
    ),
    SettingSpec(
        "keep",
        Choice(KEEP),
        "copy",
        "Pictures of new projects",
        "Copies are safe when the originals are moved or deleted. Kept in place, pictures take no room of their own, "
        "but must stay where they are.",
    ),
    SettingSpec(
        "device",
        Choice(("auto", "cpu", "cuda", "mps", "xpu"), also="(cuda|xpu):[0-9]{1,2}", told=("cuda:1 and so on",)),
        "auto",
        "Compute on",
        "The processor (cpu) or a graphics card. With auto, a graphics card is used where there is one that works.",
    ),
    SettingSpec(
        "spare_core",
        Flag(),
        True,
        "Leave one core free",
        "Learning leaves one core of the processor to other programs. Without, it is a little faster.",
        needs_restart=True,
    ),
    SettingSpec(
        "pause_on_battery",
        Flag(),
        False,
        "Pause on battery",
        "Learning is paused when the computer is unplugged, and goes on by itself once it is plugged in again.",
    ),
    SettingSpec(
        "stay_awake",
        Flag(),
        True,
        "Stay awake while it learns",
        "The computer does not fall asleep by itself while it learns, where the system allows that.",
    ),
    SettingSpec(
        "backup_minutes",
        Number(5, 1440, "minutes"),
        30,
        "Backup every",
        "How often what has changed is backed up while the program runs. Risky steps are always preceded by a backup.",
    ),
    SettingSpec(
        "mirror",
        Text("https://mirror.example.org"),
        "",
        "Where models come from",
        "The address of a server that hands out the same model files, for example one of your own. Empty: the one that "
        "the list of models names.",
        group="network",
    ),
    SettingSpec(
        "proxy",
        Text("http://proxy.example.org:3128", open=True),
        "",
        "Proxy server",
        "The address of the proxy that downloads go through. Empty: as the system says.",
        group="network",
    ),
)
BY_KEY: Mapping[str, SettingSpec] = {spec.key: spec for spec in SETTINGS}


def spec_of(key: str) -> SettingSpec:
    """The setting called `key`.

    Raises:
        InputError: there is none; the nearest one is named.
    """
    spec = BY_KEY.get(key)
    if spec is None:
        nearest = difflib.get_close_matches(key, BY_KEY, n=1, cutoff=0.0)
        raise InputError(notice("setting-unknown", name=shown(key), nearest=", ".join(nearest)))
    return spec
