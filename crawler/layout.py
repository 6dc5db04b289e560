"""Where on a page its story stands: its element is found, boxes around it removed, its blocks read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

SHORTEST_CHUNK: Final = 60
"""Characters of one piece of text to count as prose; menu entries and most headlines are shorter."""

LARGEST_BOX: Final = 0.4
"""Share of a page's prose. What holds more is the story's own container, whatever its class says
("content-with-sidebar")."""

MOST_LINKS: Final = 0.6
"""Share of link text above which an element is a list of headlines, not a story."""

LONGEST_LINK: Final = 200
"""Characters of a link that is a headline (40-110 on Indonesian sites). A longer one is a paragraph of a page
whose link was never closed."""

_BLOCKS: Final = frozenset({
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "tr", "td",
    "section", "article", "figure", "pre", "hr", "dl", "dd", "dt", "main", "header",
})  # fmt: skip
_OWN_TEXT: Final = frozenset({
    "p", "b", "strong", "i", "em", "a", "span", "font", "u", "h2", "h3", "blockquote",
})  # fmt: skip
"""Elements inside a story's element whose text counts as its own."""
_NEVER_TEXT: Final = frozenset({
    "script", "style", "noscript", "iframe", "svg", "template", "object", "video", "audio", "select",
    "textarea", "input", "button", "ins", "amp-ad", "amp-embed",
})  # fmt: skip
_BOXES: Final = frozenset({"nav", "aside", "footer", "form", "figcaption", "dialog"})
"""Elements that hold no story unless they hold most of the page (ASP.NET sites wrap all of it in a form)."""
_NEVER_STORY: Final = re.compile(
    r"(?:^|[\s_-])(?:related|terkait|terpopuler|populer|popular|trending|terkini|baca-?juga|lihat-?juga"
    r"|lihatjg|readmore|read-?also|also-?read|inner-?link|linksisip\w*|recommend\w*|rekomendasi|rekomen|tags?|taglist"
    r"|share|sharing|sosmed|social|socmed|breadcrumbs?|komentar|comments?|respond|iklan|ads?|advert\w*"
    r"|adsense|banner|sidebar|widgets?|copyright|newsletter|caption|credit|fotocaption|twitter-tweet|instagram-media"
    r"|tiktok-embed|fb-post|embed|paging|pagination|pagelink|next-?prev|author-?box|byline|editor|penulis"
    r"|outbrain|taboola|mgid|jixie|hidden|sr-only|screen-reader-text|navigation|menu|nav|footer|subscribe"
    r"|popup|modal|most|list-?berita|videos?)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class and id words of boxes in or around a story on Indonesian sites (WordPress themes, detik, Kompas,
Tribun, Liputan6, Republika, Viva, Okezone)."""
_COMMENTS: Final = re.compile(r"(?:^|[\s_-])(?:komentar|comments?|respond)(?:$|[\s_-])", re.IGNORECASE)
"""Boxes that go even when they hold the longest text of the page."""
_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s|$)")


def prune(tree: Any) -> None:
    """Remove what is not the story from a tree: scripts, navigation, related links, adverts, captions.

    The densest element and what holds it stay, whatever their class says.

    Args:
        tree: Root element; it is changed.
    """
    for element in list(tree.iter(*_NEVER_TEXT)):
        _drop(element)
    for element in list(tree.iter()):
        if (
            isinstance(element.tag, str)
            and _COMMENTS.search(_names(element))
            and element.tag not in ("body", "html")
        ):
            _drop_small(element, LARGEST_BOX * prose_length(tree))
    story = story_element(tree)
    kept = {story, *story.iterancestors()}
    most = LARGEST_BOX * prose_length(tree)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element not in kept and _is_box(element):
            _drop_small(element, most)


def story_element(tree: Any) -> Any:
    """Find the element with the most running text of its own, with the parents that share the story."""
    candidates = [
        item for item in tree.iter() if isinstance(item.tag, str) and item.tag not in ("html", "head")
    ]
    best = max(candidates, key=_weight, default=tree)
    parent = best.getparent()
    while parent is not None and parent.tag not in ("html", "body"):
        if not any(map(_is_sentence, _own_blocks(parent, best))):
            break
        best, parent = parent, parent.getparent()
    return best


def blocks(root: Any) -> list[str]:
    """Text of an element, one block (paragraph, list item, heading, line) an entry.

    A block that is a link as a whole leads to another story, whatever box it stands in, and is left out.
    """
    return [line for line, linked in _lines(_pieces(root)) if not _is_link(line, linked)]


def prose_length(element: Any) -> int:
    """Characters of running text in an element: pieces of at least :data:`SHORTEST_CHUNK`."""
    return sum(len(text) for text in element.itertext() if len(text) >= SHORTEST_CHUNK and not text.isspace())


def _weight(element: Any) -> int:
    own = _own_length(element)
    if own < SHORTEST_CHUNK:
        return 0
    links = sum(len(text) for link in element.iter("a") for text in link.itertext())
    return 0 if links > MOST_LINKS * own else own


def _own_length(element: Any) -> int:
    """Characters of text that lies directly in an element or in its paragraphs."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append(child.tail or "")
        if child.tag in _OWN_TEXT:
            pieces.extend(child.itertext())
    return sum(len(piece.strip()) for piece in pieces)


