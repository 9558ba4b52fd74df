"""The palette of a theme, for what no style sheet reaches."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from app.views.theme.tokens import Theme

Role = QPalette.ColorRole

_ROLES: Mapping[Role, str] = {
    Role.Window: "window",
    Role.WindowText: "text",
    Role.Base: "surface",
    Role.AlternateBase: "window",
    Role.Text: "text",
    Role.Button: "surface",
    Role.ButtonText: "text",
    Role.BrightText: "on-accent",
    Role.ToolTipBase: "raised",
    Role.ToolTipText: "text",
    Role.PlaceholderText: "muted",
    Role.Highlight: "accent-soft",
    Role.HighlightedText: "text",
    Role.Accent: "accent",
    Role.Link: "accent",
    Role.LinkVisited: "accent",
    Role.Light: "raised",
    Role.Midlight: "border",
    Role.Mid: "border",
    Role.Dark: "field-border",
    Role.Shadow: "field-border",
}
_GREY = (Role.WindowText, Role.Text, Role.ButtonText)


def make_palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, QColor(theme.colors[token]))
    for role in _GREY:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.colors["disabled"]))
    return palette
