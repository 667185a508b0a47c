//! Name and mail in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "domain.mx",
        words(
            ["Domain takes mail", "Le domaine reçoit du courrier"],
            ["Mail to the business's own domain is lost.", "Le courrier vers le domaine est perdu."],
            ["Set up mailboxes and MX records.", "Créer des boîtes et des enregistrements MX."],
        ),
    ),
    (
        "domain.spf",
        words(
            ["SPF", "SPF"],
            [
                "Without it anybody can write in the business's name, and its own mail lands in spam.",
                "Sans lui, n'importe qui écrit au nom de l'entreprise, et son courrier finit en indésirable.",
            ],
            ["Publish an SPF record that ends in -all or ~all.", "Publier un enregistrement SPF finissant par -all ou ~all."],
        ),
    ),
    (
        "domain.dmarc",
        words(
            ["DMARC", "DMARC"],
            [
                "Large mail providers ask for it; it stops forged invoices.",
                "Les grands fournisseurs l'exigent ; il arrête les fausses factures.",
            ],
            [
                "Publish DMARC with p=none, read the reports, then quarantine or reject.",
                "Publier DMARC avec p=none, lire les rapports, puis quarantine ou reject.",
            ],
        ),
    ),
    (
        "domain.dkim",
        words(
            ["DKIM", "DKIM"],
            [
                "Unsigned mail lands in spam more often, and cannot be told from forged mail.",
                "Un courrier non signé finit plus souvent en indésirable et ne se distingue pas d'un faux.",
            ],
            [
                "Switch DKIM signing on at the mail provider and publish its key.",
                "Activer la signature DKIM chez le fournisseur de messagerie et publier sa clé.",
            ],
        ),
    ),
    (
        "domain.own-mail",
        words(
            ["Mail on the own domain", "Messagerie à son domaine"],
            [
                "An address at a free provider looks like a hobby and lands in spam more often.",
                "Une adresse gratuite fait amateur et finit plus souvent en indésirable.",
            ],
            ["Set up mailboxes on the own domain.", "Créer des boîtes sur son propre domaine."],
        ),
    ),
    (
        "domain.own-name",
        words(
            ["A name of its own", "Un nom à soi"],
            [
                "A name that belongs to another company is hard to remember, and can be taken away.",
                "Un nom qui appartient à une autre entreprise se retient mal et peut disparaître.",
            ],
            ["Register a domain and move the site there.", "Réserver un domaine et y déplacer le site."],
        ),
    ),
    (
        "domain.moved",
        words(
            ["Answers under the address given", "Répond à l'adresse donnée"],
            [
                "Customers who know the old name wonder where they are.",
                "Les clients qui connaissent l'ancien nom se demandent où ils sont.",
            ],
            [
                "Update the address in directories, maps and profiles.",
                "Mettre l'adresse à jour dans annuaires, cartes et profils.",
            ],
        ),
    ),
    (
        "domain.young",
        words(
            ["Registered for a while", "Réservé depuis longtemps"],
            [
                "Search engines and mail filters trust a new name less; a new business also needs more of everything.",
                "Les moteurs et les filtres font moins confiance à un nom récent ; une jeune entreprise a aussi plus de besoins.",
            ],
            [
                "Give it time, and links from directories and partners.",
                "Laisser du temps, et des liens d'annuaires et de partenaires.",
            ],
        ),
    ),
    (
        "domain.expiry",
        words(
            ["Registration does not run out", "La réservation n'expire pas"],
            [
                "When it runs out, site and mail stop, and anybody can take the name.",
                "À l'expiration, le site et le courrier s'arrêtent, et n'importe qui peut prendre le nom.",
            ],
            ["Renew the domain, automatically from now on.", "Renouveler le domaine, désormais automatiquement."],
        ),
    ),
];
