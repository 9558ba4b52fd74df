"""What is in a built program, written into it: the licences of all that it is made with, and a list of its parts.

python packaging/contents.py FOLDER [--extras heic,camera], with the Python whose packages were built in. The list is a
CycloneDX 1.6 file ("SBOM"), which other programs search for parts with known faults.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import sysconfig
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = "mmrl-studio"
LICENCES, PARTS = "licences", "parts.cdx.json"
TEXTS = Path(__file__).parent / "licences"
ROOT = Path(__file__).parent.parent
# Whose packages name a licence, but bring no text of it.
WITHOUT_TEXT = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}  # the first adds to the second
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_LIBRARY = re.compile(r"\.(so|dll|dylib)\b")


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="packaging/contents.py", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extras", default="", help="of the project, with commas between")
    options = parser.parse_args(arguments)
    made_with = parts(PROGRAM, [name for name in options.extras.split(",") if name])
    nameless = write_licences(options.folder / LICENCES, made_with)
    bom = bill(made_with, options.folder)
    (options.folder / PARTS).write_text(as_json(bom), encoding="utf-8")
    print(f"{len(made_with)} packages and {len(bom.components) - len(made_with)} libraries of the system are listed.")
    if nameless:
        print(f"No text of a licence came with: {', '.join(nameless)}.")
    return 0


def parts(name: str, extras: Collection[str] = ()) -> list[Distribution]:
    """The installed package `name` and all that it asks for here, whatever it is called there, by name."""
    found: dict[str, Distribution] = {}
    waiting, seen = [(name, frozenset(extras))], set()
    while waiting:
        wanted, asked = waiting.pop()
        key = canonicalize_name(wanted)
        if (key, asked) in seen:  # extras may ask for each other
            continue
        seen.add((key, asked))
        try:
            item = distribution(wanted)
        except PackageNotFoundError:  # its marker speaks of another build of something
            continue
        found[key] = item
        waiting += [
            (it.name, frozenset(it.extras)) for it in map(Requirement, item.requires or ()) if _holds(it, asked)
        ]
    return [found[key] for key in sorted(found)]


def _holds(requirement: Requirement, extras: Collection[str]) -> bool:
    """Whether a requirement is one on this system, with these extras."""
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in (*extras, ""))


def write_licences(folder: Path, distributions: Iterable[Distribution]) -> list[str]:
    """Each one's texts in a folder of its own, and Python's; gives the names of those without any."""
    shutil.rmtree(folder, ignore_errors=True)
    _copy(_python_licence(), folder / "Python")
    nameless = []
    for item in distributions:
        target = folder / f"{item.name}-{item.version}"
        texts = _own_texts(item) or _known_texts(item)
        for source, name in texts:
            _copy(source, target, name)
        if not texts:
            nameless.append(item.name)
    return nameless


def _own_texts(item: Distribution) -> list[tuple[Path, Path]]:
    """Files of a package's metadata that read like licences: where they are, and what to call them."""
    if canonicalize_name(item.name) == PROGRAM:  # installed from the checkout, whose metadata may lie elsewhere
        return [(ROOT / name, Path(name)) for name in ("LICENSE", "NOTICE")]
    found = []
    for file in item.files or ():
        inside = [place for place, part in enumerate(file.parts) if part.endswith((".dist-info", ".egg-info"))]
        name = Path(*file.parts[inside[0] + 1 :]) if inside else None
        if name is not None and _TEXT.search(name.as_posix()) and Path(str(file.locate())).is_file():
            found.append((Path(str(file.locate())), name))
    return found


def _known_texts(item: Distribution) -> list[tuple[Path, Path]]:
    said = _licence(item)
    return [(TEXTS / text, Path(text)) for licence, texts in WITHOUT_TEXT.items() if licence in said for text in texts]


def _python_licence() -> Path:
    """Python's own text lies beside its library, or one further up."""
    library = Path(sysconfig.get_path("stdlib"))
    return next((at for at in (library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt") if at.exists()), library)


def _copy(source: Path, folder: Path, name: Path | None = None) -> None:
    if source.is_file():
        target = folder / (name or source.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _licence(item: Distribution) -> str:
    """What a package says of its licence, in one line."""
    said = [item.metadata[key] for key in ("License-Expression", "License") if key in item.metadata]
    lines = "\n".join(said).strip().splitlines()
    return lines[0] if lines else ""


def bill(distributions: Sequence[Distribution], folder: Path) -> Bom:
    """The list: the program, its packages, and each library of the system that PyInstaller put beside them."""
    bom = Bom()
    known = {str(canonicalize_name(item.name)): _component(item) for item in distributions}
    bom.metadata.component = known.get(PROGRAM)
    python = Component(name="Python", version=sys.version.split()[0], type=ComponentType.PLATFORM, bom_ref="python")
    for component in (*known.values(), python, *_libraries(folder)):
        if component is not bom.metadata.component:
            bom.components.add(component)
    for item in distributions:
        asked = [known[key] for key in _asked(item) if key in known]
        bom.register_dependency(known[canonicalize_name(item.name)], asked)
    return bom


def _asked(item: Distribution) -> list[str]:
    return [canonicalize_name(it.name) for it in map(Requirement, item.requires or ()) if _holds(it, ())]


def _component(item: Distribution) -> Component:
    name = canonicalize_name(item.name)
    said = _licence(item)
    return Component(
        name=item.name,
        version=item.version,
        bom_ref=f"{name}=={item.version}",
        type=ComponentType.APPLICATION if name == PROGRAM else ComponentType.LIBRARY,
        purl=PackageURL("pypi", name=name, version=item.version),
        licenses=[LicenseFactory().make_from_string(said)] if said else [],
    )


def _libraries(folder: Path) -> list[Component]:
    """Those that lie beside the packages, not in one: they came with the system that built, or with a wheel."""
    inside = folder / "_internal"
    files = sorted(inside.iterdir()) if inside.exists() else []
    return [
        Component(
            name=file.name,
            type=ComponentType.FILE,
            bom_ref=f"file:{file.name}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_sha256(file))],
        )
        for file in files
        if file.is_file() and not file.is_symlink() and _LIBRARY.search(file.name)
    ]


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def as_json(bom: Bom) -> str:
    """The list as a file holds it."""
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
