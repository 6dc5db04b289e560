"""Reading what came in: every article without an annotation of this method becomes a Story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

from pantau.records import Article, Story
from pantau.storage import Database, articles, stories
from pantau.storage.times import now

BATCH: Final = 200
"""Stories in one transaction: a kill loses at most a few seconds of work, and the cost of a commit is
spread thin."""


class Reader(Protocol):
    """Anything that turns articles into stories (:class:`nlp.pipeline.Annotator`)."""

    @property
    def method_version(self) -> str:
        """Version of the method; stories read by another one are read again."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[Story]:
        """One story for each article, in their order."""


def annotate_new(
    database: Database,
    reader: Reader,
    *,
    batch: int = BATCH,
    put_right: Callable[[Story], Story] = lambda story: story,
    on_progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Read every article that this method has not read yet.

    It can be killed at any point and started again: what was read is kept batch by batch.

    Args:
        database: Where the articles are and the annotations go.
        reader: The pipeline.
        batch: Stories in one transaction.
        put_right: Lays people's corrections over what was read, so that they outlive any model.
        on_progress: Called with the number of stories after each batch.

    Returns:
        How many were read.
    """
    after, read = ("", 0), 0
    while handed := articles.without_annotation(database, reader.method_version, after=after, limit=batch):
        told = [put_right(story) for story in reader.annotate(article for _, article in handed)]
        stories.put(database, told, annotated_at=now())
        after, read = handed[-1][0], read + len(told)
        on_progress(len(told))
    return read
