"""Runs jobs: the child process with its GPU thread, the pipe, the window's side of it, and the decode workers."""
