//! What was answered to a kind's questions.
