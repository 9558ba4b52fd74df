"""`adapter_config.json` of an exported folder: what the adapter's own header says, for programs that read no
safetensors. No torch.

Key names are PEFT's (`base_model_name_or_path`, `inference_mode`) and timm's (`label_names`, `label_descriptions`,
`pretrained_cfg`) where these have one for the same thing; neither of them loads the adapter.
"""

from __future__ import annotations

import json

from mmrl_engine.adapter import Adapter
from mmrl_engine.backbones.entry import Entry
from mmrl_engine.backbones.store import default_store

CONFIG_FILE = "adapter_config.json"


def config_text(adapter: Adapter, adapter_file: str) -> str:
    """The file's content."""
    config, entry = adapter.config, known_entry(adapter)
    preprocess, reject = config.preprocess, config.to_json()["reject"]
    content = {
        "format": 1,
        "method": config.variant,
        "answers": config.answers,
        "adapter_file": adapter_file,
        "base_model_name_or_path": base_model(adapter),
        "base_model_id": adapter.backbone.id,
        "base_model_fingerprint": adapter.backbone.fingerprint,
        "base_model_license": None if entry is None else entry.licence,
        "inference_mode": True,
        "num_classes": len(adapter.classes),
        "label_names": [item.name for item in adapter.classes],
        "label_descriptions": {item.name: item.words for item in adapter.classes},
        "label_pictures": {item.name: item.pictures for item in adapter.classes},
        "template": config.template,
        "temperature": config.temperature,
        "thresholds": reject,
        "pretrained_cfg": {
            "input_size": [3, preprocess.size, preprocess.size],
            "mean": [*preprocess.mean],
            "std": [*preprocess.std],
            "interpolation": preprocess.interpolation,
            "resize_mode": preprocess.resize_mode,
        },
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def known_entry(adapter: Adapter) -> Entry | None:
    """What the catalogue has of the adapter's backbone (`BackboneStore.entry_for`)."""
    return default_store().entry_for(adapter.backbone.id, adapter.backbone.fingerprint)


def base_model(adapter: Adapter) -> str:
    """The backbone as others know it: its repository where it has one, else its name here."""
    entry = known_entry(adapter)
    source = None if entry is None else entry.source
    return adapter.backbone.id if source is None else source.repository
