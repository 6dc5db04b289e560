"""Settings: one table with name, default and help; an unknown name is an error.

A setting is looked up in this order, the first that has it wins: ``--set name=value`` on the command
line, the environment (``PANTAU_NAME``), the settings file (``pantau.toml`` in ``PANTAU_HOME`` or the
file named by ``PANTAU_CONFIG``), the default. ``PANTAU_TEST_*`` is reserved for the tests.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from pantau.errors import SettingsError

ENV_PREFIX: Final = "PANTAU_"
CONFIG_VARIABLE: Final = "PANTAU_CONFIG"
TEST_PREFIX: Final = "PANTAU_TEST_"
FILE_NAME: Final = "pantau.toml"


def default_home() -> Path:
    """Where things are written unless a setting says otherwise (XDG base directory rule)."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "pantau"


class Settings(BaseSettings):
    """What an operator can decide. ``docs/settings.md`` is made from this table."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=default_home,
        description="Folder for everything that is written: database, page archive, logs.",
    )
    language: Literal["id", "en"] = Field("id", description="Language of the pages.")
    host: str = Field(
        "127.0.0.1",
        description="Address on which the pages are served. There are no accounts yet, so anything but"
        " a loopback address is refused.",
    )
    port: int = Field(8080, ge=0, le=65535, description="Port of the pages; 0 takes a free one.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least serious message that is logged."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Shape of log lines on standard error: for people or for machines."
    )
    contact: str = Field(
        "",
        description="E-mail address or page that tells publishers whom to ask; sent with every request."
        " Needed before real outlets are crawled.",
    )
    outlets: Path | None = Field(
        None,
        description="CSV with outlets of your own, with the columns of the table that ships with Pantau;"
        " a row replaces the shipped row of the same domain.",
    )
    crawl_delay: float = Field(
        2.0,
        ge=0.0,
        description="Seconds between two requests to one outlet; a longer Crawl-delay in robots.txt wins.",
    )
    crawl_interval: int = Field(
        20,
        ge=1,
        description="Minutes between two rounds of `pantau run`. Busy feeds hold about 20 stories and roll"
        " over within hours, so more than 30 loses stories.",
    )
    crawl_timeout: float = Field(30.0, gt=0.0, description="Seconds until a request is given up.")
    crawl_pages: int = Field(
        200, ge=1, description="Pages fetched from one outlet in one round; the rest waits for the next."
    )
    page_bytes: int = Field(
        4_000_000,
        ge=10_000,
        description="Largest page or feed, unpacked. Articles are below 1 MB; the rest is refused, named so.",
    )
    crawl_age_days: int = Field(
        30,
        ge=0,
        description="Stories that a feed dates earlier than so many days ago are left out; 0 takes all.",
    )
    alert_chance: float = Field(
        0.001,
        gt=0.0,
        lt=1.0,
        description="An alert is raised where so many incidents had a smaller chance if nothing had changed.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what :func:`load_settings` gathered: it knows where each value came from."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)

    @property
    def database(self) -> Path:
        """The database file."""
        return self.home / "pantau.db"


def load_settings(
    overrides: Iterable[str] = (), *, environ: Mapping[str, str] | None = None, file: Path | None = None
) -> Settings:
    """Gather the settings from command line, environment and file.

    Args:
        overrides: ``name=value`` words of the command line.
        environ: The environment; the process's own by default.
        file: The settings file; found as the module says by default.

    Returns:
        The settings.

    Raises:
        SettingsError: A name is unknown (the nearest known one is named) or a value is not allowed.
    """
    environ = os.environ if environ is None else environ
    given: dict[str, tuple[Any, str]] = {}
    from_environment = _from_environment(environ)
    from_words = _from_words(overrides)
    home = from_words.get("home", from_environment.get("home", (default_home(), "")))[0]
    for source in (_from_file(_file(environ, file, Path(home))), from_environment, from_words):
        given.update(source)
    try:
        return Settings(**{name: value for name, (value, _) in given.items()})
    except ValidationError as error:
        raise SettingsError("\n".join(_complaint(problem, given) for problem in error.errors())) from error


def names() -> tuple[str, ...]:
    """All settings, in the order of the table."""
    return tuple(Settings.model_fields)


def _from_words(words: Iterable[str]) -> dict[str, tuple[Any, str]]:
    given: dict[str, tuple[Any, str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise SettingsError(f"--set {word}: expected name=value, e.g. --set port=8081")
        given[_known(name.strip(), "on the command line")] = (value, f"--set {name}")
    return given


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    given: dict[str, tuple[Any, str]] = {}
    for variable, value in environ.items():
        if not variable.startswith(ENV_PREFIX) or variable.startswith(TEST_PREFIX):
            continue
        if variable == CONFIG_VARIABLE:
            continue
        name = variable.removeprefix(ENV_PREFIX).lower()
        given[_known(name, f"in the environment as {variable}")] = (value, variable)
    return given


def _file(environ: Mapping[str, str], file: Path | None, home: Path) -> Path | None:
    """The settings file: one that is named must be there, the usual one may be absent."""
    named = file or (Path(environ[CONFIG_VARIABLE]) if environ.get(CONFIG_VARIABLE) else None)
    if named is not None:
        if not named.is_file():
            raise SettingsError(
                f"the settings file {named} does not exist; create it or unset {CONFIG_VARIABLE}"
            )
        return named
    usual = home / FILE_NAME
    return usual if usual.is_file() else None


def _from_file(file: Path | None) -> dict[str, tuple[Any, str]]:
    if file is None:
        return {}
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is not TOML: {error}") from error
    return {_known(name, f"in {file}"): (value, f"{name} in {file}") for name, value in table.items()}


def _known(name: str, where: str) -> str:
    if name in Settings.model_fields:
        return name
    near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.0)
    raise SettingsError(
        f"unknown setting {name!r} {where}; the nearest one is {near[0]!r}"
        " (pantau doctor --settings lists all)"
    )


def _complaint(problem: Any, given: Mapping[str, tuple[Any, str]]) -> str:
    name = str(problem["loc"][0])
    value, where = given.get(name, ("", name))
    return f"{where}: {value!r} is not allowed: {problem['msg']}"
