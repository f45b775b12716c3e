"""What does the answer depend on: indices of sensitivity for every outcome and every month, of a sweep or of the worlds of a run.

Estimators work on plain arrays (`sobol`, `morris`, `pawn`, `delta`), methods give them one face (`methods`), `analysis` goes through a result.
The values are held against those of SALib (Iwanaga, Usher and Herman 2022).
"""

from sim.experiments.sensitivity.analysis import Asked, analyse
from sim.experiments.sensitivity.found import Sensitivity

__all__ = ["Asked", "Sensitivity", "analyse"]
