//! Who may do what: users, workspaces, memberships, sessions, API keys.
