"""A real browser on the service over the invented press of the search room."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pantau.storage import Database

SEARCH_TESTS = Path(__file__).resolve().parent.parent / "search"
FLAGS = [
    "--no-sandbox",  # CI runs as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def _load(name: str) -> ModuleType:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, SEARCH_TESTS / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the service over a filled database."""
    press = _load("invented_press")
    path = tmp_path_factory.mktemp("browser") / "pantau.db"
    with Database.open(path) as database:
        press.fill(database)
    with _load("live_service").serve(path, outlets=press.registry()) as served:
        yield served


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for all tests; each test has a profile of its own."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page at the width of a desktop or a phone, with script switched off."""
    size = DESKTOP if request.param == "desktop" else PHONE
    context = browser.new_context(
        base_url=address,
        viewport=size,  # type: ignore[arg-type]
        java_script_enabled=False,
        locale="id-ID",
        has_touch=request.param == "phone",
    )
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    context.close()


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Page]:
    """A phone-wide page whose own console the test can use to measure."""
    context = browser.new_context(base_url=address, viewport=PHONE)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    context.close()
