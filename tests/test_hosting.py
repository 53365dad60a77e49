"""The pages of a git host that edit a file, show its history, or take a message."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from vrapport.hosting import Repository

PATH, TEXT = "content/updates/2020-01-A20.yml", "title: Å & ö #1?\ntext: 100 % + mer\n"
ODD = "content/decisions/2019/åsnan #1?.yml"
NEW = {
    "https://github.com/forening/beslut": ("/forening/beslut/new/main", "filename", "value"),
    "https://github.com/forening/beslut.git": ("/forening/beslut/new/main", "filename", "value"),
    "https://github.example.org/forening/beslut/": ("/forening/beslut/new/main", "filename", "value"),
    "https://gitlab.com/grupp/del/beslut": ("/grupp/del/beslut/-/new/main", "file_name", "content"),
    "https://codeberg.org/forening/beslut": ("/forening/beslut/_new/main/", "filename", "value"),
    "https://gitea.example.org/forening/beslut": ("/forening/beslut/_new/main/", "filename", "value"),
    "https://forgejo.example.org/forening/beslut": ("/forening/beslut/_new/main/", "filename", "value"),
}
FILES = {  # how each host edits a file, and shows its history
    "https://github.com/a/b": ("/a/b/edit/main/", "/a/b/commits/main/"),
    "https://gitlab.com/a/b.git": ("/a/b/-/edit/main/", "/a/b/-/commits/main/"),
    "https://codeberg.org/a/b": ("/a/b/_edit/main/", "/a/b/commits/branch/main/"),
}
MESSAGES = {
    "https://github.com/a/b": ("/a/b/issues/new", "title", "body"),
    "https://gitlab.com/a/b": ("/a/b/-/issues/new", "issue[title]", "issue[description]"),
    "https://codeberg.org/a/b": ("/a/b/issues/new", "title", "body"),
}


@pytest.mark.parametrize("address", NEW)
def test_each_host_is_asked_in_its_own_way_and_gets_path_and_text_back_whole(address: str) -> None:
    way, path_key, text_key = NEW[address]
    found = urlsplit(Repository(address, "main").new_file(PATH, TEXT) or "")
    assert found.path == way
    assert parse_qs(found.query) == {path_key: [PATH], text_key: [TEXT]}
    assert found.fragment == ""


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_edited_and_its_history_shown_whatever_signs_its_name_has(address: str) -> None:
    kept, (edit, history) = Repository(address, "main"), FILES[address]
    for found, way in ((kept.edit(ODD), edit), (kept.history(ODD), history)):
        asked = urlsplit(found or "")
        assert unquote(asked.path) == way + ODD
        assert (asked.query, asked.fragment) == ("", "")


@pytest.mark.parametrize("address", MESSAGES)
def test_a_message_is_begun_with_its_title_and_text(address: str) -> None:
    way, title, text = MESSAGES[address]
    found = urlsplit(Repository(address, "main").message("Fel & brister #1", TEXT) or "")
    assert found.path == way
    assert parse_qs(found.query) == {title: ["Fel & brister #1"], text: [TEXT]}


def test_a_site_below_the_top_of_a_repository_is_found_there() -> None:
    kept = Repository("https://github.com/a/b", "main", "foreningen/beslut")
    assert (kept.edit(PATH) or "").endswith(f"/edit/main/foreningen/beslut/{PATH}")
    assert (kept.history(PATH) or "").endswith(f"/commits/main/foreningen/beslut/{PATH}")
    new = parse_qs(urlsplit(kept.new_file(PATH, TEXT) or "").query)
    assert new["filename"] == [f"foreningen/beslut/{PATH}"]


def test_a_branch_is_quoted() -> None:
    kept = Repository("https://github.com/a/b", "möten/våren #2")
    assert "/new/m%C3%B6ten/v%C3%A5ren%20%232?" in (kept.new_file(PATH, TEXT) or "")
    assert "/edit/m%C3%B6ten/v%C3%A5ren%20%232/content/" in (kept.edit(PATH) or "")


@pytest.mark.parametrize(
    "address", ["https://example.org/github/beslut", "https://bitbucket.org/a/b", "https://127.0.0.1/x"]
)
def test_a_host_whose_name_says_nothing_is_not_guessed_at(address: str) -> None:
    kept = Repository(address, "main")
    assert kept.new_file(PATH, TEXT) is kept.edit(PATH) is kept.history(PATH) is kept.message("a", "b") is None
