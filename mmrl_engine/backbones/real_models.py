"""The CLIP models that can be downloaded. No torch.

Where it comes from: repositories and normalisation from open_clip 3.3's `pretrained.py` (its `hf_hub` fields and what
stands beside them), shapes and activation from its model configs and tags, licences from the repositories' pages; where
the page could not be read, the entry says so. Parameters and operations are counted from the shape (`shapes.py`).
Nobody publishes hashes of these files beforehand but the server that gives them; fingerprints are not known before a
file is here: the store takes them down when it is first loaded.
"""

from __future__ import annotations

from mmrl_engine.backbones.entry import Entry, Source

# What open_clip looks for (its `HF_SAFE_WEIGHTS_NAME`), and what an automatic conversion of its older name is called in
# some of these repositories.
FILE, SECOND_FILE = "open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"
_PARAMETERS = {
    "ViT-B-32": 151_277_313,
    "ViT-B-16": 149_620_737,
    "ViT-L-14": 427_616_513,
    "ViT-L-14-336": 427_944_193,
    "ViT-H-14": 986_109_441,
}
_FLOPS = {
    "ViT-B-32": 8_817_623_040,
    "ViT-B-16": 35_126_906_880,
    "ViT-L-14": 162_025_537_536,
    "ViT-L-14-336": 381_919_789_056,
    "ViT-H-14": 334_590_279_680,
}
_WHY = (
    "the published results of this method were made with it on such models; their words know most things by name, so "
    "they may divide the list until it is weighed, which is not measured here"
)
_NOTE = (
    "It learned from pictures and captions of the open web, with their errors and prejudices. It counts badly, reads "
    "small print badly, and understands English only. Its model card is written for research: it puts uses that others "
    "rely on out of scope, and asks for tests with pictures of your own."
)
_UNCONFIRMED = "not confirmed, see its page"


def _entry(
    id: str, title: str, config: str, repository: str, licence: str, when: str, *, inception: bool = False
) -> Entry:
    shape = config.removesuffix("-quickgelu")
    return Entry(
        id=id,
        title=title,
        licence=licence,
        note=_NOTE,
        when=when,
        fingerprint=None,
        preset="published",
        balance="gate",
        why=_WHY,
        parameters=_PARAMETERS[shape],
        image_size=336 if shape == "ViT-L-14-336" else 224,
        flops=_FLOPS[shape],
        config=config,
        inception=inception,
        source=Source(repository, FILE, others=(SECOND_FILE,)),
    )


REAL_MODELS: tuple[Entry, ...] = (
    _entry(
        "openai-vit-b-16",
        "CLIP B/16 (OpenAI)",
        "ViT-B-16-quickgelu",
        "timm/vit_base_patch16_clip_224.openai",
        "Apache-2.0",
        "A good first choice: the method's published results were made with it.",
    ),
    _entry(
        "openai-vit-b-32",
        "CLIP B/32 (OpenAI)",
        "ViT-B-32-quickgelu",
        "timm/vit_base_patch32_clip_224.openai",
        "Apache-2.0",
        "For a slow computer: about four times faster than B/16, and it sees fewer details.",
    ),
    _entry(
        "openai-vit-l-14",
        "CLIP L/14 (OpenAI)",
        "ViT-L-14-quickgelu",
        "timm/vit_large_patch14_clip_224.openai",
        "Apache-2.0",
        "For fine differences, where there is a graphics card or time to wait.",
    ),
    _entry(
        "openai-vit-l-14-336",
        "CLIP L/14 at 336 pixels (OpenAI)",
        "ViT-L-14-336-quickgelu",
        "timm/vit_large_patch14_clip_336.openai",
        _UNCONFIRMED,
        "For small things in large pictures, where there is a graphics card.",
    ),
    _entry(
        "laion2b-vit-b-32",
        "CLIP B/32 (LAION-2B)",
        "ViT-B-32",
        "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
        "MIT",
        "As fast as OpenAI's B/32, learned from more pictures.",
    ),
    _entry(
        "laion2b-vit-b-16",
        "CLIP B/16 (LAION-2B)",
        "ViT-B-16",
        "laion/CLIP-ViT-B-16-laion2B-s34B-b88K",
        "MIT",
        "As fast as OpenAI's B/16, learned from more pictures: worth a try where that one mistakes your classes.",
    ),
    _entry(
        "laion2b-vit-l-14",
        "CLIP L/14 (LAION-2B)",
        "ViT-L-14",
        "laion/CLIP-ViT-L-14-laion2B-s32B-b82K",
        "MIT",
        "Beside OpenAI's L/14 where that one mistakes your classes; it needs a graphics card or time to wait.",
        inception=True,
    ),
    _entry(
        "laion2b-vit-h-14",
        "CLIP H/14 (LAION-2B)",
        "ViT-H-14",
        "laion/CLIP-ViT-H-14-laion2B-s32B-b79K",
        "MIT",
        "The largest here: only with a graphics card and much memory.",
    ),
    _entry(
        "datacomp-vit-b-32",
        "CLIP B/32 (DataComp)",
        "ViT-B-32",
        "laion/CLIP-ViT-B-32-DataComp.XL-s13B-b90K",
        "MIT",
        "For a slow computer, learned from pictures that were chosen more carefully.",
    ),
    _entry(
        "datacomp-vit-b-16",
        "CLIP B/16 (DataComp)",
        "ViT-B-16",
        "laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K",
        "MIT",
        "As fast as OpenAI's B/16, learned from pictures that were chosen more carefully.",
    ),
    _entry(
        "datacomp-vit-l-14",
        "CLIP L/14 (DataComp)",
        "ViT-L-14",
        "laion/CLIP-ViT-L-14-DataComp.XL-s13B-b90K",
        "MIT",
        "For fine differences and unusual classes, where there is a graphics card or time to wait.",
    ),
)
