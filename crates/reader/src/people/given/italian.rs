//! Given names: Italian. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Italy and the Italian part of Switzerland.
pub(super) const ITALIAN: &str = "
    abbondio abele abramo ada adalberto adalgisa adalgiso addolorata adelina adelino adelmo ademaro adolfa adolfo adone adria
    adriana adriano agapito agata agatino agenore agnesa agnese agostina agostino aida aimone alarico alba albano alberta
    albertina albertino alberto albina albino alceo alceste alda aldina aldino aldo alessandra alessandrina alessandro alessia
    alessio alfia alfio alfonsa alfonsina alfonso alfredo alighiero allegra aloisa alvaro alvise amabile amadeo amato ambra
    ambrogina ambrogio amedea amedeo amelio amerigo amilcare amina anacleto anastasio anatolio ancilla andreana andreina
    andreino angelino angelo angiola angiolina angiolino angiolo aniello annabruna annachiara annagrazia annalaura annalia
    annalinda annaluisa annamaria annapaola annarita annaroberta annarosa annateresa annibale annita annunziata annunziato
    anselma anselmo antea antero antida antimo antioco antonella antonello antongiulio antonietta antonina antonino antonio
    anzio aquilino arcadia arcadio arcangela arcangelo archimede arduino aretha argia arianna ariberto ariele ariella
    aristodemo arlindo armanda armandino armida armido arminda arminia arminio arnaldo arnolfo aroldo arrigo artemio artemisia
    arturina arturo asdrubale aspasia assunta assuntina assunto astolfo athos attilia attilio audenzio augusto aureliana
    aureliano aurelio auretta ausilia ausonio azeglio azelio azzolino azzurra bachisio baldassare baldo balduino barbarina
    barnaba bartolo bartolomea bartolomeo basilia basilio bastiano battista battistina beata bellino bendetta benedetta
    benedetto beniamina beniamino benigna benigno benito benvenuta berardo bernarda bernardetta bernardina bernardino bernardo
    berto betta biagia biagio biancamaria bice bonaria bonaventura bonifacio bortolo brigida brizio brunella brunello brunetta
    brunetto brunilde caio calogera calogero camillo candido carletto carlina carmela carmelina carmelinda carmelo carmina
    carmine casimiro cassiano cassio cataldo catello catenina caterina catia catina cecilio celesta celestina celestino celso
    cesare cesarina cesarino cesario cettina cherubino chiaretta chiarina cino cinzia cipriano cira ciriaco cirilla cirillo
    cirino ciro claretta claudiana claudina clemente clementina cleofe cleonice cleto clodomiro colomba concetta concettina
    concetto consiglia consolata consuelo contardo corallo corrada corradino corrado cosetta cosimina cosimo costantina
    costantino costanza costanzo crescenza crescenzio crispino cristiana cristiano cristino cristoforo curzio dafne dalila
    dalmazio damaso damiana damiano danila darina davida davide davino deianira delfina delfino delinda delio demetrio deodato
    desdemona desiderata desiderio desolina dialma dilva diodato diomira dionigi dionisia dionisio dirce domenica domenico
    domitilla domizia domizio donatella donatello donato dondo doralice dori doriana doriano dorino dorotea drusilla duccio
    duilia duilio ebe edgarda edgardo edilia edio editta edmea edmondo edoardo edvige efisia efisio efrem egeria egidia egidio
    egisto egizia egle elenia elettra eliana eliano elide eligio elinora elio eliodoro elisabetta eliseo elita eloisa elpidio
    elva elvezia elvina elvio elviro emanuela emanuele emerenziana emerico emidia emidio emiliana emiliano emilio emo enea
    enedina enna ennia ennio enrica enrichetta enza eraldo erasmo ercole ercolina eriberto ermanna ermanno ermelinda
    ermenegilda ermenegildo ermengarda ermete erminia erminio ernesta ernestina ernestino ernesto ersilia ersilio esterina
    ettore ettorina eufemia eufrasia eugenio eulalia euplio eurialo eusebio eustachio evandro evaristo evasio evelino
    ezechiele ezia ezio fabiano fabrizia fabrizio faustina faustino fausto fazio febo federica federico federigo fedora
    felicetta feliciana feliciano felicina felicita felisiano ferdinanda ferdinando fernanda ferrante ferruccia ferruccio
    fiammetta fidelia fidenzio filiberto filippa filippo filomena filomeno filoteo fiorella fiorello fiorentina fiorentino
    fiorenza fiorenzo fiorina fiorino firmina firmino flaminia flaminio flaviana flaviano florestano floria floriana floriano
    floriberta florinda florio fortunata fortunato fosca fosco francescantonio francesco franchina franchino franco fulgenzio
    fulvia fulvio furio gaetana gaetanina gaetano gaia galeazzo galilea galileo galliano gaspare gasparina gasparino gastone
    gaudenzia gaudenzio gavina gavino gelasio gelindo gelsomina geltrude geminiano genesio gennarino gennaro genoveffa
    genziana gerarda gerardina gerardo geremia gerlando germana germano gerolama gerolamo geronima geronimo gessica gesualda
    gesualdo gesuina gesuino ghita giacinta giacinto giacoma giacomina giacomino giacomo giada giambattista giammarco
    giammaria giampaolo giampiero giampietro giancarla giancarlo giancorrado giancristofaro giandomenico gianemilio gianfausto
    gianfelice gianfranca gianfranco gianguido gianleonardo gianlorenzo gianluca gianluigi gianmarco gianmario gianmichele
    giannantonio giannetto gianni giannicola giannina giannino gianpaola gianpaolo gianpiero gianpietro gianroberto
    gianstefano gianvincenzo gianvittorio gigliola gilda gildo gilio ginetta gioacchina gioachino giobbe gioconda giocondo
    gioele gionata giordana giordano giorgetta giorgia giorgiana giorgina giorgino giorgio giosafat giosetta giosue giotto
    giovacchino giovambattista giovanbattista giovannella giovannina giovannino giovenale giovita girolama girolamo giselda
    gisella giuditta giuliana giuliano giulietta giulietto giulio giulitta giuseppa giuseppe giuseppina giuseppino giusi
    giustina giustiniano giustino giusto giusy glauca glauco goffredo grazia graziana graziano gregoria gregorio grimoaldo
    gualberto gualtiero guelfo guendalina guerino guerriero guerrina guerrino guglielma guglielmina guglielmo guidina
    guiscardo gustava gustavo iacopo idelma ignazia ignazio ilaria ilario ilda ilde ildefonsa ildefonso ildegarda ileana
    ilenia iliana iliano illuminata ilva immacolata imperia innocenza innocenzo iolanda iolando iole ippazio ippolita ippolito
    irmo isacco isaia isaura isella isidora isidoro ismaele ismene isotta italina italo iva ivano ivetta jacopa jacopo janira
    joele jole jonata katiuscia katya ketty ladislao laerte lamberta lamberto lancillotto landolfo lariana laurina lazzaro
    lelio lella lello lenin leocadia leonarda leone leonello leonia leonida leonilde leontina leopolda leopoldina leopoldo
    letizia liberata liberato liberio liboria liborio licia licinia licinio lida lidiana lidio ligeia lilla lindoro lionello
    lisetta liviana lodovica lodovico loredana lorella lorenza lorenzina lorenzino loreta loreto loriana loriano lorita luano
    lucetta luciano lucietta lucilia lucina lucio lucrezio ludovica ludovico luigia luigina luigino luisella luisetta luisiana
    luisito lussorio lutgarda macario maddalen mafalda magdala maicol maida mamerto manfreda manfredi manfredo manila manlia
    manlio manola manolo manrico mansueto manuele marcantonio marcelliano marcellina marcellino marcello marchino marciano
    margherita mariacarla mariacarmela mariachiara mariacristina mariaelena mariagiovanna mariagiulia mariagrazia marialaura
    marialetizia marialuce marialuisa marianeve mariangela mariangeles mariangiola marianicla mariannina mariano mariantonia
    mariantonietta mariapaola mariapia mariarita mariarosa mariarosaria mariasole mariastella mariateresa mariavittoria
    mariele marielena marilde marilia marilina marilisa marilu marinella marinetta mariolina mariottina marisella marisetta
    maristella mariuccia martino marusca marusia marzia marziano marzio massimiliana massimiliano massimina massimino massimo
    matilde mattia maurilia maurilio maurina maurizia maurizio mauro medardo melchiorre menotti mercede messalina metello
    micaela michelangela michelangelo michelina michelino micol mila milco milva milvia milvio mimma mimmo minervina minico
    mino mirando mirca mirella mireno miria mirna mirta mirtilla mirto misael mita moana modestina modestino modesto monia
    morella morena mose muzio naike napoleone narcisa narciso natala natalina natalino natalizia nausicaa nazarena nazareno
    nazaria nazario nazzarena nazzareno nazzaro neda nedda neera nelia nelide nello nerea nereo neri nerina nerino nerio
    nestore nevia nevina nevio nica nicandro niccolo niceta nicla nicodemo nicol nicolae nicolina nicolino nicolosa nicostrato
    nilde nilla nilo ninetta ninetto ninni nirvana nives norberta norberto norina novella novenia nuccia nuccio nunzia
    nunziata nunziatina nunziato nunzio oberdan obizzo oddino oddone odetta odilia odilla odino odoacre odorico olimpia
    olimpio olinda olindo olinto oliviero olivio omar ombretta omero ondina onelia onelio onofria onofrio onorata onorato
    onorina onorio oraldo orazia orazio oreste orestina oretta oriele orietta orio orlanda orlandina orlena orlino ornella
    oronza oronzina oronzo orsino orsola orsolina ortensia ortensio osmano osvalda osvaldo otello ottavia ottaviano ottavina
    ottavio ottone ottorino ovidio paciano palmerino palmina palmira palmiro pamfilo pancrazio panfilo pantaleo pantaleone
    paoletta paolina paolino paolo paride parisina parmenio pasquale pasqualina pasqualino pasquina pasquino patrizio patroclo
    pellegrina pellegrino peppe peppina peppino petronilla piera pieraldo pierandrea pierangela pierangelo pierantonio
    piercarlo pierfranca pierfrancesco pierfranco piergiacomo piergiorgio piergiuseppe pierina pierino pierlorenzo pierluca
    pierluigi piermario piermichele piero pierpaola pierpaolo piersandro pierstefano pierumberto piervincenzo piervittorio
    pietrina pietrino pietro pina pinella pino pinuccia pinuccio pio pippo placida placidia placido plinio policarpo polidoro
    pompea pompeo pompilia pompilio ponzio porfirio porzia potito preziosa primiano prisco procopio prospera prospero prudenza
    prudenzio querino quintilia quintiliano quintilio quintina quintino quinzio quirino rachele raffaele raffaella raffaellina
    raffaello raimonda raimondo ramiro ranieri raniero redento reginaldo regolo remigia remigio renato rengo renza renzo
    reparata rina rinaldo rino robertino rocchina roderico rodolfa rolanda rolando romano romea romilda romildo romoaldo
    romola romolo romualda romualdo rosalba rosalina rosalinda rosalma rosamaria rosamunda rosangela rosaria rosarino rosario
    roselda rosella rosellina rosmunda rosolino rossana rossano rossella rosy rubina rufina rufino ruggera ruggero ruggiero
    rutilio sabatina sabatino sabino saloma salomone salvatorica salvina samanta samuela samuele sandrina sandrino santina
    santino santuzza saturnina saturnino saula saveria saverio savina savino savio scipione sebastiana sebastiano secondina
    secondino selenia selvaggia semiramide sennen serafino serenella sergia sergio servilia servilio settimia settimio severa
    severina sibilla siffredo sigfrida sigfrido sigismonda sigismondo silvano silveria silverio silvestra silvestro silvina
    silvino simeone simoncino simonetta sinibaldo sira siro sisto soccorsa solidea sossio spartaco spiridione stanislao
    stefana stefanella stefania stefanina stefanino stefano stellina stelvia stelvio sveva sylva taddea taddeo tamaro tancredi
    tarcisia tarcisio tarquinio tazio tea tebaldo tecla telemaco telma temistocle teo teobaldo teodolinda teodora teodorico
    teodoro teodosio teofilo tercisio terenzia terenzio tiberia tiberio timoteo tindara tindaro titina tiziana tiziano tobia
    tolomeo tomaso tommasa tommasina tommaso tonina tonino torquato tosca tranquilla tranquillo trasea tristano trofimo tullio
    turiddu tusnelda ubaldina ubaldo uberto ugolina ugolino uguccione ulderica ulderico uliana uliano ulisse umberta umberto
    uranio uria ursola vainer valdemaro valdimira valente valentino valeria valeriana valeriano valerio valfreda valfredo
    valfrido valiero vanda vania vanna vanni vannina varo vasco velia velio vella venanzia venanzio venceslao venera veneranda
    venerando veniero venusto verdiana veriana vespasiano vezio vidiana vilfredo vilia vincenza vincenzina vincenzino vincenzo
    viola violante virgilia virgilio virginio visitazione vitalba vitaliana vitaliano vitalina vito vitoria vitti vittore
    vittoria vittoriana vittoriano vittorina vittorino vittorio vivaldo vivenzio viviano vladimira vladimiro vulmaro wando
    werter wladimiro yara ylenia yuma yuri zaccaria zaira zelinda zelindo zenobia zenone zoilo zora zosimo
";
