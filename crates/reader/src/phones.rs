//! Telephone and fax numbers, validated against the numbering plans, normalised to E.164.
