"""体检报告: what is to be asked about the plan, for the office."""
