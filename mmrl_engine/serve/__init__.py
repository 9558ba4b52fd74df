"""Answers over HTTP for other programs on the same computer. Needs the extra `serve` (starlette, uvicorn)."""
