//! What the commands print of a hunt: a site at a time, as CSV or a table; JSON lines are in `record`.

use crate::{
    accounts::Scope,
    audits::{self, AuditId},
    hunts::{self, HuntId, Site, SiteState},
    leads::{self, Contact, Lead},
    platform::{error::Result, op::Op, page::PageRequest},
};

/// Sites looked up together. What is known of one may take a megabyte while it is looked up: with a hundred, the report of a hunt needed
/// more memory than the hunt.
const AT_A_TIME: u64 = 20;

/// A site with what came of it, contacts in clear.
#[derive(Debug)]
pub struct Outcome {
    /// The site.
    pub site: Site,
    /// The lead, when it gave one.
    pub lead: Option<Found>,
}

/// A lead with everything a report shows.
#[derive(Debug)]
pub struct Found {
    /// The lead.
    pub lead: Lead,
    /// Its contacts, others' included.
    pub contacts: Vec<Contact>,
    /// Its newest audit.
    pub audit: Option<audits::Told>,
}

/// The sites of a hunt in the order given, with what came of them, some at a time: a hunt may have more than memory holds.
#[derive(Debug)]
pub struct Outcomes<'a> {
    op: &'a Op,
    scope: &'a Scope,
    hunt: HuntId,
    next: PageRequest,
}

impl<'a> Outcomes<'a> {
    /// Begins at the first site.
    #[must_use]
    pub fn of(op: &'a Op, scope: &'a Scope, hunt: HuntId) -> Self {
        Self { op, scope, hunt, next: PageRequest::first(AT_A_TIME, "position") }
    }

    /// The next ones; `None` after the last.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next(&mut self) -> Result<Option<Vec<Outcome>>> {
        let (op, scope) = (self.op, self.scope);
        let sites = hunts::ops::sites(op, scope, self.hunt, None, &self.next).await?;
        let Some((last, _)) = sites.items.last() else { return Ok(None) };
        self.next = PageRequest::after(AT_A_TIME, last.clone());
        let ids: Vec<_> = sites.items.iter().filter_map(|(_, site)| site.lead).collect();
        let mut found = leads::ops::by_ids(op, scope, &ids).await?;
        let mut contacts = leads::ops::contacts_in_clear(op, scope, &ids).await?;
        let audit_ids: Vec<AuditId> = found.values().filter_map(|lead| lead.latest_audit.map(AuditId)).collect();
        let mut newest = audits::ops::told(op, scope, &audit_ids).await?;
        let outcomes = sites.items.into_iter().map(|(_, site)| {
            let lead = site.lead.and_then(|id| found.remove(&id)).map(|lead| Found {
                contacts: contacts.remove(&lead.id).unwrap_or_default(),
                audit: lead.latest_audit.and_then(|id| newest.remove(&AuditId(id))),
                lead,
            });
            Outcome { site, lead }
        });
        Ok(Some(outcomes.collect()))
    }

    /// All that are left, for a hunt that is known to be small.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(mut self) -> Result<Vec<Outcome>> {
        let mut all = Vec::new();
        while let Some(some) = self.next().await? {
            all.extend(some);
        }
        Ok(all)
    }
}

impl Outcome {
    /// True when the site has its verdict.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.site.state, SiteState::Done | SiteState::Skipped | SiteState::Failed)
    }
}

/// Heads of the CSV columns.
pub const CSV_HEADS: [&str; 17] = [
    "website",
    "state",
    "reason",
    "name",
    "domain",
    "score",
    "temperature",
    "email",
    "emails",
    "phone",
    "phones",
    "city",
    "country",
    "language",
    "people",
    "socials",
    "technologies",
];

