"""The yearly proof: what stands open before it is made, the proofs that were made, and their papers."""
