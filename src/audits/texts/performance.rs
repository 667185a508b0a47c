//! Speed in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "performance.response-time",
        words(
            ["Answers quickly", "Répond vite"],
            [
                "Visitors leave a page that does not show within a few seconds.",
                "Les visiteurs quittent une page qui tarde quelques secondes.",
            ],
            [
                "Cache pages, tidy up plug-ins or change the host.",
                "Mettre les pages en cache, alléger les extensions ou changer d'hébergeur.",
            ],
        ),
    ),
    (
        "performance.slow-pages",
        words(
            ["No slow pages", "Pas de pages lentes"],
            ["One slow page ends many visits.", "Une page lente met fin à bien des visites."],
            ["Find out what the slow pages do that others do not.", "Chercher ce que les pages lentes font de plus."],
        ),
    ),
    (
        "performance.html-size",
        words(
            ["Light page", "Page légère"],
            ["Heavy pages are slow and dear on mobile networks.", "Les pages lourdes sont lentes et coûteuses en mobile."],
            ["Move inline data out and cut what nobody sees.", "Sortir les données intégrées et couper l'invisible."],
        ),
    ),
    (
        "performance.dom-size",
        words(
            ["Simple page structure", "Structure de page simple"],
            ["Thousands of elements make phones stutter.", "Des milliers d'éléments font ramer les téléphones."],
            ["Use simpler templates and fewer page builder layers.", "Utiliser des gabarits plus simples et moins de couches."],
        ),
    ),
    (
        "performance.compression",
        words(
            ["Compressed answers", "Réponses compressées"],
            ["Compression makes text three to five times smaller.", "La compression rend le texte trois à cinq fois plus petit."],
            ["Turn gzip or Brotli on in the server.", "Activer gzip ou Brotli sur le serveur."],
        ),
    ),
    (
        "performance.caching",
        words(
            ["Can be kept by browsers", "Peut être gardé par les navigateurs"],
            [
                "Second visits are faster when nothing is loaded twice.",
                "Les visites suivantes sont plus rapides si rien n'est rechargé.",
            ],
            ["Send Cache-Control and ETag.", "Envoyer Cache-Control et ETag."],
        ),
    ),
    (
        "performance.requests",
        words(
            ["Few files", "Peu de fichiers"],
            ["Each file costs time, most of all on mobile networks.", "Chaque fichier coûte du temps, surtout en mobile."],
            [
                "Remove unused scripts and styles, and combine small files.",
                "Retirer scripts et styles inutiles, regrouper les petits fichiers.",
            ],
        ),
    ),
    (
        "performance.blocking-scripts",
        words(
            ["Scripts do not block", "Scripts non bloquants"],
            ["The page stays white until they are loaded.", "La page reste blanche tant qu'ils ne sont pas chargés."],
            ["Add defer or async, or move scripts to the end.", "Ajouter defer ou async, ou déplacer les scripts à la fin."],
        ),
    ),
    (
        "performance.stylesheets",
        words(
            ["Few style sheets", "Peu de feuilles de style"],
            ["Each of them delays the first sight.", "Chacune retarde le premier affichage."],
            ["Combine them and drop unused ones.", "Les regrouper et supprimer les inutiles."],
        ),
    ),
    (
        "performance.lazy-images",
        words(
            ["Images wait", "Images différées"],
            ["Pictures far down the page delay those at the top.", "Les images du bas retardent celles du haut."],
            ["Add loading=lazy to pictures below the first screen.", "Ajouter loading=lazy aux images sous le premier écran."],
        ),
    ),
    (
        "performance.image-sizes",
        words(
            ["Images announce their size", "Tailles d'images annoncées"],
            ["Without sizes the page jumps while it loads.", "Sans tailles, la page saute au chargement."],
            ["Write width and height on images.", "Écrire width et height sur les images."],
        ),
    ),
    (
        "performance.image-formats",
        words(
            ["Modern image formats", "Formats d'image modernes"],
            ["WebP and AVIF are a third to half the size.", "WebP et AVIF pèsent un tiers à la moitié de moins."],
            ["Convert photographs when they are uploaded.", "Convertir les photos à l'envoi."],
        ),
    ),
    (
        "performance.third-parties",
        words(
            ["Few other hosts", "Peu d'hôtes tiers"],
            ["Each host costs a connection and may fail.", "Chaque hôte coûte une connexion et peut tomber."],
            [
                "Host files yourself, and drop services nobody uses.",
                "Héberger les fichiers soi-même et supprimer les services inutiles.",
            ],
        ),
    ),
    (
        "performance.inline-code",
        words(
            ["Little code inside the page", "Peu de code dans la page"],
            ["Code inside the page is loaded anew with every page.", "Le code intégré est rechargé avec chaque page."],
            ["Move it into files that browsers keep.", "Le mettre dans des fichiers que le navigateur garde."],
        ),
    ),
];
