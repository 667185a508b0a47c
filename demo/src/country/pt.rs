//! Portuguese businesses.

use crate::{
    looks::Look,
    model::{
        ALL_PAGES, Business, Country, Disguise::*, Extra, FULL, Flaw, Outsider, OutsiderRole, SMALL, Scheme::Http, Spot, email,
        member, phone,
    },
    words::Lang,
};

const PT: Business = Business { lang: Lang::Pt, country: Country::Pt, ..Business::BLANK };

const COMISSAO: Outsider = Outsider {
    role: OutsiderRole::Authority,
    name: "Comissão Imaginária de Dados",
    address: "Rua dos Registos 4, 1200-821 Lisboa",
    email: "geral@comissao-dados.test",
    phone: ("+351215550199", "21 555 01 99"),
    site: "https://www.comissao-dados.test",
};

pub(super) const ALL: &[Business] = &[
    Business {
        host: "tasca-do-cais.test",
        look: Look::Elementor,
        name: "Tasca do Cais",
        legal_name: "Tasca do Cais, Lda.",
        trade: "Petiscos e peixe fresco",
        schema_type: "Restaurant",
        street: "Rua da Ribeira Nova, 22",
        postal_code: "1200-371",
        city: "Lisboa",
        emails: &[email("reservas@tasca-do-cais.test").hidden(Entities).at(Spot::Footer)],
        phones: &[
            phone("+351215550123", "21 555 01 23").linked().at(Spot::Header),
            phone("+351915550123", "915 550 123").whatsapp(),
        ],
        people: &[
            member("Joaquim Valente", "Proprietário", "Recebe à porta e canta se for preciso."),
            member("Teresa Moura", "Chefe de cozinha", "Faz a melhor açorda a sul do Tejo e a norte também."),
        ],
        socials: &[
            ("https://www.instagram.com/tascadocais.test/", "https://www.instagram.com/tascadocais.test"),
            ("https://www.facebook.com/tascadocaistest/?locale=pt_PT", "https://www.facebook.com/tascadocaistest"),
        ],
        hours: &["Terça a domingo: 12h–15h e 19h–23h"],
        headline: "O que o mar deu hoje",
        intro: "Uma casa pequena com toalhas de papel e peixe grande. Servimos petiscos ao balcão e grelhados à mesa, com vinhos de produtores que conhecemos. Não aceitamos reservas para menos de quatro pessoas, mas a espera faz-se com ginjinha.",
        services: &[
            ("Petiscos", "Amêijoas, peixinhos da horta, pica-pau, entre 4 e 14 euros."),
            ("Grelhados", "Robalo, dourada e sardinha quando é tempo dela."),
            ("Grupos", "Sala para trinta pessoas com menu fechado a 28 euros."),
        ],
        story: "O avô Joaquim abriu a tasca em 1958 para os estivadores. A balança do peixe ainda está à porta.",
        legal: &[("NIPC", "501 215 550"), ("Capital social", "5 000 €")],
        outsiders: &[COMISSAO],
        pages: ALL_PAGES,
        extras: &[Extra::GoogleMaps],
        never: &["501215550"],
        ..PT
    },
    Business {
        host: "azulejos-ferreira.test",
        scheme: Http,
        look: Look::PrestaShop,
        name: "Azulejos Ferreira",
        trade: "Azulejos pintados à mão",
        schema_type: "Store",
        street: "Rua das Oliveiras, 105",
        postal_code: "4050-449",
        city: "Porto",
        emails: &[email("encomendas@azulejos-ferreira.test").hidden(AtWord).at(Spot::Footer)],
        phones: &[phone("+351225550123", "+351 225 550 123").at(Spot::Footer), phone("+351225550129", "+351 225 550 129").fax()],
        people: &[member("Leonor Ferreira", "Mestra pintora", "Pinta sem régua e sem pressa.")],
        socials: &[("https://www.pinterest.pt/azulejosferreiratest/", "https://www.pinterest.com/azulejosferreiratest")],
        hours: &["Segunda a sexta: 9h–18h"],
        headline: "Barro, vidrado e azul-cobalto",
        intro: "Reproduzimos painéis antigos e criamos novos para casas, restaurantes e estações. Cada azulejo é vidrado e pintado à mão e coze duas vezes. Enviamos para toda a Europa com seguro contra quebras.",
        services: &[
            ("Painéis", "Por desenho ou fotografia, orçamento em três dias. Referência 225-550."),
            ("Restauro", "Igualamos cor e brilho de peças do século XVIII."),
            ("Oficinas", "Pinte o seu azulejo numa tarde, 35 euros."),
        ],
        story: "A oficina nasceu em 1936 e sobreviveu a duas modas que quiseram acabar com o azul.",
        legal: &[("NIF", "502 225 550"), ("IBAN", "PT50 0002 0123 1234 5678 9015 4")],
        pages: FULL,
        flaws: &[Flaw::NoDescription],
        never: &["502225550", "50000201231234567890154"],
        ..PT
    },
    Business {
        host: "surf-escola-mare-alta.test",
        scheme: Http,
        look: Look::SpinnerApp,
        name: "Escola de Surf Maré Alta",
        trade: "Aulas de surf e aluguer",
        schema_type: "SportsActivityLocation",
        street: "Avenida do Mar, 3",
        postal_code: "2655-319",
        city: "Ericeira",
        emails: &[email("ondas@mare-alta.test")],
        phones: &[phone("+351261555012", "261 555 012"), phone("+351915550188", "915 550 188").mobile()],
        people: &[member("Duarte Lima", "Instrutor principal", "Dentro de água desde os cinco anos.")],
        socials: &[("https://www.instagram.com/marealta.test/", "https://www.instagram.com/marealta.test")],
        hours: &["Todos os dias, conforme a maré"],
        headline: "A primeira onda nunca se esquece",
        intro: "Aulas em grupos de seis, com fato e prancha incluídos, para quem nunca entrou no mar e para quem já não quer sair. Escolhemos a praia todas as manhãs, conforme o vento. Falamos português, inglês e gestos.",
        services: &[
            ("Iniciação", "Duas horas, 35 euros, foto incluída."),
            ("Semana intensiva", "Cinco aulas, vídeo e correção, 150 euros."),
            ("Aluguer", "Pranchas e fatos à hora ou ao dia."),
        ],
        story: "A escola começou em 2007 com três pranchas e uma carrinha sem travão de mão.",
        pages: SMALL,
        flaws: &[Flaw::NoHeaders],
        ..PT
    },
];
