"""What the child does for each kind of job. These modules load torch, so only the child process imports them."""
