//! What can be wrong with a file of rules.

/// Why a text is no set of rules. The messages are for the person who edits the file.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// It is not TOML, or a key is missing, unknown or of the wrong type.
    #[error("the rules cannot be read: {0}")]
    Syntax(String),
    /// What is held has to be less than what is refused.
    #[error("thresholds: hold ({hold}) has to be above 0 and below refuse ({refuse})")]
    Thresholds {
        /// Points from which a submission is held.
        hold: u32,
        /// Points from which it is refused.
        refuse: u32,
    },
    /// The code can find a sign for which the file gives no points.
    #[error("signs: \"{id}\" is missing")]
    MissingSign {
        /// The key that has to be added.
        id: &'static str,
    },
    /// The file gives points for a sign that the code cannot find.
    #[error("signs: \"{id}\" is not known; is it misspelt?")]
    UnknownSign {
        /// The key as written.
        id: String,
    },
    /// Two groups or patterns have the same id.
    #[error("the id \"{id}\" is used twice")]
    TwiceUsed {
        /// The id.
        id: String,
    },
    /// A regular expression does not compile.
    #[error("pattern \"{id}\": {error}")]
    Pattern {
        /// The id of the pattern.
        id: String,
        /// What the compiler says.
        error: String,
    },
    /// A form has no letters, or is too short to be searched for.
    #[error("words \"{id}\": the form \"{form}\" has too few letters")]
    Form {
        /// The id of the group.
        id: String,
        /// The form as written.
        form: String,
    },
    /// Only ASCII characters are read as letters by `letters.leet`; others belong to `lookalikes`.
    #[error("letters.leet: '{sign}' is not ASCII; it belongs to letters.lookalikes")]
    Leet {
        /// The character.
        sign: char,
    },
    /// The words are more than a search can hold.
    #[error("the words cannot be searched for: {0}")]
    Search(String),
}
