"""The program and two SPARQL servers that others wrote: Oxigraph's own, and rdflib-endpoint, which has updates and no graph store.

    python -m unittest discover tests/python        (make test-python; WHEREAS names the program)
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("WHEREAS", str(ROOT / "target/release/whereas"))
SEEDS = ROOT / "seeds"
RDFLIB_SERVER = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
app = SparqlEndpoint(graph=Dataset(default_union=True), enable_update=True, path="/")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
"""


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def whereas(*arguments, status=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
    if done.returncode != status:
        raise AssertionError(f"{arguments}: exit code {done.returncode}, expected {status}\n{done.stdout}{done.stderr}")
    return done.stdout


def rows(text):
    return {line.split()[0]: line.split()[1] for line in text.splitlines()}


class Started:
    """A server of a class of tests; the subclasses say how it is started."""

    COUNTS_ONCE = True

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        port = free_port()
        cls.address = f"http://127.0.0.1:{port}"
        cls.log = open(pathlib.Path(cls.folder.name) / "log", "w")
        cls.process = subprocess.Popen(cls.command(port), stdout=cls.log, stderr=cls.log)
        for _ in range(150):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if cls.process.poll() is not None:
                    raise AssertionError((pathlib.Path(cls.folder.name) / "log").read_text())
                time.sleep(0.1)
        cls.first = rows(whereas("load", SEEDS, "--endpoint", cls.address))

    @classmethod
    def tearDownClass(cls):
        cls.process.kill()
        cls.process.wait()
        cls.log.close()
        cls.folder.cleanup()


class Reading(Started):
    """What is asked of every server."""

    def test_a_first_load_brings_all_and_a_second_one_nothing(self):
        self.assertEqual((self.first["documents"], self.first["new"]), ("3", "3"))
        second = rows(whereas("load", SEEDS, "--endpoint", self.address))
        self.assertEqual((second["documents"], second["unchanged"]), ("3", "3"))

    def test_what_comes_back_is_what_went_in(self):
        self.assertEqual(whereas("diff", "--endpoint", self.address, SEEDS), "no difference\n")
        lines = [sorted(whereas(*command, "--format", "nq", "-q").splitlines()) for command in (["export", self.address], ["extract", SEEDS])]
        self.assertGreater(len(lines[0]), 1000)
        self.assertEqual(*lines)
        self.assertIn("all match", whereas("verify", "--endpoint", self.address, SEEDS))
        self.assertIn("all hold", whereas("check", self.address))

    def test_a_question_sees_all_graphs(self):
        ask = lambda question: whereas("query", self.address, question, "--format", "csv").split()[1:]
        self.assertEqual(ask("SELECT DISTINCT ?o { ent:impact ws:executingAgencyOf ?o }"), ["https://w3id.org/whereas/entity/itu"])
        self.assertEqual(ask("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?g ws:path ?path } }"), ["3"])
        if self.COUNTS_ONCE:
            self.assertEqual(ask("SELECT (COUNT(*) AS ?n) { ent:impact ws:executingAgencyOf ?o }"), ["1"])
        whereas("query", self.address, "ASK { ent:itu ws:executingAgencyOf ent:impact }", status=1)
        self.assertIn("ws:memberCount 193", whereas("query", self.address, "CONSTRUCT { ?s ws:memberCount ?n } WHERE { ?s ws:memberCount ?n }"))

    def test_names_are_answered_as_by_a_store(self):
        here = pathlib.Path(self.folder.name) / "store"
        whereas("load", SEEDS, "--store", here)
        for name in ("mandates", "executing-agencies", "sessions", "acts"):
            with self.subTest(name):
                there, own = (whereas("query", source, "--named", name, "--format", "csv") for source in (self.address, here))
                self.assertGreater(len(own.splitlines()), 1)
                self.assertEqual(there, own)

    def test_pictures_and_reasons(self):
        self.assertIn("<svg", whereas("draw", self.address, "--about", "IMPACT"))
        self.assertIn("3 claims in 3 documents", whereas("why", self.address, "IMPACT", "executingAgencyOf", "ITU"))


class Changing(Started):
    """What changes a server, on one of its own."""

    def test_what_has_changed_is_replaced_whole_and_what_has_gone_is_removed(self):
        folder = pathlib.Path(self.folder.name) / "in"
        shutil.copytree(SEEDS, folder)
        french = folder / "interpol-impact-2012.fr.md"
        french.write_text(french.read_text().replace("193", "194"))
        (folder / "interpol-impact-2012.es.md").unlink()
        loaded = rows(whereas("load", folder, "--endpoint", self.address, "--prune"))
        self.assertEqual((loaded["changed"], loaded["unchanged"], loaded["removed"]), ("1", "1", "1"))
        self.assertEqual(whereas("diff", self.address, folder), "no difference\n")
        self.assertEqual(whereas("remove", "interpol-impact-2012.fr.md", "--endpoint", self.address), "1 graph removed\n")
        whereas("remove", "no-such-document.md", "--endpoint", self.address, status=2)
        french.unlink()
        self.assertEqual(whereas("diff", self.address, folder), "no difference\n")


OXIGRAPH = shutil.which("oxigraph", path=str(pathlib.Path(sys.executable).parent))
try:
    import rdflib_endpoint  # noqa: F401
    import uvicorn  # noqa: F401
except ImportError:
    rdflib_endpoint = None


class OfOxigraph:
    # The union of its graphs has a triple once for each graph it stands in.
    COUNTS_ONCE = False

    @classmethod
    def command(cls, port):
        return [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}"]


class OfRdflib:
    @classmethod
    def command(cls, port):
        return [sys.executable, "-W", "ignore", "-c", RDFLIB_SERVER, str(port)]


@unittest.skipUnless(OXIGRAPH, "oxigraph is not installed")
class Oxigraph(OfOxigraph, Reading, unittest.TestCase):
    pass


@unittest.skipUnless(OXIGRAPH, "oxigraph is not installed")
class OxigraphChanging(OfOxigraph, Changing, unittest.TestCase):
    pass


@unittest.skipUnless(rdflib_endpoint, "rdflib-endpoint is not installed")
class Rdflib(OfRdflib, Reading, unittest.TestCase):
    pass


@unittest.skipUnless(rdflib_endpoint, "rdflib-endpoint is not installed")
class RdflibChanging(OfRdflib, Changing, unittest.TestCase):
    pass


if __name__ == "__main__":
    unittest.main()
