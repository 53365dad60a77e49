"""What the accounts of a decision come to, and which meeting took it."""

from pathlib import Path

from tests.told import BODY, Files, asked, codes, lines, write
from vrapport.register import Followed, Register
from vrapport.vocabulary import Status

A = "content/decisions/a.yml"
TOLD = "title: x\nupdates:\n  - date: 2019-12\n    status: väntar\n    waits_for: ds\n    next: Ett steg\n"
CLAUSES = "clauses:\n  - summary: Ett\n  - summary: Två\n  - summary: Tre\n"


def register(root: Path, *parts: Files) -> Register:
    examined = asked(write(root, BODY, *parts))
    assert examined.register, lines(examined)
    return examined.register


def decision(root: Path, *parts: Files) -> Followed:
    return register(root, *parts).decisions["a"]


def a_round(*entries: str, date: str = "2020-01-15") -> Files:
    each = "".join(f"  {entry}\n" for entry in entries)
    return {f"content/updates/{date}.yml": f"title: R\ndate: {date}\nby: ds\neach:\n{each}"}


def meeting(name: str, date: str, text: str) -> Files:
    return {f"content/meetings/{name}.md": f"---\nbody: ds\ndate: {date}\n---\n{text}\n"}


# --- oförändrat -------------------------------------------------------------------------------------------------------


def test_unchanged_repeats_what_was_said_on_a_later_day(tmp_path: Path) -> None:
    followed = decision(tmp_path, {A: TOLD}, a_round("a: oförändrat"))
    first, again = followed.accounts
    assert (again.unchanged, again.status, str(again.date)) == (True, Status.WAITING, "2020-01-15")
    assert again.told is first.told
    assert followed.has_next


def test_unchanged_leaves_a_silent_clause_silent(tmp_path: Path) -> None:
    text = f"title: x\n{CLAUSES}updates:\n  - date: 2019-12\n    clause: 1\n    status: pågår\n"
    followed = decision(tmp_path, {A: text}, a_round("a: oförändrat"))
    assert (followed.reported, len(followed.items)) == (1, 3)
    assert [account.clauses for account in followed.accounts] == [(1,), (1,)]


def test_unchanged_keeps_each_clause_at_its_own_status(tmp_path: Path) -> None:
    whole = "  - date: 2019-11\n    status: pågår\n"
    first = "  - date: 2019-12\n    clause: 1\n    status: genomfört\n"
    text = f"title: x\n{CLAUSES}updates:\n{whole}{first}"
    followed = decision(tmp_path, {A: text}, a_round("a: oförändrat"))
    assert [item.status for item in followed.items] == [Status.DONE, Status.ONGOING, Status.ONGOING]
    assert [account.clauses for account in followed.accounts if account.unchanged] == [(2, 3), (1,)]


def test_unchanged_again_and_again_is_still_the_first_account(tmp_path: Path) -> None:
    rounds = (a_round("a: oförändrat", date=day) for day in ("2020-01-15", "2020-01-20"))
    followed = decision(tmp_path, {A: TOLD}, *rounds)
    assert [str(account.date) for account in followed.accounts] == ["2019-12", "2020-01-15", "2020-01-20"]
    assert len({id(account.told) for account in followed.accounts}) == 1


def test_unchanged_explains_nothing(tmp_path: Path) -> None:
    bare = {A: "title: x\nupdates:\n  - date: 2019-12\n    status: pågår\n"}
    said = lines(asked(write(tmp_path, BODY, bare, a_round("a: oförändrat"))))
    assert [line for line in said if line.startswith(f"{A}:4:13 warning unexplained")]


def test_unchanged_of_what_nobody_spoke_of_says_nothing(tmp_path: Path) -> None:
    assert decision(tmp_path, {A: "title: x\n"}, a_round("a: oförändrat")).status is Status.UNREPORTED


def test_unchanged_with_something_new_beside_it_is_refused(tmp_path: Path) -> None:
    site = write(tmp_path, BODY, {A: TOLD}, a_round("a:", "  unchanged: ja", "  status: pågår"))
    assert "content/updates/2020-01-15.yml:7:13 error new-beside-unchanged" in codes(asked(site))


# --- the parts of a whole ---------------------------------------------------------------------------------------------


def test_what_comes_next_is_what_each_part_has_left(tmp_path: Path) -> None:
    first = "  - date: 2019-11\n    clause: 1\n    status: väntar\n    waits_for: ds\n    next: Ett steg\n"
    second = "  - date: 2019-12\n    clause: 2\n    status: pågår\n    text: Något.\n    next: Ett annat\n"
    followed = decision(tmp_path, {A: f"title: x\n{CLAUSES}updates:\n{first}{second}"})
    steps = [step.what.by_language[""] for account in followed.current for step in account.told.next]
    assert steps == ["Ett steg", "Ett annat"]
    assert followed.status is Status.WAITING
    assert followed.decisive
    assert followed.decisive.clauses == (1,)


# --- the meeting that decided -----------------------------------------------------------------------------------------


def test_a_later_meeting_that_confirms_does_not_take_the_decision(tmp_path: Path) -> None:
    taken = "## § {} Resor\nBeslut: Ja. [[a]]"
    later = meeting("a-later", "2019-09-01", taken.format(9))
    earlier = meeting("b-earlier", "2019-03-01", taken.format(3) + "\n## § 4 Igen\nBeslut: Ja. [[a]]")
    latest = meeting("c-latest", "2019-12-01", taken.format(12))
    followed = decision(tmp_path, {A: TOLD}, later, earlier, latest)
    assert followed.meeting
    assert followed.paragraph
    assert (followed.meeting.id, followed.paragraph.number) == ("b-earlier", "3")
    named = decision(tmp_path, {A: f"{TOLD}meeting: a-later\n"})
    assert named.meeting
    assert named.paragraph
    assert (named.meeting.id, named.paragraph.number) == ("a-later", "9")


def test_a_relative_link_takes_a_decision_as_its_id_does(tmp_path: Path) -> None:
    minutes = meeting("m", "2019-03-01", "## § 3 Resor\nBeslut: Ja, se [beslutet](../decisions/a.yml).")
    followed = decision(tmp_path, {A: TOLD}, minutes)
    assert followed.paragraph
    assert followed.paragraph.number == "3"


def test_a_paragraph_can_be_typed_with_its_sign(tmp_path: Path) -> None:
    minutes = meeting("m", "2019-03-01", "## § 3 Resor\nText.\n## § 4 Annat\nText.")
    followed = decision(tmp_path, {A: f"{TOLD}meeting: m\nparagraph: § 4\n"}, minutes)
    assert followed.paragraph
    assert followed.paragraph.anchor == "p4"
