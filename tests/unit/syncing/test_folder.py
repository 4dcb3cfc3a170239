"""A log on several computers through a folder: who writes what there, and what is taken in."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from runwalk_tui import paths
from runwalk_tui.history.json_file import from_json, to_json
from runwalk_tui.history.store import Store
from runwalk_tui.session.records import CheckIn, Clearance, Deletion, Placement
from runwalk_tui.syncing.folder import StrangersError, SyncError, SyncReport
from runwalk_tui.syncing.told import NOTHING_NEW, in_words
from tests.unit.syncing.computers import NOW, Home, a_session, resealed

CONFLICTS = (
    "{}.sync-conflict-20260105-073000-ABCDEFG.json",
    "{} (Ana's conflicted copy 2026-01-05).json",
    "{} (conflicted copy 2026-01-05 073000).json",
    "{}-1.json",
    "{} 2.json",
    "{}-UPSTAIRS.json",
    "{}.Conflict.json",
)
"""What carriers call the copy of a file that changed in two places at once."""


def lines(report: SyncReport) -> list[str]:
    return [problem.line for problem in report.problems]


def test_what_one_computer_did_is_on_the_other_after_both_have_synced(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(run := a_session())
    upstairs.does(other := a_session(1))
    assert laptop.sync().others == ()
    report = upstairs.sync()
    assert (report.others, report.changed, report.counts.new, report.problems) == (("laptop",), True, 1, ())
    assert laptop.sync().others == ("upstairs",)
    assert laptop.sessions == upstairs.sessions == {run.id, other.id}
    assert len(home.files()) == 2


def test_three_computers_end_up_with_the_same_log_though_one_of_them_only_comes_by(home: Home) -> None:
    one, two, three = (home.computer(name) for name in ("one", "two", "three"))
    for day, computer in enumerate((one, two, three)):
        computer.does(a_session(day), a_session(day + 10, red_flags=("numb saddle",)))
        computer.store.place(Placement(NOW + timedelta(hours=day), "4", "chosen", "ASTEROID run-walk"))
        computer.store.check_in(CheckIn(NOW + timedelta(days=day), 31, 28, 55))
    for computer in (one, three, two, one, three):
        computer.sync()
    assert to_json(one.store.log()) == to_json(two.store.log()) == to_json(three.store.log())
    assert len(one.sessions) == 6


def test_an_answer_that_is_taken_away_does_not_come_back_from_the_file_of_this_computer(home: Home) -> None:
    laptop = home.computer("laptop")
    laptop.does(session := replace(a_session(note="slip"), pain_before=9, pain_morning=7, soreness=("knee",)))
    laptop.sync()
    before = home.files()
    corrected = replace(session, pain_before=None, pain_morning=None, soreness=(), note="")
    laptop.store.save(replace(corrected, updated_at=NOW + timedelta(days=2)))
    for _ in range(2):
        assert not laptop.sync().changed
    (kept,) = laptop.store.log().sessions
    assert replace(kept, updated_at=None) == corrected
    assert home.files() == before, "and nobody takes it for another computer's"


def test_with_two_computers_what_is_taken_away_stays_so_and_a_morning_from_the_other_one_is_kept(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(session := replace(a_session(note="slip"), pain_before=9, soreness=("knee",)))
    for computer in (laptop, upstairs, laptop):
        computer.sync()
    corrected = replace(session, pain_before=None, soreness=(), note="")
    corrected = replace(corrected, updated_at=NOW + timedelta(days=2))
    laptop.store.save(corrected)
    upstairs.store.save(replace(session, pain_morning=8, updated_at=NOW + timedelta(days=1)))
    for computer in (laptop, upstairs, laptop):
        computer.sync()
    assert laptop.store.log().sessions == upstairs.store.log().sessions == (replace(corrected, pain_morning=8),)


def test_a_correction_and_a_deletion_are_carried_and_a_deletion_is_not_undone_by_an_older_file(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(corrected := a_session(), gone := a_session(1))
    laptop.sync()
    upstairs.sync()
    upstairs.store.save(replace(corrected, note="knee, too", updated_at=NOW + timedelta(days=2)))
    upstairs.store.delete(gone.id, NOW + timedelta(days=2))
    upstairs.sync()
    old = home.files()[0].read_bytes(), home.files()[1].read_bytes()
    report = laptop.sync()
    assert (report.came_in.changed, report.came_in.deleted) == (1, 1)
    (left,) = laptop.store.log().sessions
    assert left.note == "knee, too"
    for number, content in enumerate(old):
        (home.shared / f"runwalk-0000000{number}.json").write_bytes(content)
    assert not laptop.sync().changed
    assert laptop.sessions == {left.id}


def test_syncing_again_writes_nothing_and_changes_nothing(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(a_session())
    upstairs.sync()
    for computer in (laptop, upstairs):
        computer.sync()
    before = [(file.name, file.stat().st_ino, file.stat().st_mtime_ns) for file in home.files()]
    folder = home.shared.stat().st_mtime_ns
    writes = laptop.store.writes, upstairs.store.writes
    for later in (1, 2):
        for computer in (laptop, upstairs):
            report = computer.sync(NOW + timedelta(days=later))
            assert (report.changed, in_words(report.came_in)) == (False, NOTHING_NEW)
    assert [(file.name, file.stat().st_ino, file.stat().st_mtime_ns) for file in home.files()] == before
    assert home.shared.stat().st_mtime_ns == folder
    assert (laptop.store.writes, upstairs.store.writes) == writes


def test_a_file_is_an_ordinary_history_for_its_owner_alone(home: Home) -> None:
    laptop = home.computer("laptop.fritz.box")
    laptop.does(a_session(note="dear\r\ndiary\u2028"))
    laptop.sync()
    file = home.only_file()
    assert from_json(file.read_text("utf-8")) == laptop.store.log()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    document = json.loads(file.read_text("utf-8"))
    assert (document["computer"], document["written_at"]) == ("laptop", "2026-01-05T07:30:00+00:00")


def test_line_ends_that_git_changed_are_no_damage_and_no_reason_to_write(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(run := a_session(note="two\nlines"))
    laptop.sync()
    file = home.only_file()
    file.write_bytes(carried := file.read_bytes().replace(b"\n", b"\r\n"))
    laptop.sync()
    assert file.read_bytes() == carried
    assert upstairs.sync().problems == ()
    assert upstairs.sessions == {run.id}


def test_a_name_from_another_computer_does_nothing_to_a_terminal_or_to_the_file(home: Home) -> None:
    odd = home.computer('ev\x1b[2Jil"\\\u202e\udcff' + "0" * 64)
    odd.sync()
    (name,) = home.computer("laptop").sync().others
    assert "\x1b" not in name
    assert "\udcff" not in name
    assert name.startswith('ev\\x1b[2Jil"\\')


def test_computers_of_one_name_are_told_apart_and_one_without_a_name_has_some(home: Home) -> None:
    home.computer("vm").sync()
    home.computer("vm", home.place / "second").sync()
    home.computer("", home.place / "third").sync()
    others = home.computer("laptop").sync().others
    ids = sorted(file.name[8:16] for file in home.files())
    assert others[0] == "a computer without a name"
    assert all(name.startswith("vm (") and name[4:-1] in ids for name in others[1:])
    assert len(set(others)) == 3


@pytest.mark.parametrize("form", CONFLICTS)
def test_the_copy_that_a_carrier_makes_of_a_conflict_is_read_and_left_there(home: Home, form: str) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(run := a_session())
    laptop.sync()
    name = form.format(home.only_file().stem)
    home.only_file().rename(home.shared / name)
    report = upstairs.sync()
    assert (report.problems, report.foreign, report.others) == ((), (), ("laptop",))
    assert upstairs.sessions == {run.id}
    assert laptop.sync().others == ("upstairs",), "a copy of its own file is nobody else's"
    assert (home.shared / name).exists()


def test_what_is_not_from_a_sync_is_left_alone_and_named_unless_it_is_nobody_s(home: Home) -> None:
    for name in (
        ".stignore",
        "~syncthing~runwalk-11111111.json.tmp",
        "desktop.ini",
        "Thumbs.db",
        "README.md",
        "runwalk-notes.json",
        "log.json",
    ):
        (home.shared / name).write_text("?")
    for name in (".git", ".stfolder", ".stversions", "photos"):
        (home.shared / name).mkdir()
    (home.shared / ".stversions" / "runwalk-11111111~20260105.json").write_text("?")
    before = {path: path.stat().st_mtime_ns for path in home.files()}
    report = home.computer("laptop").sync()
    assert report.problems == ()
    assert report.foreign == ("README.md", "log.json", "runwalk-notes.json")
    assert {path: path.stat().st_mtime_ns for path in home.files() if path in before} == before


def test_an_export_put_there_by_hand_is_named_with_what_to_do(home: Home) -> None:
    laptop = home.computer("laptop")
    laptop.does(a_session())
    file = home.shared / "runwalk-20260105.json"
    file.write_text(to_json(laptop.store.log()), "utf-8")
    upstairs = home.computer("upstairs")
    assert lines(upstairs.sync()) == [
        f"{file}: this is an export, so nothing was taken from it; to add it to your log, run: runwalk import {file}"
    ]
    assert upstairs.sessions == set()


@pytest.mark.parametrize("change", [('"version": 1', '"version": 2'), ('"note": ', '"mood": "fine", "note": ')])
def test_a_file_from_the_future_is_left_alone_and_says_to_update(home: Home, change: tuple[str, str]) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(a_session())
    laptop.sync()
    file = home.only_file()
    file.write_bytes(resealed(file.read_text("utf-8").replace(*change).encode()))
    future = file.read_bytes()
    (line,) = lines(upstairs.sync())
    assert line.startswith(f"{file}: a newer version of runwalk wrote it; update runwalk on this computer")
    assert line.count("newer version") == 1
    assert upstairs.sessions == set()
    laptop.sync()
    assert file.read_bytes() == future, "whoever writes there under the same name knows more, so it is left to them"
    assert len(home.files()) == 3


def test_a_copied_data_folder_becomes_a_computer_of_its_own_and_nothing_is_lost(home: Home) -> None:
    laptop = home.computer("laptop")
    laptop.does(first := a_session())
    laptop.sync()
    laptop.store.close()
    shutil.copytree(home.place / "laptop", home.place / "new")
    laptop, new = home.computer("laptop"), home.computer("new")
    laptop.does(there := a_session(1))
    new.does(here := a_session(2))
    laptop.sync()
    report = new.sync()
    assert (report.others, report.counts.new) == (("laptop",), 1)
    assert len(home.files()) == 2
    assert laptop.sync().others == ("new",)
    assert laptop.sessions == new.sessions == {first.id, there.id, here.id}
    before = [file.read_bytes() for file in home.files()]
    for computer in (laptop, new):
        assert not computer.sync().changed
    assert [file.read_bytes() for file in home.files()] == before


def test_an_older_file_of_its_own_is_its_own(home: Home) -> None:
    """As in a second folder that is synced now and then."""
    laptop = home.computer("laptop")
    stick = home.place / "stick"
    stick.mkdir()
    for day, folder in enumerate((home.shared, stick, home.shared, stick)):
        laptop.shared = folder
        laptop.does(a_session(day))
        assert laptop.sync().others == ()
    assert len(home.files()) == len(list(stick.iterdir())) == 1


def test_a_log_that_was_restored_from_a_backup_gets_back_what_it_had_written(home: Home) -> None:
    laptop = home.computer("laptop")
    laptop.does(a_session())
    laptop.sync()
    laptop.store.close()
    shutil.copytree(home.place / "laptop", home.place / "backup")
    laptop = home.computer("laptop")
    laptop.does(late := a_session(1))
    laptop.sync()
    restored = home.computer("laptop", home.place / "backup")
    assert restored.sync().changed
    assert late.id in restored.sessions


def test_a_folder_that_is_not_there_is_not_made(home: Home) -> None:
    laptop = home.computer("laptop", shared=home.place / "stick" / "runwalk")
    with pytest.raises(SyncError, match=f"there's no folder {home.place}/stick/runwalk: plug in the stick"):
        laptop.sync()
    assert not (home.place / "stick").exists()
    laptop.shared = home.place / "file"
    laptop.shared.write_text("x")
    with pytest.raises(SyncError, match="file is a file; name a folder"):
        laptop.sync()
    assert laptop.store.writes == 0


def test_the_folder_of_the_log_and_what_is_in_it_or_around_it_are_refused(home: Home) -> None:
    laptop = home.computer("laptop")
    inside = home.place / "laptop" / "shared"
    inside.mkdir()
    link = home.place / "link"
    link.symlink_to(home.place / "laptop")
    other = home.place / "other"
    Store.open(other).close()
    paths.make_folder(paths.config_dir())
    for folder in (home.place / "laptop", inside, link, home.place, other, paths.config_dir(), Path("/")):
        laptop.shared = folder
        before = sorted(folder.iterdir())
        with pytest.raises(SyncError, match="make a new, empty folder for syncing"):
            laptop.sync()
        assert sorted(folder.iterdir()) == before


def test_a_link_under_the_name_of_its_file_is_not_followed(home: Home) -> None:
    """Whoever else can write into the folder could have another file of the runner's replaced."""
    laptop = home.computer("laptop")
    laptop.sync()
    file, precious = home.only_file(), home.place / "precious.txt"
    precious.write_text("mine")
    file.unlink()
    file.symlink_to(precious)
    laptop.sync()
    assert precious.read_text() == "mine"
    assert not file.is_symlink()


