"""All that is published goes through here: one writer, one manifest, one swap; old or new, never half."""

from vrapport.outputs.archive import Packed, pack
from vrapport.outputs.manifest import manifest
from vrapport.outputs.output import Bundle, Output, collisions, ready
from vrapport.outputs.publishing import Published, publish
from vrapport.outputs.refusals import RefusedError, prepare
from vrapport.outputs.sharing import Progress

__all__ = [
    "Bundle",
    "Output",
    "Packed",
    "Progress",
    "Published",
    "RefusedError",
    "collisions",
    "manifest",
    "pack",
    "prepare",
    "publish",
    "ready",
]
