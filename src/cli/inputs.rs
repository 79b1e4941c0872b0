//! What a command is given to work on: stores, RDF files, endpoints, documents.
//!
//! A folder with a store in it, or in its folder `store`, where `build` puts it, is that store. A file with the ending
//! of an RDF format is a graph. An address of HTTP is an endpoint. Anything else, `-` too, is documents.

use super::common::{Common, count};
use super::packing::{self, Packing};
use super::{documents, endpoint};
use crate::endpoint::Endpoint;
use crate::ontology::Terms;
use crate::rdf::vocab::DEFAULT_BASE;
use crate::rdf::{Form, form, newer_version};
use crate::relate::Extraction;
use crate::store::{Index, Store};
use anyhow::Context;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Quad};
use oxigraph::store::Store as Oxigraph;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Inputs by kind.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    stores: Vec<Store>,
    graphs: Vec<(PathBuf, RdfFormat)>,
    documents: Vec<PathBuf>,
    endpoints: Vec<Endpoint>,
}

/// A graph to ask.
pub(super) enum Graph {
    /// The index of a store.
    Index(Index),
    /// Anything else, in memory.
    Memory(Oxigraph),
}

impl Graph {
    pub(super) fn oxigraph(&self) -> &Oxigraph {
        match self {
            Self::Index(index) => index,
            Self::Memory(oxigraph) => oxigraph,
        }
    }
}

