//! Where the services of an endpoint are: at the address that people know, or where the common servers have them beside it.

use super::EndpointError;

/// Whether an address is one of HTTP, without a password in it.
pub(super) fn check(address: &str) -> Result<(), EndpointError> {
    let rest = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).filter(|host| !host.is_empty());
    match host {
        None => Err(EndpointError::NoAddress { address: address.to_owned() }),
        Some(host) if host.contains('@') => Err(EndpointError::Password),
        Some(_) => Ok(()),
    }
}

/// Where questions may be taken.
pub(super) fn of_queries(address: &str) -> Vec<String> {
    let address = address.trim_end_matches('/');
    let mut all = vec![address.to_owned()];
    if !address.ends_with("/query") && !address.ends_with("/sparql") {
        all.extend(["query", "sparql"].map(|name| format!("{address}/{name}")));
    }
    all
}

/// Where updates may be taken when questions are taken at an address: beside it (Oxigraph, Fuseki), below it (RDF4J), at it.
pub(super) fn of_updates(query: &str) -> Vec<String> {
    let mut all = beside(query, &["update"]);
    all.extend([query.to_owned(), format!("{query}/statements")]);
    all
}

/// Where the Graph Store Protocol may be spoken: beside it (Oxigraph: `store`, Fuseki: `data`), below it (RDF4J).
pub(super) fn of_graph_stores(query: &str) -> Vec<String> {
    let mut all = beside(query, &["store", "data"]);
    all.push(format!("{query}/rdf-graphs/service"));
    all
}

fn beside(query: &str, names: &[&str]) -> Vec<String> {
    let folder = query.strip_suffix("/query").or_else(|| query.strip_suffix("/sparql"));
    folder.map(|folder| names.iter().map(|name| format!("{folder}/{name}")).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_http_and_keep_no_password() {
        assert!(check("http://localhost:7878").is_ok());
        assert!(check("https://example.org/sparql?x=a@b").is_ok());
        assert!(matches!(check("ftp://example.org"), Err(EndpointError::NoAddress { .. })));
        assert!(matches!(check("http:///x"), Err(EndpointError::NoAddress { .. })));
        assert!(matches!(check("http://me:secret@example.org/"), Err(EndpointError::Password)));
    }

    #[test]
    fn services_are_where_servers_have_them() {
        assert_eq!(of_queries("http://h/"), ["http://h", "http://h/query", "http://h/sparql"]);
        assert_eq!(of_queries("http://h/ds/sparql"), ["http://h/ds/sparql"]);
        assert_eq!(of_updates("http://h/query")[0], "http://h/update");
        assert_eq!(of_graph_stores("http://h/query")[..2], ["http://h/store", "http://h/data"]);
        assert_eq!(
            of_updates("http://h/repositories/r"),
            ["http://h/repositories/r", "http://h/repositories/r/statements"]
        );
    }
}
