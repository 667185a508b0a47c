//! The examination as a whole, and each check on a page that passes, one that fails and one that cannot tell.

mod support;
mod whole;
