//! Browsers over WebDriver. Belongs here: starting, sharing, recycling and closing sessions. Does not belong here: when a page needs one
//! (the crawl), what may be reached (egress, whose proxy every browser goes through).

/// A pool of browser sessions; cheap to clone.
#[derive(Debug, Clone)]
pub struct BrowserPool {}
