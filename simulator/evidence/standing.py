"""How the base market stands to its calibration: one sentence while it is between two, and nothing otherwise.

`shakeout evidence`, the page of evidence in the window and the documents say it, and tests that compare the market with
the record are skipped with it. Once the market is calibrated anew the sentence becomes "", here and nowhere else.
"""

BETWEEN = (
    "The market is between two calibrations: its rules are changing, and its numbers were fitted to the record under "
    "earlier ones."
)
