"""A project of a few lines around the real `packaging/` scripts: set up in seconds, by the real pip, without a network.

It brings its own build backend and an index with stand-ins for torch and torchvision. Files in its folder steer it:
`fail` makes the installation fail, `slow` makes it hang after it has made the file `started`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"
PATIENCE = 60.0
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "small"
version = "0.1"
"""

WHEEL = "Wheel-Version: 1.0\nGenerator: small\nRoot-Is-Purelib: true\nTag: py3-none-any\n"

BACKEND = f"""
import pathlib, time, zipfile

HERE = pathlib.Path(__file__).parent
METADATA = "Metadata-Version: 2.1\\nName: small\\nVersion: 0.1\\nProvides-Extra: heic\\nProvides-Extra: test\\n"
WHEEL = {WHEEL!r}


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    if (HERE / "fail").exists():
        raise RuntimeError("the disk has had enough")
    if (HERE / "slow").exists():
        (HERE / "started").touch()
        time.sleep(600)
    name = "small-0.1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, name), "w") as wheel:
        wheel.writestr("small.pth", str(HERE / "source"))
        wheel.writestr("small-0.1.dist-info/METADATA", METADATA)
        wheel.writestr("small-0.1.dist-info/WHEEL", WHEEL)
        wheel.writestr("small-0.1.dist-info/entry_points.txt", "[console_scripts]\\nmmrl = small_mmrl:main\\n")
        wheel.writestr("small-0.1.dist-info/RECORD", "")
    return name
"""

APP = """
import sys

print("app", *sys.argv[1:], flush=True)
sys.exit(4 if "fail" in sys.argv else 0)
"""

MMRL = """
import sys, time


def main():
    print("mmrl", *sys.argv[1:], flush=True)
    if "wait" in sys.argv:
        try:
            time.sleep(600)
        except KeyboardInterrupt:
            return 130
    return 3 if "fail" in sys.argv else 0
"""

PYTEST = """
import sys

print("pytest", *sys.argv[1:])
sys.exit(5)
"""

TORCH = """
from types import SimpleNamespace

version = SimpleNamespace(cuda=None, hip=None)
cuda = SimpleNamespace(is_available=lambda: False, device_count=lambda: 0)
"""


class SmallProject:
    """The project in `root`, a folder that this makes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = root / ".venv"
        (root / "packaging").mkdir(parents=True)
        (root / "source").mkdir()
        for script in SCRIPTS.glob("*.py"):
            shutil.copy(script, root / "packaging")
        (root / "packaging" / "constraints.txt").write_text("torch<=2.14.1\n", encoding="utf-8")
        (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
        (root / "backend.py").write_text(BACKEND, encoding="utf-8")
        (root / "source" / "small_mmrl.py").write_text(MMRL, encoding="utf-8")
        (root / "source" / "app.py").write_text(APP, encoding="utf-8")
        (root / "source" / "pytest.py").write_text(PYTEST, encoding="utf-8")
        self.index = root / "index" / "cpu"
        _publish(self.index, "torch", TORCH)
        _publish(self.index, "torchvision", "")

    def start(self, script: str, *arguments: str, drawn_on: str | None = None) -> subprocess.Popen[str]:
        """Starts `packaging/script` from another folder, as a person might.

        Args:
            drawn_on: what Qt is told to draw on; without, there is no screen.
        """
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MMRL_"))}
        environ = {name: value for name, value in kept.items() if name not in SCREENS}
        if drawn_on is not None:
            environ["QT_QPA_PLATFORM"] = drawn_on
        return subprocess.Popen(
            [sys.executable, str(self.root / "packaging" / script), *arguments],
            cwd=self.root.parent,
            env={**environ, "PIP_CONFIG_FILE": os.devnull, "MMRL_TORCH_INDEX": self.index.as_uri()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str, *arguments: str, drawn_on: str | None = None) -> subprocess.CompletedProcess[str]:
        """Runs `packaging/script` to its end."""
        process = self.start(script, *arguments, drawn_on=drawn_on)
        out, err = process.communicate(timeout=2 * PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def change_requirements(self) -> None:
        """Makes what was installed out of date."""
        with (self.root / "pyproject.toml").open("a", encoding="utf-8") as file:
            file.write("# changed\n")


def interrupt(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """Stops `process` as Ctrl-C does."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def wait_for(file: Path) -> None:
    """Waits until `file` is there."""
    deadline = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < deadline, f"{file} never came"
        time.sleep(0.05)


def _publish(index: Path, name: str, source: str) -> None:
    """Puts a package of one module into a package index on disk."""
    folder, wheel = index / name, f"{name}-2.0-py3-none-any.whl"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f'<a href="{wheel}">{wheel}</a>', encoding="utf-8")
    about = f"{name}-2.0.dist-info"
    with zipfile.ZipFile(folder / wheel, "w") as file:
        file.writestr(f"{name}.py", source)
        file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.0\n")
        file.writestr(f"{about}/WHEEL", WHEEL)
        file.writestr(f"{about}/RECORD", "")
