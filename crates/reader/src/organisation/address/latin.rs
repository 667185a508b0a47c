//! What Latin American addresses have of their own: streets without a word for them, the state behind the town, the quarter between
//! street and code, the code last of all.
//!
//! Belongs here: those forms, for pages of those lands. Does not belong here: towns that their size tells (`large_towns`), and
//! streets that a word tells (`super::street`). Nothing is guessed: a state, a land, a label or lines of their own must speak for it.

use std::sync::LazyLock;

use super::super::country::Country;
use super::super::postal::{Code, Form};
use super::super::street::{self, Street};
use super::super::tokens::{Gap, Token};
use super::large_towns::large_town;
use super::words::is_not_city;
use super::{Found, Hints, Parts, country_words, explicit_country, street_words, with_premises};
use crate::PostalAddress;
use crate::words::{WordMap, plain};

/// The lands whose addresses are read so.
const LANDS: [&str; 9] = ["MX", "AR", "CO", "CL", "PE", "EC", "UY", "DO", "BR"];

/// States, provinces and departments in plain letters, parted by commas; the shorter ones are how they are abbreviated.
#[rustfmt::skip]
const STATES: &[(&str, &str)] = &[
    ("MX", "aguascalientes,baja california,baja california sur,campeche,coahuila,colima,chiapas,chihuahua,cdmx,durango,guanajuato,gto,guerrero,hidalgo,jalisco,jal,estado de mexico,edo de mexico,edo mexico,edo de mex,edo mex,edomex,michoacan,mich,morelos,nayarit,nuevo leon,n l,nl,oaxaca,puebla,pue,queretaro,qro,quintana roo,q roo,san luis potosi,s l p,slp,sinaloa,sonora,tabasco,tamaulipas,tamps,tlaxcala,veracruz,yucatan,zacatecas,d f,df,distrito federal"),
    ("AR", "buenos aires,provincia de buenos aires,prov de buenos aires,pcia de buenos aires,bs as,catamarca,chaco,chubut,cordoba,corrientes,entre rios,formosa,jujuy,la pampa,la rioja,mendoza,misiones,neuquen,rio negro,salta,san juan,san luis,santa cruz,santa fe,santiago del estero,tierra del fuego,tucuman"),
    ("CO", "antioquia,arauca,atlantico,bolivar,boyaca,caldas,caqueta,casanare,cauca,cesar,choco,cordoba,cundinamarca,huila,la guajira,magdalena,meta,narino,norte de santander,putumayo,quindio,risaralda,santander,sucre,tolima,valle,valle del cauca"),
    ("CL", "region metropolitana,biobio,maule,araucania,los lagos,los rios,atacama,tarapaca,nuble"),
];

/// A town told by what stands behind it.
struct Town {
    first: usize,
    end: usize,
    region: Option<(usize, usize)>,
    country: Country,
    /// One past all that was read.
    past: usize,
    /// A state or the land stands behind it.
    told: bool,
    /// The land itself is named.
    land: bool,
}

/// True for pages that may be of one of those lands, and are not plainly of the old world.
pub(super) fn may_be(hints: &Hints) -> bool {
    LANDS.iter().any(|land| hints.of(Country(land)) > 0.5) && !["ES", "PT"].iter().any(|land| hints.of(Country(land)) > 2.5)
}

