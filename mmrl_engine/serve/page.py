"""The page that explains the service and lets a person try it. It loads nothing but itself. No torch."""

from __future__ import annotations

import base64
import hashlib

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
label { display: block; margin-top: .75rem; font-weight: 600; }
input { width: 100%; box-sizing: border-box; padding: .4rem; font: inherit; }
button { margin-top: 1rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; }
pre { padding: .75rem; overflow: auto; border: 1px solid #8886; border-radius: 6px; font-size: .85rem; }
table { border-collapse: collapse; margin-top: .5rem; }
td, th { text-align: left; padding: .2rem 1.25rem .2rem 0; vertical-align: top; }
#answer td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
.hint { opacity: .75; font-weight: normal; font-size: .9rem; }
"""

_SCRIPT = """
'use strict';
const at = name => document.getElementById(name);
if (location.hash.length > 1) {
  at('token').value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
}
const verdicts = { sure: 'sure', maybe: 'maybe', none: 'none of these' };
const belongs = { sure: 'belongs to it', maybe: 'may belong to it', none: 'does not belong to it' };
const kinds = { trained: 'a learned class', typed: 'a typed name' };
function add(parent, kind, text) {
  const made = document.createElement(kind);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}
function percent(share) {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share > 0.99 && share < 1) return '>99 %';
  return Math.round(100 * share) + ' %';
}
function show(said) {
  if (said.adapter) add(at('answer'), 'h3', said.adapter);
  if (said.verdict && said.scores.length === 1) {
    add(at('answer'), 'p', said.scores[0].name + ': the picture ' + belongs[said.verdict]);
    return;
  }
  if (said.verdict) add(at('answer'), 'p', 'Verdict: ' + verdicts[said.verdict]);
  const table = add(at('answer'), 'table');
  for (const score of said.scores) {
    const row = add(table, 'tr');
    for (const text of [score.name, kinds[score.kind], percent(score.probability)]) add(row, 'td', text);
  }
}
at('form').addEventListener('submit', async event => {
  event.preventDefault();
  const picture = at('picture').files[0];
  if (!picture) return;
  const names = at('also').value.split(',').map(name => name.trim()).filter(name => name);
  const query = new URLSearchParams(names.map(name => ['also', name]));
  at('ask').disabled = true;
  at('answer').replaceChildren();
  add(at('answer'), 'p', 'Asking ...');
  try {
    const response = await fetch('classify?' + query, {
      method: 'POST',
      headers: { Authorization: 'Bearer ' + at('token').value, 'Content-Type': 'application/octet-stream' },
      body: picture,
    });
    const told = await response.json();
    at('answer').replaceChildren();
    if (told.error) {
      add(at('answer'), 'p', told.error.message);
    } else {
      const row = told.pictures[0];
      (row.answers || [row]).forEach(show);
      add(add(at('answer'), 'details'), 'summary', 'As JSON');
      add(at('answer').lastChild, 'pre', JSON.stringify(told, null, 2));
    }
  } catch (error) {
    at('answer').replaceChildren();
    add(at('answer'), 'p', 'The service does not answer. It may have been stopped.');
  } finally {
    at('ask').disabled = false;
  }
});
"""

_BODY = """
<h1>What does this picture show?</h1>
<p>This service answers by what it learned from a few pictures, and by names that you type. Pictures go to the computer
that it runs on and no further; they are read, answered and forgotten.</p>
<form id="form">
<label for="token">Token <span class="hint">it was shown when the service was started</span></label>
<input id="token" type="password" autocomplete="off" required>
<label for="picture">Picture</label>
<input id="picture" type="file" accept="image/*" required>
<label for="also">More names <span class="hint">that were never learned; with commas between them</span></label>
<input id="also" type="text" autocomplete="off" placeholder="red fox, badger">
<button id="ask">Ask</button>
</form>
<div id="answer" aria-live="polite"></div>
<h2>From a program</h2>
<p>Send the picture's file as the body. Every request but those for this page, <code>/health</code> and
<code>/openapi.json</code> needs the token.</p>
<pre>curl -H "Authorization: Bearer TOKEN" -H "Content-Type: image/jpeg" \\
     --data-binary @picture.jpg "http://127.0.0.1:PORT/classify?also=red%20fox&amp;also=badger"</pre>
<table>
<tr><th>POST /classify</th><td>What the picture shows: the same as <code>mmrl classify --json</code> writes for one
picture. <code>also=NAME</code>, as often as needed, adds names to choose from; where several adapters answer, they are
for the first.</td></tr>
<tr><th>GET /names</th><td>What was learned.</td></tr>
<tr><th>GET /health</th><td>Whether the service is there.</td></tr>
<tr><th>GET /openapi.json</th><td>All of this for programs, with the limits.</td></tr>
</table>
<p>An error is told as <code>{"error": {"code": ..., "message": ...}}</code> with a fitting status. 503 means: come
again after as many seconds as <code>Retry-After</code> says.</p>
"""

PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>MMRL Studio</title>
<style>{_STYLE}</style>
</head>
<body>{_BODY}<script>{_SCRIPT}</script></body>
</html>
"""


def _source(text: str) -> str:
    """How a content policy names an inline style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


CONTENT_POLICY = (
    f"default-src 'none'; style-src {_source(_STYLE)}; script-src {_source(_SCRIPT)}; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
