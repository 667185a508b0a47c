//! Privacy in words. A machine says what is missing; none of it is legal advice.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "privacy.policy",
        words(
            ["Privacy policy", "Politique de confidentialité"],
            [
                "Every site that handles personal data must say how (GDPR, art. 13).",
                "Tout site qui traite des données personnelles doit dire comment (RGPD, art. 13).",
            ],
            ["Publish a policy and link it from each page.", "Publier une politique et la lier depuis chaque page."],
        ),
    ),
    (
        "privacy.legal-notice",
        words(
            ["Legal notice", "Mentions légales"],
            [
                "In many countries a site without one can be fined or warned.",
                "Dans bien des pays, son absence expose à une amende.",
            ],
            [
                "Publish name, address, contact and register entry of the business.",
                "Publier nom, adresse, contact et immatriculation de l'entreprise.",
            ],
        ),
    ),
    (
        "privacy.terms",
        words(
            ["Terms of sale", "Conditions de vente"],
            [
                "A shop must tell its terms and the right to withdraw.",
                "Une boutique doit donner ses conditions et le droit de rétractation.",
            ],
            ["Publish the terms and link them at the checkout.", "Publier les conditions et les lier au paiement."],
        ),
    ),
    (
        "privacy.consent",
        words(
            ["Visitors are asked", "Consentement demandé"],
            ["Tracking needs consent first (ePrivacy).", "Le suivi exige d'abord un consentement (ePrivacy)."],
            ["Install a consent tool, or drop the trackers.", "Installer un outil de consentement, ou retirer les traceurs."],
        ),
    ),
    (
        "privacy.trackers-before-consent",
        words(
            ["Trackers wait for consent", "Traceurs après consentement"],
            [
                "Loading them first makes the question worthless, and authorities fine it.",
                "Les charger d'abord vide la question de son sens, et les autorités sanctionnent.",
            ],
            ["Load trackers only after agreement.", "Ne charger les traceurs qu'après accord."],
        ),
    ),
    (
        "privacy.trackers",
        words(
            ["Few trackers", "Peu de traceurs"],
            ["Each one slows the site and must be explained.", "Chacun ralentit le site et doit être expliqué."],
            ["Keep one, and host it yourself if possible.", "En garder un, si possible hébergé soi-même."],
        ),
    ),
    (
        "privacy.google-fonts",
        words(
            ["Fonts from the own server", "Polices sur son serveur"],
            [
                "Visitors' addresses go to Google; courts have awarded damages for it.",
                "L'adresse des visiteurs part chez Google ; des tribunaux l'ont sanctionné.",
            ],
            ["Host the fonts yourself.", "Héberger les polices soi-même."],
        ),
    ),
    (
        "privacy.embeds",
        words(
            ["Embeds wait", "Contenus externes différés"],
            [
                "Maps and films tell other companies of each visit.",
                "Cartes et films signalent chaque visite à d'autres entreprises.",
            ],
            ["Show a picture first and load on a click.", "Montrer d'abord une image et charger au clic."],
        ),
    ),
    (
        "privacy.first-cookies",
        words(
            ["No tracking cookies at first", "Pas de cookies de suivi d'emblée"],
            ["They are set before anybody was asked.", "Ils sont posés avant toute question."],
            ["Set them after agreement only.", "Ne les poser qu'après accord."],
        ),
    ),
    (
        "privacy.form-notice",
        words(
            ["Forms link the policy", "Formulaires et confidentialité"],
            ["Who sends data must be told what happens to them.", "Qui envoie des données doit savoir ce qu'elles deviennent."],
            ["Link the policy beside the send button.", "Lier la politique près du bouton d'envoi."],
        ),
    ),
];
