"""Another release than the one that runs: from a compiled file, or from a folder of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from brownbag.clinical.knowledge.authored import compiled_from
from brownbag.clinical.knowledge.content import content_hash
from brownbag.clinical.knowledge.errors import KnowledgeError
from brownbag.clinical.knowledge.loaded import BASE, SHAPE, Knowledge, knowledge_of

SCHEMA = "brownbag-knowledge/1"
PARTS = frozenset({"content", "facts", "groups", "mechanisms", "release", "rules", "sources"})


def write_release(path: Path, base: Path = BASE) -> Knowledge:
    """Write the files under a folder as one compiled release; the same meaning gives the same bytes."""
    compiled = {"schema": SCHEMA, **compiled_from(base)}
    draft = path.with_name(f"{path.name}.draft")
    try:
        draft.write_text(json.dumps(compiled, sort_keys=True, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError as fault:
        raise KnowledgeError(f"{path}: the release cannot be written ({fault.strerror}).") from None
    return knowledge_of(compiled)


def read_release(path: Path) -> Knowledge:
    """Return a release from its compiled file, from a knowledge base folder, or from a checkout.

    Raises KnowledgeError with a sentence for what is no release, is damaged, or was made for another
    version of the program.
    """
    if path.is_dir():
        try:
            return knowledge_of(compiled_from(_base_in(path)))
        except (OSError, UnicodeDecodeError) as fault:
            raise KnowledgeError(f"{path}: a file of the release cannot be read ({fault}).") from None
    return knowledge_of(_compiled(path))


def _base_in(folder: Path) -> Path:
    for base in (folder, folder / "knowledge_base", folder / "brownbag" / "knowledge_base"):
        if (base / "release.txt").is_file():
            return base
    raise KnowledgeError(f"{folder}: no release.txt is here; expected a knowledge_base folder or a checkout.")


def _compiled(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise KnowledgeError(f"{path}: {fault.strerror}.") from None
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise KnowledgeError(
            f"{path}: not a compiled release; `brownbag knowledge compile --out` writes one."
        )
    if found.get("shape") != SHAPE:
        said = f"made for another version of the program (shape {found.get('shape')}, expected {SHAPE})"
        raise KnowledgeError(f"{path}: {said}; compile its files again with this version.")
    if not found.keys() >= PARTS or not _is_whole(found):
        raise KnowledgeError(f"{path}: what it says and its content hash differ; get the file again.")
    return found


def _is_whole(found: dict[str, Any]) -> bool:
    try:
        return bool(content_hash(found) == found["content"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
