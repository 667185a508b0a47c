//! Given names: Dutch, Flemish and Frisian. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of the Netherlands, Flanders and Friesland.
pub(super) const DUTCH: &str = "
    aad aafje aafke aagje aaldert aalt aaltje aaltjen aart abram adri adriaan adriaantje adrianus adrie agaath aise alard
    albertje albertus aldert alie alieke alies alje allard alof alphons andries anetta anette angelien anjo ank annelien
    annelot annemarijn annerieke annet annetje anniek annigje annouk anoek ans anske anthonie antoin antoinet antonetta antoon
    aranka arend arendina arendje ariaan ariaantje arie arien arjan arjanne arjen arjo arnoud arnout artuur aswin atie atty
    auke aukje baldewijn baltus barbe barend bartel barteld bartele bartholomeus bas bastiaan beatrijs beekje begga bente
    berdien berdina bernadet bernardus bertien bertina bertus betsie bettie bieke bine boele boudien bouke boukje boyan branco
    brechje brecht bregt burgje camiel carel carlien carlijn carlijne carolien cas casper cathelijn cathelijne catho cato
    catrien ceciel cederic cees celien charel chayenne chiel christiaan christien christoffel cinderella cis claartje clazien
    clazina coen coenraad colinda constantijn cor corien corjan corne corneel cornel cornelis corrie corry cunera cyriel daan
    daantje damiaan daniek danique danitsja delano desi detmer dewy dico diede diederick diederik dieneke dienke diete dietje
    dieuwertje diewertje dinand dineke dingeman dini dinie dione dirkjan dirkje djoeke djoerd djura dolf dorien douwe douwina
    driek driekus dries drik dymphna dymphy ebbe eefke eelco eelke eelkje eeltje egberdina egbertje eldert elianne elien elja
    ellemijn els elselien elseline elsje elske elwin ely emiel emine emmeke emmelie emmely emmie epke eppie eppo esmee etty
    evelien everdien everdina everhard evert evie evy ewoud famke fardau fedde feddy feike feiko felien femma femmie femmigje
    femmy fenja fenna fenne fennie ferdy ferre fieke fien fiene fientje fija floor floortje flore floriaan fonny fons fonske
    francien franciscus francky franky frans fransje frederiek frederieke fredie freek freerk freija frenk frits fritske
    frouke froukje frouwke ftima gea geeke geert geerte geertje geertrui geertruida geertruide gejo gerardus gerben gerbert
    gerbrand gerbrich gerdie gerdien gerdine gerie gerjan gerko gerre gerri gerrie gerritjan gerritje gert gertjan gertruda
    gesien gesiena gezina giedo giel gies gijsbertus gijsje gillis gineke gizela goedele goele goffe goffert gonda gonnie goof
    goosen goossen gosse gradus greetje greteke gretha grethe griet grieteke grytsje gudule gusta gustaaf guusje guusta gwenny
    hadewich hadewijch hadewych hanneke hannie hanny hansje hanske harke harko harmen harmina harmke harmpje harrie harriette
    hartger hein heine heleentje helmer helmich hendrica hendricus hendrieke hendriekus hendrien hendriena hendrika hendrikje
    hendrina henk henko henne henneke hennie henrica henricus henrieke herke herma hermanus hermien hermina herre hessel hetty
    heyo hidde hieke hielke hilbrand hildegonda hildelien hille hilleke hilletje hillie hilly hiltje hinderika hinderikus
    hinke hinne hippoliet hjalmar hotze hubrecht hugolien huib huibrecht huig huug hylke iefke ies igmar ijsbrand ijsbrandt
    ilke imme immetje inez ingeleen ingemar ingena ingmar inne ird irenke isaak ivar jaak jaantje jaapje jaco jacobien
    jacobine jacobus jacolien jacomien jacomina jacquelien jacquelijn jaimy jaklien jakobus jamal janco janick janiek janieke
    janien janita janke jankees jannet jannetje jannetta jannette jannie jannigje janny janou janpiet janpieter jans jansje
    jantien jantina jantine jantje janus janwillem jara jarik jarne jarno jasmien jasmijn jasmina jassin jeanet jeaninne
    jeannet jef jelger jelke jelle jelmer jelske jelte jeltje jenneke jente jerke jeroen jerom jerry jerzy jesper jet jetske
    jetteke jikke jilles jilt jinke jip jitse jitske jobien jochum joeke joep joeri johannis jolan jolande jolein jolien
    jolijn jolijne joline jonne jony joos joosje jop joran jorden jordi joren jorieke jorien jorik jorina jorinde jorine joris
    jorne jorre jorrit josan josefien josel josemarie josephus josie josina josje josse jouke joukje juliaan julot jurjen
    jurre jurriaan jurrie jurrien kaatje kamiel karel karelijn kariem karien karlien karlijn karolien kasper katelijn
    katelijne kathelijn kathelijne katleen katlijn katrien katrijn kees kersten kiki kirsti klaartje klaasje klaaske koba kobe
    kobus koenraad koert koos koosje korneel korrie krist kristiaan kristien kristoff kyara lamberdina lambertus lammert
    lammie lauran laurens laurentius laurien laurijn lebuinus leen leenderd leendertje leentje leida leike lenie lennaert
    lenneke lennert leny leonne leonoor lesley letje leunis lideke lidewij lidy lieke liekele liene lienke lienneke liesanne
    liesbet lieselot liesje lieske lieuwe lieve lieven lievens lijda lijsbet lijsje lindert lineke linnemiek lisanne lisbet
    liselore liselot livina livinus lizan lizzy lobke lode lodewina loek loeka loeki loekie loekje loes loesje lonne lonny
    lotje lotteke louwrens lowie lowiese lubbert lubberta ludovicus luit luitje luitzen lukie lutgard lutgarde lutgardis
    lutske lydwien lykele maaike maarten maartje maatje machiel machiela machteld madelein madelief mads magreet maikel maks
    mannes mannus marcy mareike mareille margaretha margje margreet margrethe margriet margrieta maricella mariek mariemieke
    mariet marieta marije marijke marijn marijntje marijse marike marileen marinda marinka marinke marinus mariska marja
    marjan marjanne marjo marjoke marjolein marjoleine marjolijn marjon marleentje marlein marlijn marlijne marlinda marloes
    marlou marlous marnick marnix marretje mart marte marthijn martie martien martijn martinus martje marty masha mathijs
    matijs mats matthea mattheus matthijs matty maudy maurits maximiliaan mechteld meeke meile meinder meindert meinke meintje
    meldert melle menno merijn merlijn merte mette michaella michiel micky miek mieke mieken mien miene mientje miep miet
    mieteke migchiel milou minke minne minou mirte mirthe mozes myrte myrthe naatje nadieh nanne nanny nanouk natasja neel
    neeltje neline nelke nels nena nesrin netty niandra nicodemus nicolaas nicolet nicoline niek nienke nies nieske ninette
    ninke nonja noor noortje noud noudje nouska nout nynke obbe oeds oedske oene olav onne otger otte oualid patrique paulien
    pelle petronella petrus piebe piene piers piet pieta pieterjan pietje pim pleun pleuntje popke poppe quincy quint quinten
    quintijn quirien quirijn raf rafke ranko raymonda regi regien reina reinaert reinard reinder reindert reinier reinilde
    reinko reinold reinoud reinout reintje reitse reitze rejo rembert remco remie remona renaat renger rens rense renske renze
    reyer riane rianka rianne richella riekje rieks rien rieneke rienk rienkje rieta rieteke rietje rihanna rik rikkert riko
    rilana rinaldi rineke rinie rinke rint rintje rinus riny robbe robbert robbin robine robrecht roderik roel roeland roelf
    roelfien roelfina roelie roelien roelof roelofje roeltje roemer rolinka rombout romee romke rosalien rosalijn rosan
    roselien roselle rosemarijn rosemie rowdy rowin roxan rudie rudolphine rune rutger ruthy ruud rymke saakje sabrien sannah
    sanneke sanny santje sari sasja saya sebastiaan servaas severien sharona shauni siard sibe siebe sieberen siebrand siebren
    siebrich siebrigje siem siemen sien sientje sierd siets sietse sietze sija sinan sipke siska sissy sjaan sjaantje sjannie
    sjarel sjef sjoeke sjoerdjan sjoerdje sjoerdtje sjors sjouke sjoukje sjuul sofieke sofja sooi sophieke stanny stef stefaan
    steff steffie stephaan stien stijn stijne stijntje suus suze swen syb sybe sybrand sybren sylvian sytske sytze taco taeke
    takke tamar tanneke teake teatske teia teije tein teis teke teuna teuni teunis teuntje theodoor theodorus theofiel thera
    thiemo thijmen thijn thijs thirza thuur tibbe tibo tiebe tiede tielke tiemen tiemke tieneke tije tijl tijmen tijn tijs
    tilleke timen tineke tini tinie tinne tinneke tinus titia tjaard tjaarda tjaart tjakko tjalle tjalling tjarda tjebbe
    tjeerd tjerk tjerkje tjits tjitse tjitske tjitte tjitze tjoeke tonie tonke tonko tonneke tonnie tonny toon toos tooske
    trea trees treesje trieneke trientje trijnie trijntje trixie trui truida truike truus truuske tsjerk tycho tygo tymen tymo
    tys ubel ulbe valentijn valerius veerle veronie vonneke vonny walthera wannes warre wencel wencke wendela wendelien
    wendeline wendelmoet wenneke wiebe wiebren wieger wiegert wieke wiekert wielke wieneke wienie wiert wiesje wieteke wietse
    wietske wijbe wijntje wijtske wilberdien wilco wilhelmus wiljan wiljo willeke willem willemieke willemien willemijn
    willemijntje willemina willempje wina winnifred winny wipke wobbe wobke wolter woltera wopke wouda wout wouterina woutje
    wubbe wybe wybrand wybren wytse wytske wytze xandra xaviera yaron yda yde yke yme ymke ynke ynse ynte yoni yorick yorrick
    youp ysbrand ytje ytsen ytzen yvar yvet yvo zeger zegert zenne zowie zwaantje zwanet zwier
";
