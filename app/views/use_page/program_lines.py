"""Lines by which other programs use what was learned, as they stand. No widgets."""

from __future__ import annotations

from importlib.resources import files

from mmrl_engine.backbones import catalogue
from mmrl_engine.export.folder import ADAPTER_FILE
from mmrl_engine.export.snippets import FOLDER

MODEL_FILE = "MODEL.safetensors"  # stands for a file that only the person knows


def command_text(file: str, source: str, config: str | None) -> str:
    """For a terminal. A model that the catalogue has is found by what stands in the file."""
    return f'mmrl classify "{file}" pictures{_backbone_options(source, config)} --csv > answers.csv'


def library_text(file: str, source: str, config: str | None) -> str:
    """For a program in Python."""
    config_text = f", config={config!r}" if config else ""
    return "\n".join(
        [
            "from pathlib import Path",
            "",
            "from mmrl_engine import Adapter, Classifier, load_backbone",
            "",
            f"adapter = Adapter.load({file!r})",
            f"classifier = Classifier(adapter, load_backbone({source!r}{config_text}))",
            'pictures = sorted(Path("pictures").glob("*.*"))',
            'for answer in classifier.classify(pictures, ["horse"]):  # names that were never learned',
            "    best = answer.scores[0] if answer.scores else None",
            "    print(answer.path, best, answer.verdict, answer.error)",
        ]
    )


def service_text(file: str, source: str, config: str | None) -> str:
    """For programs in any language, on this computer."""
    return "\n".join(
        [
            f'mmrl serve "{file}"{_backbone_options(source, config)} --port 8080 --token-file token.txt',
            "",
            'curl -H "Authorization: Bearer $(cat token.txt)" --data-binary @one.jpg \\',
            '     "http://127.0.0.1:8080/classify?also=horse"',
        ]
    )


def sklearn_text(file: str, source: str, config: str | None) -> str:
    """For scikit-learn's tools."""
    if config:
        model = f"load_backbone({source!r}, config={config!r})"
        first = ["from mmrl_engine import Adapter, load_backbone"]
    else:
        model, first = repr(source), ["from mmrl_engine import Adapter"]
    return "\n".join(
        [
            "from pathlib import Path",
            "",
            *first,
            "from mmrl_engine.estimator import MMRLClassifier",
            "",
            f"learned = MMRLClassifier.from_adapter(Adapter.load({file!r}), {model})",
            'pictures = sorted(Path("pictures").glob("*.*"))',
            "print(learned.predict(pictures))",
        ]
    )


def torch_text(source: str, config: str | None) -> str:
    """For torch and open_clip alone, in an exported folder."""
    return f'python {FOLDER}/read_torch.py {ADAPTER_FILE} {_open_clip_options(source, config)} one.jpg --also "horse"'


def numpy_text() -> str:
    """For NumPy alone, in an exported folder."""
    return "\n".join(
        [
            "import sys",
            "",
            f"sys.path.insert(0, {FOLDER!r})",
            "from read_numpy import read",
            "",
            f"learned = read({ADAPTER_FILE!r})",
            "for item in learned.classes:",
            '    print(item["name"], item["pictures"])',
        ]
    )


def onnx_text() -> str:
    """For ONNX Runtime, in an exported folder with ONNX files."""
    return f"python {FOLDER}/read_onnx.py . one.jpg"


def _backbone_options(source: str, config: str | None) -> str:
    backbone = "" if catalogue.by_id(source) is not None else f' --backbone "{source}"'
    return backbone + (f' --config "{config}"' if config else "")


def _open_clip_options(source: str, config: str | None) -> str:
    """Where open_clip finds the model: a folder of its own kind, or a file with the name of its shape."""
    entry = catalogue.by_id(source)
    if entry is not None and entry.resource is not None:
        return f'--model "local-dir:{files("resources").joinpath(entry.resource)}"'
    if entry is not None:
        return f'--model {entry.config} --weights "{MODEL_FILE}"'
    if config:
        return f'--model {config} --weights "{source}"'
    return f'--model "local-dir:{source}"'
