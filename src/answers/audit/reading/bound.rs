//! The names that loops and functions of a language give to values.

use super::node::Node;

/// A name, and those around it.
#[derive(Clone, Copy)]
pub(super) struct Bound<'a> {
    pub name: &'a str,
    pub node: &'a Node,
    pub outer: Option<&'a Bound<'a>>,
}

impl<'a> Bound<'a> {
    /// What the innermost of this name stands for.
    pub fn find(bound: Option<&'a Self>, name: &str) -> Option<&'a Node> {
        let mut next = bound;
        while let Some(bound) = next {
            if bound.name == name {
                return Some(bound.node);
            }
            next = bound.outer;
        }
        None
    }
}

/// Does something with as many names as there are nodes for them.
pub(super) fn with<T>(
    names: &[impl AsRef<str>],
    nodes: &[Node],
    outer: Option<&Bound<'_>>,
    run: impl FnOnce(Option<&Bound<'_>>) -> T,
) -> T {
    match (names, nodes) {
        ([name, names @ ..], [node, nodes @ ..]) => {
            let name = name.as_ref();
            with(names, nodes, Some(&Bound { name, node, outer }), run)
        }
        _ => run(outer),
    }
}
