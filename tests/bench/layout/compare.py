#!/usr/bin/env python3
"""Layouts of `whereas draw` beside those of Graphviz's sfdp, on the same graphs: time, stress, crossings, overlaps of labels.

    python3 tests/bench/layout/compare.py target/release/whereas        (make bench-layout)

Stress is the mean square of what distances in the picture differ from distances in the graph, relative to the latter, over 200
entities and all others, after the best scaling. It is what our layout makes small, and so favours it. Crossings are counted
between straight lines. sfdp gets the same boxes and removes overlaps by `overlap=prism`, its most usual setting.
"""

import json
import math
import pathlib
import resource
import subprocess
import sys
import tempfile

PREFIXES = """@prefix ws: <https://w3id.org/whereas/ns#> . @prefix : <https://e.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
KINDS = ["Organization", "Document", "Office", "Place", "Event", "Group", "Programme", "Person"]


def corpus(nodes):
    """A graph like a corpus: few hubs, many leaves, some links between them."""
    lines = [PREFIXES]
    for n in range(nodes):
        lines.append(f':e{n} a ws:{KINDS[n * 7 % 8]} ; rdfs:label "Entity number {n}"@en .')
    pairs = [((n * 2654435761) % -(-n // 4), n) for n in range(1, nodes)]
    pairs += [(n, n // 2) for n in range(2, nodes, 2)]
    for k, (a, b) in enumerate(pairs):
        lines.append(f":g {{ :c{k} a ws:Fact ; rdf:subject :e{a} ; rdf:predicate ws:cooperatesWith ; rdf:object :e{b} ; ws:modality ws:asserted }}")
    return "\n".join(lines)


def timed(command, limit):
    """Processor seconds of a command, or none when it took too long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def quality(boxes, edges):
    """Stress, crossings and overlaps of boxes (x, y, width, height) and edges (pairs of their keys)."""
    near = {key: set() for key in boxes}
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    ratios = []
    for start in sorted(boxes)[:: max(1, len(boxes) // 200)]:
        far, front = {start: 0}, [start]
        while front:
            front = [n for m in front for n in near[m] if far.setdefault(n, far[m] + 1) == far[m] + 1 and n not in front]
        for key, steps in far.items():
            if steps:
                ratios.append(math.dist(boxes[start][:2], boxes[key][:2]) / steps)
    scale = sum(ratios) / sum(r * r for r in ratios)
    stress = sum((r * scale - 1) ** 2 for r in ratios) / len(ratios)
    lines = [(boxes[a][:2], boxes[b][:2], a, b) for a, b in edges if a != b]
    crossings = count_crossings(lines) if len(lines) < 3000 else None
    order = sorted(boxes.values(), key=lambda box: box[0] - box[2] / 2)
    overlaps = 0
    for n, (x, y, w, h) in enumerate(order):
        for x2, y2, w2, h2 in order[n + 1 :]:
            if x2 - w2 / 2 >= x + w / 2 - 0.5:
                break
            overlaps += abs(x - x2) < (w + w2) / 2 - 0.5 and abs(y - y2) < (h + h2) / 2 - 0.5
    return stress, crossings, overlaps


def count_crossings(lines):
    side = lambda p, q, r: (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]) > 0
    return sum(
        side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)
        for n, (a, b, s, t) in enumerate(lines)
        for c, d, u, v in lines[n + 1 :]
        if len({s, t, u, v}) == 4
    )


def ours(program, graph, folder):
    picture = folder / "graph.graphml"
    time = timed([program, "draw", graph, "-o", picture], 600)
    from xml.etree import ElementTree

    space = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}
    root = ElementTree.parse(picture)
    boxes = {}
    for node in root.iterfind(".//g:node", space):
        x, y, w, h = (float(node.find(".//y:Geometry", space).get(key)) for key in ("x", "y", "width", "height"))
        boxes[node.get("id")] = (x + w / 2, y + h / 2, w, h)
    edges = [(edge.get("source"), edge.get("target")) for edge in root.iterfind(".//g:edge", space)]
    return time, boxes, edges


def theirs(boxes, edges, folder):
    """sfdp on boxes of the same sizes."""
    dot, out = folder / "graph.dot", folder / "out.json"
    nodes = [f'{key} [width={w / 72:.3f},height={h / 72:.3f},fixedsize=true,shape=box,label=""];' for key, (_, _, w, h) in boxes.items()]
    links = [f"{a} -> {b};" for a, b in edges]
    dot.write_text("digraph { overlap=prism; " + "\n".join(nodes + links) + "}")
    time = timed(["sfdp", "-Tjson", dot, "-o", out], 600)
    if time is None:
        return None, None
    placed = {}
    for node in json.loads(out.read_text())["objects"]:
        x, y = map(float, node["pos"].split(","))
        placed[node["name"]] = (x, y, float(node["width"]) * 72, float(node["height"]) * 72)
    return time, placed


def main(program):
    version = subprocess.run(["sfdp", "-V"], capture_output=True, text=True).stderr.strip()
    print(f"{version}; processor time, whereas with start, reading and writing")
    print(f"{'entities':>8} {'relations':>9}  {'':8} {'time':>8} {'stress':>7} {'crossings':>9} {'overlaps':>8}")
    for nodes in [50, 150, 500, 5000]:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            graph = folder / "graph.trig"
            graph.write_text(corpus(nodes))
            time, boxes, edges = ours(program, graph, folder)
            rows = [("whereas", time, boxes), ("sfdp", *theirs(boxes, edges, folder))]
            for what, seconds, placed in rows:
                if placed is None:
                    print(f"{nodes:8} {len(edges):9}  {what:8} > 600 s")
                    continue
                stress, crossings, overlaps = quality(placed, edges)
                print(f"{nodes:8} {len(edges):9}  {what:8} {seconds:6.2f} s {stress:7.3f} {crossings if crossings is not None else '–':>9} {overlaps:8}")


if __name__ == "__main__":
    main(sys.argv[1])
