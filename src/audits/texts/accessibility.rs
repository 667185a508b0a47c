//! Accessibility in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "accessibility.image-alt",
        words(
            ["Images have text", "Images avec texte"],
            [
                "Blind visitors and search engines get nothing from them otherwise.",
                "Sans texte, les aveugles et les moteurs n'en tirent rien.",
            ],
            [
                "Describe each picture in alt; leave alt empty for decoration.",
                "Décrire chaque image dans alt ; le laisser vide pour la décoration.",
            ],
        ),
    ),
    (
        "accessibility.form-labels",
        words(
            ["Fields have labels", "Champs étiquetés"],
            ["With a screen reader nobody knows what to type.", "Avec un lecteur d'écran, on ne sait pas quoi saisir."],
            ["Tie a label to each field.", "Associer une étiquette (label) à chaque champ."],
        ),
    ),
    (
        "accessibility.language",
        words(
            ["Language is declared", "Langue déclarée"],
            ["Screen readers otherwise speak with the wrong voice.", "Sinon, les lecteurs d'écran prennent la mauvaise voix."],
            ["Write lang on the html element.", "Écrire lang sur l'élément html."],
        ),
    ),
    (
        "accessibility.heading-order",
        words(
            ["Headings in order", "Titres dans l'ordre"],
            [
                "Headings are the table of contents of a screen reader.",
                "Les titres sont la table des matières d'un lecteur d'écran.",
            ],
            ["Do not skip levels: h2 under h1, h3 under h2.", "Ne pas sauter de niveau : h2 sous h1, h3 sous h2."],
        ),
    ),
    (
        "accessibility.empty-headings",
        words(
            ["No empty headings", "Pas de titres vides"],
            ["They lead nowhere.", "Ils ne mènent nulle part."],
            ["Remove them or give them words.", "Les retirer ou leur donner du texte."],
        ),
    ),
    (
        "accessibility.link-names",
        words(
            ["Links have names", "Liens nommés"],
            ["A screen reader says \"link\" and nothing else.", "Un lecteur d'écran dit « lien » et rien d'autre."],
            ["Give icons and pictures in links a text.", "Donner un texte aux icônes et images des liens."],
        ),
    ),
    (
        "accessibility.link-words",
        words(
            ["Links say where they lead", "Liens explicites"],
            [
                "\"Click here\" tells neither people nor search engines anything.",
                "« Cliquez ici » ne dit rien ni aux gens ni aux moteurs.",
            ],
            ["Use the target's name as the link's words.", "Prendre le nom de la cible comme texte du lien."],
        ),
    ),
    (
        "accessibility.button-names",
        words(
            ["Buttons have names", "Boutons nommés"],
            ["Nobody knows what a nameless button does.", "On ne sait pas ce que fait un bouton sans nom."],
            ["Give each button a text or an aria-label.", "Donner à chaque bouton un texte ou un aria-label."],
        ),
    ),
    (
        "accessibility.zoom",
        words(
            ["Zooming is allowed", "Zoom autorisé"],
            ["People with weak sight need it.", "Les personnes malvoyantes en ont besoin."],
            ["Remove user-scalable=no and maximum-scale.", "Retirer user-scalable=no et maximum-scale."],
        ),
    ),
    (
        "accessibility.skip-link",
        words(
            ["Skip link", "Lien d'évitement"],
            [
                "Keyboard users otherwise walk through the menu on every page.",
                "Sinon, au clavier, on parcourt le menu à chaque page.",
            ],
            ["Make the first link lead to the content.", "Faire mener le premier lien au contenu."],
        ),
    ),
    (
        "accessibility.main-landmark",
        words(
            ["Main content is marked", "Contenu principal balisé"],
            ["Screen readers jump to it.", "Les lecteurs d'écran y sautent."],
            ["Put the content into a main element.", "Mettre le contenu dans un élément main."],
        ),
    ),
    (
        "accessibility.frame-titles",
        words(
            ["Frames have titles", "Cadres titrés"],
            ["A map or a film is announced as \"frame\".", "Une carte ou un film est annoncé « cadre »."],
            ["Write a title on each iframe.", "Écrire un title sur chaque iframe."],
        ),
    ),
    (
        "accessibility.tab-order",
        words(
            ["Natural tab order", "Ordre de tabulation naturel"],
            ["A forced order jumps over the page.", "Un ordre forcé saute dans la page."],
            ["Remove positive tabindex values.", "Retirer les tabindex positifs."],
        ),
    ),
    (
        "accessibility.autoplay",
        words(
            ["Nothing plays by itself", "Rien ne démarre seul"],
            [
                "Sudden sound drives visitors away and drowns screen readers.",
                "Un son soudain fait fuir et couvre les lecteurs d'écran.",
            ],
            ["Start on request, or muted.", "Démarrer à la demande, ou sans son."],
        ),
    ),
    (
        "accessibility.obsolete-markup",
        words(
            ["Current markup", "Balisage actuel"],
            [
                "Markup of the last century is a sign of a site nobody cares for.",
                "Un balisage du siècle dernier trahit un site délaissé.",
            ],
            ["Rebuild with HTML 5 and style sheets.", "Reconstruire en HTML 5 avec des feuilles de style."],
        ),
    ),
    (
        "accessibility.standards-mode",
        words(
            ["Standards mode", "Mode standard"],
            ["Without a doctype browsers imitate those of 1998.", "Sans doctype, les navigateurs imitent ceux de 1998."],
            ["Begin each page with <!doctype html>.", "Commencer chaque page par <!doctype html>."],
        ),
    ),
];
