"""Labels of the codebook from trained linear models and rules."""

from nlp.labels.model import LabelModel
from nlp.labels.reading import NOTHING, LabelReading

__all__ = ["NOTHING", "LabelModel", "LabelReading"]
