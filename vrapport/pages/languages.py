"""The same page in the site's other languages."""

from vrapport.views import Plain, View


def languages(view: View, address: str) -> list[Plain]:
    """Lead from a page to itself in every language of the site."""
    return []
