//! French businesses.

use crate::{
    looks::Look,
    model::{
        ALL_PAGES, Business, Country, Disguise::*, Extra, FULL, Flaw, Kind, Outsider, OutsiderRole, SMALL, Scheme::Http, Spot,
        USUAL, email, member, phone,
    },
    words::Lang,
};

const FR: Business = Business { lang: Lang::Fr, country: Country::Fr, ..Business::BLANK };

const NUAGERIE: Outsider = Outsider {
    role: OutsiderRole::Host,
    name: "Nuagerie SAS",
    address: "40 quai des Nuages, 59100 Roubaix",
    email: "abuse@nuagerie.test",
    phone: ("+33353011007", "03 53 01 10 07"),
    site: "https://www.nuagerie.test",
};

const AUTORITE: Outsider = Outsider {
    role: OutsiderRole::Authority,
    name: "Autorité fictive de protection des données",
    address: "3 place des Registres, 75007 Paris",
    email: "plaintes@autorite-donnees.test",
    phone: ("+33199001990", "01 99 00 19 90"),
    site: "https://www.autorite-donnees.test",
};

const PIXEL_CARRE: Outsider = Outsider {
    role: OutsiderRole::Designer,
    name: "Agence Pixel Carré",
    address: "",
    email: "bonjour@pixel-carre.test",
    phone: ("", ""),
    site: "https://www.pixel-carre.test",
};

