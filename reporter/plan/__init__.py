"""What was promised: the register of the plan, its kinds of target, its checks."""
