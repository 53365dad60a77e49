"""What a program reads of a decision: everything its record says, as codes, ids and plain text."""

import json
from pathlib import Path

from tests.small import published, write

A1 = """\
title: Cykelställ vid stationen
meeting: 2019/arsmote
campaign: cykel
ref: DS 7
contact: Kansliet
reservations: Mot.
updates:
  - date: 2019-06
    status: nedlagt
    said: Läggs ned
    when: 2019-05
    evidence: Brevet
    reason: För dyrt.
    decided_by: Styrelsen
  - date: 2019-11
    status: väntar
    waits_for: Kommunen
    text: Ett **brev**.
    next: {what: Brevet skickas, who: styrelsen, due: 2020-03}
  - date: 2020-01
    status: ersatt
    successor: 2019/A2
referrals:
  - to: kommunen
    sent: 2019-11
    reply_wanted: ja
    reminded: 2019-12
recurs: {at_least: 2, per: år}
held:
  - date: 2019-03-10
    text: Träff
    evidence: Protokollet
    meeting: 2019/arsmote
"""


def test_all_that_is_said_of_a_decision_is_there(tmp_path: Path) -> None:
    root = write(
        tmp_path, {"content/decisions/2019/A1.yml": A1, "content/updates/2020-01.yml": "title: x\ndate: 2020\n"
                   "decisions: 2019/A2\nstatus: genomfört\ntext: Klart.\n"}
    )  # fmt: skip
    data = json.loads(published(root)["beslut/2019/A1.json"])
    dropped, waiting, replaced = data["updates"]
    assert (dropped["said"], dropped["when"], dropped["evidence"]) == ("Läggs ned", "2019-05", ["Brevet"])
    assert (dropped["reason"], dropped["decided_by"]) == ("För dyrt.", ["styrelsen"])
    assert (waiting["waits_for"], waiting["text"]) == (["kommunen"], "Ett brev.")
    assert waiting["next"] == [{"what": "Brevet skickas", "who": ["styrelsen"], "due": "2020-03"}]
    assert replaced["successor"] == "2019/A2"
    assert data["referrals"] == [
        {
            "to": "kommunen",
            "state": "reminded",
            "sent": "2019-11",
            "owes_since": "2019-11",
            "reply_wanted": True,
            "reminded": ["2019-12"],
            "replied": None,
            "text": None,
        }
    ]
    counted = {"state": "on-pace", "held": 1, "expected": 2}
    assert data["recurs"] == {**counted, "at_least": 2, "per": "year", "in": None, "dates": []}
    assert data["held"] == [
        {"date": "2019-03-10", "text": "Träff", "evidence": ["Protokollet"], "meeting": "2019/arsmote"}
    ]
    assert (data["campaigns"], data["ref"], data["contact"]) == (["cykel"], "DS 7", "Kansliet")
    assert data["url"] == "https://exempel.se/uppfoljning/beslut/2019/A1.html"
