"""The graphs that the program writes, read by tools that others wrote: rdflib, pyoxigraph, pySHACL.

    python -m unittest discover tests/python        (make test-python; WHEREAS names the program)
"""

import json
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


class Versions(unittest.TestCase):
    """RDF 1.2, which pyoxigraph reads and rdflib does not: the same IRIs, in four syntaxes, and back to RDF 1.1."""

    ENDINGS = {"ttl": pyoxigraph.RdfFormat.TURTLE, "nt": pyoxigraph.RdfFormat.N_TRIPLES, "trig": pyoxigraph.RdfFormat.TRIG, "nq": pyoxigraph.RdfFormat.N_QUADS}
    RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.files = {ending: pathlib.Path(cls.folder.name) / f"graph.{ending}" for ending in cls.ENDINGS}
        for path in cls.files.values():
            whereas("extract", SEEDS, "--rdf", "1.2", "-o", path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def read(self, ending):
        return set(pyoxigraph.parse(path=str(self.files[ending]), format=self.ENDINGS[ending]))

    def test_all_syntaxes_hold_the_same(self):
        quads = self.read("nq")
        self.assertEqual(quads, self.read("trig"))
        triples = {quad.triple for quad in quads}
        self.assertEqual(triples, {quad.triple for quad in self.read("nt")})
        self.assertEqual(triples, {quad.triple for quad in self.read("ttl")})

    def test_claims_reify_what_they_state_in_rdf_1_1(self):
        old = set(pyoxigraph.parse(whereas("extract", SEEDS, "--format", "nq").encode(), format=pyoxigraph.RdfFormat.N_QUADS))
        undo = "https://w3id.org/un/ontology/undo/"
        part = lambda *names: {quad.subject: quad.object for quad in old if quad.predicate.value in names}
        subjects = part(self.RDF + "subject", undo + "hasProponent")
        predicates, objects = part(self.RDF + "predicate"), part(self.RDF + "object", undo + "hasReceiver")
        reified = {quad.subject: quad.object for quad in self.read("nq") if quad.predicate.value == self.RDF + "reifies"}
        self.assertGreater(len(reified), 50)
        self.assertEqual(reified, {claim: pyoxigraph.Triple(subjects[claim], predicates[claim], objects[claim]) for claim in predicates})

    def test_annotations_stand_below_asserted_triples_alone(self):
        text = self.files["ttl"].read_text()
        asserted = {quad.subject for quad in self.read("nq") if quad.predicate.value == str(WS.modality) and quad.object.value == str(WS.asserted)}
        self.assertEqual(text.count(" {|"), len(asserted))
        prospective = text.count("rdf:reifies <<(")
        self.assertGreater(prospective, 0)
        self.assertNotIn("{|", self.files["trig"].read_text())

    def test_it_becomes_rdf_1_1_again(self):
        old = whereas("extract", SEEDS, "--format", "nq")
        for path in [self.files["nq"], self.files["trig"]]:
            self.assertEqual(whereas("export", path, "--format", "nq"), old)
            self.assertEqual(whereas("export", path, "--format", "nq", "--rdf", "1.2"), self.files["nq"].read_text())

    def test_what_has_no_form_for_it_is_refused(self):
        for name in ("jsonld", "rdf"):
            with self.assertRaises(AssertionError):
                whereas("extract", SEEDS, "--rdf", "1.2", "--format", name)
            whereas("extract", SEEDS, "--rdf", "1.2", "--format", name, status=2)


class Contexts(unittest.TestCase):
    """JSON-LD carries its context with it: nothing is fetched to read it."""

    def test_the_context_is_that_of_the_ontology(self):
        document = json.loads(whereas("extract", SEEDS, "--format", "jsonld"))
        expected = json.loads((ROOT / "ontology/context.jsonld").read_text())["@context"]
        context = document["@context"]
        self.assertEqual(context.pop("@base"), "https://w3id.org/whereas/id/")
        self.assertEqual(context, expected)

    def test_names_stand_under_their_language(self):
        document = json.loads(whereas("extract", SEEDS, "--format", "jsonld"))
        itu = next(node for node in document["@graph"] if node["id"] == "ent:itu")
        self.assertEqual(itu["prefLabel"]["fr"], "Union internationale des télécommunications")
        self.assertIn("Organization", itu["type"])


class Forms(unittest.TestCase):
    """Whatever the form, the graph is well formed and says what its documents say."""

    FORMS = {"lean": [], "in full": ["--evidence", "oa"], "facts alone": ["--facts-only"], "RDF 1.2": ["--rdf", "1.2"], "RDF 1.2 in full": ["--rdf", "1.2", "--evidence", "oa"]}

    def test_checks_shapes_and_quotes_hold(self):
        shapes = rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")
        vocabulary = rdflib.Graph().parse(ROOT / "ontology/whereas.ttl")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "graph.trig"
            for name, flags in self.FORMS.items():
                with self.subTest(name):
                    whereas("extract", SEEDS, *flags, "-o", path)
                    whereas("check", path)
                    if name == "facts alone":
                        whereas("verify", path, SEEDS, status=2)
                    else:
                        whereas("verify", path, SEEDS)
                    # rdflib reads no RDF 1.2; the same graph in RDF 1.1 is what SHACL core speaks of.
                    graph = rdflib.Graph().parse(data=whereas("export", path, "--format", "nt"), format="nt")
                    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=vocabulary)
                    self.assertTrue(conforms, report)

    def test_selectors_are_those_of_web_annotation(self):
        oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
        graph = rdflib.Graph().parse(data=whereas("extract", SEEDS, "--evidence", "oa"), format="turtle")
        source_of = {graph.value(s, WS.path): s for s in graph.subjects(rdflib.RDF.type, WS.Source)}
        texts = {source: (ROOT / "seeds" / str(path)).read_text() for path, source in source_of.items()}
        annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
        claims = set(graph.subjects(WS.modality, None))
        self.assertTrue(claims <= annotations)
        for annotation in annotations:
            target = graph.value(annotation, oa.hasTarget)
            self.assertIn((target, rdflib.RDF.type, oa.SpecificResource), graph)
            text = texts[graph.value(target, oa.hasSource)]
            selectors = {graph.value(selector, rdflib.RDF.type): selector for selector in graph.objects(target, oa.hasSelector)}
            position, quote = selectors[oa.TextPositionSelector], selectors[oa.TextQuoteSelector]
            start, end = int(graph.value(position, oa.start)), int(graph.value(position, oa.end))
            self.assertEqual(text[start:end], str(graph.value(quote, oa.exact)))
            self.assertEqual(text[max(0, start - 32) : start], str(graph.value(quote, oa.prefix)))
            self.assertEqual(text[end : end + 32], str(graph.value(quote, oa.suffix)))
        self.assertFalse([term for triple in graph for term in triple if isinstance(term, rdflib.BNode)])


