//! Serves the town until Ctrl-C and prints where each host listens, for a look with a browser or curl.

#[tokio::main]
async fn main() -> Result<(), glouton_town::TownError> {
    let town = glouton_town::Town::new();
    let serving = town.serve().await?;
    println!("http {} https {}", serving.http_addr(), serving.https_addr());
    for route in serving.hosts() {
        println!("{} {}{}", route.host, route.http, route.https.map_or_else(String::new, |a| format!(" {a}")));
    }
    println!("{}", serving.ca_pem());
    tokio::signal::ctrl_c().await?;
    serving.stop().await;
    Ok(())
}
