"""What readers see: a real browser over a real server, with and without JavaScript."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import axe_playwright_python
import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from tests.service.serving import app_over, running, wait_for

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; install the package chromium"),
]

# The contrast of every piece of text with what lies behind it, computed as WCAG 2.2 does.
LOW_CONTRAST = """() => {
  const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => { const f = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length && c[3] !== 0) return c; } return [255, 255, 255]; };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const s = getComputedStyle(e), [a, b] = [light(rgb(s.color)), light(ground(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(`${e.tagName} ${e.className} ${ratio.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`);
  }
  return bad; }"""
SMALL_TARGETS = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, nav a, summary')]
  .filter(e => e.checkVisibility()).map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
  .filter(([, r]) => r.width < 24 || r.height < 24).map(([name, r]) => `${name} ${r.width}x${r.height}`)"""
UNNAMED_FIELDS = """() => [...document.querySelectorAll('input:not([type=hidden]), select')]
  .filter(e => !e.labels.length).map(e => e.outerHTML)"""


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    app = app_over(published)
    with running(app) as address:
        wait_for(lambda: app.state.services.live.is_ready)
        yield address


@pytest.fixture(scope="module")
def facts_address(published_facts: Path) -> Iterator[str]:
    app = app_over(published_facts)
    with running(app) as address:
        wait_for(lambda: app.state.services.live.is_ready)
        yield address


@pytest.fixture
def view(request: pytest.FixtureRequest) -> str:
    """The whole address of a view; ids of facts are filled in."""
    path: str = request.param
    if path not in FACT_VIEWS:
        return f"{request.getfixturevalue('address')}{path}"
    site = request.getfixturevalue("facts_address")
    quote = httpx.get(f"{site}/v1/citaten").json()["results"][0]["citaatId"]
    cited = httpx.get(f"{site}/v1/citaten/{quote}/citatie").json()
    return site + path.format(quote=quote, permalink=cited["permalink"].rpartition("/")[2])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address,
        java_script_enabled=request.param,
        viewport={"width": 1280, "height": 900},
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Page]:
    """A page with JavaScript, for tests that measure by it."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def ask(page: Page, question: str) -> None:
    page.goto("/")
    page.get_by_label("Uw vraag").fill(question)
    page.get_by_role("button", name="Zoeken").click()


def box_of(element: Locator) -> dict[str, float]:
    box = element.bounding_box()
    assert box is not None
    return dict(box)


def test_a_question_leads_to_the_marked_place_on_the_page(page, published):
    ask(page, "fietspad langs het kanaal")
    assert "fietspad" not in page.url
    hit = page.get_by_role("article").first
    assert "Het fietspad langs het kanaal" in hit.get_by_role("blockquote").inner_text()
    hit.get_by_role("link").first.click()
    picture, marks = page.locator("figure img"), page.locator("svg.marks rect")
    assert marks.count() == 4
    # PDF points: the first line of text begins at 72 from the left, and its baseline is 730 from below.
    sheet, first = box_of(picture), box_of(marks.first)
    points = sheet["width"] / 595.28
    assert first["x"] - sheet["x"] == pytest.approx(72 * points, abs=4)
    baseline = sheet["y"] + (841.89 - 730) * points
    assert first["y"] < baseline - 5 * points
    assert baseline - 2 <= first["y"] + first["height"] < baseline + 8 * points


def test_the_ink_of_the_words_lies_under_the_mark_and_not_beside_it(scripted):
    ask(scripted, "fietspad langs het kanaal")
    scripted.get_by_role("article").first.get_by_role("link").first.click()
    scripted.locator("figure img").evaluate("image => image.decode()")
    share = scripted.evaluate(
        """() => {
          const image = document.querySelector('figure img'), svg = document.querySelector('svg.marks');
          const canvas = Object.assign(document.createElement('canvas'), {width: image.naturalWidth, height: image.naturalHeight});
          const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
          const scale = canvas.width / svg.viewBox.baseVal.width;
          const ink = (x, y, w, h) => { const d = context.getImageData(x, y, Math.max(1, w), Math.max(1, h)).data;
            let dark = 0; for (let i = 0; i < d.length; i += 4) dark += d[i] < 128; return dark; };
          return [...svg.querySelectorAll('rect')].map(r => { const b = r.getBBox();
            const [x, y, w, h] = [b.x, b.y, b.width, b.height].map(v => Math.round(v * scale));
            return [ink(x, y, w, h), ink(0, y, x, h), ink(x + w, y, canvas.width - x - w, h)]; });
        }"""
    )
    for under, left, right in share:
        assert under > 200
        assert (left, right) == (0, 0)


def test_back_from_a_page_shows_the_results_again(page):
    ask(page, "weekmarkt op zaterdag")
    results = page.locator("ol.hits").inner_text()
    page.get_by_role("article").first.get_by_role("link").first.click()
    assert page.locator("svg.marks").count() == 1
    page.go_back()
    assert page.locator("ol.hits").inner_text() == results


def test_results_can_be_paged_and_filtered(page):
    ask(page, "weekmarkt")
    page.get_by_text("Verfijn", exact=True).click()
    page.get_by_label("Rapport").select_option("Markten in de regio")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("button", name="Volgende pagina").click()
    assert page.locator("ol.hits").get_attribute("start") == "11"
    assert page.get_by_label("Rapport").input_value() == "markten"


def test_results_can_be_limited_and_widened_again(page):
    ask(page, "de gemeente")
    facets = page.get_by_role("form", name="Beperk de resultaten")
    if not facets.is_visible():
        page.get_by_text("Beperk de resultaten").click()
    facets.get_by_role("button", name="Regio Heideveen").click()
    assert "gemeente" not in page.url
    sources = page.locator("article .source").all_inner_texts()
    assert [source.split(" · ")[0] for source in sources] == ["Regio Heideveen"]
    page.get_by_role("button", name="Verwijder filter Uitgever: Regio Heideveen").click()
    assert page.get_by_role("article").count() > 1


def test_on_a_phone_the_choices_stay_closed_until_they_are_asked_for(scripted):
    scripted.set_viewport_size({"width": 390, "height": 800})
    ask(scripted, "de gemeente")
    assert not scripted.get_by_role("form", name="Beperk de resultaten").is_visible()
    scripted.get_by_text("Beperk de resultaten").click()
    assert scripted.get_by_role("form", name="Beperk de resultaten").is_visible()


def typing(page: Page, text: str) -> tuple[Locator, Locator]:
    """The question's field, and the list of suggestions once it is there."""
    page.goto("/")
    field = page.get_by_label("Uw vraag")
    field.press_sequentially(text)
    suggestions = page.get_by_role("listbox", name="Suggesties").get_by_role("option")
    suggestions.first.wait_for()
    return field, suggestions


