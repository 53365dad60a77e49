"""The branches of a federation: other folders of a site that hold records, each under a name of its own."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from vrapport.findings import Finding, Place, error, say
from vrapport.nodes import List, Node, Scalar, Table, place_of
from vrapport.records import BY_FOLDER
from vrapport.records.fields import WrongError
from vrapport.records.reading import read_content
from vrapport.records.site import SETTINGS, Site, read_root
from vrapport.sources import OWN, Home, Source, home_of, link_on, read_source


def typed_roots(root: Path) -> tuple[str, ...]:
    """Name the branches that a site's settings name, without a word of what else is wrong with them.

    For those who look after the files before, or instead of, reading the site.
    """
    source = read_source(root, SETTINGS)
    if not isinstance(source, Source) or "roots" not in source.text:
        return ()
    table = read_content(source).node
    return tuple(dict.fromkeys(_typed(table.get("roots") if table else None)))


def places(root: Path) -> tuple[str, ...]:
    """Name the folders that a site's records lie in, its own first."""
    found = (home_of(root, folder) for folder in typed_roots(root))
    return (OWN.folder, *(home.folder for home in found if home))


def _typed(roots: Node | None) -> Iterator[str]:
    """Yield those folders that can be right."""
    for item in roots.items if isinstance(roots, List) else (roots,):
        try:
            yield read_root(item.text if isinstance(item, Scalar) else "")
        except WrongError:
            continue


def homes(root: Path, site: Site, settings: Table) -> tuple[tuple[Home, ...], tuple[Finding, ...]]:
    """Find where the records of each branch lie, and which cannot be had."""
    found, wrong = list[Home](), list[Finding]()
    for number, folder in enumerate(site.roots):
        fault, home = _fault(root, folder, place_of(settings, ("roots", number))), home_of(root, folder)
        if fault:
            wrong.append(fault)
        elif home:
            found.append(home)
    return tuple(found), tuple(wrong)


def _fault(root: Path, folder: str, place: Place) -> Finding | None:
    """Say why a branch cannot be had: it is not there, behind a link, or called as something of the site's own."""
    name = PurePosixPath(folder).name
    if link := link_on(root, folder):
        return error(
            "link-in-content",
            place,
            say("“{path}” is a link to another place, and links are not followed.", path=link),
            say("Put the file or folder itself here."),
        )
    if not _holds_anything(root / folder):
        return error(
            "missing-root",
            place,
            say("There is nothing in the folder “{path}”.", path=folder),
            say("If it is a submodule, fetch it with “git submodule update --init”. Else correct the line."),
        )
    if name.casefold() in _own_names(root):
        return error(
            "root-name-taken",
            place,
            say("A branch cannot be called “{name}”: the site's own records lie in a folder of that name.", name=name),
            say("Give the folder another name."),
        )
    return None


def _holds_anything(folder: Path) -> bool:
    """Tell a branch that is there from the empty folder that git leaves where a submodule is to be."""
    try:
        return any(not path.name.startswith(".") for path in folder.iterdir())
    except PermissionError:
        return True  # which is told of when it is read
    except OSError:
        return False


def _own_names(root: Path) -> frozenset[str]:
    """List what a branch cannot be called, lest the two have pages or files at the same addresses."""
    lying = (root / OWN.folder).iterdir()
    return frozenset({*BY_FOLDER, *(path.name.casefold() for path in lying)})
