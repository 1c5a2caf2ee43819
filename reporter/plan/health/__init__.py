"""What is to be asked about the plan itself: contradictions, sums, duties, texts. One rule a function."""
