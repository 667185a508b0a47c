//! Security in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "security.https",
        words(
            ["HTTPS", "HTTPS"],
            [
                "Browsers mark the site as not secure, and what visitors type can be read on the way.",
                "Les navigateurs signalent un site non sécurisé, et les saisies sont lisibles en chemin.",
            ],
            [
                "Install a free certificate (Let's Encrypt) and serve everything over HTTPS.",
                "Installer un certificat gratuit (Let's Encrypt) et tout servir en HTTPS.",
            ],
        ),
    ),
    (
        "security.https-redirect",
        words(
            ["HTTP leads to HTTPS", "HTTP mène à HTTPS"],
            [
                "Old links and typed addresses still open the unsafe version.",
                "Les anciens liens et les adresses tapées ouvrent encore la version non sûre.",
            ],
            [
                "Redirect every HTTP address to HTTPS with status 301.",
                "Rediriger chaque adresse HTTP vers HTTPS avec le statut 301.",
            ],
        ),
    ),
    (
        "security.certificate-expiry",
        words(
            ["Certificate is valid", "Certificat valide"],
            [
                "With an expired certificate browsers show a warning instead of the site.",
                "Avec un certificat expiré, le navigateur affiche un avertissement à la place du site.",
            ],
            ["Renew the certificate and automate its renewal.", "Renouveler le certificat et automatiser son renouvellement."],
        ),
    ),
    (
        "security.mixed-content",
        words(
            ["No plain HTTP files", "Pas de fichiers en HTTP"],
            [
                "Browsers block such files: pictures and functions are missing.",
                "Les navigateurs bloquent ces fichiers : images et fonctions manquent.",
            ],
            ["Ask for all files over HTTPS.", "Demander tous les fichiers en HTTPS."],
        ),
    ),
    (
        "security.form-target",
        words(
            ["Forms send safely", "Formulaires envoyés en sécurité"],
            [
                "Names, messages and passwords travel readable for anybody on the way.",
                "Noms, messages et mots de passe voyagent en clair.",
            ],
            ["Send every form to an HTTPS address.", "Envoyer chaque formulaire vers une adresse HTTPS."],
        ),
    ),
    (
        "security.hsts",
        words(
            ["HSTS", "HSTS"],
            ["Without it the first visit of each day can be led astray.", "Sans lui, une première visite peut être détournée."],
            [
                "Send Strict-Transport-Security with a max-age of a year.",
                "Envoyer Strict-Transport-Security avec un max-age d'un an.",
            ],
        ),
    ),
    (
        "security.csp",
        words(
            ["Content security policy", "Politique de sécurité du contenu"],
            [
                "It stops foreign scripts from running when something slips in.",
                "Elle empêche des scripts étrangers de s'exécuter si quelque chose s'introduit.",
            ],
            [
                "Send Content-Security-Policy, first in report mode, then in force.",
                "Envoyer Content-Security-Policy, d'abord en mode rapport, puis en vigueur.",
            ],
        ),
    ),
    (
        "security.content-type-options",
        words(
            ["No type guessing", "Pas de devinette de type"],
            [
                "Browsers may run an uploaded file as a script.",
                "Un navigateur peut exécuter un fichier téléversé comme un script.",
            ],
            ["Send X-Content-Type-Options: nosniff.", "Envoyer X-Content-Type-Options: nosniff."],
        ),
    ),
    (
        "security.frame-options",
        words(
            ["Protected from framing", "Protégé contre l'encadrement"],
            [
                "Another site can show this one in a frame and catch clicks.",
                "Un autre site peut encadrer celui-ci et voler des clics.",
            ],
            [
                "Send X-Frame-Options: SAMEORIGIN or a frame-ancestors policy.",
                "Envoyer X-Frame-Options: SAMEORIGIN ou une règle frame-ancestors.",
            ],
        ),
    ),
    (
        "security.referrer-policy",
        words(
            ["Referrer policy", "Politique de référent"],
            [
                "Full addresses of pages are told to other sites.",
                "Les adresses complètes des pages sont transmises à d'autres sites.",
            ],
            [
                "Send Referrer-Policy: strict-origin-when-cross-origin.",
                "Envoyer Referrer-Policy: strict-origin-when-cross-origin.",
            ],
        ),
    ),
    (
        "security.server-version",
        words(
            ["Server version is hidden", "Version du serveur cachée"],
            ["A version tells attackers which known faults to try.", "Une version dit aux attaquants quelles failles essayer."],
            ["Turn version numbers off in the server's headers.", "Désactiver les numéros de version dans les en-têtes."],
        ),
    ),
    (
        "security.outdated-cms",
        words(
            ["Content management system is maintained", "Système de gestion de contenu maintenu"],
            [
                "Unmaintained systems are broken into by machines, every day.",
                "Les systèmes non maintenus sont attaqués par des robots, chaque jour.",
            ],
            ["Update to a maintained version, with a backup first.", "Passer à une version maintenue, après une sauvegarde."],
        ),
    ),
    (
        "security.outdated-php",
        words(
            ["PHP is maintained", "PHP maintenu"],
            [
                "Faults in it are published and no longer mended; it is slower too.",
                "Ses failles sont publiées et plus corrigées ; il est aussi plus lent.",
            ],
            [
                "Switch to a maintained PHP in the host's panel after a test.",
                "Passer à un PHP maintenu dans le panneau de l'hébergeur, après un essai.",
            ],
        ),
    ),
    (
        "security.outdated-jquery",
        words(
            ["jQuery is current", "jQuery à jour"],
            ["Old versions have known cross-site scripting faults.", "Les vieilles versions ont des failles connues (XSS)."],
            ["Update jQuery and what needs it, or do without it.", "Mettre jQuery et ce qui en dépend à jour, ou s'en passer."],
        ),
    ),
    (
        "security.cookies",
        words(
            ["Cookies are protected", "Cookies protégés"],
            ["An unprotected session cookie can be stolen.", "Un cookie de session non protégé peut être volé."],
            ["Set Secure, HttpOnly and SameSite.", "Ajouter Secure, HttpOnly et SameSite."],
        ),
    ),
    (
        "security.unpinned-scripts",
        words(
            ["Foreign scripts are pinned", "Scripts externes vérifiés"],
            ["Who changes such a script changes the site.", "Qui modifie un tel script modifie le site."],
            [
                "Host scripts yourself or add integrity hashes.",
                "Héberger les scripts soi-même ou ajouter une empreinte (integrity).",
            ],
        ),
    ),
    (
        "security.downgrades",
        words(
            ["No links back to HTTP", "Pas de liens vers HTTP"],
            ["They lead visitors through the unsafe version.", "Ils font passer les visiteurs par la version non sûre."],
            ["Write internal links with HTTPS or without a scheme.", "Écrire les liens internes en HTTPS ou sans schéma."],
        ),
    ),
];
