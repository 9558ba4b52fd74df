"""Frozen CLIP models: which ones are known, how a file becomes one, and what identifies it."""

import os

# The libraries below open_clip read this once, when they are imported. A package's own lines run before those of any of
# its modules, so whichever of them is imported first, and by whom, open_clip comes later. Nothing here fetches
# anything; this holds open_clip to it too. Whoever wants its downloads in the same process sets it to 0 beforehand.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
