//! Addresses as they are written in the lands that write English.

use super::{each, read};

#[test]
fn english_addresses_are_read() {
    each(&[
        ("The Example Bakery, 12 High Street, Bath, Somerset, BA1 1AA", "GB", "12 High Street | Bath | Somerset | BA1 1AA | GB"),
        ("Example Ltd\n5 Market Place\nWells\nBA5 2RB", "GB", "5 Market Place | Wells | | BA5 2RB | GB"),
        ("221 Baker Street, London NW1 6XE", "", "221 Baker Street | London | | NW1 6XE | GB"),
        ("Unit 4, 18 Mill Lane\nCambridge CB2 1RX\nUnited Kingdom", "", "Unit 4, 18 Mill Lane | Cambridge | | CB2 1RX | GB"),
        ("123 Main St, Springfield, IL 62701", "", "123 Main St | Springfield | IL | 62701 | US"),
        ("4500 Sunset Blvd, Suite 200\nLos Angeles, CA 90027", "", "4500 Sunset Blvd, Suite 200 | Los Angeles | CA | 90027 | US"),
        ("100 King St W, Toronto, ON M5X 1A9", "", "100 King St W | Toronto | ON | M5X 1A9 | CA"),
        ("12 Grafton Street, Dublin 2, D02 X285", "", "12 Grafton Street | Dublin 2 | | D02 X285 | IE"),
        ("Main Street, Naas, Co. Kildare", "IE", "Main Street | Naas | County Kildare | | IE"),
    ]);
}

#[test]
fn a_south_african_province_stands_between_town_and_code() {
    each(&[
        (
            "19 Anvil Corner\nAlton, Richards Bay\nKwaZulu-Natal, 3900",
            "ZA",
            "19 Anvil Corner | Richards Bay | KwaZulu-Natal | 3900 | ZA",
        ),
        ("5 Sample Road, Paarl, Western Cape, 7646", "ZA", "5 Sample Road | Paarl | Western Cape | 7646 | ZA"),
    ]);
    assert!(read("We have served Limpopo 3900 times", &["ZA"]).is_empty());
}

#[test]
fn an_irish_townland_stands_for_a_street() {
    each(&[(
        "Exemplar House\nGortmuster\nKillarney\nCo. Kerry\nV93 XK12\nIreland",
        "IE",
        "Gortmuster | Killarney | Co. Kerry | V93 XK12 | IE",
    )]);
    // The house's own name above the town is none.
    assert!(!read("Exemplar House\nKillarney\nCo. Kerry\nV93 XK12", &["IE"]).iter().any(|a| a.starts_with("Exemplar")));
}

#[test]
fn an_american_post_box_of_five_digits_is_read() {
    each(&[("Mail: PO Box 14482, Portland, OR 97293", "US", "PO Box 14482 | Portland | OR | 97293 | US")]);
    assert!(read("Order 14482, Portland, OR 97293", &["US"]).iter().all(|a| !a.contains("14482")));
}

#[test]
fn mills_and_chambers_stand_before_their_road() {
    each(&[(
        "Unit 4, Muster Mills, Example Road, Leeds LS12 2DR",
        "GB",
        "Unit 4, Muster Mills, Example Road | Leeds | | LS12 2DR | GB",
    )]);
}

#[test]
fn an_american_road_is_told_by_its_number() {
    each(&[
        ("1187 County Road 512\nBozeman, Montana 59718", "US", "1187 County Road 512 | Bozeman | Montana | 59718 | US"),
        // What follows another road is no part of it.
        ("1187 Orchard Road\n512 people\nBozeman, MT 59718", "US", "1187 Orchard Road | Bozeman | MT | 59718 | US"),
    ]);
}

#[test]
fn a_town_may_bear_the_name_of_a_land_that_writes_other_codes() {
    each(&[
        (
            "Fraz. San Modello, 22/bis\n10063 Perosa Argentina TO",
            "IT",
            "Fraz. San Modello, 22/bis | Perosa Argentina | TO | 10063 | IT",
        ),
        ("Via Modello 5, 20121 Milano Italia", "IT", "Via Modello 5 | Milano | | 20121 | IT"),
    ]);
}

