//! How a question is answered: the steps of its plan, with the rows and the time that each took.

use serde::Deserialize;

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Step {
    /// What it does, in the words of the engine.
    pub name: String,
    /// Rows that it gave.
    #[serde(rename = "number of results")]
    pub rows: Option<u64>,
    /// Seconds in it and in the steps below it.
    #[serde(rename = "duration in seconds")]
    pub seconds: Option<f64>,
    /// The steps that it takes rows from.
    #[serde(default)]
    pub children: Vec<Self>,
}

#[derive(Deserialize)]
struct Explanation {
    plan: Step,
}

/// The plan in the engine's JSON.
pub(super) fn plan(json: &[u8]) -> serde_json::Result<Step> {
    serde_json::from_slice::<Explanation>(json).map(|explanation| explanation.plan)
}
