"""What was measured, kept in a file after each row, so that a long run can be stopped and taken up again."""

import json
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Figures:
    """The figures of one run: by row, size, whose they are, and what was measured."""

    path: Path
    known: dict[str, list[float]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Figures":
        """Take up what an earlier start of this run came to."""
        if not path.exists():
            return cls(path)
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(path, kept["known"], kept["told"])

    def keep(self, row: str, size: int, measured: Mapping[tuple[str, str], Iterable[float]]) -> None:
        """Keep what a row came to, in place of what it came to before."""
        self.known |= {_key(row, size, who, what): list(values) for (who, what), values in measured.items()}
        self._write()

    def tell(self, name: str, said: str) -> None:
        """Keep a word about the run itself."""
        self.told[name] = said
        self._write()

    def has(self, row: str, size: int) -> bool:
        """Tell whether a row was measured at this size."""
        return any(key.startswith(f"{row}/{size}/") for key in self.known)

    def sizes(self) -> list[int]:
        """Tell at what sizes anything was measured."""
        return sorted({int(key.split("/")[1]) for key in self.known})

    def turns(self, size: int) -> str:
        """Tell how often what takes seconds was measured at a size: as often each, or from so often to so often."""
        often = {len(values) for key, values in self.known.items() if key.endswith("/wall") and f"/{size}/" in key}
        return " to ".join(map(str, sorted({min(often), max(often)}))) if often else ""

    def median(self, row: str, size: int, who: str, what: str = "wall") -> float | None:
        """Tell the middle one of what was measured."""
        values = self.known.get(_key(row, size, who, what))
        return statistics.median(values) if values else None

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"told": self.told, "known": self.known}
        self.path.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")


def _key(row: str, size: int, who: str, what: str) -> str:
    return f"{row}/{size}/{who}/{what}"
