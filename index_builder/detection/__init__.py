"""Early warning on series of counts: baseline, detectors, alarms whose rate is asked for and kept.

Pure functions and a day-stepping state on arrays; nothing here reads a database. The method is
written out in ``docs/detection.md``.
"""
