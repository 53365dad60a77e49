"""A proposal stands once under a topic however the topic is written, and a topic's spot stays when others are added."""

import re
from pathlib import Path

from tests.small import published, write

TWICE = {
    "content/resources/a.yml": "title: Bussar\ntopics: [Kollektivtrafik, kollektivtrafik, Unga]\n",
    "content/resources/b.yml": "title: Skolor\ntopics: [Unga]\n",
}


def page(root: Path, *changes: dict[str, str]) -> str:
    return published(write(root, TWICE, *changes))["resursbank/index.html"].decode()


def test_a_topic_written_in_two_ways_holds_a_proposal_once(tmp_path: Path) -> None:
    made = published(write(tmp_path, TWICE))
    assert "Kollektivtrafik (1)" in made["resursbank/index.html"].decode()
    assert made["resursbank/amnen.html"].decode().count(">Bussar</a>") == 2, "once under each of its two topics"
    assert len(re.findall("(?i)>kollektivtrafik<", made["resursbank/a.html"].decode())) == 1


def test_a_spot_is_named_after_its_topic_and_stays_when_others_are_added(tmp_path: Path) -> None:
    spot = 'href="amnen.html#topic-unga"'
    assert spot in page(tmp_path / "a")
    assert spot in page(tmp_path / "b", {"content/resources/c.yml": "title: Fler\ntopics: [Arbete, Bostad]\n"})


def test_no_two_topics_share_a_spot(tmp_path: Path) -> None:
    alike = {"content/resources/c.yml": "title: Fler\ntopics: [Unga!, Unga 2, 'Unga?', '!!', '??']\n"}
    topics = published(write(tmp_path, TWICE, alike))["resursbank/amnen.html"].decode()
    spots = re.findall('id="(topic-?[^"]*)"', topics)
    assert len(spots) == len(set(spots)) == 7