/// The address without a code that begins in the tokens `from..to` of line `index`.
pub(super) fn read(
    lines: &[&str],
    index: usize,
    tokens: &[Token<'_>],
    window: &str,
    (from, to): (usize, usize),
    street: Option<Street>,
    hints: &Hints,
) -> Option<Found> {
    let weak = street.is_none();
    let street = street.or_else(|| unworded(tokens, from, to))?;
    let labelled = weak && is_labelled(lines, index, tokens, window, from, street.first);
    let street = with_premises(tokens, window, street, to, false);
    let behind = town_behind(tokens, street.end, hints);
    let Some(town) = behind else {
        return if weak { None } else { below_town(lines, index, tokens, window, &street, hints) };
    };
    // The language alone says little: Córdoba lies in Spain as well.
    if hints.of(town.country) < 1.0 && !town.land {
        return None;
    }
    // Words and a number may be anything: the land, the state, a label or lines of their own make them a street.
    let columns = || {
        street.first == from && street.end == to && town.first == to && tokens.get(town.end).is_none_or(|t| t.gap == Gap::Line)
    };
    if weak && !(labelled || town.told || columns()) {
        return None;
    }
    let words = |(first, end): (usize, usize)| window[tokens[first].start..tokens[end - 1].end].to_owned();
    let mut city = words((town.first, town.end));
    let mut region = town.region.map(words);
    if town.country == Country("CO")
        && region.is_none()
        && let Some((name, department)) = city.clone().split_once('-').filter(|(_, d)| !states(d).is_empty())
    {
        (city, region) = (name.to_owned(), Some(department.to_owned()));
    }
    if city.contains('\n') || city.len() < 3 {
        return None;
    }
    Some(Found {
        words: words((street.first, town.past)).replace('\n', ", "),
        address: PostalAddress {
            street: Some(street_words(tokens, window, &street)),
            city: Some(city),
            region,
            postal_code: None,
            country: Some(town.country.0.to_owned()),
        },
        line: index,
        confidence: if weak { 0.62 } else { 0.7 },
    })
}

/// "Sede Bogotá:" above "Carrera 19 # 44-27": the line above a street ends with its town.
fn below_town(lines: &[&str], index: usize, tokens: &[Token<'_>], window: &str, street: &Street, hints: &Hints) -> Option<Found> {
    let above = lines[index.checked_sub(1)?].trim().trim_end_matches([':', '.', ',']);
    if above.len() > 40 || above.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = above.split(' ').collect();
    let (city, country) = (1..=words.len().min(3)).rev().find_map(|count| {
        let name = words[words.len() - count..].join(" ");
        let lands = large_town(&name).iter().copied().filter(|land| LANDS.contains(&land.0) && hints.of(*land) >= 1.0);
        lands.max_by(|a, b| hints.of(*a).total_cmp(&hints.of(*b))).map(|land| (name, land))
    })?;
    let own = words.len() == city.split(' ').count();
    let office = || {
        let head = plain(words[0]);
        ["sede", "oficina", "sucursal", "tienda", "local", "agencia", "filial", "unidade", "loja", "planta"]
            .contains(&head.as_str())
    };
    (own || office()).then(|| Found {
        words: window[tokens[street.first].start..tokens[street.end - 1].end].to_owned(),
        address: PostalAddress {
            street: Some(street_words(tokens, window, street)),
            city: Some(city),
            region: None,
            postal_code: None,
            country: Some(country.0.to_owned()),
        },
        line: index,
        confidence: 0.65,
    })
}

/// "Sinaloa Ote 119", "Apoquindo 3669": capitals and a number at the head of a line or behind its label.
fn unworded(tokens: &[Token<'_>], from: usize, to: usize) -> Option<Street> {
    let mut first = from;
    if let Some(colon) = (from + 1..to.min(from + 5)).rev().find(|at| tokens[*at].gap == Gap::Bar) {
        first = colon;
    }
    let end = (first + 1..to.min(first + 7)).find(|at| tokens[*at].digits() > 0 || tokens[*at].gap.parts())?;
    let name = &tokens[first..end];
    let mut number = end;
    let marked = street::is_number_mark(tokens[end - 1].text) && name.len() > 1;
    if tokens.get(number).is_some_and(|t| t.gap == Gap::Comma && t.is_number()) {
        // "Mayor, 119"
    } else if tokens.get(number).is_none_or(|t| t.gap.parts()) {
        return None;
    }
    let house = tokens.get(number).filter(|t| street::is_number(t.text) && t.digits() <= 5 && !t.measured)?;
    // A year, unless it is said to be a number.
    if !marked && house.is_number() && matches!(house.text.len(), 4) && matches!(&house.text[..2], "19" | "20") {
        return None;
    }
    let name = if marked { &name[..name.len() - 1] } else { name };
    let proper = |t: &Token<'_>| t.is_capital() && t.digits() == 0 || matches!(t.text, "de" | "del" | "la" | "las" | "los" | "y");
    let fine = name[0].is_capital()
        && name.iter().all(proper)
        && name.iter().any(|t| t.text.chars().filter(|c| c.is_alphabetic()).count() > 3)
        && !name.iter().any(|t| street::is_stop_word(t.text) || is_not_city(t.text) || is_thing(t.text));
    number += 1;
    fine.then_some(Street { first, end: number, strong: true, numbered: true, countries: "" })
}

/// Words before numbers that are no houses: "Grupo 5", "Temporada 12", "Ruta 3".
fn is_thing(text: &str) -> bool {
    const THINGS: &str = " grupo sala temporada ruta km liga copa torneo edición edicion capítulo capitulo lote artículo articulo ley decreto resolución resolucion expediente matrícula matricula cuit rut ruc nit dni tomo folio turno paso nivel módulo modulo curso clase tema unidad línea linea canal fm am bus colectivo estación estacion celular cel whatsapp tel teléfono telefono fax interno int desde hasta hace más mas solo sólo total precio plan pack combo promo versión version edad año años mayor menor desarrollo ";
    THINGS.contains(&format!(" {} ", text.to_lowercase()))
}

/// A label before the street in its line, or the line above.
fn is_labelled(lines: &[&str], index: usize, tokens: &[Token<'_>], window: &str, from: usize, first: usize) -> bool {
    let says = |text: &str| {
        let plain = plain(text);
        plain.len() <= 40
            && ["direccion", "domicilio", "ubicacion", "endereco", "oficina central", "casa matriz", "donde estamos"]
                .iter()
                .any(|word| plain.contains(word))
    };
    if first > from {
        return says(&window[tokens[from].start..tokens[first].start]);
    }
    index.checked_sub(1).is_some_and(|above| lines[above].len() <= 40 && says(lines[above]))
}

/// True where a new part begins: "Las Condes. Santiago" has two.
fn begins(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].gap.parts() || tokens[at].gap == Gap::Bracket || at > 0 && tokens[at - 1].dot && tokens[at - 1].text.len() > 4
}

/// The town behind a street: before its state or land, or large; what stands unparted behind the number is passed.
fn town_behind(tokens: &[Token<'_>], at: usize, hints: &Hints) -> Option<Town> {
    let mut start = at;
    // "119 Alameda, Celaya", "6835 4ºB Liniers-CABA, Buenos Aires".
    while start < tokens.len() && !begins(tokens, start) {
        if start - at >= 8 {
            return None;
        }
        start += 1;
    }
    // "… B/ Alameda Armenia-Quindío"
    if start > at
        && let Some(town) = hyphened(tokens, start - 1, hints)
    {
        return Some(town);
    }
    let mut before: Option<(usize, usize)> = None;
    for _ in 0..4 {
        let first = tokens.get(start).filter(|t| t.gap != Gap::Bracket && t.is_capital())?;
        let mut end = start + 1;
        while end < tokens.len() && !begins(tokens, end) {
            end += 1;
        }
        let part = &tokens[start..end];
        if part.len() > 6 || part.iter().any(|t| t.digits() > 0) || street::is_stop_word(first.text) {
            return None;
        }
        let land = |at: usize| country_words(tokens, at).filter(|(_, land)| LANDS.contains(&land.0));
        // "Naucalpan, Estado de México": the state of the town before.
        if let (Some(country), Some((a, b))) = (state(part, hints), before) {
            let past = land(end).map_or(end, |(end, _)| end);
            return Some(Town { first: a, end: b, region: Some((start, end)), country, past, told: true, land: past > end });
        }
        let size = large(part, hints);
        // "Cd. Del Carmen Campeche"
        if size.is_none()
            && let Some(cut) =
                (start + 1..end).find(|cut| state(&tokens[*cut..end], hints).is_some() && is_town(&tokens[start..*cut]))
            && let Some(country) = state(&tokens[cut..end], hints)
        {
            let past = land(end).map_or(end, |(end, _)| end);
            return Some(Town { first: start, end: cut, region: Some((cut, end)), country, past, told: true, land: past > end });
        }
        if let Some(town) = hyphened(tokens, end - 1, hints) {
            return Some(town);
        }
        let following = land(end).filter(|_| tokens[end].gap <= Gap::Line);
        // "Las Condes. Santiago, Chile": the first that is large; a state behind tells more of it.
        if let Some(country) = size {
            let behind = next_part(tokens, end);
            let region = behind.filter(|(a, b)| {
                state(&tokens[*a..*b], hints) == Some(country) || large(&tokens[*a..*b], hints) == Some(country)
            });
            let past = region.map_or(end, |(_, b)| b);
            let named = following.is_some() || land(past).is_some();
            let told = named || region.is_some();
            let region = region.filter(|(a, b)| state(&tokens[*a..*b], hints) == Some(country));
            return Some(Town { first: start, end, region, country, past, told, land: named });
        }
        if let Some((past, country)) = following.filter(|_| is_town(part)) {
            return Some(Town { first: start, end, region: None, country, past, told: true, land: true });
        }
        before = is_town(part).then_some((start, end));
        start = end;
    }
    None
}

/// The part that begins at token `at`.
fn next_part(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    tokens.get(at).filter(|t| t.is_capital())?;
    let end = (at + 1..tokens.len()).find(|end| begins(tokens, *end)).unwrap_or(tokens.len());
    Some((at, end))
}

/// "Armenia-Quindío", "Cali-Valle": a town and its department in one word.
fn hyphened(tokens: &[Token<'_>], at: usize, hints: &Hints) -> Option<Town> {
    if hints.of(Country("CO")) <= 0.7 || tokens.get(at + 1).is_some_and(|t| !begins(tokens, at + 1) && t.gap < Gap::Bracket) {
        return None;
    }
    let (town, department) = tokens[at].text.split_once('-')?;
    let fits = town.chars().next().is_some_and(char::is_uppercase)
        && town.chars().count() > 3
        && states(department).contains(&Country("CO"));
    fits.then_some(Town { first: at, end: at + 1, region: None, country: Country("CO"), past: at + 1, told: true, land: false })
}

/// A part that may be a town's name: capitals, and no word for a quarter or a house.
fn is_town(part: &[Token<'_>]) -> bool {
    const NONE: &str = " col colonia barrio fracc fraccionamiento urb urbanización urbanizacion esq esquina entre edificio torre piso local residencial parque zona sector manzana mz lote plaza centro comercial cc c.c ";
    (1..=4).contains(&part.len())
        && part[0].is_capital()
        && part[0].text.chars().count() > 1
        && !part.iter().any(|t| t.digits() > 0 || is_not_city(t.text) || street::is_stop_word(t.text))
        && !NONE.contains(&format!(" {} ", part[0].text.to_lowercase()))
}

/// The land of a part that is a state's name.
fn state(part: &[Token<'_>], hints: &Hints) -> Option<Country> {
    if !(1..=5).contains(&part.len()) {
        return None;
    }
    let found = states(&part.iter().map(|t| t.text).collect::<Vec<_>>().join(" "));
    found.iter().copied().filter(|land| hints.of(*land) > 0.0).max_by(|a, b| hints.of(*a).total_cmp(&hints.of(*b)))
}

/// The lands with a state of this name.
fn states(name: &str) -> &'static [Country] {
    static BY_NAME: LazyLock<WordMap<&'static str, Vec<Country>>> = LazyLock::new(|| {
        let mut by_name = WordMap::<&'static str, Vec<Country>>::default();
        for (land, names) in STATES {
            names.split(',').for_each(|name| by_name.entry(name).or_default().push(Country(land)));
        }
        by_name
    });
    if name.len() > 40 {
        return &[];
    }
    let plain = plain(name).replace('.', " ");
    BY_NAME.get(plain.trim()).map_or(&[], Vec::as_slice)
}

/// The land of a part that is a large town's name.
fn large(part: &[Token<'_>], hints: &Hints) -> Option<Country> {
    if !(1..=4).contains(&part.len()) {
        return None;
    }
    let lands = large_town(&part.iter().map(|t| t.text).collect::<Vec<_>>().join(" "));
    let fitting = lands.iter().copied().filter(|land| LANDS.contains(&land.0) && hints.of(*land) > 0.0);
    fitting.max_by(|a, b| hints.of(*a).total_cmp(&hints.of(*b)))
}

/// "17012-225 - Vila Universitária - Bauru - SP": a Brazilian code before the quarter, the town and the state, behind its street.
pub(super) fn brazilian(tokens: &[Token<'_>], window: &str, code: &Code) -> Option<Parts> {
    let street = street::before_within(tokens, 0, code.first, 2).filter(|s| s.strong && s.numbered)?;
    let mut start = code.end;
    let mut town: Option<(usize, usize)> = None;
    for _ in 0..4 {
        let (first, end) = next_part(tokens, start)?;
        let part = &tokens[first..end];
        if let ([only], Some((a, b))) = (part, town)
            && is_brazilian_state(only.text)
        {
            return Some(Parts {
                city: window[tokens[a].start..tokens[b - 1].end].to_owned(),
                region: Some(only.text.to_owned()),
                street_text: Some(street_words(tokens, window, &street)),
                first: street.first,
                street: Some(street),
                explicit: None,
                end,
            });
        }
        if !part[0].gap.parts() || !is_town(part) && start > code.end {
            return None;
        }
        town = Some((first, end));
        start = end;
    }
    None
}

fn is_brazilian_state(text: &str) -> bool {
    const STATES: &str = "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO";
    text.len() == 2 && STATES.split(' ').any(|state| state == text)
}

/// A street in a line of its own and without a number, as Brazilian addresses of offices often have it.
pub(super) fn whole_line_street(tokens: &[Token<'_>], stop: usize) -> Option<Street> {
    (stop.saturating_sub(14)..stop).rev().find_map(|at| {
        let begins = tokens[at].gap == Gap::Line;
        let street = begins.then(|| street::named(tokens, at, at, stop)).flatten()?;
        (street.strong && street.first == at && tokens.get(street.end).is_some_and(|t| t.gap == Gap::Line)).then_some(street)
    })
}

/// The Mexican street whose number a sign tells, the quarter between it and the code: "Mexicas # 1 - 1er piso, Santa Cruz, 53150 …",
/// "Zaragoza No. 12, Centro, 38000 …".
pub(super) fn marked_number(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Street> {
    if code.form != Form::Five || hints.of(Country("MX")) < 1.5 {
        return None;
    }
    let floor = code.first.saturating_sub(16);
    (floor..code.first).rev().find_map(|at| {
        let token = tokens.get(at).filter(|t| street::is_number(t.text) && t.digits() <= 5)?;
        let sign = window[..token.start].trim_end().ends_with('#');
        let mark = at > 0 && street::is_number_mark(tokens[at - 1].text) && token.gap <= Gap::Space;
        let end = if mark { at - 1 } else { at };
        // "Parroquia 1056, Col. Santa Cruz": the quarter behind it.
        let quarter = tokens.get(at + 1).is_some_and(|t| {
            t.gap >= Gap::Comma && matches!(t.text, "Col" | "COL" | "Colonia" | "COLONIA" | "Fracc" | "Fraccionamiento")
        });
        if !(sign || mark || quarter) || end == 0 || tokens[end].gap > Gap::Comma {
            return None;
        }
        let mut first = end;
        while first > 0 && end - first < 5 && tokens[first - 1].is_capital() && tokens[first - 1].digits() == 0 {
            first -= 1;
            if tokens[first].gap.parts() {
                break;
            }
        }
        let proper = first < end
            && tokens[first..end].iter().any(|t| t.text.chars().count() > 3)
            && !tokens[first..end].iter().any(|t| street::is_stop_word(t.text) || is_thing(t.text));
        proper.then_some(Street { first, end: at + 1, strong: true, numbered: true, countries: "MX" })
    })
}

/// "Monterrey, Nuevo León, México.\nC.P. 64000": the code behind town, state and land.
pub(super) fn code_last(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Parts> {
    if !may_be(hints) || !matches!(code.form, Form::Five | Form::Four | Form::Argentine) {
        return None;
    }
    let mark = |at: usize| matches!(tokens[at].text, "CP" | "C.P" | "cp" | "C.P." | "Cp");
    let mut stop = code.first;
    if stop > 0 && mark(stop - 1) {
        stop -= 1;
    } else if stop > 1 && tokens[stop - 2].text == "C" && tokens[stop - 1].text == "P" {
        stop -= 2;
    }
    let part_before = |end: usize| (end.saturating_sub(6)..end).rev().find(|at| begins(tokens, *at)).map(|first| (first, end));
    let (mut first, mut end) = part_before(stop)?;
    let mut explicit = None;
    if let Some((_, land)) = country_words(tokens, first).filter(|(past, land)| *past == end && LANDS.contains(&land.0)) {
        explicit = Some((code.end, land));
        (first, end) = part_before(first)?;
    }
    let country = state(&tokens[first..end], hints)?;
    let region = window[tokens[first].start..tokens[end - 1].end].to_owned();
    let (first, end) = part_before(first).filter(|(first, end)| is_town(&tokens[*first..*end]))?;
    let street = street::before_within(tokens, 0, first, 3)
        .filter(|s| s.strong && s.numbered)
        .or_else(|| marked_number(tokens, window, &Code { first, ..code.clone() }, hints))?;
    let street = with_premises(tokens, window, street, first, false);
    let explicit = explicit.or_else(|| explicit_country(tokens, code.end));
    Some(Parts {
        city: window[tokens[first].start..tokens[end - 1].end].to_owned(),
        region: Some(region),
        street_text: Some(street_words(tokens, window, &street)),
        first: street.first,
        end: explicit.map_or(code.end, |(past, _)| past),
        street: Some(street),
        explicit: Some(explicit.map_or(country, |(_, land)| land)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, read_as};
    use super::*;

    #[test]
    fn a_state_a_land_or_a_label_makes_words_and_a_number_a_street() {
        assert_eq!(
            read_as("MX", &["Dirección: Ejemplo Ote 119 Alameda, Modelo, Guanajuato, México"]),
            ["Ejemplo Ote 119 | Modelo | Guanajuato"]
        );
        assert_eq!(read_as("CL", &["Ejemplo 3669 piso 18, Las Condes. Santiago, Chile"]), ["Ejemplo 3669 piso 18 | Las Condes"]);
        assert_eq!(
            read_as("AR", &["Ejemplo 873", "San Miguel de Tucuman", "+54 381 400 0000"]),
            ["Ejemplo 873 | San Miguel de Tucuman"]
        );
        assert_eq!(
            read_as("CO", &["Dirección: Cra. 13 No 21 N-52 Oficina 202 Edificio Ejemplo B/ Modelo Armenia-Quindío"]),
            ["Cra. 13 No 21 N-52 | Armenia | Quindío"]
        );
        assert_eq!(
            read_as("MX", &["Calle 48 num 6B Col. Modelo.", "Cd. Del Ejemplo Campeche, México"]),
            ["Calle 48 num 6B | Cd. Del Ejemplo | Campeche"]
        );
    }

    #[test]
    fn words_and_a_number_alone_are_no_street() {
        assert!(read_as("AR", &["Grupo 5, Rosario"]).is_empty());
        assert!(read_as("AR", &["Copa Modelo 2015, Rosario, Argentina"]).is_empty());
        assert!(read_as("CL", &["Atendemos a 300 clientes, Santiago"]).is_empty());
        assert!(read_as("MX", &["Paquete Ejemplo 300, Guadalajara"]).is_empty());
        assert!(read_as("ES", &["Ejemplo 119, Modelo, La Rioja"]).is_empty());
        // The language alone is not enough for a state whose name Spain knows too.
        let mut spanish = Hints::default();
        spanish.add(Country("ES"), 1.2);
        spanish.add(Country("AR"), 0.6);
        assert!(found(&["Calle del Ejemplo 12, Modelo, Córdoba"], &spanish).iter().all(|a| !a.contains("| Modelo |")));
    }

    #[test]
    fn a_code_may_end_the_address_or_stand_before_quarter_town_and_state() {
        assert_eq!(
            read_as(
                "MX",
                &["Calle Ejemplo #222,", "Colonia Modelo,", "Monterrey, Nuevo León, México.", "C.P. 64000", "LADA sin costo:"]
            ),
            ["Calle Ejemplo 222 | 64000 | Monterrey | Nuevo León"].map(|a| a.replace("Ejemplo 222", "Ejemplo #222"))
        );
        assert_eq!(
            read_as("BR", &["Rua do Exemplo, 20-17", "17012-225 - Vila Modelo - Bauru - SP"]),
            ["Rua do Exemplo, 20-17 | 17012-225 | Bauru | SP"]
        );
        assert_eq!(
            read_as("BR", &["Rua Joaquim Exemplo", "Vila Modelo, São Paulo - SP", "CEP: 04015-001"]),
            ["Rua Joaquim Exemplo | 04015-001 | São Paulo | SP"]
        );
        assert_eq!(read_as("MX", &["Ejemplo No. 12, Centro, 38000 Celaya, Gto."]), ["Ejemplo No. 12 | 38000 | Celaya"]);
    }

    #[test]
    fn the_quarter_behind_it_or_the_town_above_it_tells_a_street() {
        assert_eq!(
            read_as("MX", &["Ejemplo 1056", "Col. Santa Modelo, C.P. 03310", "Coyoacán, Ciudad de México"]),
            ["Ejemplo 1056 | 03310 | Coyoacán"]
        );
        assert_eq!(read_as("CO", &["Sede Bogotá:", "Carrera 19 # 44-27"]), ["Carrera 19 # 44-27 | Bogotá"]);
        assert!(read_as("CO", &["Noticias de Bogotá", "Carrera 19 # 44-27"]).is_empty());
    }

    #[test]
    fn a_number_below_a_name_is_no_code_and_half_a_telephone_number_neither() {
        assert!(read_as("BR", &["Studio Modelo 1010", "Informações de Contato"]).is_empty());
        assert!(read_as("BR", &["WhatsApp", "(11) 98480-7272"]).is_empty());
        assert!(read_as("MX", &["Celular: 04455-1352-7673"]).is_empty());
    }
}
