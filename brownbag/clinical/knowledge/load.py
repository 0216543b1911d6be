"""The release that runs: one compiled file. What people write is read only when it has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from brownbag.clinical.knowledge.facts import firsts_by_second
from brownbag.clinical.knowledge.loaded import BASE, FOLDERS, SHAPE, Knowledge, knowledge_of

COMPILED = BASE / "compiled" / "knowledge.jsonl"


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """Return the knowledge base with the local changes; it is compiled anew when a file has changed."""
    return with_local_changes(_compiled())


_overlay: list[Path] = []


def use_overlay(path: Path | None) -> None:
    """Let the release be changed by the local changes of a file or folder, or no longer by any."""
    _overlay[:] = [path] if path else []
    load.cache_clear()


def with_local_changes(knowledge: Knowledge) -> Knowledge:
    """Return a release with the local changes that are in use; those that do not fit it are refused."""
    if not _overlay:
        return knowledge
    from brownbag.clinical.knowledge.overlay import overlay_of  # most installations have none

    return replace(knowledge, overlay=overlay_of(knowledge, _overlay[0]))


def _compiled() -> Knowledge:
    fingerprint = _fingerprint()
    kept = _kept()
    return knowledge_of(kept) if kept.get("fingerprint") == fingerprint else compile_files(fingerprint)


def _kept() -> dict[str, Any]:
    """Return what was compiled before, or nothing where there is none or the file is damaged."""
    try:
        return _unpacked(COMPILED.read_bytes().decode())
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def compile_files(fingerprint: str = "") -> Knowledge:
    """Read and check every file and write the compiled release.

    Raises KnowledgeError with one sentence for each thing that does not fit.
    """
    from brownbag.clinical.knowledge.authored import compiled_from  # not needed where nothing has changed

    compiled = {"fingerprint": fingerprint or _fingerprint(), **compiled_from(BASE)}
    _write(compiled)
    return knowledge_of(compiled)


def _packed(compiled: dict[str, Any]) -> str:
    """Return one line of JSON for the release and one for each topic: names and rows in turn, told apart by tabs."""
    facts = compiled["facts"]
    pairs = {name: json.loads(rows) for name, rows in facts["pairs"].items()}
    head = {name: value for name, value in compiled.items() if name != "facts"}
    head |= {"topics": sorted(facts), "turned": firsts_by_second(pairs)}
    lines = ["\t".join(part for pair in facts[name].items() for part in pair) for name in head["topics"]]
    return "\n".join([json.dumps(head, sort_keys=True), *lines])


def _unpacked(text: str) -> dict[str, Any]:
    first, *lines = text.split("\n")
    kept: dict[str, Any] = json.loads(first)
    parts = (line.split("\t") if line else [] for line in lines)
    topics = (dict(zip(each[::2], each[1::2], strict=True)) for each in parts)
    kept["facts"] = dict(zip(kept["topics"], topics, strict=True))
    return kept


def _write(compiled: dict[str, Any]) -> None:
    try:
        COMPILED.parent.mkdir(exist_ok=True)
        draft = COMPILED.with_suffix(".draft")
        draft.write_text(_packed(compiled), encoding="utf-8")
        draft.replace(COMPILED)
    except OSError:
        return  # an installation that cannot be written to works from the files each time


def _fingerprint() -> str:
    """Return what changes when a file is written, added or taken away."""
    seen = [SHAPE, str(BASE), (BASE / "release.txt").read_text(encoding="utf-8")]
    for file in sorted(_files_in(*(BASE / name for name in (*FOLDERS, "facts"))), key=lambda each: each.path):
        seen.append(f"{file.path} {file.stat().st_size} {file.stat().st_mtime_ns}")
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _files_in(*folders: Path | str) -> Iterator[os.DirEntry[str]]:
    for folder in filter(os.path.isdir, folders):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _files_in(entry.path)
                else:
                    yield entry
