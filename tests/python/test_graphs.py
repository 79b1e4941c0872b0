"""The graphs that the program writes, read by tools that others wrote: rdflib, pyoxigraph, pySHACL.

    python -m unittest discover tests/python        (make test-python; WHEREAS names the program)
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

import pyoxigraph
import pyshacl
import rdflib
from rdflib.compare import to_isomorphic

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("WHEREAS", str(ROOT / "target/release/whereas"))
SEEDS = str(ROOT / "seeds")
TRIPLES = {"ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE), "nt": ("nt", pyoxigraph.RdfFormat.N_TRIPLES), "rdf": ("xml", pyoxigraph.RdfFormat.RDF_XML)}
QUADS = {"trig": ("trig", pyoxigraph.RdfFormat.TRIG), "nq": ("nquads", pyoxigraph.RdfFormat.N_QUADS), "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD)}
WS = rdflib.Namespace("https://w3id.org/whereas/ns#")


def whereas(*arguments, status=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
    if done.returncode != status:
        raise AssertionError(f"{arguments}: exit code {done.returncode}, expected {status}\n{done.stdout}{done.stderr}")
    return done.stdout


class Graphs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.files = {ending: pathlib.Path(cls.folder.name) / f"graph.{ending}" for ending in [*TRIPLES, *QUADS]}
        for path in cls.files.values():
            whereas("extract", SEEDS, "-o", path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_all_syntaxes_of_triples_are_one_graph_to_rdflib(self):
        graphs = [to_isomorphic(rdflib.Graph().parse(self.files[e], format=f)) for e, (f, _) in TRIPLES.items()]
        self.assertGreater(len(graphs[0]), 1000)
        for graph in graphs[1:]:
            self.assertEqual(graphs[0], graph)

    def test_all_syntaxes_of_quads_are_one_dataset_to_rdflib(self):
        datasets = []
        for ending, (syntax, _) in QUADS.items():
            dataset = rdflib.Dataset()
            dataset.parse(self.files[ending], format=syntax)
            default = {"None", "urn:x-rdflib:default"}
            datasets.append({(s, p, o, "" if str(g) in default else str(g)) for s, p, o, g in dataset.quads()})
        self.assertGreater(len(datasets[0]), 1000)
        for dataset in datasets[1:]:
            self.assertEqual(datasets[0], dataset)

    def test_all_syntaxes_are_the_same_to_oxigraph(self):
        read = lambda ending, syntax: set(pyoxigraph.parse(path=str(self.files[ending]), format=syntax))
        quads = [read(ending, syntax) for ending, (_, syntax) in QUADS.items()]
        self.assertTrue(all(other == quads[0] for other in quads))
        triples = [{quad.triple for quad in read(ending, syntax)} for ending, (_, syntax) in TRIPLES.items()]
        self.assertTrue(all(other == triples[0] for other in triples))
        self.assertEqual(triples[0], {quad.triple for quad in quads[0]})


class Shapes(unittest.TestCase):
    """ontology/shapes.ttl and `whereas check` give the same verdict on good and on damaged graphs."""

    @classmethod
    def setUpClass(cls):
        cls.shapes = rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")
        cls.vocabulary = rdflib.Graph().parse(ROOT / "ontology/whereas.ttl")
        cls.turtle = whereas("extract", SEEDS, "--format", "ttl")

    def verdicts(self, damage):
        """Whether pySHACL and `whereas check` find the graph good after some damage."""
        graph = rdflib.Graph().parse(data=self.turtle, format="turtle")
        damage(graph)
        conforms, _, _ = pyshacl.validate(graph, shacl_graph=self.shapes, ont_graph=self.vocabulary)
        with tempfile.NamedTemporaryFile(suffix=".nt") as file:
            graph.serialize(file.name, format="nt", encoding="utf-8")
            done = subprocess.run([PROGRAM, "check", file.name], capture_output=True, text=True, cwd=ROOT)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return conforms, done.returncode == 0

    def test_what_was_extracted_is_good(self):
        self.assertEqual(self.verdicts(lambda graph: None), (True, True))

    def test_damage_is_found_by_both(self):
        first = lambda graph, kind: min(graph.subjects(rdflib.RDF.type, kind))

        def without(kind, predicate):
            return lambda graph: graph.remove((first(graph, kind), predicate, None))

        def twice(kind, predicate, value):
            return lambda graph: graph.add((first(graph, kind), predicate, value))

        undo = rdflib.Namespace("https://w3id.org/un/ontology/undo/")
        other = rdflib.URIRef("https://example.org/other")
        damages = {
            "a claim without quote": without(WS.Fact, WS.quote),
            "a claim without rule": without(WS.Fact, WS.rule),
            "a claim without object": without(WS.Fact, rdflib.RDF.object),
            "a claim of two modalities": twice(WS.Fact, WS.modality, other),
            "a relation of two proponents": twice(undo.Relation, undo.hasProponent, other),
            "a relation without receiver": without(undo.Relation, undo.hasReceiver),
            "an act without clause": without(WS.Act, WS.clause),
            "a clause without position": without(WS.Recital, WS.position),
            "a source without hash": without(WS.Source, WS.textSha256),
            "a thing without label": lambda graph: graph.remove(
                (min(graph.objects(None, rdflib.URIRef("https://w3id.org/akn/ontology/allot/mentions"))), rdflib.RDFS.label, None)
            ),
            "a subject of the wrong kind": lambda graph: graph.add((other, WS.heldIn, min(graph.subjects(rdflib.RDF.type, WS.Place)))),
        }
        for name, damage in damages.items():
            with self.subTest(name):
                self.assertEqual(self.verdicts(damage), (False, False))


if __name__ == "__main__":
    unittest.main()
