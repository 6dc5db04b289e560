"""The contract of the API: shapes, bounds, problem details, and that full texts stay inside."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest

from pantau.records import Story
from search.answers import LONGEST_LEAD

API = "/api/v1"


def test_a_search_gives_hits_counts_and_facets(client: httpx.Client) -> None:
    answer = client.get(f"{API}/search", params={"q": 'bentrok kab:"Kota Bogor"', "size": 3}).json()
    assert answer["query"] == 'bentrok kab:"Kota Bogor"'
    assert answer["total"] > 3
    assert answer["pages"] == -(-answer["total"] // 3)
    assert len(answer["hits"]) == 3
    hit = answer["hits"][0]
    assert hit["labels"]["places"] == ["32.71"]
    assert hit["owner"] in {"Grup Fajar", "Yayasan Timur", "Warta Nusa", "Harian Selat"}
    assert "<mark>" in hit["highlight"]["title"]
    assert answer["facets"]["bentuk"][0] == {"value": "bentrok", "count": answer["total"]}


def test_the_next_page_goes_on_where_the_first_ended(client: httpx.Client) -> None:
    first = client.get(f"{API}/search", params={"q": "warga", "size": 5}).json()
    second = client.get(
        f"{API}/search", params={"q": "warga", "size": 5, "page": 2, "until": first["until"]}
    ).json()
    keys = [hit["key"] for hit in (*first["hits"], *second["hits"])]
    assert len(set(keys)) == 10


def test_no_full_text_leaves(client: httpx.Client, written: list[Story]) -> None:
    # Rights: other people see headline, lead and link. The last sentence of a body is in none of them.
    story = written[0]
    ending = story.article.text.splitlines()[-1]
    lead = story.article.text.splitlines()[0]
    for path in (f"{API}/stories/{story.key}", f"/berita/{story.key}"):
        page = client.get(path)
        assert page.status_code == 200
        assert ending not in page.text
        assert lead[:40] in page.text
    assert len(client.get(f"{API}/stories/{story.key}").json()["lead"]) <= LONGEST_LEAD + 2


def test_a_story_tells_why_its_place_was_chosen(client: httpx.Client, written: list[Story]) -> None:
    detail = client.get(f"{API}/stories/{written[1].key}").json()
    assert detail["places"][0]["reason"].endswith("named with its level")
    assert detail["evidence"][0]["field"] == "form"
    assert detail["confidence"]["relevant"] == 0.97
    assert detail["method_version"] == "test-1"


def test_all_districts_are_there_and_the_unseen_are_not_calm(client: httpx.Client, press: ModuleType) -> None:
    view = client.get(f"{API}/overview").json()
    assert len(view["districts"]) == 514
    assert sum(view["levels"].values()) == 514
    levels = {item["code"]: item["level"] for item in view["districts"]}
    assert levels[press.SILENT] == "tidak_teramati"
    assert levels["12.01"] == "tidak_teramati"  # no row at all
    assert levels[press.PLANTED] in {"siaga", "awas"}
    order = [item["level"] for item in view["districts"]]
    rank = ["awas", "siaga", "waspada", "aman", "tidak_teramati"]
    assert [rank.index(level) for level in order] == sorted(rank.index(level) for level in order)
    province = client.get(f"{API}/districts", params={"province": "32"}).json()
    assert [item["code"] for item in province] == sorted(code for code in levels if code.startswith("32"))


def test_a_district_has_its_series_and_no_row_is_no_zero(client: httpx.Client, press: ModuleType) -> None:
    view = client.get(f"{API}/districts/{press.PLANTED}", params={"days": 30}).json()
    assert set(view["series"]) == {"ekonomi", "sosial", "budaya", "keberagamaan", "total"}
    assert len(view["series"]["total"]) == 30
    assert view["zone"] == "Asia/Jakarta"
    assert view["incidents"][0]["owners"] >= 1
    unseen = client.get(f"{API}/districts/{press.SILENT}").json()
    assert unseen["coverage"] == []
    assert {value["score"] for value in unseen["series"]["total"]} == {None}
    assert client.get(f"{API}/districts/12.01").json()["series"]["total"] == []


def test_alerts_newest_first_and_one_with_its_incidents(client: httpx.Client, press: ModuleType) -> None:
    found = client.get(f"{API}/alerts").json()
    assert [item["day"] for item in found] == sorted((item["day"] for item in found), reverse=True)
    one = client.get(f"{API}/alerts/{found[0]['number']}").json()
    assert one["district"] == press.PLANTED
    assert one["incidents"][0]["reports"][0]["url"].startswith("https://")
    assert one["missing"] == []
    only = client.get(f"{API}/alerts", params={"district": "73.71"}).json()
    assert {item["district"] for item in only} == {"73.71"}


def test_outlet_coverage_has_rows_of_the_last_days(client: httpx.Client) -> None:
    rows = client.get(f"{API}/outlets/coverage", params={"days": 7}).json()
    assert rows
    assert len({row["day"] for row in rows}) <= 7
    assert all(row["found"] >= row["extracted"] >= row["relevant"] for row in rows)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/search?q=bentrok+AND", 400, "urn:pantau:problem:query"),
        ("/search?q=dimensi:sosal", 400, "urn:pantau:problem:query"),
        ("/search?q=a1&page=9999", 400, "urn:pantau:problem:page"),
        ("/search?size=1000", 422, "urn:pantau:problem:parameter"),
        ("/search?page=0", 422, "urn:pantau:problem:parameter"),
        ("/search?sort=best", 422, "urn:pantau:problem:parameter"),
        ("/search?until=99999999999999999999", 422, "urn:pantau:problem:parameter"),
        ("/search?q=" + "x" * 5000, 422, "urn:pantau:problem:parameter"),
        ("/stories/nobody", 404, "about:blank"),
        ("/stories/" + "x" * 100, 422, "urn:pantau:problem:parameter"),
        ("/districts/99.99", 404, "about:blank"),
        ("/districts/jakarta", 422, "urn:pantau:problem:parameter"),
        ("/districts/32.71?days=5000", 422, "urn:pantau:problem:parameter"),
        ("/alerts/999", 404, "about:blank"),
        ("/alerts/99999999999999999999", 422, "urn:pantau:problem:parameter"),
        ("/outlets/coverage?days=0", 422, "urn:pantau:problem:parameter"),
        ("/nothing", 404, "about:blank"),
    ],
)
def test_an_error_is_a_problem_with_its_kind(client: httpx.Client, path: str, status: int, kind: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["type"], body["status"]) == (kind, status)
    assert body["title"]
    assert body["detail"]


def test_a_query_that_cannot_be_read_tells_its_place(client: httpx.Client) -> None:
    body = client.get(f"{API}/search", params={"q": "warga dimensi:sosal"}).json()
    assert body["position"] == 14
    assert body["found"] == "sosal"
    assert body["expected"] == ["sosial"]
    assert body["reason"] == "unknown-value"


def test_another_method_is_refused(client: httpx.Client) -> None:
    answer = client.post(f"{API}/search", json={})
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert "GET" in answer.headers["allow"]


def test_the_description_covers_every_route_with_examples(client: httpx.Client) -> None:
    description = client.get(f"{API}/openapi.json").json()
    assert set(description["paths"]) == {
        f"{API}{path}"
        for path in (
            "/search",
            "/stories/{key}",
            "/overview",
            "/districts",
            "/districts/{code}",
            "/alerts",
            "/alerts/{number}",
            "/outlets/coverage",
        )
    }
    for path in description["paths"].values():
        operation = path["get"]
        assert operation["summary"]
        assert "400" in operation["responses"]
    query = description["paths"][f"{API}/search"]["get"]["parameters"][0]
    assert query["schema"]["examples"]
    assert description["components"]["schemas"]["DistrictOut"]["properties"]["level"]["examples"] == ["awas"]
