"""What this practice does otherwise than the release: the setting BROWNBAG_OVERLAY."""

import os
from pathlib import Path


def use_local_changes():
    "Let the release be changed by the files that BROWNBAG_OVERLAY names; costs nothing where it is not set."
    path = os.environ.get("BROWNBAG_OVERLAY", "").strip()
    if path:
        from brownbag.clinical.knowledge.load import use_overlay

        use_overlay(Path(path))