def test_a_suggestion_is_chosen_by_keyboard(scripted):
    field, _ = typing(scripted, "zrog in")
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    chosen = scripted.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 1
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert field.input_value() == "zrog in"
    field.press("Enter")
    scripted.locator("ol.hits").wait_for()
    assert scripted.get_by_label("Uw vraag").input_value() == "Zorg in de wijk"


def test_a_suggestion_is_chosen_by_mouse(scripted):
    _, suggestions = typing(scripted, "fietspad l")
    suggestions.filter(has_text="Fietspad langs het kanaal").click()
    scripted.locator("ol.hits").wait_for()
    assert scripted.get_by_label("Uw vraag").input_value() == "Fietspad langs het kanaal"


def test_suggestions_can_be_left_alone(scripted):
    field, suggestions = typing(scripted, "weekmarkt")
    assert suggestions.count() == 8
    for _ in range(9):  # round, and back to what was typed
        field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Escape")
    assert not suggestions.first.is_visible()
    assert field.get_attribute("aria-expanded") == "false"
    field.press("Enter")
    scripted.locator("ol.hits").wait_for()
    assert scripted.get_by_label("Uw vraag").input_value() == "weekmarkt"


def test_what_is_typed_stands_in_no_address(scripted):
    asked: list[str] = []
    scripted.on("request", lambda request: asked.append(request.url))
    typing(scripted, "weekmarkt")
    assert any(url.endswith("/_zoek") for url in asked)
    assert not any("week" in url for url in asked)


