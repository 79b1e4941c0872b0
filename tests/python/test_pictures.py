"""Pictures for other tools, read by tools that others wrote: networkx, lxml, Graphviz, the csv and json readers of Python.

    python -m unittest discover tests/python        (make test-python; WHEREAS names the program)
"""

import csv
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import networkx
from lxml import etree

from test_graphs import SEEDS, whereas

HOSTILE = ['"><script>alert(1)</script>', "]]> <![CDATA[ &amp;", "a\\\\ ' \\\\u0027}) DETACH DELETE e //", "=cmd()|'/c calc'!A0", "|;,\t\"", "\u202eevil\u2066"]

TRIG = """@prefix ws: <https://w3id.org/whereas/ns#> . @prefix : <https://e.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


# A year is a date of a resolution, and no day of a timeline.
DATED = """
:a a ws:Organization ; rdfs:label "Harbour"@en . :b a ws:Organization ; rdfs:label "Union"@en .
:g { :g ws:headerDate "2012" . :c1 a ws:Fact ; rdf:subject :a ; rdf:predicate ws:partOf ; rdf:object :b ; ws:modality ws:asserted ; ws:source :g ; ws:quote "x" }
:h { :h ws:headerDate "2013-04" . :c2 a ws:Fact ; rdf:subject :b ; rdf:predicate ws:partOf ; rdf:object :a ; ws:modality ws:asserted ; ws:source :h ; ws:quote "y" }
"""


def hostile(path):
    lines = [TRIG]
    for n, name in enumerate(HOSTILE):
        text = json.dumps(name.replace("\\\\", "\\"), ensure_ascii=False)
        lines.append(f":e{n} a ws:Organization ; rdfs:label {text}@en . :p{n} rdfs:label {text}@en .")
        lines.append(f":g {{ :c{n} a ws:Fact ; rdf:subject :e{n} ; rdf:predicate :p{n} ; rdf:object :e{(n + 1) % len(HOSTILE)} ; ws:quote {text} . }}")
    path.write_text("\n".join(lines), encoding="utf-8")


class Pictures(unittest.TestCase):
    """The seeds and a graph of names that mean harm, each in every format; `self.expected` has their entities, relations and claims."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        hostile(cls.folder / "hostile.trig")
        (cls.folder / "dated.trig").write_text(TRIG + DATED, encoding="utf-8")
        cls.inputs = {"seeds": SEEDS, "hostile": cls.folder / "hostile.trig", "dated": cls.folder / "dated.trig"}
        cls.expected = {}
        for name, given in cls.inputs.items():
            for ending in ["graphml", "gexf", "cyjs", "jgf", "dot", "csv/"]:
                whereas("draw", given, "-o", f"{cls.folder}/{name}.{ending}", "--lang", "en")
            graph = json.loads((cls.folder / f"{name}.jgf").read_text("utf-8"))["graph"]
            claims = sum(len(edge["metadata"]["evidence"]) for edge in graph["edges"])
            cls.expected[name] = len(graph["nodes"]), len(graph["edges"]), claims

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def file(self, name, ending):
        return self.folder / f"{name}.{ending}"

    def test_networkx_reads_graphml_with_types(self):
        for name in self.inputs:
            graph = networkx.read_graphml(self.file(name, "graphml"), force_multigraph=True)
            self.assertEqual((len(graph), graph.number_of_edges()), self.expected[name][:2])
            for _, node in graph.nodes(data=True):
                self.assertIsInstance(node["claims"], int)
                # yEd's label and place.
                self.assertTrue(node["label"] and float(node["x"]) >= 0)
            for _, _, edge in graph.edges(data=True):
                self.assertIsInstance(edge["prospective"], bool)
        agencies = [(s, t) for s, t, edge in networkx.read_graphml(self.file("seeds", "graphml")).edges(data=True) if edge["relation"] == "executing agency of"]
        self.assertEqual(len(agencies), 1)

    def test_networkx_reads_gexf_with_colours_and_places(self):
        for name in self.inputs:
            graph = networkx.read_gexf(self.file(name, "gexf"))
            self.assertEqual((len(graph), graph.number_of_edges()), self.expected[name][:2])
            for _, node in graph.nodes(data=True):
                self.assertTrue({"color", "position", "size"} <= set(node["viz"]))

    def test_xml_is_what_its_namespace_says(self):
        schema = etree.XMLSchema(etree.parse(pathlib.Path(__file__).parent / "schemas/gexf.xsd"))
        for name in self.inputs:
            gexf = etree.parse(self.file(name, "gexf")).getroot()
            schema.assertValid(gexf)
            attributes = {attribute.get("id") for attribute in gexf.iter("{*}attribute")}
            self.assertTrue(all(value.get("for") in attributes for value in gexf.iter("{*}attvalue")))
            graphml = etree.parse(self.file(name, "graphml")).getroot()
            keys = [key.get("id") for key in graphml.iter("{*}key")]
            self.assertEqual(len(keys), len(set(keys)))
            self.assertTrue(all(data.get("key") in keys for data in graphml.iter("{*}data")))

    def test_cytoscape_json_joins_its_nodes(self):
        for name in self.inputs:
            elements = json.loads(self.file(name, "cyjs").read_text("utf-8"))["elements"]
            ids = {node["data"]["id"] for node in elements["nodes"]}
            self.assertEqual((len(ids), len(elements["edges"])), self.expected[name][:2])
            self.assertTrue(all({edge["data"]["source"], edge["data"]["target"]} <= ids for edge in elements["edges"]))
            self.assertTrue(all(node["position"]["x"] >= 0 for node in elements["nodes"]))

    def test_json_graph_format_joins_its_nodes(self):
        for name in self.inputs:
            graph = json.loads(self.file(name, "jgf").read_text("utf-8"))["graph"]
            self.assertTrue(all({edge["source"], edge["target"]} <= set(graph["nodes"]) for edge in graph["edges"]))

    def test_neo4j_csv_has_headers_and_no_formula(self):
        for name in self.inputs:
            entities, relations, claims = self.expected[name]
            with open(self.file(name, "csv") / "entities.csv", encoding="utf-8", newline="") as file:
                nodes = list(csv.DictReader(file))
            with open(self.file(name, "csv") / "claims.csv", encoding="utf-8", newline="") as file:
                edges = list(csv.DictReader(file))
            self.assertEqual((len(nodes), len(edges)), (entities, claims))
            known = {node["iri:ID"] for node in nodes}
            for row in edges:
                self.assertTrue({row[":START_ID"], row[":END_ID"]} <= known)
                self.assertRegex(row[":TYPE"], r"^[A-Z_][A-Z0-9_]*$")
            for row in nodes + edges:
                self.assertFalse([cell for cell in row.values() if cell[:1] in tuple("=+-@")], row)

    @unittest.skipUnless(shutil.which("dot"), "Graphviz is not installed")
    def test_graphviz_reads_dot(self):
        for name in self.inputs:
            drawn = subprocess.run(["dot", "-Tjson", self.file(name, "dot")], capture_output=True, check=True)
            self.assertEqual(drawn.stderr, b"")
            graph = json.loads(drawn.stdout)
            self.assertEqual((len(graph["objects"]), len(graph["edges"])), self.expected[name][:2])


if __name__ == "__main__":
    unittest.main()
