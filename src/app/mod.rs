//! Composition root: builds everything once, runs the commands, stops in order.
