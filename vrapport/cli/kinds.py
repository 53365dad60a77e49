"""The kinds of record as they are asked for: by folder, in the singular, or in a language the site understands."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vrapport.records import Kind
    from vrapport.wording import Wording

SINGULAR = {"bodies": "body"}
ALSO = {"meetings": ("protokoll", "minutes")}


def kind_called(typed: str, words: "Wording") -> "Kind":
    """Find the kind of record that was meant."""
    from vrapport.records import KINDS
    from vrapport.wording import slug

    known = {name: kind for kind in reversed(KINDS) for name in _names(kind, words)}
    found = known.get(slug(typed))
    if found:
        return found
    near = get_close_matches(slug(typed), known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else f"Kinds: {', '.join(kind.folder for kind in KINDS)}."
    raise click.BadParameter(f"“{typed}” is no kind of record. {hint}", param_hint="KIND")


def complete_kind(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":  # noqa: ARG001 - click's signature
    """Complete the name of a kind in a shell."""
    from click.shell_completion import CompletionItem

    from vrapport.records import BY_FOLDER

    return [CompletionItem(folder) for folder in BY_FOLDER if folder.startswith(incomplete)]


def _names(kind: "Kind", words: "Wording") -> Iterator[str]:
    """List what a kind may be called, as addresses are written: any case, å as a."""
    from vrapport.wording import slug

    yield from (kind.folder, SINGULAR.get(kind.folder, kind.folder.removesuffix("s")), *ALSO.get(kind.folder, ()))
    for key in (f"kind.{kind.folder}.one", f"kind.{kind.folder}.many"):
        said = (words.overrides.get(key), *(catalogue.form(key, None) for catalogue in words.understood))
        yield from (slug(word) for word in said if word)
