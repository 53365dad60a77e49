"""Two folders change places in one step, where the system can do that."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are taken from the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), Linux 3.15
_SWAP = 2  # RENAME_SWAP of renamex_np(2), macOS 10.12


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once; False where the system or file system cannot."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, _SWAP) == 0)
    if library is not None and hasattr(library, "renameat2"):
        return bool(library.renameat2(_HERE, first, _HERE, second, _EXCHANGE) == 0)
    return False