class Shapes(unittest.TestCase):
    """ontology/shapes.ttl and `whereas check` give the same verdict on good and on damaged graphs."""

    @classmethod
    def setUpClass(cls):
        cls.shapes = rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")
        cls.vocabulary = rdflib.Graph().parse(ROOT / "ontology/whereas.ttl")
        cls.turtle = whereas("extract", SEEDS, "--format", "ttl")

    def verdicts(self, damage, turtle=None):
        """Whether pySHACL and `whereas check` find the graph good after some damage."""
        graph = rdflib.Graph().parse(data=turtle or self.turtle, format="turtle")
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

    def test_a_corrected_graph_is_good_until_it_is_damaged(self):
        turtle = whereas("extract", ROOT / "tests/fixtures/corrected", "--format", "ttl")
        self.assertEqual(self.verdicts(lambda graph: None, turtle), (True, True))
        rejected = lambda graph: graph.value(predicate=rdflib.RDF.type, object=WS.RejectedClaim)
        damages = {
            "nobody has rejected it": lambda graph: graph.remove((rejected(graph), WS.correctedBy, None)),
            "not told as what it was read": lambda graph: graph.remove((rejected(graph), WS.readAs, None)),
            "rejected and asserted": lambda graph: graph.add((rejected(graph), WS.modality, WS.asserted)),
        }
        for name, damage in damages.items():
            with self.subTest(name):
                self.assertEqual(self.verdicts(damage, turtle), (False, False))


if __name__ == "__main__":
    unittest.main()
