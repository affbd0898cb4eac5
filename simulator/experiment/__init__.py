"""Many runs of one question: what to run, running it on all cores, and what the differences are worth.

A `Design` says which scenarios run on which seeds; `outcomes` simulates it on any executor and yields each measurement
as it comes; `compare` pairs two scenarios seed by seed.
"""

from simulator.experiment.comparison import Comparison, compare
from simulator.experiment.design import Design, Run
from simulator.experiment.runner import Outcome, outcomes, pool

__all__ = ["Comparison", "Design", "Outcome", "Run", "compare", "outcomes", "pool"]
