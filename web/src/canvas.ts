// The graph on screen: sigma draws what the scene holds; choosing lights what belongs together and fades the rest.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { extremityArrow, layerDashed, pathCurved, pathLine, pathLoop, sdfDiamond, sdfTriangle } from "sigma/rendering";
import type { App } from "./app";
import { announce, byId } from "./dom";
import { Crowd, type Box, measure } from "./labels";
import { isJoined, joined, Letters } from "./letters";
import { FAMILY, FONT } from "./look";

interface NodeLook {
  x: number;
  y: number;
  size: number;
  color: string;
  label: string;
  shape: string;
  lit: boolean;
  faded: boolean;
  chosen: boolean;
  named: boolean;
}

interface EdgeLook {
  color: string;
  label: string;
  dashed: boolean;
  size: number;
  lit: boolean;
  faded: boolean;
  named: boolean;
}

/** Size of the names of relations. */
const SMALL = FONT - 1.5;

/** Relations from which their names are shown only where something is chosen. */
const MANY = 70;

/** A shape that is the same left and right, above and below: its distance from `p`, the absolute place. */
const shape = (name: string, distance: string) => ({
  name,
  glsl: `float sdf_${name}(vec2 uv, float size) { vec2 p = abs(uv); return ${distance}; }`,
  uniforms: [],
});

/** The outlines of look.ts as distances. */
const SHAPES = [
  shape("circle", "length(p) - size * 0.95"),
  shape("square", "length(max(p - size * 0.64, 0.0)) + min(max(p.x, p.y) - size * 0.64, 0.0) - size * 0.22"),
  shape("stadium", "length(max(p - vec2(size * 0.38, 0.0), 0.0)) - size * 0.62"),
  shape("page", "max(max(p.x - size * 0.7, p.y - size * 0.95), uv.x + uv.y - size * 1.25)"),
  sdfTriangle(),
  sdfDiamond(),
  shape("hexagon", "max(p.y, p.x * 0.866 + p.y * 0.5) - size * 0.866"),
  shape("octagon", "max(max(p.x, p.y), (p.x + p.y) * 0.7071) - size * 0.92"),
  shape("dot", "length(p) - size * 0.7"),
];

export class Canvas {
  private readonly graph = new MultiDirectedGraph<NodeLook, EdgeLook>();
  private sigma: Sigma<NodeLook, EdgeLook> | null = null;
  private hovered: string | null = null;
  private resting = 0;

  constructor(
    private readonly app: App,
    private readonly element: HTMLElement,
  ) {}

