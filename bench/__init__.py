"""The scoreboard: ours beside the physical floor, and a peer where there is one, in interleaved rounds of one run."""
