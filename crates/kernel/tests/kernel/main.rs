//! The words of the village: against the shared test vectors, the hard cases, and random input.

mod areas;
mod codes;
mod dates;
mod host_name;
mod money;
mod names;
mod paging;
mod people;
mod phone;
mod places;
mod random;
mod residents;
mod safe_html;
mod search_text;
mod slugs;
mod typed;
mod vectors;
