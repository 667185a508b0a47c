//! Who may ask what: every root field of the printed schema, for strangers, for viewers and for members of another workspace.
//! A field that the table does not know fails the test: whoever adds one says here whom it is for.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::seeds;
use crate::support::{
    app::{Client, TestApp, code_of, mistakes},
    live,
};

/// Whom a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Everybody, signed in or not.
    All,
    /// Whoever is signed in: it reads, or is about the person's own.
    Anybody,
    /// MEMBER and above.
    Members,
    /// ADMIN and above.
    Admins,
    /// Admins of the installation.
    Operators,
}

/// What a member of another workspace gets for the ids of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Foreign {
    /// The field takes no id.
    Nothing,
    /// The error NOT_FOUND.
    Error,
    /// NOT_FOUND in `userErrors`.
    Mistake,
    /// An answer without anything of the first workspace.
    Empty,
    /// FORBIDDEN, whatever the id.
    Forbidden,
}

use For::{Admins, All, Anybody, Members, Operators};
use Foreign::{Empty, Error, Forbidden, Mistake, Nothing};

/// Field, selection with arguments (`$hunt` and the like stand for ids of the first workspace), whom it is for, what a foreigner gets.
const QUERIES: &[(&str, &str, For, Foreign)] = &[
    ("node", r#"node(id: "$lead") { id }"#, Anybody, Error),
    ("nodes", r#"nodes(ids: ["$lead", "$hunt", "$contact", "$audit"]) { id }"#, Anybody, Empty),
    ("rateLimit", "rateLimit { maxQueryCost }", All, Nothing),
    ("viewer", "viewer { user { id } }", All, Nothing),
    ("workspace", "workspace { id }", Anybody, Nothing),
    ("hunt", r#"hunt(id: "$hunt") { id }"#, Anybody, Error),
    ("hunts", "hunts(first: 10) { nodes { id } }", Anybody, Empty),
    ("lead", r#"lead(id: "$lead") { id }"#, Anybody, Error),
    ("leads", r#"leads(first: 10, filter: { huntId: "$hunt" }) { nodes { id } }"#, Anybody, Empty),
    ("leadFacets", "leadFacets { stages { value } }", Anybody, Empty),
    ("tags", "tags { id }", Anybody, Empty),
    ("audit", r#"audit(id: "$audit") { id }"#, Anybody, Error),
    ("diffAudits", r#"diffAudits(before: "$audit", after: "$audit") { siteChanged }"#, Anybody, Error),
    ("auditRun", r#"auditRun(id: "$auditRun") { id }"#, Anybody, Error),
    ("auditRuns", "auditRuns(first: 10) { nodes { id } }", Anybody, Empty),
    ("previewScoringProfile", "previewScoringProfile(input: { hotAtLeast: 80 }) { preview { leads } }", Anybody, Nothing),
    ("scoringProfile", "scoringProfile { version }", Anybody, Nothing),
    ("credits", "credits { available }", Anybody, Nothing),
    ("priceList", "priceList { action }", All, Nothing),
    ("hostReport", r#"hostReport(host: "garage-delorme.test") { host }"#, Operators, Forbidden),
    ("suppressedDomains", "suppressedDomains { domain }", Operators, Forbidden),
    ("supervisor", "supervisor { queues { kind } workers { name } deadTasks { id } }", Operators, Forbidden),
];

const WRONG: &str = "userErrors { code field }";

const MUTATIONS: &[(&str, &str, For, Foreign)] = &[
    ("register", r#"(input: { email: "no address", password: "short", name: "" })"#, All, Nothing),
    ("login", r#"(input: { email: "nobody@example.test", password: "an invented password" })"#, All, Nothing),
    ("refreshSession", r#"(input: { refreshToken: "none" })"#, All, Nothing),
    ("logout", "", Anybody, Nothing),
    ("changePassword", r#"(input: { currentPassword: "not the one", newPassword: "also not the one" })"#, Anybody, Nothing),
    ("requestPasswordReset", r#"(input: { email: "nobody@example.test" })"#, All, Nothing),
    ("resetPassword", r#"(input: { code: "none", newPassword: "an invented password" })"#, All, Nothing),
    ("requestEmailVerification", "", Anybody, Nothing),
    ("verifyEmail", r#"(input: { code: "none" })"#, All, Nothing),
    ("revokeSession", r#"(input: { sessionId: "$session" })"#, Anybody, Mistake),
    ("createApiKey", r#"(input: { name: "Robot", role: MEMBER })"#, Admins, Nothing),
    ("revokeApiKey", r#"(input: { apiKeyId: "$apiKey" })"#, Admins, Mistake),
    ("inviteMember", r#"(input: { email: "new@example.test", role: MEMBER })"#, Admins, Nothing),
    ("revokeInvitation", r#"(input: { invitationId: "$invitation" })"#, Admins, Mistake),
    ("acceptInvitation", r#"(input: { token: "none" })"#, Anybody, Nothing),
    ("changeRole", r#"(input: { userId: "$viewer", role: ADMIN })"#, Admins, Mistake),
    ("removeMember", r#"(input: { userId: "$owner" })"#, Admins, Mistake),
    ("createWorkspace", r#"(input: { name: "" })"#, Anybody, Nothing),
    ("switchWorkspace", r#"(input: { workspaceId: "$workspace" })"#, Anybody, Mistake),
    ("startHunt", r#"(input: { idempotencyKey: "k", websites: { urls: [] } })"#, Members, Nothing),
    ("pauseHunt", r#"(input: { huntId: "$hunt" })"#, Members, Mistake),
    ("resumeHunt", r#"(input: { huntId: "$hunt" })"#, Members, Mistake),
    ("cancelHunt", r#"(input: { huntId: "$hunt" })"#, Members, Mistake),
    ("retryFailedSites", r#"(input: { huntId: "$hunt" })"#, Members, Mistake),
    ("deleteHunt", r#"(input: { huntId: "$hunt" })"#, Members, Mistake),
    ("createLead", "(input: {})", Members, Nothing),
    ("updateLead", r#"(input: { leadId: "$lead", name: "Theirs" })"#, Members, Mistake),
    ("deleteLeads", r#"(input: { leadIds: ["$lead"] })"#, Members, Mistake),
    ("setStage", r#"(input: { leadIds: ["$lead"], stage: WON })"#, Members, Mistake),
    ("assignLeads", r#"(input: { leadIds: ["$lead"], assigneeId: null })"#, Members, Mistake),
    ("favoriteLead", r#"(input: { leadId: "$lead", favorite: true })"#, Members, Mistake),
    ("tagLeads", r#"(input: { leadIds: ["$lead"], tags: ["theirs"] })"#, Members, Mistake),
    ("untagLeads", r#"(input: { leadIds: ["$lead"], tagIds: ["$tag"] })"#, Members, Mistake),
    ("addNote", r#"(input: { leadId: "$lead", body: "Theirs" })"#, Members, Mistake),
    ("updateNote", r#"(input: { noteId: "$note", body: "Theirs" })"#, Members, Mistake),
    ("deleteNote", r#"(input: { noteId: "$note" })"#, Members, Mistake),
    ("auditLeads", r#"(input: { leadIds: ["$lead"] })"#, Members, Mistake),
    ("cancelAuditRun", r#"(input: { auditRunId: "$auditRun" })"#, Members, Mistake),
    ("updateScoringProfile", "(input: { hotAtLeast: 80 })", Admins, Nothing),
    (
        "grantCredits",
        r#"(input: { idempotencyKey: "k", amount: "5", description: "A gift", workspaceId: "$workspace" })"#,
        Operators,
        Forbidden,
    ),
    ("suppressDomain", r#"(input: { domain: "garage-delorme.test" })"#, Operators, Forbidden),
    ("allowDomain", r#"(input: { domain: "garage-delorme.test" })"#, Operators, Forbidden),
    ("retryDeadTasks", r#"(input: { kind: "hunt.site" })"#, Operators, Forbidden),
    ("quoteReveal", r#"(input: { contactIds: ["$contact"] })"#, Anybody, Mistake),
    ("quoteVerification", r#"(input: { contactIds: ["$contact"] })"#, Anybody, Mistake),
    ("verifyContacts", r#"(input: { idempotencyKey: "k", contactIds: ["$contact"] })"#, Members, Mistake),
    ("revealContacts", r#"(input: { idempotencyKey: "k", contactIds: ["$contact"] })"#, Members, Mistake),
];

/// Field, selection, what a foreigner gets. Only whoever is signed in may follow anything.
const SUBSCRIPTIONS: &[(&str, &str, Foreign)] = &[
    ("huntEvents", r#"huntEvents(huntId: "$hunt") { seq }"#, Error),
    ("huntProgress", r#"huntProgress(huntId: "$hunt") { seq }"#, Error),
    ("auditRunProgress", r#"auditRunProgress(auditRunId: "$auditRun") { id }"#, Error),
    ("workspaceHunts", "workspaceHunts { id }", Nothing),
    ("leadChanged", "leadChanged { id }", Nothing),
    ("creditsChanged", "creditsChanged { available }", Nothing),
];

fn mutation(field: &str, arguments: &str) -> String {
    format!("mutation {{ {field}{arguments} {{ {WRONG} }} }}")
}

/// The fields of a root type in the printed schema.
fn fields_of(root: &str) -> BTreeSet<String> {
    let schema = include_str!("../../../schema.graphql");
    let start = schema.find(&format!("\ntype {root} {{\n")).unwrap_or_else(|| panic!("the schema has the type {root}"));
    let body = schema[start + 1..].split("\n}\n").next().expect("a body");
    let mut described = false;
    let mut fields = BTreeSet::new();
    for line in body.lines().skip(1).map(str::trim) {
        if line == "\"\"\"" {
            described = !described;
        } else if !described {
            let name: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
            fields.insert(name);
        }
    }
    fields
}

fn known<'t>(names: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    names.map(str::to_owned).collect()
}

#[test]
fn the_table_knows_every_root_field_of_the_schema() {
    assert_eq!(fields_of("Query"), known(QUERIES.iter().map(|row| row.0)));
    assert_eq!(fields_of("Mutation"), known(MUTATIONS.iter().map(|row| row.0)));
    assert_eq!(fields_of("SubscriptionRoot"), known(SUBSCRIPTIONS.iter().map(|row| row.0)));
}

/// The first workspace with one of everything, and who is in it.
struct First {
    app: TestApp,
    owner: Client,
    viewer: Client,
    ids: Vec<(&'static str, String)>,
}

impl First {
    fn fill(&self, text: &str) -> String {
        // The longest name first: `$lead` must not be taken for the beginning of another.
        let mut ids: Vec<_> = self.ids.iter().collect();
        ids.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        ids.into_iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("${name}"), id))
    }
}

async fn first() -> First {
    let app = TestApp::with_town().await;
    let owner = app.registered("owner@example.test").await;
    let hunt = owner.hunt(&seeds(&["garage-delorme.test"]), json!({ "maxPagesPerSite": 3 })).await;
    app.until(&owner, &hunt, "COMPLETED").await;
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("a text: {value}")).to_owned();
    let seen = owner
        .data(
            "{ viewer { sessions { id } } workspace { id } leads(first: 1) { nodes { id latestAudit { id } contacts { id kind } } } }",
            json!({}),
        )
        .await;
    let lead = &seen["leads"]["nodes"][0];
    let lead_id = text(&lead["id"]);
    let tagged = owner
        .mutate("tagLeads", "TagLeadsInput", "leads { tags { id } }", json!({ "leadIds": [lead_id], "tags": ["oak"] }))
        .await;
    let note = owner.mutate("addNote", "AddNoteInput", "note { id }", json!({ "leadId": lead_id, "body": "Call" })).await;
    let run = owner.mutate("auditLeads", "AuditLeadsInput", "auditRun { id }", json!({ "leadIds": [lead_id] })).await;
    app.rest().await;
    let key =
        owner.mutate("createApiKey", "CreateApiKeyInput", "apiKey { id }", json!({ "name": "Robot", "role": "MEMBER" })).await;
    let invite = async |email: &str| {
        let input = json!({ "email": email, "role": "VIEWER" });
        owner.mutate("inviteMember", "InviteMemberInput", "token invitation { id }", input).await
    };
    let open = invite("later@example.test").await;
    let invited = invite("viewer@example.test").await;
    let viewer = app.registered("viewer@example.test").await;
    let accepted = viewer
        .mutate("acceptInvitation", "AcceptInvitationInput", "membership { role }", json!({ "token": invited["token"] }))
        .await;
    assert_eq!(accepted["membership"]["role"], "VIEWER");
    let workspace = text(&seen["workspace"]["id"]);
    let switched =
        viewer.mutate("switchWorkspace", "SwitchWorkspaceInput", "accessToken", json!({ "workspaceId": workspace })).await;
    let viewer = viewer.with_token(&text(&switched["accessToken"]));
    let ids = vec![
        ("hunt", hunt),
        ("lead", lead_id),
        ("contact", text(&lead["contacts"][0]["id"])),
        ("audit", text(&lead["latestAudit"]["id"])),
        ("auditRun", text(&run["auditRun"]["id"])),
        ("tag", text(&tagged["leads"][0]["tags"][0]["id"])),
        ("note", text(&note["note"]["id"])),
        ("apiKey", text(&key["apiKey"]["id"])),
        ("session", text(&seen["viewer"]["sessions"][0]["id"])),
        ("invitation", text(&open["invitation"]["id"])),
        ("workspace", workspace),
        ("owner", owner.id.clone()),
        ("viewer", viewer.id.clone()),
    ];
    First { app, owner, viewer, ids }
}

/// What the first workspace has, to see that nobody changed it.
async fn snapshot(owner: &Client) -> Value {
    owner
        .data(
            "{ hunts(first: 5) { nodes { id state } } leads(first: 5) { nodes { id name stage favorite updatedAt tags { name } notes(first: 5) { nodes { body } } } }
               credits { available } workspace { members { role user { id } } invitations { id } apiKeys { id } } scoringProfile { version hotAtLeast } }",
            json!({}),
        )
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_gets_nothing_but_what_is_open() {
    let first = first().await;
    let before = snapshot(&first.owner).await;
    let stranger = first.app.anonymous();
    let rows = QUERIES.iter().map(|(field, selection, who, _)| (*field, format!("{{ {selection} }}"), *who));
    let mutations = MUTATIONS.iter().map(|(field, arguments, who, _)| (*field, mutation(field, arguments), *who));
    for (field, document, who) in rows.chain(mutations) {
        let answer = stranger.ask(&first.fill(&document), json!({})).await;
        if who == All {
            assert!(!["FORBIDDEN", "INTERNAL"].contains(&code_of(&answer).as_str()), "{field}: {answer}");
        } else {
            assert_eq!(code_of(&answer), "UNAUTHENTICATED", "{field}: {answer}");
            assert!(answer["data"].as_object().is_none_or(|data| data.values().all(Value::is_null)), "{field}: {answer}");
        }
    }
    let bad = stranger.with_token("an.invented.token");
    assert_eq!(bad.code("{ workspace { id } }", json!({})).await, "UNAUTHENTICATED");
    for (field, selection, _) in SUBSCRIPTIONS {
        let document = first.fill(&format!("subscription {{ {selection} }}"));
        let said = live::over_events(&first.app, &stranger, &document, json!({})).await;
        assert_eq!(said.len(), 1, "{field}: {said:?}");
        assert_eq!(code_of(&said[0]), "UNAUTHENTICATED", "{field}: {said:?}");
    }
    assert_eq!(snapshot(&first.owner).await, before, "nothing changed");
    first.app.finish().await;
}

#[tokio::test]
async fn a_stranger_is_asked_to_sign_in_whatever_the_ids_are() {
    let app = TestApp::alone().await;
    let stranger = app.anonymous();
    // Not one of them is an id: nothing may be said about that before it is known who asks.
    let nonsense = |text: &str| {
        let mut parts = text.split('$');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| format!("{text}nonsense{}", part.trim_start_matches(|c: char| c.is_ascii_alphanumeric())))
    };
    let queries = QUERIES.iter().map(|(field, selection, who, _)| (*field, format!("{{ {selection} }}"), *who));
    let mutations = MUTATIONS.iter().map(|(field, arguments, who, _)| (*field, mutation(field, arguments), *who));
    for (field, document, _) in queries.chain(mutations).filter(|row| row.2 != All) {
        let answer = stranger.ask(&nonsense(&document), json!({})).await;
        assert_eq!(code_of(&answer), "UNAUTHENTICATED", "{field}: {answer}");
        assert!(answer["data"].as_object().is_none_or(|data| data.values().all(Value::is_null)), "{field}: {answer}");
    }
    for (field, selection, _) in SUBSCRIPTIONS {
        let said = live::over_events(&app, &stranger, &nonsense(&format!("subscription {{ {selection} }}")), json!({})).await;
        assert_eq!(said.iter().map(code_of).collect::<Vec<_>>(), ["UNAUTHENTICATED"], "{field}: {said:?}");
    }
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_sees_everything_and_changes_nothing_of_the_workspace() {
    let first = first().await;
    let before = snapshot(&first.owner).await;
    for (field, selection, who, _) in QUERIES {
        let answer = first.viewer.ask(&first.fill(&format!("{{ {selection} }}")), json!({})).await;
        if *who == Operators {
            assert_eq!(code_of(&answer), "FORBIDDEN", "{field}: {answer}");
            continue;
        }
        assert!(answer.get("errors").is_none(), "{field}: {answer}");
    }
    for (field, arguments, who, _) in MUTATIONS.iter().filter(|row| matches!(row.2, Members | Admins | Operators)) {
        let answer = first.viewer.ask(&first.fill(&mutation(field, arguments)), json!({})).await;
        assert_eq!(code_of(&answer), "FORBIDDEN", "{field} ({who:?}): {answer}");
    }
    assert_eq!(snapshot(&first.owner).await, before, "nothing changed");
    first.app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_workspace_owns_is_not_there() {
    let first = first().await;
    let before = snapshot(&first.owner).await;
    let foreigner = first.app.registered("foreigner@example.test").await;
    for (field, selection, _, foreign) in QUERIES {
        let answer = foreigner.ask(&first.fill(&format!("{{ {selection} }}")), json!({})).await;
        match foreign {
            Error => assert_eq!(code_of(&answer), "NOT_FOUND", "{field}: {answer}"),
            Forbidden => assert_eq!(code_of(&answer), "FORBIDDEN", "{field}: {answer}"),
            _ => assert!(answer.get("errors").is_none(), "{field}: {answer}"),
        }
        for (name, id) in &first.ids {
            assert!(!answer["data"].to_string().contains(id.as_str()), "{field} shows the {name}: {answer}");
        }
    }
    for (field, arguments, _, foreign) in MUTATIONS {
        let document = first.fill(&mutation(field, arguments));
        match foreign {
            Mistake => {
                let answer = foreigner.ask(&document, json!({})).await;
                let codes: Vec<String> = mistakes(&answer["data"][*field]).into_iter().map(|(code, _)| code).collect();
                assert_eq!(codes, ["NOT_FOUND"], "{field}: {answer}");
            }
            Forbidden => assert_eq!(foreigner.code(&document, json!({})).await, "FORBIDDEN", "{field}"),
            Nothing | Error | Empty => {}
        }
    }
    for (field, selection, foreign) in SUBSCRIPTIONS.iter().filter(|row| row.2 == Error) {
        let document = first.fill(&format!("subscription {{ {selection} }}"));
        let said = live::over_events(&first.app, &foreigner, &document, json!({})).await;
        assert_eq!(said.iter().map(code_of).collect::<Vec<_>>(), ["NOT_FOUND"], "{field} {foreign:?}: {said:?}");
    }
    assert_eq!(snapshot(&first.owner).await, before, "nothing changed");
    first.app.finish().await;
}
