"""The paragraph of the minutes where a decision was taken."""

from vrapport.register import Followed
from vrapport.views import Plain, View


def paragraph(view: View, decision: Followed) -> Plain | None:
    """Lead to the paragraph of the minutes; one without a number is called by its heading."""
    meeting, found = decision.meeting, decision.paragraph
    if meeting is None or found is None:
        return None
    name = f"§ {found.number}" if found.number else found.title
    address = view.addresses.record("meetings", meeting.id)
    lang = None if found.number or view.language == view.site.language else view.site.language
    place = f"{address}#{found.anchor}" if found.anchor else address
    return {"title": name, "address": place, "status": None, "lang": lang}
