//! `cargo xtask truth`: the truth set, scored and printed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use glouton_truth::{ALL, Fault, Field, Floors, Report};

/// What to read and how to print it.
#[derive(Args)]
pub struct Options {
    /// Prints everything as JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Only sites in this language (two letters). Floors are then not held.
    #[arg(long)]
    language: Option<String>,
    /// Only sites whose file name begins with this. Floors are then not held.
    #[arg(long)]
    site: Option<String>,
    /// Another folder of `.site` files instead of the repository's own. Floors are then not held.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Only this field in the table and in the list of faults.
    #[arg(long)]
    field: Option<String>,
    /// Lists every invented and every missed value.
    #[arg(long)]
    verbose: bool,
}

/// Scores the truth set, prints, and fails when a field is under its floor.
///
/// # Errors
/// When the truth set cannot be read or `--field` names no field.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let only = match &options.field {
        Some(name) => Some(Field::named(name).ok_or_else(|| anyhow!("no field is called {name}"))?),
        None => None,
    };
    let own = glouton_truth::folder();
    let mut sites = glouton_truth::sites(options.folder.as_ref().unwrap_or(&own))?;
    let floors = Floors::open(&own)?;
    sites.retain(|site| {
        options.language.as_ref().is_none_or(|language| *language == site.truth.language)
            && options.site.as_ref().is_none_or(|prefix| site.name.starts_with(prefix.as_str()))
    });
    let mut report = glouton_truth::score(&sites);
    if let Some(only) = only {
        report.scores.retain(|field, _| *field == only);
        report.failures.retain(|failure| failure.field == only);
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        table(&report, &floors, options.language.is_some());
    }
    if options.verbose && !options.json {
        faults(&report);
    }
    if options.language.is_some() || options.site.is_some() || options.folder.is_some() {
        return Ok(ExitCode::SUCCESS);
    }
    let concerns = |sentence: &String| only.is_none_or(|field| sentence.starts_with(&format!("{field}:")));
    let broken: Vec<String> = floors.broken(&report).into_iter().filter(concerns).collect();
    for sentence in &broken {
        eprintln!("under the floor: {sentence}");
    }
    if !options.json {
        for sentence in floors.short_of_goal(&report).into_iter().filter(concerns) {
            println!("under the goal: {sentence}");
        }
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn table(report: &Report, floors: &Floors, one_language: bool) {
    println!("{} sites, {} pages, {} languages", report.sites, report.pages, report.languages.len());
    for (field, languages) in &report.scores {
        let total = report.total(*field);
        let floor = floors
            .of(*field)
            .map_or_else(String::new, |floor| format!("  floor {:.3}/{:.3}", floor.floor.precision, floor.floor.recall));
        println!(
            "\n{field:16} precision {:.4}  recall {:.4}  right {:4}  invented {:3}  missed {:3}{floor}",
            total.precision(),
            total.recall(),
            total.right,
            total.invented,
            total.missed
        );
        if one_language {
            continue;
        }
        for (language, score) in languages.iter().filter(|(language, _)| *language != ALL) {
            println!(
                "  {language:14} precision {:.4}  recall {:.4}  right {:4}  invented {:3}  missed {:3}",
                score.precision(),
                score.recall(),
                score.right,
                score.invented,
                score.missed
            );
        }
    }
}

fn faults(report: &Report) {
    println!();
    for failure in &report.failures {
        let fault = match failure.fault {
            Fault::Invented => "invented",
            Fault::Missed => "missed",
        };
        println!("{:16} {:8} {:28} {}", failure.field, fault, failure.site, failure.value);
    }
}