impl Inputs {
    /// Finds out what each path is.
    pub(super) fn new<'a>(paths: impl IntoIterator<Item = &'a Path>, common: &Common) -> anyhow::Result<Self> {
        let mut inputs = Self::default();
        for path in paths {
            if let Some(address) = path.to_str().filter(|address| endpoint::is_address(address)) {
                inputs.endpoints.push(endpoint::connect(address, common)?);
            } else if let Some(dir) = store_at(path) {
                inputs.stores.push(Store::open(dir)?);
            } else if let Some(format) = rdf_format(path) {
                inputs.graphs.push((path.to_owned(), format));
            } else {
                anyhow::ensure!(
                    path == Path::new("-") || path.exists(),
                    "{}: expected a file or folder",
                    path.display()
                );
                inputs.documents.push(path.to_owned());
            }
        }
        Ok(inputs)
    }

    /// The stores and RDF files below a folder that is no store itself, in order; none when there are none, or it is no folder.
    pub(super) fn graphs_within(folder: &Path) -> Vec<PathBuf> {
        if !folder.is_dir() || store_at(folder).is_some() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            // What cannot be read is told when the folder is taken for documents.
            let Ok(entry) = entry else { continue };
            if let Some(store) = store_at(entry.path()) {
                entries.skip_current_dir();
                found.push(store);
            } else if rdf_format(entry.path()).is_some() {
                found.push(entry.into_path());
            }
        }
        found
    }

    /// Base IRI of the data: that of the first store, else what the command line says.
    pub(super) fn base<'a>(&'a self, common: &'a Common) -> &'a str {
        let own = || common.base.as_deref().unwrap_or(DEFAULT_BASE);
        self.stores.first().map_or_else(own, |store| &store.meta().base)
    }

    /// The documents among the inputs, and folders of them.
    pub(super) fn documents(&self) -> &[PathBuf] {
        &self.documents
    }

    /// Where the documents of the graphs may lie: where people run the program, and beside each store and file.
    pub(super) fn around(&self) -> Vec<PathBuf> {
        let above = |path: &Path| path.ancestors().skip(1).take(2).map(Path::to_owned).collect::<Vec<_>>();
        let stores = self.stores.iter().flat_map(|store| above(store.dir()));
        let files = self.graphs.iter().flat_map(|(path, _)| path.parent().map(Path::to_owned));
        let mut folders: Vec<PathBuf> = std::iter::once(PathBuf::new()).chain(stores).chain(files).collect();
        folders.dedup();
        folders
    }

    /// All inputs as one graph to ask, and how many documents were refused. The vocabulary is in it when there are
    /// stores or documents, or when `with_vocabulary`; RDF files alone are taken as they are.
    pub(super) fn graph(
        &self,
        terms: &Terms,
        common: &Common,
        with_vocabulary: bool,
    ) -> anyhow::Result<(Graph, usize)> {
        self.warn(common)?;
        if let ([store], [], [], []) = (&self.stores[..], &self.graphs[..], &self.documents[..], &self.endpoints[..]) {
            return Ok((Graph::Index(store.oxigraph(&terms.vocabulary)?), 0));
        }
        let (quads, refused) = self.quads(common)?;
        let has_ours = !self.stores.is_empty() || !self.documents.is_empty() || !self.endpoints.is_empty();
        let with_vocabulary = with_vocabulary || has_ours;
        Ok((in_memory(quads, terms, with_vocabulary)?, refused))
    }

    /// The same with the vocabulary; `also` sees what was extracted of each document among the inputs.
    pub(super) fn graph_and(
        &self,
        terms: &Terms,
        common: &Common,
        also: impl FnMut(&Extraction),
    ) -> anyhow::Result<(Graph, usize)> {
        if self.documents.is_empty() {
            return self.graph(terms, common, true);
        }
        self.warn(common)?;
        let mut quads = self.written()?;
        let ontology = common.load_ontology()?;
        let (mut found, refused) = documents::quads(&self.documents, Form::default(), ontology, common, also)?;
        quads.append(&mut found);
        Ok((in_memory(quads, terms, true)?, refused))
    }

    /// Says of a store that it may lack something: a question would not show it.
    fn warn(&self, common: &Common) -> anyhow::Result<()> {
        for store in self.stores.iter().filter(|_| !common.quiet) {
            let missing = store.unfinished()?.len();
            if missing > 0 {
                super::complain(&format!(
                    "warning: {}: {} that a load was to bring {} missing: it is at work, or was stopped (hint: load again)",
                    store.dir().display(),
                    count(missing, "document"),
                    if missing == 1 { "is" } else { "are" }
                ))?;
            }
        }
        Ok(())
    }

    /// The graphs among the inputs, one file after another, so that a large store is never in memory at once.
    ///
    /// # Errors
    /// When there are documents among the inputs, which are no graph, or a file cannot be read.
    pub(super) fn each_graph(&self, mut take: impl FnMut(Vec<Quad>) -> anyhow::Result<()>) -> anyhow::Result<()> {
        if let Some(document) = self.documents.first() {
            anyhow::bail!("{}: expected a graph: a store or an RDF file", document.display());
        }
        for store in &self.stores {
            for graph in store.graphs()? {
                take(graph.quads()?)?;
            }
        }
        for (path, format) in &self.graphs {
            let mut quads = Vec::new();
            read_rdf(path, *format, self.graphs.len() > 1, &mut quads)?;
            take(quads)?;
        }
        for endpoint in &self.endpoints {
            for held in endpoint.documents()? {
                take(endpoint.quads(&held.source)?)?;
            }
        }
        Ok(())
    }

    /// The endpoint, when it is all there is.
    pub(super) fn endpoint(&self) -> Option<&Endpoint> {
        match (&self.endpoints[..], self.stores.is_empty() && self.graphs.is_empty() && self.documents.is_empty()) {
            ([endpoint], true) => Some(endpoint),
            _ => None,
        }
    }

    /// The quads of all inputs, with repetitions and without the vocabulary, and how many documents were refused.
    pub(super) fn quads(&self, common: &Common) -> anyhow::Result<(Vec<Quad>, usize)> {
        self.quads_in(Form::default(), common)
    }

    /// The same with documents read in a form; stores and RDF files are in the form that they have.
    ///
    /// All of the ontology is loaded for documents only: graphs that are there need none of it.
    pub(super) fn quads_in(&self, form: Form, common: &Common) -> anyhow::Result<(Vec<Quad>, usize)> {
        let mut quads = self.written()?;
        let mut refused = 0;
        if !self.documents.is_empty() {
            let (mut found, count) = documents::quads(&self.documents, form, common.load_ontology()?, common, |_| {})?;
            quads.append(&mut found);
            refused = count;
        }
        Ok((quads, refused))
    }

    /// The quads of the stores, RDF files and endpoints.
    fn written(&self) -> anyhow::Result<Vec<Quad>> {
        let mut quads = Vec::new();
        for store in &self.stores {
            for graph in store.graphs()? {
                quads.append(&mut graph.quads()?);
            }
        }
        for (path, format) in &self.graphs {
            read_rdf(path, *format, self.graphs.len() > 1, &mut quads)?;
        }
        for endpoint in &self.endpoints {
            for held in endpoint.documents()? {
                quads.append(&mut endpoint.quads(&held.source)?);
            }
        }
        Ok(quads)
    }

    /// Whether some of the inputs are stores, RDF files or endpoints.
    pub(super) fn has_written(&self) -> bool {
        !self.stores.is_empty() || !self.graphs.is_empty() || !self.endpoints.is_empty()
    }
}

