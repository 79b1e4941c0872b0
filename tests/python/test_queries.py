"""Questions that Oxigraph's own command line answers in the same way, on the same graph: every named question, and some of each form.

    python -m unittest discover tests/python        (make test-python; WHEREAS names the program)
"""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from test_endpoints import ROOT, SEEDS, whereas

OXIGRAPH = pathlib.Path(sys.executable).parent / "oxigraph"
QUERIES = sorted((ROOT / "ontology/queries").glob("*.rq"))
PREFIXES = """PREFIX ws: <https://w3id.org/whereas/ns#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX act: <https://w3id.org/whereas/act/> PREFIX ent: <https://w3id.org/whereas/entity/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX eli: <http://data.europa.eu/eli/ontology#> PREFIX time: <http://www.w3.org/2006/time#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX undo: <https://w3id.org/un/ontology/undo/> PREFIX org: <http://www.w3.org/ns/org#> PREFIX allot: <https://w3id.org/akn/ontology/allot/>
"""
PLAIN = [
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class",
    "SELECT ?s ?o { ?s ws:executingAgencyOf ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p LIMIT 20",
    "SELECT ?a ?b { ?a ws:organOf|ws:partOf+ ?b } ORDER BY ?a ?b",
    "SELECT ?s ?l { ?s a ws:Organization OPTIONAL { ?s rdfs:label ?l FILTER(LANG(?l) = 'es') } } ORDER BY ?s ?l",
    "SELECT ?claim { ?claim a ws:Fact FILTER NOT EXISTS { ?claim ws:modality ws:asserted } } ORDER BY ?claim",
    "SELECT ?claim (STRLEN(?q) AS ?n) { ?claim a ws:Fact ; ws:quote ?q } ORDER BY DESC(?n) ?claim LIMIT 10",
    "SELECT ?x { VALUES ?x { 1 2.5 'a' 'b'@fr <https://e.org/> } }",
    "SELECT ?missing { BIND(1/0 AS ?missing) }",
]


def ask_whereas(store, question, form):
    return whereas("query", store, question, "--format", form)


class Queries(unittest.TestCase):
    """One store, whose graphs and vocabulary are loaded into Oxigraph too."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.temporary.name)
        cls.store, cls.location = folder / "store", folder / "oxigraph"
        whereas("load", SEEDS, "--store", cls.store)
        (folder / "all.nq").write_text(whereas("export", cls.store, "--format", "nq"), encoding="utf-8")
        # What a question sees beside the graphs is the vocabulary; it stands in no file.
        seen = set(ask_whereas(cls.store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "nt").splitlines())
        exported = set(whereas("export", cls.store, "--format", "nt").splitlines())
        (folder / "vocabulary.nt").write_text("\n".join(sorted(seen - exported)), encoding="utf-8")
        for file in [folder / "all.nq", folder / "vocabulary.nt"]:
            subprocess.run([OXIGRAPH, "load", "--location", cls.location, "--file", file], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def oxigraph(self, question, form):
        command = [OXIGRAPH, "query", "--location", self.location, "--union-default-graph", "--results-format", form, "--query", PREFIXES + question]
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def rows(self, text):
        head, *rows = csv.reader(io.StringIO(text))
        return head, sorted(rows)

    def test_plain_questions_have_the_same_rows(self):
        for question in PLAIN:
            with self.subTest(question):
                ours, theirs = self.rows(ask_whereas(self.store, question, "csv")), self.rows(self.oxigraph(question, "csv"))
                self.assertEqual(ours, theirs)

    def test_questions_with_names_have_the_same_rows(self):
        answered = 0
        for file in QUERIES:
            text = file.read_text("utf-8")
            if "ws:matches" in text:
                # A function of whereas: no other program has it.
                continue
            for name, default in re.findall(r'^# param: (\w+) = "([^"]*)"', text, re.M):
                text = re.sub(rf"\$" + name + r"\b", json.dumps(default), text)
            if re.search(r"^# param:", text, re.M) and "$" in text:
                continue
            with self.subTest(file.stem):
                ours, theirs = self.rows(ask_whereas(self.store, text, "csv")), self.rows(self.oxigraph(text, "csv"))
                self.assertEqual(ours, theirs)
                answered += bool(ours[1])
        self.assertGreater(answered, 12)

    def test_graphs_and_verdicts_are_the_same(self):
        question = "CONSTRUCT { ?s ?p ?o } { ?s a ws:Organization ; ?p ?o }"
        lines = [sorted(set(answer.splitlines())) for answer in (ask_whereas(self.store, question, "nt"), self.oxigraph(question, "nt"))]
        self.assertEqual(*lines)
        self.assertGreater(len(lines[0]), 20)
        self.assertEqual(json.loads(ask_whereas(self.store, "ASK { ?s ws:executingAgencyOf ?o }", "json"))["boolean"], True)
        self.assertEqual(json.loads(self.oxigraph("ASK { ?s ws:executingAgencyOf ?o }", "json"))["boolean"], True)


if __name__ == "__main__":
    unittest.main()
