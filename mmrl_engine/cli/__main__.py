"""`python -m mmrl_engine.cli` is `mmrl`."""

from mmrl_engine.cli import main

if __name__ == "__main__":
    main()