pub(super) const ALL: &[Business] = &[
    Business {
        host: "boulangerie-petitjean.test",
        look: Look::WordPress,
        name: "Boulangerie Petitjean",
        legal_name: "Petitjean Frères SARL",
        trade: "Boulangerie artisanale",
        schema_type: "Bakery",
        street: "12 rue des Tilleuls",
        postal_code: "69007",
        city: "Lyon",
        emails: &[
            email("contact@boulangerie-petitjean.test").hidden(AtWord),
            email("commandes@boulangerie-petitjean.test").at(Spot::Footer),
        ],
        phones: &[phone("+33465710012", "04 65 71 00 12").at(Spot::Footer), phone("+33600000012", "06 00 00 00 12").mobile()],
        people: &[
            member(
                "Lucie Petitjean",
                "Gérante",
                "Troisième génération au fournil, elle veille sur le levain et sur les comptes.",
            ),
            member(
                "Mathieu Petitjean",
                "Maître boulanger",
                "Compagnon du Tour de France, il pétrit chaque nuit les pains de garde.",
            ),
        ],
        socials: &[
            (
                "https://www.facebook.com/boulangeriepetitjeantest/?ref=page_internal",
                "https://www.facebook.com/boulangeriepetitjeantest",
            ),
            ("https://www.instagram.com/petitjean.pains.test/", "https://www.instagram.com/petitjean.pains.test"),
        ],
        hours: &["Du mardi au samedi : 6h30 – 19h30", "Dimanche : 7h00 – 13h00", "Fermé le lundi"],
        headline: "Du pain au levain, cuit toute la journée",
        intro: "Depuis 1952, la boulangerie Petitjean pétrit à Lyon des pains au levain naturel, des viennoiseries pur beurre et des pâtisseries de saison. Nos farines viennent d'un moulin de la Bresse, nos œufs d'une ferme à vingt kilomètres. Le four ne refroidit jamais : passez à toute heure, il y aura du pain chaud.",
        services: &[
            (
                "Pains de garde",
                "Tourte de seigle, miche de campagne et pain aux noix, fermentés dix-huit heures et cuits sur sole. Ils se gardent cinq jours dans un torchon.",
            ),
            (
                "Viennoiseries",
                "Croissants, pains au chocolat et brioches feuilletées, façonnés ici chaque nuit avec du beurre de baratte des Charentes.",
            ),
            (
                "Buffets et réceptions",
                "Pains surprises, pièces montées et plateaux salés pour vos fêtes, de dix à deux cents personnes. Commandez trois jours à l'avance.",
            ),
        ],
        story: "En 1952, Marcel Petitjean reprend une petite boutique de quartier avec un four à bois et une charrette de livraison. Son fils y ajoute la pâtisserie, sa petite-fille le levain d'autrefois. La boutique a été refaite en 2019, le vieux pétrin trône toujours dans la vitrine.",
        legal: &[
            ("Capital social", "8 000 €"),
            ("SIRET", "901 234 567 00012"),
            ("RCS", "Lyon B 901 234 567"),
            ("TVA intracommunautaire", "FR 40 901234567"),
        ],
        outsiders: &[NUAGERIE, AUTORITE, PIXEL_CARRE],
        pages: ALL_PAGES,
        extras: &[Extra::GoogleAnalytics, Extra::GoogleMaps],
        never: &["logo@2x.png", "photo-1@2x.jpg", "portrait-300x300@2x.jpg", "90123456700012", "40901234567"],
        ..FR
    },
    Business {
        host: "garage-delorme.test",
        scheme: Http,
        look: Look::Nineties,
        name: "Garage Delorme",
        trade: "Réparation automobile toutes marques",
        street: "Zone artisanale du Pré-Rond, 4 rue de la Forge",
        postal_code: "35500",
        city: "Vitré",
        emails: &[email("garage.delorme@courrier-libre.test")],
        phones: &[phone("+33261910045", "02.61.91.00.45"), phone("+33261910046", "02.61.91.00.46").fax()],
        hours: &["Lundi au vendredi : 8h-12h et 14h-18h30"],
        headline: "Bienvenue au Garage Delorme",
        intro: "Entretien, réparation, carrosserie et peinture, toutes marques, toutes années. Devis gratuit et véhicule de prêt. Plus de trente ans d'expérience au service des automobilistes de Vitré et des environs.",
        services: &[
            (
                "Entretien",
                "Vidange, freins, pneus, courroie de distribution, climatisation. Forfait vidange à partir de 89 euros, filtre compris.",
            ),
            (
                "Carrosserie",
                "Redressage, peinture en cabine, remplacement de pare-brise. Nous travaillons avec toutes les assurances.",
            ),
            (
                "Véhicules d'occasion",
                "Une dizaine de voitures révisées et garanties six mois. Renault 4 de 1987, 112 345 km, visible sur rendez-vous.",
            ),
        ],
        story: "Le garage a été ouvert en 1988 par Yvon Delorme dans l'ancienne forge du village.",
        legal: &[("SIREN", "345 678 901"), ("Code APE", "4520A")],
        pages: USUAL,
        flaws: &[Flaw::NoDescription, Flaw::NoAlt, Flaw::NoLang, Flaw::OldCopyright],
        charset: crate::model::Charset::Windows1252MetaOnly,
        never: &["345678901"],
        ..FR
    },
    Business {
        host: "cabinet-dentaire-marchetti.test",
        look: Look::Joomla,
        name: "Cabinet dentaire Marchetti",
        trade: "Chirurgiens-dentistes",
        schema_type: "Dentist",
        street: "8 place du Marché",
        postal_code: "33000",
        city: "Bordeaux",
        emails: &[email("secretariat@cabinet-dentaire-marchetti.test").hidden(Script)],
        phones: &[phone("+33536490101", "05 36 49 01 01").linked().at(Spot::Header)],
        people: &[
            member(
                "Élodie Marchetti",
                "Chirurgien-dentiste",
                "Diplômée de l'université de Bordeaux, elle soigne petits et grands depuis 2009.",
            )
            .styled("Dr"),
            member("Karim Benali", "Orthodontiste", "Spécialiste des traitements de l'adulte et des gouttières transparentes.")
                .styled("Dr"),
            member(
                "Chantal Vidal",
                "Secrétaire médicale",
                "C'est elle qui décroche le téléphone et trouve toujours un rendez-vous.",
            ),
        ],
        hours: &["Du lundi au jeudi de 9h à 19h", "Vendredi de 9h à 16h"],
        headline: "Des soins doux, expliqués et sans surprise",
        intro: "Au cœur de Bordeaux, notre cabinet accueille toute la famille pour les soins conservateurs, l'orthodontie et les implants. Nous prenons le temps d'expliquer chaque étape, devis à l'appui, et nous gardons chaque jour des créneaux pour les urgences.",
        services: &[
            (
                "Soins et prévention",
                "Bilan annuel, détartrage, scellement des sillons. La prévention reste le soin le moins cher.",
            ),
            (
                "Orthodontie",
                "Appareils fixes et gouttières transparentes pour enfants et adultes, avec un suivi tous les deux mois.",
            ),
            (
                "Implants et prothèses",
                "Pose d'implants sous anesthésie locale, couronnes en céramique réalisées par un laboratoire de Gironde.",
            ),
        ],
        story: "Le cabinet a ouvert en 2009 dans une ancienne librairie dont nous avons gardé les boiseries. Il compte aujourd'hui trois fauteuils et une salle de radiographie panoramique.",
        legal: &[("N° RPPS", "10100123456"), ("SIRET", "812 345 678 00021"), ("Honoraires", "Convention nationale, secteur 1")],
        outsiders: &[NUAGERIE, AUTORITE],
        pages: ALL_PAGES,
        never: &["10100123456", "81234567800021"],
        ..FR
    },
    Business {
        host: "fleurs-de-lune.test",
        look: Look::ReactApp,
        scheme: Http,
        name: "Fleurs de Lune",
        trade: "Fleuriste de saison",
        street: "27 rue du Pont-Neuf",
        postal_code: "31000",
        city: "Toulouse",
        emails: &[email("bonjour@fleurs-de-lune.test").at(Spot::Footer)],
        phones: &[phone("+33536490277", "05 36 49 02 77").linked()],
        people: &[member("Inès Carpentier", "Fondatrice", "Elle a quitté le droit pour les pivoines et ne l'a jamais regretté.")],
        socials: &[("https://instagram.com/fleursdelune.test?igshid=abc123", "https://www.instagram.com/fleursdelune.test")],
        hours: &["Du mardi au dimanche, 10h – 19h"],
        headline: "Des fleurs d'ici, cueillies ce matin",
        intro: "Fleurs de Lune compose des bouquets avec des fleurs cultivées à moins de cent kilomètres de Toulouse. Pas de roses en février, mais des renoncules, des anémones et du mimosa. Nous livrons à vélo dans toute la ville.",
        services: &[
            ("Bouquets du jour", "Trois tailles, un seul mot d'ordre : ce qui est beau ce matin. À partir de 25 €."),
            ("Mariages", "Bouquet de mariée, boutonnières et décor de table, dessinés avec vous autour d'un café."),
            ("Abonnements", "Un bouquet par semaine ou par mois, livré à vélo au bureau ou à la maison."),
        ],
        story: "La boutique est née en 2021 dans un ancien atelier de serrurerie. Les vases viennent d'une potière de Giroussens.",
        legal: &[("SIRET", "898 765 432 00010")],
        pages: &[Kind::Home, Kind::About, Kind::Contact, Kind::Legal],
        never: &["89876543200010"],
        ..FR
    },
];

const _: (&[Kind], &[Kind]) = (SMALL, FULL);
