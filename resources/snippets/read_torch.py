"""Answers what pictures show with torch and open_clip alone, by what MMRL Studio has learned: plain loops, no tricks.

    python read_torch.py animals.mmrl.safetensors --model ViT-B-16-quickgelu --weights openai one.jpg --also horse

K tokens were learned for each of the last n layers of both towers (MMRL, arXiv 2503.08497; MMRL++, arXiv 2505.10088).
They are put in behind the first place of a layer, and taken out behind it.
"""

import argparse
from pathlib import Path
from typing import Any

import open_clip
import torch
import torch.nn.functional as F
from PIL import Image
from prepare_picture import opened, prepare
from read_numpy import Learned, Names, Pictures, read, shares
from read_verdict import verdicts
from torch import Tensor


class Reader:
    """What was learned, on an open_clip model (`model` and `weights` as `open_clip.create_model` takes them)."""

    def __init__(self, learned: Learned, model: str, weights: str | None = None) -> None:
        self.learned, self.config = learned, learned.config
        self.model = open_clip.create_model(model, pretrained=weights, device="cpu").eval()
        self.tokenize = open_clip.get_tokenizer(model)
        self.tensors = {name: torch.tensor(values) for name, values in learned.tensors.items()}
        self.adapted = self.config["answers"] == "mmrl"  # else only the untouched model is asked

    @torch.no_grad()
    def names(self, typed: list[str]) -> Names:
        """Features of the learned names, then of the typed ones."""
        words = [item["words"] for item in self.learned.classes] + typed
        ids = self.tokenize([self.config["template"].replace("{}", word) for word in words])
        plain = self._text(ids, None)
        return Names((self._text(ids, self.tokens("text")) if self.adapted else plain).numpy(), plain.numpy())

    @torch.no_grad()
    def pictures(self, images: list[Image.Image]) -> Pictures:
        """Features of RGB pictures."""
        pixels = torch.stack([torch.from_numpy(prepare(image, self.config["preprocess"])) for image in images])
        plain, _ = self._image(pixels, None)
        if not self.adapted:
            return Pictures(plain.numpy(), None, plain.numpy())
        cls, rep = self._image(pixels, self.tokens("vision"))
        return Pictures(cls.numpy(), rep.numpy(), plain.numpy())

    def tokens(self, tower: str) -> Tensor:
        """[n, K, width]: the shared tokens, through the map of each layer."""
        shared, made = self.tensors["space.tokens"], []
        for i in range(self.config["n"]):
            part = f"space.{tower}.{i}"
            if self.config["variant"] == "mmrlpp":
                weight = self.tensors[f"space.{tower}.shared.weight"]
                weight = weight + self.tensors[f"{part}.A"] @ self.tensors[f"{part}.B"]
            else:
                weight = self.tensors[f"{part}.weight"]
            made.append(shared @ weight.T + self.tensors[f"{part}.bias"])
        return torch.stack(made)

    def _image(self, pixels: Tensor, tokens: Tensor | None) -> tuple[Tensor, Tensor]:
        """f_c and f_r."""
        visual = self.model.visual
        patches = visual.conv1(pixels).flatten(2).transpose(1, 2)
        first = visual.class_embedding.expand(len(pixels), 1, -1)
        x = visual.ln_pre(torch.cat([first, patches], 1) + visual.positional_embedding)
        x, left = self._run(visual.transformer.resblocks, x, tokens, causal=False)
        cls = F.normalize(visual.ln_post(x[:, 0]) @ visual.proj, dim=-1)
        if tokens is None:
            return cls, cls
        if self.config["variant"] == "mmrlpp":
            own = visual.proj + self.tensors["projection.A"] @ self.tensors["projection.B"]
        else:
            own = self.tensors["projection"]
        return cls, F.normalize(visual.ln_post(left).mean(1) @ own, dim=-1)

    def _text(self, ids: Tensor, tokens: Tensor | None) -> Tensor:
        model = self.model
        x = model.token_embedding(ids) + model.positional_embedding
        x, _ = self._run(model.transformer.resblocks, x, tokens, causal=True)
        end = x[torch.arange(len(ids)), ids.argmax(1)]  # the end of text has the largest number
        return F.normalize(model.ln_final(end) @ model.text_projection, dim=-1)

    def _run(self, blocks: Any, x: Tensor, tokens: Tensor | None, *, causal: bool) -> tuple[Tensor, Tensor]:
        """Every layer; returns x without the tokens, and what the last layer left in their places."""
        start = len(blocks) - (0 if tokens is None else len(tokens))
        left = x[:, :0]
        for i, block in enumerate(blocks):
            count = 0
            if tokens is not None and i >= start:
                own = tokens[i - start].expand(len(x), -1, -1)
                if self.config["variant"] == "mmrlpp" and i > start:
                    own = self.config["beta"] * own + (1 - self.config["beta"]) * left
                x, count = torch.cat([x[:, :1], own, x[:, 1:]], 1), own.shape[1]
            size = x.shape[1]
            mask = torch.full((size, size), float("-inf")).triu(1) if causal else None
            x = block(x, attn_mask=mask)
            left, x = x[:, 1 : 1 + count], torch.cat([x[:, :1], x[:, 1 + count :]], 1)
        return x, left


def main() -> None:
    parser = argparse.ArgumentParser(description="Say what pictures show.")
    parser.add_argument("learned", help="a .mmrl.safetensors file")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--model", required=True, help="an open_clip model, or local-dir:FOLDER")
    parser.add_argument("--weights", help="its pretrained weights, such as openai")
    parser.add_argument("--also", action="append", default=[], help="a name that was never learned")
    given = parser.parse_args()
    reader = Reader(read(given.learned), given.model, given.weights)
    names = [item["name"] for item in reader.learned.classes] + given.also
    pictures, features = reader.pictures([opened(path) for path in given.pictures]), reader.names(given.also)
    answers = shares(reader.learned, pictures, features)
    told = verdicts(reader.learned, pictures, features, answers)
    for path, row, verdict in zip(given.pictures, answers, told, strict=True):
        best = sorted(zip(row, names, strict=True), reverse=True)[:3]
        print(Path(path).name, ", ".join(f"{name} {share:.1%}" for share, name in best), f"({verdict})")


if __name__ == "__main__":
    main()
