"""The command line as a user meets it: exit codes, clear words, nothing lost."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pantau.cli.app import run
from pantau.cli.serving import require_loopback
from pantau.errors import UsageError
from pantau.storage import Database, articles

Program = Callable[..., str]

ROW = {
    "judul": "Pasar Ramai",
    "isi": "Pasar Wage ramai sejak pagi.",
    "tanggal": "2 Maret 2026",
    "tautan": "https://a.example/1",
}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--version"], 0),
        (["outlets", "--state", "retired"], 0),
        (["no-such-command"], 2),
        (["search"], 2),
        (["search", "--no-such-option", "x"], 2),
        (["alerts", "99"], 2),
        (["import", "does-not-exist.jsonl"], 1),
        (["search", "bentrok AND ("], 1),
        (["outlets", "nowhere.example"], 2),
        (["--set", "prot=1", "doctor"], 2),
        (["--set", "host=0.0.0.0", "serve"], 2),
        (["run", "--once"], 2),
        (["restore", "no-such-backup.db"], 2),
    ],
)  # fmt: skip
def test_exit_codes_are_0_done_1_failed_2_wrong_use(words: list[str], code: int, tmp_path: Path) -> None:
    assert run(["--set", f"home={tmp_path}", *words]) == code


# A traceback tells an officer nothing; the message must say what to do.
def test_a_failure_is_said_in_words_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "pantau.db").write_text("this is no database" * 100)
    done = subprocess.run(
        [sys.executable, "-m", "pantau", "--set", f"home={tmp_path}", "search", "x"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "is not a sound SQLite file" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "pantau.example", ""])
def test_without_accounts_only_loopback_is_served(host: str) -> None:
    with pytest.raises(UsageError, match="no accounts yet"):
        require_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
def test_loopback_is_served(host: str) -> None:
    require_loopback(host)


def test_columns_of_others_are_mapped_and_bad_rows_are_kept_with_their_number(
    tmp_path: Path, program: Program
) -> None:
    file = tmp_path / "berita.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as target:
        target.write(
            json.dumps(ROW) + "\n{no json\n" + json.dumps(ROW | {"tautan": "https://a.example/2"}) + "\n"
        )
        target.write(json.dumps(ROW) + "\n")  # the first again
    told = json.loads(
        program(
            "import",
            "--json",
            "--map",
            "title=judul,text=isi,published=tanggal,url=tautan",
            str(file),
            home=tmp_path,
        )
    )
    assert (told["rows"], told["kept"], told["new"], told["rejected"]) == (4, 2, 2, 2)
    (kept,) = (tmp_path / "rejects").glob(f"{file.name}.*.jsonl")
    rejects = [json.loads(line) for line in kept.read_text().splitlines()]
    assert [reject["row"] for reject in rejects] == [2, 4]
    with Database.open(tmp_path / "pantau.db") as database:
        assert articles.count(database) == 2
        assert database.value("SELECT min(day) FROM articles") == "2026-03-02"


def test_importing_twice_changes_nothing(tmp_path: Path, program: Program) -> None:
    file = tmp_path / "berita.csv"
    file.write_text("title,text,url\nPasar,Pasar ramai.,https://a.example/1\n", "utf-8")
    assert json.loads(program("import", "--json", str(file), home=tmp_path))["new"] == 1
    assert json.loads(program("import", "--json", str(file), home=tmp_path))["new"] == 0


def test_a_backup_restores_and_keeps_what_was_there(tmp_path: Path, program: Program) -> None:
    file = tmp_path / "berita.csv"
    file.write_text("title,text,url\nPasar,Pasar ramai.,https://a.example/1\n", "utf-8")
    program("import", str(file), home=tmp_path)
    copy = Path(program("backup", home=tmp_path).strip())
    file.write_text("title,text,url\nPasar,Pasar sepi.,https://a.example/2\n", "utf-8")
    program("import", str(file), home=tmp_path)
    program("restore", str(copy), home=tmp_path)
    with Database.open(tmp_path / "pantau.db") as database:
        assert articles.count(database) == 1
    (kept,) = tmp_path.glob("pantau-before-restore-*.db")
    with Database.open(kept) as database:
        assert articles.count(database) == 2


def test_the_doctor_names_what_is_missing(tmp_path: Path, program: Program) -> None:
    told = json.loads(program("doctor", "--json", home=tmp_path, code=1))
    assert told["articles"] == 0
    assert any("contact" in problem for problem in told["problems"])


def test_an_outlet_table_of_ones_own_is_laid_over_the_shipped_one(tmp_path: Path, program: Program) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "domain,name,owner,home,feeds,sitemaps,rights,state,reason,source\n"
        "kabar.example,Kabar,Grup Kabar,32.04,https://kabar.example/rss,unknown,headline,unverified,new,own\n",
        "utf-8",
    )
    told = json.loads(program("--set", f"outlets={own}", "outlets", "--json", "kabar.example", home=tmp_path))
    assert told["owner"] == "Grup Kabar"


def test_a_broken_outlet_table_names_row_field_and_rule(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "domain,name,owner,home,feeds,sitemaps,rights,state,reason,source\n"
        "kabar.example,Kabar,Grup Kabar,99.99,unknown,unknown,headline,unverified,new,own\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pantau", "--set", f"home={tmp_path}", "--set", f"outlets={own}", "outlets"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "own.csv" in done.stderr
    assert "99.99" in done.stderr


# Two offices send a "berita.jsonl" each; the second must not wipe out what was wrong in the first.
def test_files_of_one_name_keep_their_rejects_apart(tmp_path: Path, program: Program) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "berita.jsonl"
        file.write_text(json.dumps(ROW | {"tautan": f"https://{folder}.example/1"}) + "\n{no json\n", "utf-8")
        program("import", str(file), home=tmp_path)
    assert len(list((tmp_path / "rejects").iterdir())) == 2


# JSON can carry half of a character; SQLite and UTF-8 cannot, and one such row stopped a whole import.
def test_half_characters_stop_nothing(tmp_path: Path, program: Program) -> None:
    file = tmp_path / "berita.jsonl"
    bad = ROW | {"judul": "Pasar \ud800", "isi": "Pasar Wage \udfff ramai.", "tautan": "https://a.example/2"}
    file.write_text(json.dumps(ROW) + "\n" + json.dumps(bad) + "\n", "utf-8")
    assert json.loads(program("import", "--json", str(file), home=tmp_path))["new"] == 2
    line = json.dumps({"id": "\ud800", "title": "\ud800", "text": "Warga \ud800 berkumpul.", "url": "\ud800"})
    told = json.loads(program("annotate", "-", home=tmp_path, given=line))
    assert told["id"] == "\N{REPLACEMENT CHARACTER}"


# As root, a rename over /dev/full once replaced the device itself.
def test_a_device_or_link_is_written_to_and_never_replaced(tmp_path: Path, program: Program) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("")
    link.symlink_to(real)
    program("export", "-o", str(link), home=tmp_path)
    assert link.is_symlink()
    assert "pantau_export" in real.read_text()
    program("export", "-o", "/dev/full", home=tmp_path, code=2)
    assert Path("/dev/full").is_char_device()


def test_a_full_disk_behind_standard_output_is_said_in_words(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pantau", "--set", f"home={tmp_path}", "outlets", "--json"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_state_of_outlets_is_wrong_use(tmp_path: Path) -> None:
    assert run(["--set", f"home={tmp_path}", "outlets", "--state", "aktif"]) == 2
