"""Whether the parts of an archive's `project.json`, each well formed, fit each other and what is in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.services.archive_checks import Problems
from app.services.archive_format import ADAPTERS, PICTURES, Member
from app.services.class_names import name_problems, words_problems
from app.services.names import MOST_NAME, can_be_written, is_blank, tidy
from app.services.project_names import project_name_problems
from app.services.project_options import template_problems
from app.services.told import notice_from_json
from mmrl_engine.examples import plain_words, same_name
from mmrl_engine.notices import notice
from mmrl_engine.untrusted import listed as listed_names


def fit_problems(content: dict[str, Any], members: Mapping[str, Member], problems: Problems) -> None:
    """Notes everything that names what is not there, stands twice, or could not be named so in the program."""
    _check_project(content, problems)
    _check_classes(content["classes"], problems)
    _check_links(content, problems)
    _check_files(content, members, problems)
    for place, item in enumerate(content["unreadables"]):
        _check_notice(item["notice"], f"unreadables[{place}].notice", problems)
    for place, item in enumerate(content["runs"]):
        _check_run(item, f"runs[{place}]", problems)
    for place, item in enumerate(content["adapters"]):
        if is_blank(item["name"]) or not can_be_written(item["name"]):
            problems.wrong(f"adapters[{place}].name", item["name"], f"a name of 1 to {MOST_NAME} letters")


def _check_project(content: dict[str, Any], problems: Problems) -> None:
    project = content["project"]
    if tidy(project["name"]) != project["name"]:
        problems.wrong("project.name", project["name"], "a name without white space around it")
    problems.found += project_name_problems(project["name"], [])
    problems.found += template_problems(project["template"])


def _check_classes(classes: list[dict[str, Any]], problems: Problems) -> None:
    owners: dict[str, int] = {}
    for place, item in enumerate(classes):
        name, words = item["name"], item["words"]
        if item["position"] != place:
            problems.wrong(f"classes[{place}].position", item["position"], str(place))
        if tidy(name) != name or plain_words(words) != words:
            problems.wrong(f"classes[{place}]", name, "a name and words without needless white space")
        problems.found += name_problems(name, []) or words_problems(name, words, [])
        for key in {same_name(name), same_name(words)}:
            if (owner := owners.setdefault(key, place)) != place:
                problems.found.append(notice("class-name-twice", names=[classes[owner]["name"], name]))


def _check_links(content: dict[str, Any], problems: Problems) -> None:
    classes = _unique(content, "classes", "uid", problems)
    runs, adapters = _unique(content, "runs", "uid", problems), _unique(content, "adapters", "uid", problems)
    _unique(content, "placements", "sha256", problems)
    if len({*classes, *runs, *adapters, content["project"]["uid"]}) < len(classes) + len(runs) + len(adapters) + 1:
        problems.wrong("uid", content["project"]["uid"], "the uid of one thing only")
    for key in ("placements", "unreadables"):
        _known(content[key], key, "class", classes, problems)
    _known(content["runs"], "runs", "adapter", adapters, problems)
    _known(content["adapters"], "adapters", "run", runs, problems)
    if content["project"]["adapter"] not in {None, *adapters}:
        problems.wrong("project.adapter", content["project"]["adapter"], "an adapter that this archive holds")


def _check_files(content: dict[str, Any], members: Mapping[str, Member], problems: Problems) -> None:
    for folder, rows, key in ((PICTURES, content["placements"], "sha256"), (ADAPTERS, content["adapters"], "section")):
        wanted, there = {folder + item[key] for item in rows}, {name for name in members if name.startswith(folder)}
        for name in sorted(wanted - there):
            problems.wrong("project.json", name, "a file of this archive")
        for name in sorted(there - wanted):
            problems.wrong("manifest.members", name, "a file that project.json names")


def _check_notice(said: dict[str, Any], where: str, problems: Problems) -> None:
    try:
        str(notice_from_json(said))
    except KeyError:  # the sentence has places that are not filled
        problems.wrong(where, said, "a reason with all of its parts")


def _check_run(run: dict[str, Any], where: str, problems: Problems) -> None:
    count = len(run["classes"])
    if any(index >= count for _, index in run["examples"]):
        problems.wrong(f"{where}.examples", run["examples"], f"pictures of {count} classes")
    found = (run["figures"] or {}).get("evaluation")
    if found is None:
        return
    names = set(found["names"])
    beside = {key: found.get(key, found["pictures"]) for key in ("instant", "shares")} | found.get("fit", {})
    if any(len(listed) != len(found["pictures"]) for listed in beside.values()):
        problems.wrong(f"{where}.figures.evaluation", listed_names(beside), "lists as long as that of its pictures")
        return
    told = {*found.get("instant", ()), *(second for _, second, _ in found.get("shares", ()))}
    if not names.issuperset(told):
        problems.wrong(f"{where}.figures.evaluation", listed_names(told - names), "answers of its names")
        return
    for _, *said, fold in found["pictures"]:
        if not names.issuperset(said) or fold >= found["folds"]:
            problems.wrong(f"{where}.figures.evaluation", [*said, fold], "answers of its names and folds")
            return


def _unique(content: dict[str, Any], key: str, field: str, problems: Problems) -> set[str]:
    seen: set[str] = set()
    for place, item in enumerate(content[key]):
        if item[field] in seen:
            problems.wrong(f"{key}[{place}].{field}", item[field], "there once")
        seen.add(item[field])
    return seen


def _known(rows: Iterable[dict[str, Any]], where: str, field: str, known: set[str], problems: Problems) -> None:
    for place, item in enumerate(rows):
        if item[field] is not None and item[field] not in known:
            problems.wrong(f"{where}[{place}].{field}", item[field], "one that this archive holds")
