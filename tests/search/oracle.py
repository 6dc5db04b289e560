"""Plain Python that answers a query by looking at every story: what the engine is compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pantau import stemming
from pantau.records import Story
from search import places
from search.query import And, Days, Everything, Match, Node, Not, Numbers, Or, Phrase, Prefix, Word

Words = list[set[str]]


class Oracle:
    """Holds the stories with their words; rows are counted from 1 as in the database."""

    def __init__(self, stories: Sequence[Story], owners: Mapping[str, str]) -> None:
        self.stories = stories
        self.owners = owners
        self._words = [(_words(story.article.title), _words(story.article.text)) for story in stories]

    def hits(self, tree: Node) -> set[str]:
        return {story.key for place, story in enumerate(self.stories) if self._holds(tree, place)}

    def facets(self, tree: Node) -> dict[str, Counter[str]]:
        counts: dict[str, Counter[str]] = {}
        for place, story in enumerate(self.stories):
            if self._holds(tree, place):
                for name, values in _labels(story).items():
                    counts.setdefault(name, Counter()).update(values)
        return counts

    def _holds(self, node: Node, place: int) -> bool:
        if isinstance(node, And):
            return all(self._holds(part, place) for part in node.parts)
        if isinstance(node, Or):
            return any(self._holds(part, place) for part in node.parts)
        if isinstance(node, Not):
            return not self._holds(node.part, place)
        if isinstance(node, Everything):
            return True
        if isinstance(node, Word | Phrase | Prefix):
            title, text = self._words[place]
            columns = {"": (title, text), "judul": (title,), "isi": (text,)}[node.column]
            return any(_follows(words, node) for words in columns)
        return self._field(node, self.stories[place])

    def _field(self, node: Match | Days | Numbers, story: Story) -> bool:
        said, article = story.annotation, story.article
        if isinstance(node, Days):
            published = article.published.date() if article.published else None
            day = published if node.field == "tanggal" else said.event_date
            return day is not None and (node.first or day) <= day <= (node.last or day)
        if isinstance(node, Numbers):
            both = [count for count in (said.deaths, said.injured) if count is not None]
            count = {"korban": sum(both) if both else None, "tewas": said.deaths, "luka": said.injured}[
                node.field
            ]
            return count is not None and (count if node.low is None else node.low) <= count <= (
                count if node.high is None else node.high
            )
        return {
            "dimensi": lambda: node.value in said.dimensions,
            "nada": lambda: node.value == said.tone,
            "fase": lambda: node.value == said.phase,
            "bentuk": lambda: node.value == said.form,
            "sentimen": lambda: node.value == said.sentiment,
            "relevan": lambda: (node.value == "ya") == said.relevant,
            "kab": lambda: bool(set(places.district_codes(node.value)) & set(said.places)),
            "prov": lambda: places.province_code(node.value) in {code[:2] for code in said.places},
            "kec": lambda: any(node.value.lower() in name.lower() for name in said.place_names),
            "sumber": lambda: article.outlet == node.value or article.outlet.endswith(f".{node.value}"),
            "pemilik": lambda: self.owners[article.outlet].lower() == node.value.lower(),
        }[node.field]()


def _words(text: str) -> Words:
    return [set(terms) for _, _, terms in stemming.terms(text)]


def _follows(words: Words, node: Word | Phrase | Prefix) -> bool:
    wanted = [word for _, _, word in stemming.words(node.text)]
    if isinstance(node, Word) and len(wanted) == 1:
        wanted = [stemming.stem(wanted[0])]
    for first in range(len(words) - len(wanted) + 1):
        there = words[first : first + len(wanted)]
        exact = [term in forms for term, forms in zip(wanted, there, strict=True)]
        if isinstance(node, Prefix):
            exact[-1] = any(form.startswith(wanted[-1]) for form in there[-1])
        if all(exact):
            return True
    return False


def _labels(story: Story) -> dict[str, list[str]]:
    said, article = story.annotation, story.article
    return {
        "dimensi": list(said.dimensions),
        "nada": [said.tone],
        "fase": [said.phase],
        "bentuk": [said.form],
        "relevan": ["ya" if said.relevant else "tidak"],
        "prov": sorted({code[:2] for code in said.places}),
        "kab": [code for code in said.places if len(code) > 2],
        "sumber": [article.outlet],
        "bulan": [article.published.strftime("%Y-%m")] if article.published else [],
    }
