"""Stores beside Oxigraph's own command line and rdflib, on the same documents in one run: medians of several runs, with versions.

usage: compare.py WHEREAS OXIGRAPH FOLDER [--runs N] [--triples N]

WHEREAS and OXIGRAPH name the programs (`pip install oxigraph` brings the second), FOLDER the documents. Measured, in seconds of the clock:

- load: `whereas load` into a new store, beside extraction alone to N-Quads and `oxigraph load` of those;
- a second load with nothing changed;
- Turtle of a graph of about --triples triples, beside `oxigraph dump` (unsorted) and rdflib's serializer on a part of it;
- a question with one row of that store: from start to answer, and the memory it takes.

The larger graph is the folder read several times under other names.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def run(*command):
    began = time.perf_counter()
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = time.perf_counter() - began
    # 1 is a document refused, which is no failure of the whole.
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit code {done.returncode}")
    return took


def medians(times):
    return f"{statistics.median(times):8.2f} s   ({min(times):.2f}–{max(times):.2f})"


def version(program):
    return subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()


def peak(*command):
    """Megabytes that a command holds at most."""
    code = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); " \
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code, *map(str, command)], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whereas")
    parser.add_argument("oxigraph")
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--triples", type=int, default=2_000_000)
    args = parser.parse_args()
    whereas, oxigraph = os.path.abspath(args.whereas), os.path.abspath(args.oxigraph)
    print(version(whereas), "·", version(oxigraph), "·", f"{os.cpu_count()} cores · medians of {args.runs} (least–most)")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        quads, store, other = folder / "all.nq", folder / "store", folder / "oxigraph"

        loads, extracts, bulk, again = [], [], [], []
        for _ in range(args.runs):
            shutil.rmtree(store, ignore_errors=True)
            shutil.rmtree(other, ignore_errors=True)
            extracts.append(run(whereas, "extract", args.folder, "-q", "-o", quads))
            bulk.append(run(oxigraph, "load", "--location", other, "--file", quads))
            loads.append(run(whereas, "load", args.folder, "--store", store, "-q"))
            again.append(run(whereas, "load", args.folder, "--store", store, "-q"))
        count = sum(1 for _ in open(quads, "rb"))
        both = [one + two for one, two in zip(extracts, bulk)]
        print(f"{count:,} quads, {quads.stat().st_size / 1e6:.0f} MB of N-Quads")
        print("extract to N-Quads      ", medians(extracts))
        print("oxigraph load of those  ", medians(bulk))
        ratio = statistics.median(loads) / statistics.median(both)
        print("whereas load            ", medians(loads), f"   {ratio:.2f} × both")
        print("load, nothing changed   ", medians(again), f"   1/{statistics.median(loads) / statistics.median(again):.0f} of the first")

        copies = max(1, round(args.triples / count))
        large = folder / "large"
        for copy in range(copies):
            # Hard links would be one file: the same bytes under several names are several documents.
            shutil.copytree(args.folder, large / f"copy-{copy}")
        shutil.rmtree(store)
        subprocess.run([whereas, "load", large, "--store", store, "-q"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        run(whereas, "export", store, "-o", quads)
        shutil.rmtree(other)
        run(oxigraph, "load", "--location", other, "--file", quads)
        count = sum(1 for _ in open(quads, "rb"))
        turtle, dump = folder / "all.ttl", folder / "dump.nq"
        exports, dumps = [], []
        for _ in range(args.runs):
            exports.append(run(whereas, "export", store, "-o", turtle))
            dumps.append(run(oxigraph, "dump", "--location", other, "--file", dump))
        print(f"the larger graph: {count:,} quads, {turtle.stat().st_size / 1e6:.0f} MB of Turtle, {dump.stat().st_size / 1e6:.0f} MB of N-Quads")
        print("whereas export to Turtle", medians(exports), f"   {peak(whereas, 'export', store, '-o', turtle):.0f} MB of memory")
        print("oxigraph dump, unsorted ", medians(dumps), f"   {statistics.median(dumps) / statistics.median(exports):.2f} × its speed")
        try:
            import rdflib

            lines = open(quads, encoding="utf-8").readlines()[:: max(1, count // 100_000)]
            graph = rdflib.Dataset()
            graph.parse(data="".join(lines), format="nquads")
            merged = rdflib.Graph()
            for s, p, o, _ in graph.quads():
                merged.add((s, p, o))
            began = time.perf_counter()
            merged.serialize(destination=str(folder / "rdflib.ttl"), format="turtle")
            took = (time.perf_counter() - began) * count / len(merged)
            print(f"rdflib {rdflib.__version__} to Turtle    {took:8.0f} s   (from {len(merged):,} triples)   {took / statistics.median(exports):.0f} × slower")
        except ImportError:
            print("rdflib: not installed")
        question = "SELECT ?s { ?s a ws:Resolution } LIMIT 1"
        answers = [run(whereas, "query", store, question) for _ in range(args.runs)]
        print("question, one row       ", medians(answers), f"   {peak(whereas, 'query', store, question):.0f} MB of memory")


if __name__ == "__main__":
    main()
