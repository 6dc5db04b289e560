"""The marker of tests that compare with R."""

import pytest


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Registers ``r`` where the project's configuration does not know it."""
    if not any(line.startswith("r:") for line in collector.config.getini("markers")):
        collector.config.addinivalue_line("markers", "r: needs Rscript and the R package surveillance")