def test_an_empty_question_is_explained_at_its_field(page):
    ask(page, "")
    field = page.get_by_label("Uw vraag")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby")
    assert described is not None
    assert "Typ eerst een vraag" in page.locator(f"#{described.split()[0]}").inner_text()


def test_the_whole_way_can_be_gone_by_keyboard(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Naar de inhoud"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("wijkverpleging")
    page.keyboard.press("Enter")
    page.locator("ol.hits").wait_for()
    page.get_by_role("article").first.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.locator("svg.marks").wait_for()


VIEWS = ["/", "/zoeken?q=fietspad&exact=true", "/zoeken?q=", "/zoeken?q=weekmarkt", "/documenten",
         "/zoeken?q=de+gemeente&uitgever=regio+heideveen&taal=nl", "/zoeken?q=\"komt+niet+voor\"", "/zoeken?q=zorg&thema=weg", "/zoeken?q=wijkverplegng",
         "/documenten/fietsen-in-waterstede", "/documenten/fietsen-in-waterstede/paginas/1", "/geen"]  # fmt: skip
FACT_VIEWS = ["/citaten", "/citaten?q=dijk&spreker=berg", "/citaten?spreker=niemand", "/citaten?q=\"komt+niet+voor\"",
              "/uitkomsten?soort=alle", "/uitkomsten?minimum=veel", "/projecten", "/projecten/waterwende",
              "/zoeken?q=waterwende", "/citeer?citaat={quote}", "/p/{permalink}"]  # fmt: skip


@pytest.mark.parametrize("view", [*VIEWS, *FACT_VIEWS], indirect=True)
def test_pages_are_titled_labelled_readable_and_fit_a_phone(scripted, view):
    failures: list[str] = []
    scripted.on("console", lambda m: failures.append(m.text) if m.type == "error" else None)
    response = scripted.goto(view)
    assert response is not None
    headings = scripted.locator("h1, h2, h3").evaluate_all("all => all.map(h => +h.tagName[1])")
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(headings))
    assert scripted.locator("html").get_attribute("lang") == "nl"
    assert len(scripted.title()) > len(" – Zoeken in rapporten")
    assert scripted.locator("main").count() == 1
    assert scripted.evaluate(UNNAMED_FIELDS) == []
    assert scripted.evaluate(LOW_CONTRAST) == []
    for width in (320, 390):
        scripted.set_viewport_size({"width": width, "height": 800})
        assert scripted.evaluate("document.documentElement.scrollWidth") <= width
        assert scripted.evaluate(SMALL_TARGETS) == []
    # Nothing that the content security policy forbids, and no missing file but the page itself.
    assert [f for f in failures if response.ok or str(response.status) not in f] == []


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """The rules of axe that are broken, and where."""
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]]


@pytest.mark.parametrize("view", [*VIEWS, *FACT_VIEWS], indirect=True)
def test_axe_finds_no_violation_of_wcag(browser, view):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(view)
    found = violations(page)
    context.close()
    assert found == []


def test_the_choices_beside_facts_limit_them_without_a_question_in_the_address(
    browser, facts_address
):
    context = browser.new_context(base_url=facts_address)
    page = context.new_page()
    page.goto("/uitkomsten")
    page.get_by_role("button", name="Waterwende").click()
    assert page.get_by_role("article").count() == 2
    assert page.url == f"{facts_address}/uitkomsten"
    page.get_by_role("button", name="Verwijder filter Project: Waterwende").click()
    assert page.get_by_role("article").count() == 3
    with page.expect_download() as download:
        page.get_by_role("button", name="Download voor Excel").click()
    assert download.value.suggested_filename == "uitkomsten.csv"
    context.close()


def test_axe_finds_no_violation_in_the_open_suggestions_and_choices(browser, address):
    context = browser.new_context(base_url=address, bypass_csp=True)
    page = context.new_page()
    typing(page, "weekmarkt")
    page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true; })")
    found = violations(page)
    context.close()
    assert found == []
