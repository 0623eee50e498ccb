//! What a Bicep file says, before anything is evaluated.

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expr {
    /// Its bytes.
    pub span: (usize, usize),
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    /// `'a${b}c'`
    Parts(Vec<Expr>),
    List(Vec<Expr>),
    /// Entries, and the child resources among them.
    Object(Vec<(Expr, Expr)>, Vec<Resource>),
    Name(String),
    /// A function of a name; `az.resourceGroup()` has the name without what is before the dot.
    Call(String, Vec<Expr>),
    /// `a.b`, or `a.?b`, which is null where there is none.
    Member(Box<Expr>, String, bool),
    Index(Box<Expr>, Box<Expr>),
    /// Condition, and what holds if it does, or does not.
    Choice(Box<[Expr; 3]>),
    Binary(&'static str, Box<[Expr; 2]>),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    For(Box<For>),
    /// `(a, b) => …`
    Lambda(Vec<String>, Box<Expr>),
    /// `...list`, for all that the list holds.
    Spread(Box<Expr>),
}

/// `[for (item, number) in list: if (condition) body]`
#[derive(Clone, Debug, PartialEq)]
pub(super) struct For {
    /// The name of the item, and that of its number.
    pub names: Vec<String>,
    pub list: Expr,
    pub condition: Option<Expr>,
    pub body: Expr,
}

/// `resource` or `module`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resource {
    pub start: usize,
    pub is_module: bool,
    pub symbol: String,
    /// The type without its version; for a module its path.
    pub kind: String,
    /// Whether it is only referred to.
    pub existing: bool,
    pub condition: Option<Expr>,
    pub body: Expr,
}

/// A line at the top of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Statement {
    /// A parameter with its default, or its value in a file of values.
    Param(String, Option<Expr>),
    Var(String, Expr),
    Resource(Resource),
    /// What makes no rule.
    Other,
}
