"""What all pages share: the databases, the language, the templates and the reader's own district."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

import pantau
from pantau.districts import PROVINCE_CODE_LENGTH, District, Province, load_districts
from pantau.records import Outlet
from search.answers import markup, plain
from search.connections import Connections
from search.overview import DistrictState
from search.web.charts import Drawings
from search.web.reasons import in_indonesian
from search.web.wording import SOURCE_LANGUAGE, Wording

COOKIE: Final = "wilayah_saya"
"""The only cookie: the code of the reader's own district, or :data:`NONE_CHOSEN`."""

NONE_CHOSEN: Final = "semua"

COOKIE_SECONDS: Final = 400 * 24 * 3600
"""As long as browsers keep a cookie at most (RFC 6265bis)."""


class Site:
    """One installation's pages."""

    def __init__(self, connections: Connections, *, wording: Wording, outlets: Iterable[Outlet]) -> None:
        """Makes the templates ready."""
        self.connections = connections
        self.wording = wording
        self.outlets = {outlet.domain: outlet for outlet in outlets}
        self.owners: Mapping[str, str] = {domain: outlet.owner for domain, outlet in self.outlets.items()}
        self.drawings = Drawings()
        self._templates = _environment(wording, self.outlets)

    def page(self, request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """Renders a page."""
        mine = chosen_district(request)
        text = self._templates.get_template(template).render(
            path=request.url.path, mine=mine, asked=COOKIE in request.cookies, **context
        )
        return HTMLResponse(text, status_code=status)


def chosen_district(request: Request) -> District | None:
    """Returns the reader's own district, ``None`` where none was chosen."""
    code = request.cookies.get(COOKIE, "")
    districts = load_districts()
    return districts.district(code) if len(code) == 5 and code in districts else None


@cache
def stylesheet() -> tuple[bytes, str]:
    """Returns the stylesheet and a digest of it for its address."""
    content = (resources.files("search.web") / "static" / "pantau.css").read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]


def safe_link(url: str) -> str:
    """Returns the address where a browser may follow it, else nothing (``javascript:`` and the like)."""
    parts = urlsplit(url)
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _environment(wording: Wording, outlets: Mapping[str, Outlet]) -> Environment:
    environment = Environment(
        loader=PackageLoader("search.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        wording.gettext, wording.ngettext, newstyle=True
    )
    districts = load_districts()
    environment.globals.update(
        language=wording.language,
        version=pantau.__version__,
        style=stylesheet()[1],
        districts=districts,
        by_province=_by_province,
        provinces=[(province, districts.inside(province.code)) for province in districts.provinces],
    )
    environment.filters.update(
        reason=in_indonesian if wording.language == SOURCE_LANGUAGE else str,
        doubt=wording.doubt,
        label=wording.label,
        field=wording.field,
        number=wording.number,
        percent=wording.percent,
        chance=wording.chance,
        day=wording.day,
        month=wording.month,
        moment=wording.moment,
        place=_place_name,
        markup=markup,
        plain=plain,
        link=safe_link,
        outlet=lambda domain: outlets[domain].name if domain in outlets else domain,
    )
    return environment


def _by_province(states: Iterable[DistrictState]) -> list[tuple[Province, list[DistrictState]]]:
    """Groups districts by province, both in code order; provinces without any are left out."""
    groups: dict[str, list[DistrictState]] = {}
    for state in sorted(states, key=lambda state: state.code):
        groups.setdefault(state.code[:PROVINCE_CODE_LENGTH], []).append(state)
    return [(load_districts().province(code), members) for code, members in groups.items()]


def _place_name(code: str) -> str:
    """The name of a code; one that does not exist is shown as it is."""
    return load_districts().name(code) if code in load_districts() else code
