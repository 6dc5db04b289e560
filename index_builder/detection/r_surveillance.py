"""The bridge to R ``surveillance`` (Salmon et al. 2016, *J Stat Softw* 70:10), for comparison only.

R runs as a process of its own on CSV files; nothing of it is part of Pantau.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from index_builder.detection.errors import RivalError

if TYPE_CHECKING:
    from index_builder.detection.values import Floats

Task = Literal["glrnb", "farrington", "ears"]

TIMEOUT_SECONDS: Final = 1800
"""1,500 series of five years in weeks take R about a minute; half an hour is a hang."""
MISSING: Final = (
    "R with the package surveillance is not there; on Debian: apt-get install r-cran-surveillance"
)
GLR_BACK: Final = 26
"""Weeks over which the GLR looks for the beginning of a rise; unlimited takes five times as long."""

_SCRIPTS: Final[dict[Task, str]] = {
    "glrnb": """
      one <- function(y) {
        obj <- suppressWarnings(create.disProg(week=seq_along(y), observed=y, state=0*y, freq=52,
                                               start=c(2020, 1)))
        run <- function(alpha) suppressMessages(suppressWarnings(algo.glrnb(obj, control=list(
          range=first:length(y), c.ARL=1e6, mu0=list(S=1, trend=FALSE), alpha=alpha, Mtilde=1, M=back,
          change="intercept", theta=NULL, dir="inc", ret="value"))$upperbound))
        tryCatch(run(NULL), error=function(e) tryCatch(run(0), error=function(e) 0*y[first:length(y)]))
      }
      result <- t(apply(x, 1, one))
    """,
    "farrington": """
      one <- function(y) {
        run <- function(periods) suppressWarnings(farringtonFlexible(
          sts(y, start=c(2020, 1), frequency=52),
          control=list(range=length(y), b=4, w=3, noPeriods=periods, pastWeeksNotIncluded=26, alpha=0.01,
                       thresholdMethod="nbPlugin", pThresholdTrend=1, limit54=c(0, 4), glmWarnings=FALSE)))
        a <- run(1); b <- run(10)
        c(a@control$expected[1], a@control$phiVector[1], a@upperbound[1],
          b@control$expected[1], b@control$phiVector[1], b@upperbound[1])
      }
      result <- t(apply(x, 1, one))
    """,
    "ears": """
      s <- sts(t(x), start=c(2020, 1), frequency=365)
      one <- function(method) t(earsC(s, control=list(
        method=method, range=12:ncol(x), alpha=0.001, minSigma=0.5))@upperbound)
      result <- rbind(one("C1"), one("C2"), one("C3"))
    """,
}


def available() -> bool:
    """Whether Rscript and the package are installed."""
    if shutil.which("Rscript") is None:
        return False
    call = ["Rscript", "-e", "library(surveillance)"]
    return subprocess.run(call, capture_output=True, check=False, timeout=60).returncode == 0  # noqa: S603


def run(task: Task, counts: Floats, *, first: int = 1) -> Floats:
    """Runs one method of R on counts.

    Args:
        task: ``glrnb`` gives the GLR statistic of the columns from ``first`` on; ``farrington`` six
            columns for the last week (expectation, dispersion, upper bound with one and ten periods);
            ``ears`` the upper bounds of C1, C2, C3 below each other, from column 12 on.
        counts: Series a row, weeks (``ears``: days) a column.
        first: First column to judge, from 1.

    Raises:
        RivalError: If R or the package is missing or fails.
    """
    rscript = shutil.which("Rscript")
    if rscript is None:
        raise RivalError(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "counts.csv", Path(folder) / "result.csv"
        np.savetxt(source, counts, fmt="%d", delimiter=",")
        script = (
            "suppressMessages(library(surveillance))\n"
            f'x <- as.matrix(read.csv("{source}", header=FALSE)); dimnames(x) <- NULL\n'
            f"first <- {first}; back <- {GLR_BACK}\n{_SCRIPTS[task]}\n"
            f'write.table(result, "{target}", sep=",", row.names=FALSE, col.names=FALSE)\n'
        )
        done = subprocess.run(  # noqa: S603
            [rscript, "-e", script], capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS
        )
        if done.returncode != 0:
            raise RivalError(f"R failed on {task}: {done.stderr.strip()[-300:]}. {MISSING}, if it is missing")
        result: Floats = np.genfromtxt(target, delimiter=",", ndmin=2)
        return result