def test_a_session_that_another_process_saves_meanwhile_is_in_the_file(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = home.computer("laptop")
    laptop.does(a_session())
    replace_file, late = Path.replace, a_session(1)

    def saved_in_between(part: Path, target: Path) -> Path:
        with Store.open(home.place / "laptop") as second:
            if not second.session(late.id):
                second.save(late)
        return replace_file(part, target)

    monkeypatch.setattr(Path, "replace", saved_in_between)
    laptop.sync()
    assert late.id in home.only_file().read_text("utf-8")


def test_two_logs_with_nothing_in_common_become_one_only_if_that_is_wanted(home: Home) -> None:
    ana, ben = home.computer("ana"), home.computer("ben")
    ana.does(a_session())
    ana.sync(may_mix=False)
    ben.does(own := a_session(1))
    with pytest.raises(StrangersError, match=r"none of the sessions in .* from ana are in your log; if they're yours"):
        ben.sync(may_mix=False)
    assert ben.sessions == {own.id}
    assert len(home.files()) == 1, "nothing was written"
    ben.sync()
    assert len(ben.sessions) == 2
    ana.does(a_session(2))
    for computer in (ana, ben):
        assert computer.sync(may_mix=False).problems == ()
    assert ana.sync(may_mix=False).problems == ()
    assert ana.sessions == ben.sessions


def test_a_new_computer_and_one_with_anything_in_common_are_no_strangers(home: Home) -> None:
    laptop, new, empty = (home.computer(name) for name in ("laptop", "new", "empty"))
    new.sync(may_mix=False)
    laptop.does(a_session(), both := a_session(1))
    laptop.sync(may_mix=False)
    assert len(new.sync(may_mix=False).others) == 1
    new.does(a_session(2))
    new.sync(may_mix=False)
    assert len(empty.sync(may_mix=False).others) == 2
    restored = home.computer("restored")
    restored.does(both, a_session(3))
    assert len(restored.sync(may_mix=False).others) == 3


def test_another_answer_than_the_one_that_was_given_here_is_told_once(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    run = replace(a_session(), pain_after=2)
    laptop.does(run)
    for computer in (laptop, upstairs):
        computer.sync()
    mine = replace(run, pain_worst=7, stopped_for_pain=True, updated_at=NOW + timedelta(hours=1))
    theirs = replace(run, pain_worst=3, pain_after=None, note="!", updated_at=NOW + timedelta(hours=2))
    laptop.store.save(mine, was=run)
    upstairs.store.save(theirs, was=run)
    for computer in (upstairs, laptop):
        told = in_words(computer.sync().came_in)
    lost = "Monday 5 January: worst pain 3 instead of 7, pain after not given instead of 2, no longer marked as stopped"
    assert told == f"1 session changed. {lost} for pain."
    assert in_words(laptop.sync().came_in) == in_words(upstairs.sync().came_in) == NOTHING_NEW


def test_a_morning_that_comes_to_a_session_takes_no_answer_away(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(run := a_session())
    for computer in (laptop, upstairs):
        computer.sync()
    laptop.store.save(replace(run, pain_morning=4, updated_at=NOW), was=run)
    laptop.sync()
    assert in_words(upstairs.sync().came_in) == "1 session changed."


def test_of_many_other_answers_a_few_are_named(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    runs = [a_session(day) for day in range(9)]
    laptop.does(*runs)
    for computer in (laptop, upstairs):
        computer.sync()
    laptop.does(*(replace(run, pain_worst=5, updated_at=NOW) for run in runs))
    laptop.sync()
    told = in_words(upstairs.sync().came_in)
    assert told.endswith("Wednesday 7 January: worst pain 5 instead of 2. 6 more sessions with other answers.")


def test_of_a_folder_full_of_copies_so_many_are_read_and_the_rest_is_one_line(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(first := a_session())
    laptop.sync()
    file = home.only_file()
    for number in range(1000):
        copy = f"{file.stem}.sync-conflict-20260105-{number:06d}-ABCDEFG.json"
        (home.shared / copy).write_bytes(file.read_bytes())
        (home.shared / f"photo {number}.jpg").touch()
    laptop.does(later := a_session(1))
    laptop.sync()
    (home.shared / copy).write_bytes(file.read_bytes())
    report = upstairs.sync()
    assert upstairs.sessions == {first.id, later.id}
    assert lines(report) == [
        f"941 more sync files in {home.shared} weren't read, as 60 are the most; "
        'delete those with "conflict" in their names, then sync again'
    ]
    assert len(report.foreign) == 1000


def moved_in(home: Home, name: str) -> None:
    """Somebody with a session of their own, whose file arrives in the shared folder."""
    computer = home.computer(name, shared=home.place / f"the folder of {name}")
    computer.shared.mkdir()
    computer.does(a_session())
    computer.sync()
    (file,) = computer.shared.iterdir()
    file.rename(home.shared / file.name)


def test_a_file_that_arrives_after_the_first_sync_is_left_out_if_it_may_be_somebody_else_s(home: Home) -> None:
    ana, ben = home.computer("ana"), home.computer("ben", shared=home.place / "ben's folder")
    ben.shared.mkdir()
    for computer in (ana, ben):
        computer.does(a_session(), a_session(1))
        computer.sync(may_mix=False)
    arrives = home.files() + list(ben.shared.iterdir())
    for file in arrives:
        for folder in (ana.shared, ben.shared):
            (folder / file.name).write_bytes(file.read_bytes())
    kept = ben.sessions
    for _ in range(2):
        report = ben.sync(may_mix=False)
        assert str(report.strangers).startswith(f"None of the sessions in {ben.shared} from ana are in your log, so th")
        assert (report.counts.new, report.others, report.problems, report.written) == (0, (), (), True)
        assert ben.sessions == kept
    assert ben.sync().counts.new == 2, "they are the runner's own, who was asked"
    for file in ben.shared.iterdir():
        (ana.shared / file.name).write_bytes(file.read_bytes())
    report = ana.sync(may_mix=False)
    assert report.strangers is None, "what was said on one computer holds on the others"
    assert ana.sessions == ben.sessions


def test_the_other_computers_are_read_beside_a_stranger_s(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(a_session())
    laptop.sync()
    upstairs.sync()
    moved_in(home, "stranger")
    upstairs.does(later := a_session(1, red_flags=("saddle",)))
    upstairs.sync(may_mix=False)
    report = laptop.sync(may_mix=False)
    assert report.strangers is not None
    assert report.others == ("upstairs",)
    assert later.id in laptop.sessions
    assert len(laptop.sessions) == 2


def test_a_log_without_sessions_takes_in_no_two_people_s(home: Home) -> None:
    for name in ("ana", "ben"):
        moved_in(home, name)
    new = home.computer("new")
    with pytest.raises(StrangersError, match="from ana, ben are in your log"):
        new.sync(may_mix=False)
    assert new.sessions == set()


def test_what_came_in_is_said_in_words(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    gone = a_session()
    laptop.does(a_session(1), changed := a_session(2), gone)
    laptop.sync()
    assert in_words(upstairs.sync().came_in) == "3 sessions are new."
    laptop.does(a_session(3))
    laptop.store.save(replace(changed, note="!", updated_at=NOW + timedelta(days=3)))
    laptop.store.delete(gone.id, NOW + timedelta(days=3))
    laptop.store.check_in(CheckIn(NOW, 1, 2, 3))
    laptop.sync()
    told = "1 session is new, 1 changed, 1 was deleted. 1 new check-in."
    assert in_words(upstairs.sync().came_in) == told
    laptop.store.clear(Clearance(NOW, ()))
    laptop.store.place(Placement(NOW, "3"))
    laptop.sync()
    told = (
        "On another computer you recorded that you've been cleared to run. Your starting stage was set on another "
        "computer."
    )
    assert in_words(upstairs.sync().came_in) == told


def test_a_session_that_comes_back_after_it_was_deleted_here_is_said_to(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(changed := a_session())
    laptop.sync()
    upstairs.sync()
    upstairs.store.delete(changed.id, NOW + timedelta(days=1))
    laptop.store.save(replace(changed, note="!", updated_at=NOW + timedelta(days=2)))
    laptop.sync()
    told = "1 session is back: you changed it on another computer after you deleted it here."
    assert in_words(upstairs.sync().came_in) == told


def test_a_deletion_of_a_session_that_never_was_here_is_taken_in_too(home: Home) -> None:
    laptop, upstairs = home.computer("laptop"), home.computer("upstairs")
    laptop.does(gone := a_session())
    laptop.store.delete(gone.id, NOW)
    laptop.sync()
    report = upstairs.sync()
    assert (report.changed, report.counts.noted) == (True, 1)
    assert upstairs.store.log().deleted == (Deletion(gone.id, NOW),)
