"""All that is published goes through here: one writer, one manifest, one swap; old or new, never half."""

from vrapport.manifest import manifest
from vrapport.outputs.archive import Packed, pack
from vrapport.outputs.elsewhere import Elsewhere
from vrapport.outputs.output import Folder, Output, Planned, Work, collisions, ready
from vrapport.outputs.publishing import Published, publish
from vrapport.outputs.refusals import RefusedError, prepare
from vrapport.sharing import Progress

__all__ = [
    "Elsewhere",
    "Folder",
    "Output",
    "Packed",
    "Planned",
    "Progress",
    "Published",
    "RefusedError",
    "Work",
    "collisions",
    "manifest",
    "pack",
    "prepare",
    "publish",
    "ready",
]
