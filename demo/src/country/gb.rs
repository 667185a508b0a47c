//! British and Irish businesses.

use crate::{
    looks::Look,
    model::{
        ALL_PAGES, Business, Country, Disguise::*, Extra, FULL, Flaw, Kind, Outsider, OutsiderRole, Spot, USUAL, email, member,
        phone,
    },
    words::Lang,
};

const GB: Business = Business { lang: Lang::En, country: Country::Gb, ..Business::BLANK };

const KILO: Outsider = Outsider {
    role: OutsiderRole::Designer,
    name: "Kilo Foxtrot Studio",
    address: "",
    email: "studio@kilofoxtrot.test",
    phone: ("", ""),
    site: "https://kilofoxtrot.test",
};

pub(super) const ALL: &[Business] = &[
    Business {
        host: "www.harbour-and-vine.test",
        look: Look::Squarespace,
        name: "Harbour & Vine",
        legal_name: "Harbour and Vine Ltd",
        trade: "Seafood restaurant and wine bar",
        schema_type: "Restaurant",
        street: "3 Quayside",
        postal_code: "BS1 4XY",
        city: "Bristol",
        emails: &[
            email("hello@harbour-and-vine.test").at(Spot::Footer),
            email("events@harbour-and-vine.test").hidden(MailtoOnly),
        ],
        phones: &[phone("+441174960145", "0117 496 0145").linked().at(Spot::Footer)],
        people: &[
            member("Tom Ashdown", "Head Chef", "Trained in Cornwall and Brittany, and happiest with a turbot in front of him."),
            member("Priya Nair", "General Manager", "Knows every regular by name and most of them by table."),
        ],
        socials: &[
            ("https://www.instagram.com/harbourandvine.test/?hl=en", "https://www.instagram.com/harbourandvine.test"),
            ("https://www.facebook.com/harbourandvinetest", "https://www.facebook.com/harbourandvinetest"),
        ],
        hours: &["Tuesday to Saturday: 12 noon to 11pm", "Sunday: 12 noon to 5pm"],
        headline: "Day-boat fish and honest wine",
        intro: "Harbour & Vine is a small restaurant on the floating harbour. We buy from three day boats, write the menu at four o'clock and pour wines from growers we have met. Large tables, private hire and walk-ins are all welcome.",
        services: &[
            ("Lunch and dinner", "A short menu that changes daily. Two courses at lunch for £24, three for £29."),
            ("Private dining", "The upstairs room seats eighteen and looks straight over the water."),
            ("Wine tastings", "On the first Monday of the month we open six bottles and talk about them."),
        ],
        story: "We opened in 2017 in a former chandlery. The bar top is a hatch cover from the last coaster to unload at the quay.",
        legal: &[("Company number", "10987654"), ("VAT registration", "GB 298 7654 32"), ("Registered in", "England and Wales")],
        outsiders: &[KILO],
        pages: ALL_PAGES,
        extras: &[Extra::GoogleTagManager],
        never: &["logo@2x.png", "10987654", "298765432"],
        ..GB
    },
    Business {
        host: "moorland-plumbing.test",
        look: Look::OldWordPress,
        scheme: crate::model::Scheme::Http,
        name: "Moorland Plumbing & Heating",
        trade: "Plumbers and heating engineers",
        schema_type: "Plumber",
        street: "Unit 6, Millstone Works, Station Road",
        postal_code: "LS12 9ZZ",
        city: "Leeds",
        emails: &[
            email("jobs@moorland-plumbing.test").hidden(Spans),
            email("accounts@moorland-plumbing.test").hidden(Text).at(Spot::Legal),
        ],
        phones: &[phone("+441134960188", "0113 496 0188").at(Spot::Header), phone("+448081570033", "0808 157 0033")],
        people: &[
            member("Gary Holroyd", "Owner", "Thirty-one years on the tools."),
            member("Ellie Holroyd", "Office Manager", "Answers the phone, books the jobs and chases the parts."),
        ],
        hours: &["Monday to Friday 7.30am to 5.30pm", "24 hour emergency call-out"],
        headline: "Boilers fixed today, not next week",
        intro: "Family plumbers covering Leeds and the Dales since 1994. Gas Safe registered, fully insured and no call-out charge. From a dripping tap to a full central heating system, we give a fixed price before we start.",
        services: &[
            ("Boiler repair and servicing", "All makes. Annual service £85 including VAT, certificate the same day."),
            ("Bathrooms", "Designed, supplied and fitted by our own team, usually within eight working days."),
            (
                "Emergency plumbing",
                "Burst pipe at midnight? One of us is always on call, and yes, it is a real person who answers.",
            ),
        ],
        story: "Gary started with one van and a mobile phone the size of a brick. There are now nine of us and the vans are electric.",
        legal: &[
            ("Gas Safe register number", "5432109"),
            ("Company number", "03456789"),
            ("Public liability policy", "PL/0113/4960999/22"),
        ],
        pages: USUAL,
        flaws: &[Flaw::NoHead, Flaw::OldCopyright],
        never: &["5432109", "03456789", "01134960999"],
        ..GB
    },
];

const _: (&[Kind], &[Kind]) = (FULL, ALL_PAGES);
const _: Country = Country::Ie;
