//! What was answered to a kind's questions.

use serde::{Deserialize, Serialize};

/// Answers by the key of their question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {}
