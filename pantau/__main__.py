"""``python -m pantau`` is the program ``pantau``."""

from pantau.cli import main

if __name__ == "__main__":
    main()
