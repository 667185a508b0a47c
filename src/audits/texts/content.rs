//! Content in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "content.contact-page",
        words(
            ["Contact page", "Page de contact"],
            ["It is the page customers look for first.", "C'est la première page que cherchent les clients."],
            ["Add a contact page and link it from every page.", "Ajouter une page de contact, liée depuis chaque page."],
        ),
    ),
    (
        "content.phone",
        words(
            ["Phone number", "Numéro de téléphone"],
            [
                "Many customers call; without a number they call somebody else.",
                "Beaucoup de clients appellent ; sans numéro, ils appellent ailleurs.",
            ],
            ["Show the number at the top and the foot of each page.", "Afficher le numéro en haut et en bas de chaque page."],
        ),
    ),
    (
        "content.email",
        words(
            ["E-mail address", "Adresse e-mail"],
            [
                "In writing is how many enquiries come, and the law of many countries asks for it.",
                "Beaucoup de demandes s'écrivent, et la loi l'exige souvent.",
            ],
            ["Show an address on the own domain.", "Afficher une adresse sur son propre domaine."],
        ),
    ),
    (
        "content.contact-form",
        words(
            ["Contact form", "Formulaire de contact"],
            ["A form works at night and without a mail program.", "Un formulaire marche la nuit et sans messagerie."],
            ["Add a short form.", "Ajouter un court formulaire."],
        ),
    ),
    (
        "content.mail-link",
        words(
            ["E-mail can be clicked", "E-mail cliquable"],
            ["Typing an address by hand loses enquiries.", "Recopier une adresse fait perdre des demandes."],
            ["Write addresses as mailto: links.", "Écrire les adresses comme liens mailto:."],
        ),
    ),
    (
        "content.opening-hours",
        words(
            ["Opening hours", "Horaires"],
            ["Customers want to know whether it is worth coming.", "Les clients veulent savoir s'ils peuvent venir."],
            ["Show the hours, in text and as structured data.", "Afficher les horaires, en texte et en données structurées."],
        ),
    ),
    (
        "content.address",
        words(
            ["Postal address", "Adresse postale"],
            ["It shows that there is a real business, and where.", "Elle montre une vraie entreprise, et où elle est."],
            ["Show the address on each page's foot.", "Afficher l'adresse en bas de chaque page."],
        ),
    ),
    (
        "content.copyright-year",
        words(
            ["Copyright year is current", "Année de copyright à jour"],
            [
                "An old year makes people doubt that the business still exists.",
                "Une vieille année fait douter que l'entreprise existe encore.",
            ],
            [
                "Let the system write the year, and look after the rest too.",
                "Faire écrire l'année par le système, et soigner le reste.",
            ],
        ),
    ),
    (
        "content.freshness",
        words(
            ["Recent content", "Contenu récent"],
            ["Old news is worse than none.", "De vieilles nouvelles font pire que pas de nouvelles."],
            ["Publish now and then, or take dated things away.", "Publier de temps en temps, ou retirer ce qui est daté."],
        ),
    ),
    (
        "content.substance",
        words(
            ["Enough text", "Assez de texte"],
            ["A page that says little is found for little.", "Une page qui dit peu se trouve peu."],
            [
                "Say what the business does, for whom, where, and what it costs.",
                "Dire ce que fait l'entreprise, pour qui, où et à quel prix.",
            ],
        ),
    ),
    (
        "content.filler",
        words(
            ["No filler text", "Pas de faux texte"],
            [
                "\"Lorem ipsum\" tells every visitor that nobody looked.",
                "« Lorem ipsum » dit à chaque visiteur que personne n'a relu.",
            ],
            ["Replace it with real words.", "Le remplacer par de vrais mots."],
        ),
    ),
    (
        "content.language",
        words(
            ["Written in its declared language", "Écrit dans la langue déclarée"],
            ["Search engines and translators take the wrong language.", "Moteurs et traducteurs prennent la mauvaise langue."],
            ["Declare the language that the page is written in.", "Déclarer la langue dans laquelle la page est écrite."],
        ),
    ),
    (
        "content.social",
        words(
            ["Social profiles", "Réseaux sociaux"],
            ["They show life and reviews.", "Ils montrent de la vie et des avis."],
            ["Link the profiles that are kept up.", "Lier les profils tenus à jour."],
        ),
    ),
    (
        "content.about",
        words(
            ["About the business", "Présentation de l'entreprise"],
            ["People buy from people they know.", "On achète à des gens que l'on connaît."],
            ["Add a page with people, history and pictures.", "Ajouter une page avec l'équipe, l'histoire et des photos."],
        ),
    ),
    (
        "content.description",
        words(
            ["Says what it does", "Dit ce qu'elle fait"],
            [
                "Visitors decide in seconds whether they are in the right place.",
                "Les visiteurs décident en quelques secondes s'ils sont au bon endroit.",
            ],
            ["Begin with one sentence: what, for whom, where.", "Commencer par une phrase : quoi, pour qui, où."],
        ),
    ),
];
