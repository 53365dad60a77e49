"""The page of a git host that opens a new file."""

from urllib.parse import parse_qs, urlsplit

import pytest

from vrapport.hosting import new_file

PATH, TEXT = "content/updates/2020-01-A20.yml", "title: Å & ö #1?\ntext: 100 % + mer\n"
HOSTS = {
    "https://github.com/forening/beslut": ("/forening/beslut/new/main", "filename", "value"),
    "https://github.com/forening/beslut.git": ("/forening/beslut/new/main", "filename", "value"),
    "https://github.example.org/forening/beslut/": ("/forening/beslut/new/main", "filename", "value"),
    "https://gitlab.com/grupp/del/beslut": ("/grupp/del/beslut/-/new/main", "file_name", "content"),
    "https://codeberg.org/forening/beslut": ("/forening/beslut/_new/main/", "filename", "value"),
    "https://gitea.example.org/forening/beslut": ("/forening/beslut/_new/main/", "filename", "value"),
    "https://forgejo.example.org/forening/beslut": ("/forening/beslut/_new/main/", "filename", "value"),
}


@pytest.mark.parametrize("repository", HOSTS)
def test_each_host_is_asked_in_its_own_way_and_gets_path_and_text_back_whole(repository: str) -> None:
    way, path_key, text_key = HOSTS[repository]
    found = urlsplit(new_file(repository, "main", PATH, TEXT) or "")
    assert found.path == way
    assert parse_qs(found.query) == {path_key: [PATH], text_key: [TEXT]}
    assert found.fragment == ""


def test_a_branch_is_quoted() -> None:
    found = new_file("https://github.com/a/b", "möten/våren #2", PATH, TEXT) or ""
    assert "/new/m%C3%B6ten/v%C3%A5ren%20%232?" in found


@pytest.mark.parametrize(
    "repository", ["https://example.org/github/beslut", "https://bitbucket.org/a/b", "https://127.0.0.1/x"]
)
def test_a_host_whose_name_says_nothing_is_not_guessed_at(repository: str) -> None:
    assert new_file(repository, "main", PATH, TEXT) is None