def _own_blocks(element: Any, without: Any) -> Iterator[str]:
    """Blocks of the text that lies in an element and its paragraphs beside one of its children."""

    def pieces() -> Iterator[tuple[str, str, bool]]:
        yield "block", element.text or "", False
        for child in element:
            kind = "block" if child.tag in _BLOCKS else "inline"
            if child is without:
                kind = "block"
            elif child.tag in _OWN_TEXT:
                yield from _pieces(child)
            yield kind, child.tail or "", False

    return (line for line, linked in _lines(pieces()) if not _is_link(line, linked))


def _is_sentence(line: str) -> bool:
    """Tell a paragraph from a headline, a byline or a menu: those are short or have no sentence's end."""
    return len(line) >= SHORTEST_CHUNK and _SENTENCE_END.search(line) is not None


def _is_link(line: str, linked: int) -> bool:
    """Tell a block of which nothing but marks ("»", "-", "1.") stands outside its links, as headlines do."""
    letters = sum(map(str.isalpha, line))
    return linked > 0 and linked >= letters and len(line) <= LONGEST_LINK and not line.endswith(".")


def _lines(pieces: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, int]]:
    """Blocks, each with the number of its letters that lie in links."""
    text, linked = "", 0
    for kind, piece, in_link in pieces:
        if kind == "block":
            if line := _BLANKS.sub(" ", text).strip():
                yield line, linked
            text, linked = "", 0
        text += piece
        linked += sum(map(str.isalpha, piece)) if in_link else 0
    if line := _BLANKS.sub(" ", text).strip():
        yield line, linked


def _is_box(element: Any) -> bool:
    if element.tag in _BOXES or element.get("hidden") is not None:
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    return bool(_NEVER_STORY.search(_names(element)))


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _drop_small(element: Any, most: float) -> None:
    if prose_length(element) <= most:
        _drop(element)


def _drop(element: Any) -> None:
    """Take an element out and leave the text behind it in place."""
    if element.getparent() is not None:
        element.drop_tree()


def _pieces(root: Any) -> Iterator[tuple[str, str, bool]]:
    """Texts in their order: whether a block begins there, the text, whether it lies in a link."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        kind = "block" if element.tag in _BLOCKS else "inline"
        step = 1 if element.tag == "a" and element.get("href") is not None else 0
        if event == "start":
            depth += step
            yield kind, element.text or "", depth > 0
        else:
            depth -= step
            if element is not root:
                yield kind, element.tail or "", depth > 0
