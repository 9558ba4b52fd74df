"""What the check of ONNX files found, for programs (JSON) and for people (Markdown). No torch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

REPORT_JSON, REPORT_TEXT = "onnx_report.json", "onnx_report.md"
MOST_APART = 1e-3  # of a share
FEWEST_PICTURES = 20


@dataclass(frozen=True, slots=True)
class OnnxReport:
    """ONNX Runtime beside this program, on the same pictures.

    Attributes:
        pictures: how many. same: how often both gave the same name the largest share.
        answers_apart: the largest difference of a share by `answers.onnx`. features_apart: of shares over learned and
            typed names together, by the features of `features.onnx`.
        names: how many names the second was asked about.
        opset: ONNX's own version of its operators. versions: what made and what checked the files.
        sizes: of the files, in bytes.
    """

    pictures: int
    same: int
    answers_apart: float
    features_apart: float
    names: int
    opset: int
    versions: Mapping[str, str]
    sizes: Mapping[str, int]

    @property
    def passed(self) -> bool:
        """Whether the files may be kept."""
        enough = self.pictures >= FEWEST_PICTURES
        return enough and self.same == self.pictures and max(self.answers_apart, self.features_apart) < MOST_APART

    def to_json(self) -> str:
        """The content of `REPORT_JSON`."""
        return json.dumps({"format": 1, "most_apart": MOST_APART, "passed": self.passed, **asdict(self)}, indent=1)

    def to_text(self) -> str:
        """The content of `REPORT_TEXT`."""
        sizes = [f"| {name} | {size / 1e6:.1f} MB |" for name, size in self.sizes.items()]
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        return "\n".join(
            [
                "# How the ONNX files were checked",
                "",
                f"ONNX Runtime and the program that made these files looked at the same {self.pictures} pictures.",
                "",
                "| | |",
                "|---|---|",
                f"| same answer | {self.same} of {self.pictures} pictures |",
                f"| largest difference of a share, answers.onnx | {self.answers_apart:.1e} |",
                f"| largest difference of a share, features.onnx with {self.names} names | {self.features_apart:.1e} |",
                f"| allowed | less than {MOST_APART:g} |",
                *sizes,
                "",
                f"Made with {versions}; operators of ONNX opset {self.opset}.",
                "",
            ]
        )