/// The CSV line of one site. A text that a spreadsheet would take for a formula is told it is none.
#[must_use]
pub fn csv_line(outcome: &Outcome) -> Vec<String> {
    let reason = outcome.site.reason.and_then(|r| serde_json::to_value(r).ok()).and_then(|r| r.as_str().map(str::to_owned));
    let mut line = vec![outcome.site.url.clone(), outcome.site.state.as_str().to_owned(), reason.unwrap_or_default()];
    if let Some(found) = &outcome.lead {
        let lead = &found.lead;
        let own = |kind: leads::ContactKind| -> Vec<&str> {
            found.contacts.iter().filter(|c| c.kind == kind && !c.third_party).map(|c| c.value.as_str()).collect()
        };
        let (emails, phones) = (own(leads::ContactKind::Email), own(leads::ContactKind::Phone));
        line.extend([
            lead.name.clone(),
            lead.domain.clone().unwrap_or_default(),
            lead.score.map(|s| s.to_string()).unwrap_or_default(),
            lead.temperature.map(|t| t.as_str().to_owned()).unwrap_or_default(),
            emails.first().map(|e| (*e).to_owned()).unwrap_or_default(),
            emails.join(" "),
            phones.first().map(|e| (*e).to_owned()).unwrap_or_default(),
            phones.join(" "),
            lead.address.city.clone().unwrap_or_default(),
            lead.address.country.clone().unwrap_or_default(),
            lead.language.clone().unwrap_or_default(),
            lead.people.iter().map(|p| p.name.value.as_str()).collect::<Vec<_>>().join("; "),
            lead.socials.iter().map(|s| s.url.value.as_str()).collect::<Vec<_>>().join(" "),
            lead.technologies.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join("; "),
        ]);
    }
    line.resize(CSV_HEADS.len(), String::new());
    // A phone number is the one value that rightly begins with a plus; it is no formula as long as only digits follow.
    let harmless = |text: &str| {
        text.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'+'))
    };
    for cell in &mut line {
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !harmless(cell) {
            cell.insert(0, '\'');
        }
    }
    line
}

/// A table for people: the leads by score, then the sites that gave nothing with their reasons. Holds its lines, not the outcomes.
#[derive(Debug, Default)]
pub struct Table {
    leads: Vec<(std::cmp::Reverse<Option<i32>>, String, String)>,
    rest: Vec<String>,
}

impl Table {
    /// Adds a site.
    ///
    /// # Errors
    /// What is stored of its audit cannot be read.
    pub fn add(&mut self, outcome: &Outcome) -> Result<(), serde_json::Error> {
        let Some(found) = &outcome.lead else {
            let reason = outcome.site.reason.and_then(|r| serde_json::to_value(r).ok());
            let reason = reason.as_ref().and_then(serde_json::Value::as_str).unwrap_or(outcome.site.state.as_str());
            let detail = outcome.site.detail.as_deref().unwrap_or_default();
            self.rest.push(format!("{} {} {detail}", clip(reason, 18), clip(&outcome.site.host, 40)));
            return Ok(());
        };
        let lead = &found.lead;
        let own = |kind| found.contacts.iter().find(|c| !c.third_party && c.kind == kind);
        let reach = own(leads::ContactKind::Email).or_else(|| own(leads::ContactKind::Phone)).map_or("–", |c| c.value.as_str());
        let temperature = lead.temperature.map_or("–", leads::Temperature::as_str);
        let score = lead.score.map_or_else(|| "–".to_owned(), |s| s.to_string());
        let (temperature, name, reach) = (clip(temperature, 4), clip(&lead.name, 30), clip(reach, 34));
        let line = format!("{temperature} {score:>5} {name} {reach} {}", strongest(found)?);
        self.leads.push((std::cmp::Reverse(lead.score), lead.name.clone(), line));
        Ok(())
    }

    /// Writes it.
    ///
    /// # Errors
    /// The writer's.
    pub fn write(mut self, out: &mut (dyn std::io::Write + Send)) -> std::io::Result<()> {
        self.leads.sort();
        writeln!(out, "{} {:>5} {} {} why", clip("temp", 4), "score", clip("lead", 30), clip("reach", 34))?;
        for (_, _, line) in &self.leads {
            writeln!(out, "{line}")?;
        }
        if !self.rest.is_empty() {
            writeln!(out, "\nsites that gave no lead")?;
        }
        for line in &self.rest {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// `text` in exactly `width` characters.
fn clip(text: &str, width: usize) -> String {
    let mut clipped: String = text.chars().take(width).collect();
    if text.chars().count() > width {
        clipped.pop();
        clipped.push('…');
    }
    let pad = width.saturating_sub(clipped.chars().count());
    clipped + &" ".repeat(pad)
}

/// The two factors that moved the score most.
fn strongest(found: &Found) -> Result<String, serde_json::Error> {
    let Some(audit) = &found.audit else { return Ok(String::new()) };
    let mut factors = audit.factors()?;
    factors.retain(|factor| factor.points != 0);
    factors.sort_by(|a, b| b.points.abs().cmp(&a.points.abs()).then_with(|| a.rule.cmp(&b.rule)));
    let words: Vec<String> = factors.iter().take(2).map(|f| format!("{:+} {}", f.points, f.explanation.en)).collect();
    Ok(words.join("; "))
}
