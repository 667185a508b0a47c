//! Search engine optimisation in words.

use super::{Texts, words};

pub(super) const TEXTS: Texts = &[
    (
        "seo.indexable",
        words(
            ["May be listed", "Peut être référencé"],
            ["With noindex the site is in no search result.", "Avec noindex, le site n'apparaît dans aucun résultat."],
            [
                "Remove noindex; it is often left over from building the site.",
                "Retirer noindex, souvent oublié après la construction.",
            ],
        ),
    ),
    (
        "seo.title",
        words(
            ["Page title", "Titre de page"],
            [
                "The title is the line people click in search results.",
                "Le titre est la ligne sur laquelle on clique dans les résultats.",
            ],
            [
                "Write what, where and who: \"Bakery in Exampletown | Muster\".",
                "Écrire quoi, où et qui : « Boulangerie à Exempleville | Muster ».",
            ],
        ),
    ),
    (
        "seo.title-length",
        words(
            ["Title length", "Longueur du titre"],
            ["Too long titles are cut, too short ones say little.", "Trop long, il est coupé ; trop court, il dit peu."],
            ["Keep titles between 15 and 65 characters.", "Garder les titres entre 15 et 65 caractères."],
        ),
    ),
    (
        "seo.title-unique",
        words(
            ["Titles differ", "Titres distincts"],
            ["Pages with one title compete with each other.", "Des pages au même titre se font concurrence."],
            ["Give each page a title of its own.", "Donner à chaque page son propre titre."],
        ),
    ),
    (
        "seo.description",
        words(
            ["Description for search results", "Description pour les résultats"],
            ["Without it search engines pick any sentence of the page.", "Sans elle, les moteurs prennent une phrase au hasard."],
            ["Write one or two sentences that invite a click.", "Écrire une ou deux phrases qui donnent envie de cliquer."],
        ),
    ),
    (
        "seo.description-length",
        words(
            ["Description length", "Longueur de la description"],
            ["Only 50 to 170 characters are shown whole.", "Seuls 50 à 170 caractères s'affichent en entier."],
            ["Shorten or lengthen the description.", "Raccourcir ou allonger la description."],
        ),
    ),
    (
        "seo.h1",
        words(
            ["Main heading", "Titre principal"],
            ["It tells people and machines at once what the page is about.", "Il dit tout de suite de quoi parle la page."],
            ["Use exactly one h1 with the main words.", "Mettre exactement un h1 avec les mots principaux."],
        ),
    ),
    (
        "seo.canonical",
        words(
            ["Canonical address", "Adresse canonique"],
            [
                "Without it the same page counts several times; a wrong one hides the site.",
                "Sans elle, une page compte plusieurs fois ; fausse, elle cache le site.",
            ],
            ["Name the page's own address in link rel=canonical.", "Nommer l'adresse de la page dans link rel=canonical."],
        ),
    ),
    (
        "seo.hreflang",
        words(
            ["Translations are linked", "Traductions reliées"],
            [
                "Visitors otherwise find the page in the wrong language.",
                "Sinon, les visiteurs trouvent la page dans la mauvaise langue.",
            ],
            ["Let each page name its translations with hreflang.", "Nommer les traductions de chaque page avec hreflang."],
        ),
    ),
    (
        "seo.sitemap",
        words(
            ["Sitemap", "Plan de site"],
            ["It leads search engines to every page.", "Il mène les moteurs de recherche à chaque page."],
            [
                "Have the system write a sitemap.xml and name it in robots.txt.",
                "Faire produire un sitemap.xml et le nommer dans robots.txt.",
            ],
        ),
    ),
    (
        "seo.robots-txt",
        words(
            ["robots.txt", "robots.txt"],
            [
                "It tells crawlers what to leave out and where the sitemap is; a failing one keeps them away.",
                "Il dit aux robots quoi ignorer et où est le plan ; en panne, il les éloigne.",
            ],
            ["Publish a short robots.txt.", "Publier un court robots.txt."],
        ),
    ),
    (
        "seo.structured-data",
        words(
            ["Structured data", "Données structurées"],
            [
                "Search engines and assistants take name, address and hours from them.",
                "Moteurs et assistants y prennent nom, adresse et horaires.",
            ],
            [
                "Describe the business with schema.org LocalBusiness in JSON-LD.",
                "Décrire l'entreprise avec schema.org LocalBusiness en JSON-LD.",
            ],
        ),
    ),
    (
        "seo.sharing",
        words(
            ["Preview when shared", "Aperçu lors du partage"],
            ["A link with a picture is clicked more often.", "Un lien avec une image est plus souvent cliqué."],
            ["Add og:title, og:description and og:image.", "Ajouter og:title, og:description et og:image."],
        ),
    ),
    (
        "seo.favicon",
        words(
            ["Site icon", "Icône du site"],
            [
                "It makes the site easy to find among tabs and results.",
                "Elle aide à retrouver le site parmi les onglets et les résultats.",
            ],
            ["Add an icon link.", "Ajouter un lien d'icône."],
        ),
    ),
    (
        "seo.address-shape",
        words(
            ["Readable addresses", "Adresses lisibles"],
            ["Words in an address help people and search engines.", "Des mots dans une adresse aident les gens et les moteurs."],
            [
                "Use short lower-case words with hyphens, and redirect the old addresses.",
                "Utiliser des mots courts en minuscules avec des tirets, et rediriger les anciennes adresses.",
            ],
        ),
    ),
    (
        "seo.duplicate-pages",
        words(
            ["No repeated pages", "Pas de pages répétées"],
            [
                "Search engines choose one of them, perhaps the wrong one.",
                "Les moteurs en choisissent une, peut-être la mauvaise.",
            ],
            ["Merge the pages or name one of them as canonical.", "Fusionner les pages ou en désigner une comme canonique."],
        ),
    ),
    (
        "seo.place-in-title",
        words(
            ["Town in the title", "Ville dans le titre"],
            ["People search for a trade and a town.", "On cherche un métier et une ville."],
            ["Name the town in the title and the main heading.", "Nommer la ville dans le titre et le titre principal."],
        ),
    ),
];
