//! Phones in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "mobile.viewport",
        words(
            ["Set up for phones", "Prévu pour les téléphones"],
            [
                "More than half of all visits come from phones; without it text is tiny.",
                "Plus de la moitié des visites viennent de téléphones ; sans cela, le texte est minuscule.",
            ],
            ["Add the viewport meta and a responsive design.", "Ajouter la balise viewport et une mise en page adaptative."],
        ),
    ),
    (
        "mobile.viewport-width",
        words(
            ["Takes the phone's width", "Prend la largeur du téléphone"],
            ["A fixed width makes visitors scroll sideways.", "Une largeur fixe oblige à défiler de côté."],
            ["Write width=device-width, initial-scale=1.", "Écrire width=device-width, initial-scale=1."],
        ),
    ),
    (
        "mobile.fixed-width",
        words(
            ["Nothing wider than a phone", "Rien de plus large qu'un téléphone"],
            ["Fixed widths break the page on small screens.", "Les largeurs fixes cassent la page sur petit écran."],
            ["Use relative widths and max-width.", "Utiliser des largeurs relatives et max-width."],
        ),
    ),
    (
        "mobile.plugins",
        words(
            ["No plug-ins", "Pas de plug-ins"],
            [
                "No phone and no current browser runs Flash or Java.",
                "Aucun téléphone ni navigateur actuel n'exécute Flash ou Java.",
            ],
            ["Replace it with HTML, video or pictures.", "Le remplacer par du HTML, de la vidéo ou des images."],
        ),
    ),
    (
        "mobile.responsive-images",
        words(
            ["Images in several sizes", "Images en plusieurs tailles"],
            [
                "Phones otherwise load pictures made for large screens.",
                "Sinon, les téléphones chargent des images pour grand écran.",
            ],
            ["Offer sizes with srcset.", "Proposer des tailles avec srcset."],
        ),
    ),
    (
        "mobile.tap-to-call",
        words(
            ["Tap to call", "Appeler d'une pression"],
            [
                "On a phone, one tap is the shortest way to a customer.",
                "Sur un téléphone, une pression est le plus court chemin vers un client.",
            ],
            ["Write numbers as tel: links.", "Écrire les numéros comme liens tel:."],
        ),
    ),
    (
        "mobile.small-text",
        words(
            ["Text large enough", "Texte assez grand"],
            ["Text under 12 pixels cannot be read on a phone.", "Un texte de moins de 12 pixels est illisible sur un téléphone."],
            ["Use 16 pixels for text.", "Utiliser 16 pixels pour le texte."],
        ),
    ),
    (
        "mobile.touch-icon",
        words(
            ["Home screen icon", "Icône d'écran d'accueil"],
            ["Visitors who keep the site see a blank tile.", "Les visiteurs qui gardent le site voient une case vide."],
            ["Add an apple-touch-icon and a manifest.", "Ajouter une apple-touch-icon et un manifeste."],
        ),
    ),
    (
        "mobile.field-types",
        words(
            ["Right keys for fields", "Bon clavier pour les champs"],
            ["The right keyboard makes filling a form on a phone easier.", "Le bon clavier facilite la saisie sur téléphone."],
            ["Use type=email and type=tel.", "Utiliser type=email et type=tel."],
        ),
    ),
    (
        "mobile.long-forms",
        words(
            ["Short forms", "Formulaires courts"],
            ["Each field costs enquiries.", "Chaque champ fait perdre des demandes."],
            ["Ask only for what is needed to answer.", "Ne demander que ce qu'il faut pour répondre."],
        ),
    ),
];