  /** Begins to draw; false when the browser cannot. */
  start(): boolean {
    this.sync();
    try {
      this.sigma = this.open();
    } catch (error) {
      console.info(String(error));
      return false;
    }
    const { app } = this;
    this.sigma.on("clickNode", ({ node }) => app.chooseEntity(Number(node)));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      app.show(app.neighbours(Number(node)));
    });
    this.sigma.on("clickEdge", ({ edge }) => app.chooseRelation(Number(edge)));
    this.sigma.on("clickStage", () => app.clear());
    const hover = (node: string | null) => () => {
      this.hovered = node;
      this.relight();
    };
    this.sigma.on("enterNode", ({ node }) => hover(node)());
    this.sigma.on("leaveNode", hover(null));
    this.sigma.getCamera().on("updated", () => this.rest());
    const letters = new Letters(this.element);
    this.sigma.on("afterRender", () => this.write(letters));
    this.sigma.on("resize", () => this.rest());
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.relight();
    return true;
  }

  private open(): Sigma<NodeLook, EdgeLook> {
    const ink = () => this.app.look.inks;
    return new Sigma(this.graph, this.element, {
      primitives: {
        nodes: { shapes: SHAPES },
        edges: {
          paths: [pathLine(), pathCurved(), pathLoop()],
          extremities: [extremityArrow()],
          variables: { dash: { type: "number", default: 7 }, gap: { type: "number", default: 5 } },
          layers: [layerDashed({ dashSize: { attribute: "dash", mode: "pixels" }, gapSize: { attribute: "gap", mode: "pixels" }, align: 1, solidExtremities: true })],
        },
      },
      styles: {
        nodes: {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: (node: NodeLook) => this.size(node) * (node.chosen ? 1.25 : 1),
          color: { attribute: "color" },
          shape: { attribute: "shape" },
          opacity: (node: NodeLook) => (node.faded ? 0.32 : 1),
          depth: (node: NodeLook) => (node.lit ? "topNodes" : "nodes"),
          label: { attribute: "label" },
          // What the browser writes is there unseen, so that sigma leaves room for it.
          labelColor: (node: NodeLook) => (isJoined(node.label) ? "rgba(0,0,0,0)" : ink().text),
          labelSize: FONT,
          labelFont: FAMILY,
          labelPosition: "below",
          labelVisibility: (node: NodeLook) => (node.named ? "visible" : "hidden"),
          labelBackgroundColor: (node: NodeLook) => (node.lit ? ink().paper : "rgba(0,0,0,0)"),
          backdropVisibility: (node: NodeLook) => (node.chosen ? "visible" : "hidden"),
          backdropColor: () => ink().paper,
          backdropBorderColor: () => ink().text,
          backdropBorderWidth: 1.5,
          backdropPadding: 4,
          backdropShadowBlur: 0,
          backdropShadowColor: "rgba(0,0,0,0)",
          cursor: "pointer",
        },
        edges: {
          path: "straight",
          parallelPath: "curved",
          selfLoopPath: "loop",
          head: "arrow",
          color: { attribute: "color" },
          // A line without gaps is one long dash, its gap a fifth of a pixel at the end: a gap of nothing would be no line.
          dash: (edge: EdgeLook) => (edge.dashed ? 7 : 20_000),
          gap: (edge: EdgeLook) => (edge.dashed ? 5 : 0.2),
          size: (edge: EdgeLook) => (edge.lit ? edge.size + 1 : edge.size),
          opacity: (edge: EdgeLook) => (edge.lit ? 1 : Math.min(edge.faded ? 0.22 : 0.8, 12 / Math.sqrt(this.graph.size))),
          depth: (edge: EdgeLook) => (edge.lit ? "topEdges" : "edges"),
          label: { attribute: "label" },
          labelColor: { attribute: "color" },
          labelSize: SMALL,
          labelFont: FAMILY,
          labelBackgroundColor: () => ink().paper,
          labelVisibility: (edge: EdgeLook) => (edge.named && !isJoined(edge.label) ? "visible" : "hidden"),
          cursor: "pointer",
        },
        stage: { background: () => ink().paper },
      },
      settings: {
        enableEdgeEvents: true,
        renderEdgeLabels: true,
        labelRenderedSizeThreshold: 0,
        itemSizesReference: "screen",
        stagePadding: 16,
        autoRescaleContent: "labels",
        zoomDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
        minCameraRatio: 0.02,
        maxCameraRatio: 4,
        edgePickingPadding: 5,
        nodePickingPadding: 3,
        doubleClickZoomingRatio: 1,
        allowInvalidContainer: true,
      },
    } as never) as unknown as Sigma<NodeLook, EdgeLook>;
  }

  /** Size of a marker: among many they are smaller, and grow as one comes nearer. */
  private size(node: NodeLook): number {
    return node.size * Math.max(0.3, Math.min(1, Math.sqrt(150 / this.graph.order)));
  }

  /** Brings the canvas up to date with the state. */
  sync(): void {
    const { app, graph } = this;
    const { model, words, look } = app;
    const { places, relations } = app.scenes.scene();
    for (const node of graph.nodes()) if (!places.has(Number(node))) graph.dropNode(node);
    const wanted = new Set(relations.map(String));
    for (const edge of graph.edges()) if (!wanted.has(edge)) graph.dropEdge(edge);
    for (const [n, { x, y }] of places) {
      const { kind } = model.data.entities[n];
      const attributes = { x, y: -y, size: look.radius(n), color: look.line(kind), label: look.label(n), shape: look.shape(kind), lit: false, faded: false, chosen: false, named: false };
      graph.mergeNode(String(n), attributes);
    }
    const passing = app.filters.passing(app.store.state);
    for (const r of relations) {
      const { s, o, p, claims } = model.relations[r];
      const prospective = claims.every((c) => !passing.claim[c] || model.data.claims[c].prospective);
      const ink = model.data.terms[p].act ? look.inks.act : look.inks.fact;
      const size = Math.min(1 + Math.log2(claims.length) * 0.4, 3);
      graph.mergeEdgeWithKey(String(r), String(s), String(o), { color: ink, label: words.term(p), dashed: prospective, size, lit: false, faded: false, named: false });
    }
    const counts = { entities: words.count("entities", graph.order), relations: words.count("relations", graph.size) };
    this.element.setAttribute("aria-label", words.say("canvas", counts));
    byId("empty").hidden = graph.order > 0;
    this.sigma?.refresh();
    this.relight();
  }

  /** Lights what is chosen, its path or what the pointer is on. */
  relight(): void {
    const { graph, app } = this;
    const { state } = app.store;
    const [nodes, edges] = [new Set<string>(), new Set<string>()];
    const light = (n: number) => {
      const key = String(n);
      if (!graph.hasNode(key)) return;
      nodes.add(key);
      graph.forEachEdge(key, (edge, _attributes, from, to) => (edges.add(edge), nodes.add(from), nodes.add(to)));
    };
    const path = state.view === "path" || app.pathIsLit ? app.path() : null;
    if (path?.length) {
      for (const r of path) {
        const { s, o } = app.model.relations[r];
        edges.add(String(r)).add(String(r));
        nodes.add(String(s)).add(String(o));
      }
    } else if (state.relation !== null) {
      const { s, o } = app.model.relations[state.relation];
      edges.add(String(state.relation));
      nodes.add(String(s)).add(String(o));
    } else if (state.entity !== null) light(state.entity);
    else if (this.hovered !== null) light(Number(this.hovered));
    const none = nodes.size === 0;
    // Attributes are changed as they are: sigma reads all of them again anyway, and need not be told of each.
    graph.forEachNode((node, look) => {
      look.lit = nodes.has(node);
      look.faded = !none && !look.lit;
      look.chosen = Number(node) === state.entity && state.relation === null;
    });
    graph.forEachEdge((edge, look) => {
      look.lit = edges.has(edge);
      look.faded = !none && !look.lit;
    });
    this.name();
    this.sigma?.refresh({ skipIndexation: true });
  }

  /** Decides which names are shown, as seen now; true when it is not as before. */
  private name(): boolean {
    const { graph, sigma } = this;
    if (!sigma) return false;
    const crowd = new Crowd();
    const { width, height } = sigma.getDimensions();
    const nodes: { node: string; look: NodeLook; x: number; y: number; marker: Box }[] = [];
    graph.forEachNode((node, look) => {
      const { x, y } = sigma.graphToViewport(look);
      if (x < -80 || y < -20 || x > width + 80 || y > height + 20) return;
      const side = 1.8 * sigma.scaleSize(this.size(look));
      nodes.push({ node, look, x, y, marker: { x, y, w: side, h: side } });
    });
    const named = new Set<string>();
    // Among very many there is no room for names that avoid all markers.
    if (nodes.length < 400) for (const { look, marker } of nodes) if (!look.faded) crowd.add(marker);
    nodes.sort((a, b) => Number(b.look.lit) - Number(a.look.lit) || b.look.size - a.look.size);
    for (const { node, look, x, y, marker } of nodes) {
      if (look.faded || !look.label) continue;
      const box = { x, y: y + marker.h / 2 + 10, w: measure(look.label, FONT, FAMILY) + 4, h: FONT + 2 };
      if (!look.chosen && !crowd.isFree(box, marker)) continue;
      crowd.add(box);
      named.add(node);
    }
    const lines = new Set<string>();
    graph.forEachEdge((edge, look, _s, _t, from, to) => {
      if (look.faded || (graph.size > MANY && !look.lit)) return;
      const [a, b] = [sigma.graphToViewport(from), sigma.graphToViewport(to)];
      const length = Math.hypot(a.x - b.x, a.y - b.y) || 1;
      const w = measure(look.label, SMALL, FAMILY);
      if (w > length - 20) return;
      const [cos, sin] = [Math.abs(a.x - b.x) / length, Math.abs(a.y - b.y) / length];
      const box = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, w: w * cos + SMALL * sin, h: w * sin + SMALL * cos };
      if (!look.lit && !crowd.isFree(box)) return;
      crowd.add(box);
      lines.add(edge);
    });
    let changed = false;
    const put = (look: { named: boolean }, wished: boolean) => {
      changed ||= look.named !== wished;
      look.named = wished;
    };
    graph.forEachNode((node, look) => put(look, named.has(node)));
    graph.forEachEdge((edge, look) => put(look, lines.has(edge)));
    return changed;
  }

  /** Writes the names that sigma cannot. */
  private write(letters: Letters): void {
    const { sigma, graph } = this;
    if (!sigma) return;
    const { width, height } = sigma.getDimensions();
    const below = (look: NodeLook) => sigma.scaleSize(this.size(look));
    const { text, paper } = this.app.look.inks;
    letters.write(width, height, joined(sigma, graph, { below, sizes: [FONT, SMALL], ink: text, paper }));
  }

  /** Names again when the view has come to rest. */
  private rest(): void {
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      if (this.name()) this.sigma?.refresh({ skipIndexation: true });
    }, 90);
  }

  resize(): void {
    this.sigma?.resize();
    this.sigma?.refresh({ skipIndexation: true });
  }

  zoom(by: "in" | "out" | "fit"): void {
    const camera = this.sigma?.getCamera();
    if (by === "in") void camera?.zoomIn();
    else if (by === "out") void camera?.zoomOut();
    else void camera?.reset();
  }

  /** Where an entity is on screen, from the corner of the canvas. */
  place(entity: number): { x: number; y: number } | null {
    const key = String(entity);
    if (!this.sigma || !this.graph.hasNode(key)) return null;
    const { x, y } = this.graph.getNodeAttributes(key);
    return this.sigma.graphToViewport({ x, y });
  }

  /** Brings an entity into view when it is not. */
  reveal(entity: number): void {
    const place = this.place(entity);
    const camera = this.sigma?.getCamera();
    if (!place || !camera || !this.sigma) return;
    const { width, height } = this.sigma.getDimensions();
    const edge = 30;
    if (place.x > edge && place.y > edge && place.x < width - edge && place.y < height - edge) return;
    const { x, y } = this.sigma.viewportToFramedGraph(place);
    void camera.animate({ ...camera.getState(), x, y }, { duration: 200 });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ways: Record<string, [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (way) this.move(way);
    else if (event.key === "+" || event.key === "=") this.zoom("in");
    else if (event.key === "-") this.zoom("out");
    else if (event.key === "0") this.zoom("fit");
    else if (event.key === "]" || event.key === "[") this.turn(event.key === "]" ? 1 : -1);
    else if (event.key === "Enter") this.app.focusDetails();
    else return;
    event.preventDefault();
  }

  /** To the nearest entity in a direction. */
  private move([dx, dy]: [number, number]): void {
    const { state } = this.app.store;
    const nodes = this.graph.nodes().map(Number);
    const from = state.entity === null ? null : this.place(state.entity);
    let best: number | null = null;
    if (!from) best = nodes.reduce<number | null>((a, b) => (a === null || this.app.model.degree(b) > this.app.model.degree(a) ? b : a), null);
    else {
      let least = Infinity;
      for (const n of nodes) {
        const place = n === state.entity ? null : this.place(n);
        if (!place) continue;
        const [x, y] = [place.x - from.x, place.y - from.y];
        const along = x * dx + y * dy;
        const aside = Math.abs(x * dy - y * dx);
        const cost = along + 2 * aside;
        if (along > 1 && aside <= along * 1.8 && cost < least) [best, least] = [n, cost];
      }
    }
    if (best === null) return;
    this.app.chooseEntity(best);
    this.reveal(best);
    announce(`${this.app.words.full(best)}, ${this.app.words.kind(this.app.model.data.entities[best])}`);
  }

  /** To the next relation of the chosen entity. */
  private turn(by: number): void {
    const { state } = this.app.store;
    const { model, words } = this.app;
    const entity = this.app.centre ?? state.entity;
    if (entity === null) return;
    const own = model.around[entity].filter((r) => this.graph.hasEdge(String(r)));
    if (!own.length) return;
    const at = state.relation === null ? (by > 0 ? -1 : 0) : own.indexOf(state.relation);
    const next = own[(at + by + own.length) % own.length];
    this.app.chooseRelation(next, entity);
    const { s, p, o } = model.relations[next];
    announce(`${words.call(s)}, ${words.term(p)}, ${words.call(o)}`);
  }
}
