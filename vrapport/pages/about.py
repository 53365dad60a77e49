"""What a page says of itself: how to cite it, where its file and its history lie, and how to report an error in it."""

from vrapport.findings import Place
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.views import Plain, View


def about(view: View, origin: Record[RecordFields] | Place | None, address: str, title: str) -> Plain | None:
    """Tell about a page."""
    return None