/// A graph in memory.
pub(super) fn in_memory(mut quads: Vec<Quad>, terms: &Terms, with_vocabulary: bool) -> anyhow::Result<Graph> {
    if with_vocabulary {
        let vocabulary = terms.vocabulary.iter().cloned();
        quads.extend(vocabulary.map(|triple| triple.in_graph(GraphName::DefaultGraph)));
    }
    let oxigraph = Oxigraph::new()?;
    let mut loader = oxigraph.bulk_loader();
    loader.load_quads(quads)?;
    loader.commit()?;
    Ok(Graph::Memory(oxigraph))
}

fn store_at(path: &Path) -> Option<PathBuf> {
    [path.to_owned(), path.join("store")].into_iter().find(|dir| Store::is_at(dir))
}

fn rdf_format(path: &Path) -> Option<RdfFormat> {
    let unpacked = packing::unpacked(path);
    let ending = unpacked.extension()?.to_str()?.to_ascii_lowercase();
    // `.xml`, `.json` and `.txt` may be anything, and are more often documents.
    let is_rdf = matches!(ending.as_str(), "ttl" | "nt" | "nq" | "trig" | "n3" | "rdf" | "owl" | "jsonld");
    if path.is_dir() || !is_rdf { None } else { RdfFormat::from_extension(&ending).or(Some(RdfFormat::RdfXml)) }
}

/// Appends the quads of an RDF file. Blank nodes of several files are kept apart. What RDF 1.2 says of a claim is there in the
/// words of RDF 1.1 too, so that every question finds it.
fn read_rdf(path: &Path, format: RdfFormat, among_others: bool, quads: &mut Vec<Quad>) -> anyhow::Result<()> {
    let cannot = || format!("{}: cannot read", path.display());
    let file = std::fs::File::open(path).with_context(cannot)?;
    let file = Packing::reader(Packing::of(path), file).with_context(cannot)?;
    let mut parser = RdfParser::from_format(format);
    // What is relative in a file is relative to where the file is; the machine's paths stay out of the graph.
    if let Some(name) = path.file_name().and_then(|name| name.to_str())
        && let Ok(with) = parser.clone().with_base_iri(format!("file:///{}", name.replace(' ', "%20")))
    {
        parser = with;
    }
    if among_others {
        parser = parser.rename_blank_nodes();
    }
    let quad = |quad: Result<Quad, _>| quad.with_context(|| format!("{}: expected {format}", path.display()));
    let mut read = parser.for_reader(file).map(quad).collect::<anyhow::Result<Vec<Quad>>>()?;
    if let Some(version) = newer_version(&read) {
        let line = "made by whereas {version}, newer than this one: what only that version knows is passed over";
        super::complain(&format!("warning: {}: {}", path.display(), line.replace("{version}", version)))?;
    }
    form::with_parts(&mut read, true);
    quads.append(&mut read);
    Ok(())
}
