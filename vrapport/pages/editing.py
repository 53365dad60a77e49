"""The way from a decision to the git host: a status update that is begun, with what was last said as its start."""

from collections.abc import Iterator

from vrapport.dates import day
from vrapport.hosting import Repository
from vrapport.records.accounts import NEEDED
from vrapport.records.fields import Reference, Text
from vrapport.records.updates import SharedUpdate
from vrapport.records.writing import write_record
from vrapport.register import Followed
from vrapport.views import View
from vrapport.vocabulary import Status

LONGEST_NAME = 60


def repository(view: View) -> Repository | None:
    """Tell where the records are kept, where the site says so."""
    site = view.site
    return Repository(site.repository, site.branch, site.folder or "") if site.repository else None


def write_update(view: View, decision: Followed) -> str | None:
    """Return the address that opens an update of a decision on the git host, where the site says which that is."""
    kept = repository(view)
    if kept is None:
        return None
    name = view.words.slug(decision.id.replace("/", "-"))[:LONGEST_NAME].strip("-")
    path = f"content/updates/{view.register.today.isoformat()}-{name}.yml"
    return kept.new_file(path, _begun(view, decision))


def _begun(view: View, decision: Followed) -> str:
    """Begin an update: of which decision, on what day, and how far it had come when that was last told."""
    status = decision.status if decision.status.is_typable else Status.ONGOING
    known = {
        "title": Text({"": view.words._("Status update: {title}", title=view.line(decision.title))}),
        "date": day(view.register.today),
        "decisions": (Reference("decisions", decision.id),),
        **({key: getattr(decision.decisive.told, key) for key in NEEDED.get(status, ())} if decision.decisive else {}),
    }
    told = write_record("updates", SharedUpdate.model_construct(_fields_set=set(known), **known))
    return "\n".join((told.rstrip("\n"), f"status: {view.words.label(status).lower()}", *_to_fill_in(view))) + "\n"


def _to_fill_in(view: View) -> Iterator[str]:
    advice = view.words._("Remove the “# ” in front of the lines that are needed, and the lines that are not.")
    yield "text: ..."
    yield f"# {advice}"
    yield from ("# evidence: ...", "# next:", "#   what: ...", "#   due: ...")
