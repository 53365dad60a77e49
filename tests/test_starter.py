"""What a new site and a new record begin with."""

from datetime import date

from vrapport import starter


def test_a_new_site_is_the_same_every_time_on_a_day() -> None:
    assert starter.new_site(date(2020, 1, 31)) == starter.new_site(date(2020, 1, 31))


def test_nothing_is_left_to_fill_in_in_a_new_site() -> None:
    for file in starter.new_site(date(2020, 1, 31)):
        assert "{" not in str(file.path) + file.content.decode()


def test_files_lie_within_the_site() -> None:
    for file in (*starter.new_site(date(2020, 1, 31)), *starter.example_site()):
        assert not file.path.is_absolute()
        assert ".." not in file.path.parts


def test_the_example_brings_its_own_ignored_files_and_what_to_do_next() -> None:
    paths = {str(file.path) for file in starter.example_site()}
    assert {".gitignore", "README.md", "content/site.yml"} <= paths
