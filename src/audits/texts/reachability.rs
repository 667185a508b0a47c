//! Reachability in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "reachability.home",
        words(
            ["Start page answers", "La page d'accueil répond"],
            [
                "A visitor who meets an error leaves, and search engines drop the site.",
                "Un visiteur qui tombe sur une erreur s'en va, et les moteurs de recherche retirent le site.",
            ],
            [
                "Have the host find out why the start page fails, and watch it with an uptime monitor.",
                "Faire chercher la cause par l'hébergeur et surveiller la page avec un outil de disponibilité.",
            ],
        ),
    ),
    (
        "reachability.finished",
        words(
            ["Site is finished", "Site achevé"],
            [
                "\"Under construction\" tells customers that nobody is there.",
                "« En construction » dit aux clients qu'il n'y a personne.",
            ],
            [
                "Publish at least one page with what the business does, where, when and how to reach it.",
                "Publier au moins une page avec l'activité, le lieu, les horaires et les contacts.",
            ],
        ),
    ),
    (
        "reachability.broken-pages",
        words(
            ["Linked pages work", "Les pages liées fonctionnent"],
            [
                "Broken links cost trust and places in search results.",
                "Les liens cassés coûtent de la confiance et des places dans les résultats.",
            ],
            ["Repair or redirect the broken addresses.", "Réparer ou rediriger les adresses cassées."],
        ),
    ),
    (
        "reachability.server-errors",
        words(
            ["No server errors on pages", "Pas d'erreurs du serveur dans les pages"],
            [
                "Error messages frighten customers and tell attackers how the site is built.",
                "Les messages d'erreur effraient les clients et renseignent les attaquants.",
            ],
            ["Mend the fault and turn the display of errors off.", "Corriger la panne et désactiver l'affichage des erreurs."],
        ),
    ),
    (
        "reachability.redirects",
        words(
            ["Short way to the start page", "Chemin court vers l'accueil"],
            [
                "Each redirect costs a round trip before anything shows.",
                "Chaque redirection coûte un aller-retour avant le premier affichage.",
            ],
            ["Lead straight to the final address.", "Mener directement à l'adresse finale."],
        ),
    ),
    (
        "reachability.needs-script",
        words(
            ["Readable without JavaScript", "Lisible sans JavaScript"],
            [
                "Search engines, previews and slow phones may see an empty page.",
                "Moteurs de recherche, aperçus et téléphones lents peuvent voir une page vide.",
            ],
            ["Render the text on the server or at build time.", "Produire le texte sur le serveur ou à la construction du site."],
        ),
    ),
    (
        "reachability.meta-refresh",
        words(
            ["No self-moving page", "Pas de page qui se déplace"],
            [
                "Pages that move by themselves confuse visitors and hide the target from search engines.",
                "Une page qui se déplace seule déroute les visiteurs et cache la cible aux moteurs.",
            ],
            ["Use a redirect of the server (301).", "Utiliser une redirection du serveur (301)."],
        ),
    ),
    (
        "reachability.frameset",
        words(
            ["No frames", "Pas de cadres (frames)"],
            [
                "Pages in frames cannot be linked, found or shown well on phones.",
                "Les pages dans des cadres ne se lient pas, se trouvent mal et s'affichent mal sur téléphone.",
            ],
            ["Rebuild the site with ordinary pages.", "Reconstruire le site avec des pages ordinaires."],
        ),
    ),
];
