"""``python -m nlp.places.training GOLD [OUT]``: learn the worths that ship, from all labelled stories.

``GOLD`` is the folder with ``dev.jsonl`` and ``rewritten.jsonl``; the further labels are used where the
pool lies in ``data/news`` beside it. How good they are tells ``pantau bench places``, which fits anew
without the stories it scores.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from nlp.places.decision import FILE, Worths
from nlp.places.gazetteer import load_gazetteer
from nlp.places.gold import GOLD_FILES
from nlp.places.resolver import PlaceResolver
from nlp.places.training.crossing import prepare
from nlp.places.training.examples import FURTHER, REGIONAL
from nlp.places.training.fitting import fit
from pantau.errors import UsageError

UNTRAINED = Worths(district={}, story={}, origin={})
"""Reading what stories tell needs no worths."""


def train(gold: Path, out: Path = FILE) -> Path:
    """Learn from every labelled story and write the file.

    Raises:
        UsageError: If no label file is in ``gold``.
    """
    material = prepare(gold, PlaceResolver(load_gazetteer(), UNTRAINED))
    files = [*(gold / name for name in GOLD_FILES), gold.parent / REGIONAL, FURTHER]
    origin = {
        "stories": len(material.examples),
        "districts": sum(len(case.districts) for case in material.cases),
        "digests": {path.name: _digest(path) for path in files if path.is_file()},
    }
    worths = fit(material.cases, [example.weight for example in material.examples], origin)
    out.write_bytes(worths.as_bytes())
    return out


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise UsageError(
            "give the folder with dev.jsonl and rewritten.jsonl, then, if wanted, the file to write"
        )
    print(train(*(Path(argument) for argument in sys.argv[1:])))