#[test]
fn english_addresses_with_the_country_or_the_code_in_an_unusual_place_are_read() {
    each(&[
        (
            "71–75 Example Street, Covent Garden, London, United Kingdom, WC2H 9JQ",
            "",
            "71–75 Example Street | London | | WC2H 9JQ | GB",
        ),
        ("120 Main Street, Vancouver, BC, Canada V6A 2S5", "", "120 Main Street | Vancouver | BC | V6A 2S5 | CA"),
        ("139 Main Street, LS1 4AP Leeds", "GB", "139 Main Street | Leeds | | LS1 4AP | GB"),
        ("112 Main Street, 78701 Austin, TX", "US", "112 Main Street | Austin | TX | 78701 | US"),
        ("4 Oak Rd, Raleigh, North Carolina 27601", "US", "4 Oak Rd | Raleigh | North Carolina | 27601 | US"),
        (
            "Level 2, 100 Sample Street\nMelbourne, Victoria 3000",
            "AU",
            "Level 2, 100 Sample Street | Melbourne | Victoria | 3000 | AU",
        ),
        ("12 Beach Road, Sandringham, Melbourne 3191", "AU", "12 Beach Road | Melbourne | | 3191 | AU"),
    ]);
}

#[test]
fn a_british_house_a_floor_and_a_square_are_a_street() {
    each(&[
        (
            "Our registered office is at Kingfisher House, 3rd Floor, Albert Square, Manchester, M2 7LP.",
            "GB",
            "Kingfisher House, 3rd Floor, Albert Square | Manchester | | M2 7LP | GB",
        ),
        (
            "The Old Forge\nMill Lane\nBradbourne\nAshbourne\nDerbyshire\nDE6 1PA",
            "GB",
            "The Old Forge, Mill Lane | Ashbourne | Derbyshire | DE6 1PA | GB",
        ),
        (
            "Unit 7 Riverside Business Park, Mill Road, Stockport SK1 2HR",
            "GB",
            "Unit 7 Riverside Business Park, Mill Road | Stockport | | SK1 2HR | GB",
        ),
    ]);
}

#[test]
fn indian_addresses_are_read_from_the_town_back_to_the_door() {
    each(&[
        (
            "Office: H. No. 2-7-77, 3rd Floor, Opp. Clock Tower, Sample Nagar, Uppal, Hyderabad - 500 039 (T.S.)",
            "IN",
            "H. No. 2-7-77, 3rd Floor, Opp. Clock Tower, Sample Nagar, Uppal | Hyderabad | | 500 039 | IN",
        ),
        ("12, Example Road, Pune 411001, Maharashtra, India", "IN", "12, Example Road | Pune | Maharashtra | 411001 | IN"),
        (
            "Shop No 4, Sample Complex,\nNear City Mall, Link Road,\nAndheri West, Mumbai, Maharashtra 400053",
            "IN",
            "Shop No 4, Sample Complex, Near City Mall, Link Road, Andheri West | Mumbai | Maharashtra | 400053 | IN",
        ),
        (
            "D-290, Example Vihar, Ground Floor, Delhi-110095, India",
            "",
            "D-290, Example Vihar, Ground Floor | Delhi | | 110095 | IN",
        ),
    ]);
}

#[test]
fn an_irish_square_needs_no_number() {
    each(&[("North Square, Sneem, Co. Kerry", "IE", "North Square | Sneem | County Kerry | | IE")]);
    assert!(read("Walks along the Quay, Sneem, Co. Kerry", &["IE"]).is_empty());
}

#[test]
fn a_telephones_short_label_is_no_town() {
    each(&[(
        "21 Muster Road, Saint Albans\nChristchurch 8014\nPh: 03 968 3199",
        "NZ",
        "21 Muster Road | Christchurch | | 8014 | NZ",
    )]);
}

#[test]
fn what_stands_behind_an_areas_code_is_no_postal_code() {
    assert!(read("02933 / 79030 (Büro)\n0171 1234567 – Mobil", &["DE"]).is_empty());
}
