"""The form that browsers get on `/sparql`: one self-contained page, no script, nothing fetched."""

from typing import Final

__all__ = ["FORM"]

FORM: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SPARQL · policygraph</title>
</head>
<body>
<main>
<h1>SPARQL</h1>
<p>Query the release in service. The
<a href="/sparql?format=turtle">service description</a> and <a href="/.well-known/void">VoID</a> say what it holds.</p>
<form action="/sparql" method="get">
<p><label for="query">Query</label></p>
<p><textarea id="query" name="query" rows="16" cols="100" spellcheck="false" required>
SELECT ?class (COUNT(?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class ORDER BY DESC(?things)</textarea></p>
<p><label for="format">Format</label>
<select id="format" name="format">
<option value="json">JSON</option><option value="xml">XML</option><option value="csv">CSV</option>
<option value="tsv">TSV</option><option value="turtle">Turtle (CONSTRUCT, DESCRIBE)</option>
<option value="jsonld">JSON-LD (CONSTRUCT, DESCRIBE)</option>
</select>
<button>Run</button></p>
</form>
</main>
</body>
</html>
"""
"""The page as text."""
