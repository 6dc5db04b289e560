"""What goes wrong with the demo's press.

::

    PantauError
    └── DemoError
        ├── StoryFileError   a story of the demo breaks a rule of the codebook or of the file format
        └── PortTakenError   the address where the press should be served is in use
"""

from pantau.errors import PantauError


class DemoError(PantauError):
    """Base of all errors of the demo press."""


class StoryFileError(DemoError):
    """A story of the demo breaks a rule of the codebook or of the file format."""


class PortTakenError(DemoError):
    """The address where the press should be served is in use."""
