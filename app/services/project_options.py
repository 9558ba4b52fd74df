"""What a project is set to: its backbone, the prompt, and what an import does with pictures."""

from __future__ import annotations

from app.services.jobs import BackboneSource
from app.services.names import MOST_NAME, can_be_written
from mmrl_engine.examples import check_template
from mmrl_engine.notices import Notice, notice
from mmrl_engine.types import TrainConfig
from mmrl_engine.untrusted import shown

DEFAULT_TEMPLATE = TrainConfig().template
KEEP = ("copy", "in_place")


def template_problems(template: str) -> list[Notice]:
    """Why `template` cannot be a prompt."""
    if not can_be_written(template):
        return [notice("template-not-text", template=ascii(shown(template)))]
    if len(template) > MOST_NAME:
        return [notice("template-characters", count=len(template), limit=MOST_NAME)]
    return check_template(template)


def keep_problems(keep: str) -> list[Notice]:
    """Why `keep` is none of `KEEP`."""
    return [] if keep in KEEP else [notice("config-choice", name="keep", value=shown(keep), known=KEEP)]


def backbone_json(backbone: BackboneSource) -> dict[str, str | None]:
    """The backbone as a project's row holds it; the device is not the project's but a setting."""
    return {"source": backbone.source, "config": backbone.config}
