"""The pages in headless Chromium: without script, at desktop and phone width, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/cari?q=bentrok+kab:Bogor",
    "/cari?q=bentrok+AND",
    "/berita/s00300",
    "/wilayah/32.71",
    "/wilayah/95.01",
    "/peringatan",
    "/peringatan/1",
    "/tak-teramati",
    "/tentang",
    "/wilayah-saya",
]


def test_a_reader_chooses_a_district_searches_and_opens_a_story_and_an_alert(page: Page) -> None:
    # The whole way of a first visit, with script switched off.
    page.goto("/")
    expect(page.get_by_role("heading", name="Wilayah mana yang Anda pantau?")).to_be_visible()
    page.get_by_label("Kabupaten/kota saya").select_option("32.71")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", name="Kota Bogor")).to_be_visible()
    expect(page.get_by_role("heading", name="Wilayah mana yang Anda pantau?")).to_have_count(0)

    page.get_by_role("link", name="Cari", exact=True).click()
    page.get_by_label("Kueri").fill('bentrok kab:"Kota Bogor"')
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("berita")
    page.locator("article.hit h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bentrokan dua kelompok pemuda")
    expect(page.get_by_role("link", name="Baca di")).to_have_attribute(
        "rel", "external noopener noreferrer nofollow"
    )

    page.get_by_role("link", name="Peringatan", exact=True).click()
    page.get_by_role("link", name="Peringatan no. 1").click()
    expect(page.get_by_text("Belum diverifikasi.")).to_be_visible()

    page.goto("/")
    expect(page.get_by_role("heading", name="Kota Bogor")).to_be_visible()


def test_facets_narrow_and_chips_widen_again(page: Page) -> None:
    page.goto("/cari?q=warga")
    before = page.get_by_role("status").inner_text()
    page.get_by_label("Persempit", exact=True).get_by_role("link", name="Penolakan").click()
    after = page.get_by_role("status").inner_text()
    assert after != before
    page.get_by_role("link", name="Hapus saringan Bentuk").click()
    assert page.get_by_role("status").inner_text() == before


def test_a_mistake_in_a_query_is_shown_where_it_is(page: Page) -> None:
    page.goto("/cari")
    page.get_by_label("Kueri").fill("bentrok dimansi:sosial")
    page.get_by_role("button", name="Cari", exact=True).click()
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("Pada huruf ke-9")
    expect(wrong.locator("mark")).to_have_text("dimansi:sosial")
    expect(page.get_by_label("Kueri")).to_have_value("bentrok dimansi:sosial")


def test_a_tile_leads_to_its_district(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Kota Makassar: ").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kota Makassar")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(scripted: Page, path: str) -> None:
    scripted.goto(path)
    width = scripted.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, f"{path} is {width} wide"


@pytest.mark.parametrize("path", PAGES)
def test_text_has_enough_contrast(scripted: Page, path: str) -> None:
    # WCAG 2.2 AA: 4.5 for text, 3 for large text. Backgrounds are plain colours here.
    scripted.goto(path)
    low = scripted.evaluate(CONTRAST)
    assert low == []


def test_nothing_is_asked_of_other_hosts_and_nothing_is_refused_by_the_policy(
    scripted: Page, address: str
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    scripted.on("request", lambda request: asked.append(request.url))
    scripted.on("console", lambda message: complaints.append(message.text))
    for path in PAGES:
        scripted.goto(path)
        scripted.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(address)] == []
    assert [text for text in complaints if "400" not in text] == []


def test_the_keyboard_meets_the_skip_link_first_and_sees_where_it_is(scripted: Page) -> None:
    scripted.goto("/cari")
    order = []
    for _ in range(9):
        scripted.keyboard.press("Tab")
        order.append(
            scripted.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")
        )
    assert order[0] == "Langsung ke isi"
    assert order[1] == "Pantau"
    assert order[2:7] == ["Ikhtisar", "Cari", "Peringatan", "Tak teramati", "Tentang"]
    outline = scripted.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_the_skip_link_leads_past_the_navigation(scripted: Page) -> None:
    scripted.goto("/tentang")
    scripted.keyboard.press("Tab")
    scripted.keyboard.press("Enter")
    assert scripted.evaluate("document.activeElement.id") == "isi"


CONTRAST = """() => {
  const parse = (colour) => {
    const parts = colour.match(/[\\d.]+/g).map(Number);
    return [...parts.slice(0, 3), parts.length > 3 ? parts[3] : 1];
  };
  const linear = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (start) => {
    for (let element = start; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return [255, 255, 255, 1];
  };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const element = walk.currentNode.parentElement;
    if (!text || !element.checkVisibility() || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    const pair = [light(parse(style.color)), light(ground(element))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) low.push(`${ratio.toFixed(2)} ${element.className} ${text.slice(0, 40)}`);
  }
  return low;
}"""
