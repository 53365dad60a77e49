"""What the tests of the built pages share."""

import pytest

from tests.conftest import Site
from tests.web.documents import document


@pytest.fixture(scope="session")
def one_of_each(site: Site) -> dict[str, str]:
    """Choose a page of each kind that the theme knows: the longest, for it shows most."""
    longest: dict[str, str] = {}
    for address in sorted(site.pages, key=lambda page: len(site.read(page))):
        longest[document(site.folder / address).kind] = address
    return longest
