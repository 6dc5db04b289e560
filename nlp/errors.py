"""What the language pipeline raises.

::

    AnnotationError (pantau.errors)
    ├── ModelError      the label model's file is missing, broken or of another format
    └── TrainingError   the training data is missing or does not follow the codebook

The content of a story never raises: a text that cannot be read gets a defined answer with a doubt.
"""

from pantau.errors import AnnotationError

__all__ = ["AnnotationError", "ModelError", "TrainingError"]


class ModelError(AnnotationError):
    """A model file is missing, broken or of a format this version does not read."""


class TrainingError(AnnotationError):
    """Training data is missing, broken or does not follow the codebook."""
