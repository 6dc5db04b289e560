"""Settings: an operator's typo must never be taken for a default."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import SettingsError
from pantau.settings import load_settings


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "pantau.toml"
    file.write_text('port = 1001\nlanguage = "en"\nhost = "127.0.0.2"\n')
    environ = {"PANTAU_HOME": str(tmp_path), "PANTAU_PORT": "1002", "PANTAU_HOST": "127.0.0.3"}
    settings = load_settings(["port=1003"], environ=environ)
    assert (settings.port, settings.host, settings.language) == (1003, "127.0.0.3", "en")


# pydantic-settings alone ignores an unknown variable: the operator would believe that it took effect.
@pytest.mark.parametrize("where", ["file", "environment", "command line"])
def test_an_unknown_name_is_an_error_that_names_the_nearest_one(tmp_path: Path, where: str) -> None:
    environ, words = {"PANTAU_HOME": str(tmp_path)}, []
    if where == "file":
        (tmp_path / "pantau.toml").write_text("crawl_dealy = 3\n")
    elif where == "environment":
        environ["PANTAU_CRAWL_DEALY"] = "3"
    else:
        words = ["crawl_dealy=3"]
    with pytest.raises(SettingsError, match=r"unknown setting 'crawl_dealy' .*'crawl_delay'"):
        load_settings(words, environ=environ)


def test_names_reserved_for_tests_are_left_alone(tmp_path: Path) -> None:
    environ = {"PANTAU_HOME": str(tmp_path), "PANTAU_TEST_DATA": "/nowhere"}
    assert load_settings(environ=environ).home == tmp_path


def test_a_value_that_is_not_allowed_is_named_with_its_source(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"PANTAU_PORT: '99999' is not allowed"):
        load_settings(environ={"PANTAU_HOME": str(tmp_path), "PANTAU_PORT": "99999"})


def test_a_settings_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "pantau.toml").write_text("port: 80\n")
    with pytest.raises(SettingsError, match=r"pantau\.toml is not TOML"):
        load_settings(environ={"PANTAU_HOME": str(tmp_path)})


def test_a_named_settings_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(environ={"PANTAU_HOME": str(tmp_path), "PANTAU_CONFIG": str(tmp_path / "no.toml")})


@given(st.text(min_size=1).filter(lambda word: "=" not in word))
def test_a_word_without_a_value_is_refused_whatever_it_is(word: str) -> None:
    with pytest.raises(SettingsError, match="name=value"):
        load_settings([word], environ={"PANTAU_HOME": "home"})
