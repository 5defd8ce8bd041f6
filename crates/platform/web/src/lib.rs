#![doc = include_str!("../README.md")]

mod address;
mod app;
pub mod bulletins;
pub mod citizen;
mod clock;
pub mod console;
pub mod directory;
pub mod door;
mod download;
mod email;
mod error;
mod extract;
mod feature;
mod forms;
pub mod frame;
pub mod gate;
mod health;
pub mod keys;
mod logo;
mod machine;
mod media_files;
pub mod office;
mod page;
mod parts;
mod portal_site;
mod problem;
mod proxy;
pub mod registry;
pub mod rollup;
pub mod search_index;
mod site;
mod store;
mod templates;
pub mod testing;
pub mod traffic;
mod upload;
pub mod view;

pub use app::{App, AppParts, Services};
pub use clock::Clock;
pub use db::PartName;
pub use download::{Download, Manner};
pub use email::read_email;
pub use error::{AppError, AppResult, OrNotFound};
pub use extract::{PathSlug, Query};
pub use feature::{
    Block, BlockFuture, Feature, Finder, FinderFuture, Found, Holding, Leaves, Of, Place, Subject,
    Switch, no_files,
};
pub use forms::{FileForm, Form, FormView};
pub use frame::name_of as village_name;
pub use gate::{Gate, service};
pub use logo::Logo;
pub use page::{Meta, Page};
pub use parts::{Part, Slot};
pub use portal_site::PortalSite;
pub use problem::{API, FieldProblem, Problem};
pub use site::Site;
pub use templates::Templates;
pub use upload::{LARGEST_FILE, Sent, SentFile, Upload};
