//! What a conversation is: who may say what, and how answers belong together.

mod contact;
mod new_comment;
mod status;
mod threads;

pub use contact::{Contact, masked};
pub use new_comment::NewComment;
pub use status::Status;
pub use threads::{Comment, Thread, threads};
