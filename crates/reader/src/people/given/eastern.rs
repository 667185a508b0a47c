//! Given names: Slavic and Romanian. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Poland.
pub(super) const POLISH: &str = "
    adamina adas adelajda agus agusia aleksandra aleksy alojzy amadeusz ambrozy andrzej ania aniela antek antos apolinary arek
    arleta augustyn aurelian aureliusz bartek bartlomiej bartosz basia bazyli benedykt beniamin berenika bernadetta blandyna
    bogda bogdan bogna boguchwal bogumil bogumila bogusia bolek boleslaw boleslawa bonifacy borys borzena bozena bozenna
    bronek brunon brygida brygita bysia cecylia celestyn celestyna cyntia cyprian cyryl czarek czesia czeslawa dagmara damroka
    danka danuta darek dariusz dawid dobromila dobromir domicela domka dorotka dymitr dyzma dzidek edek edwarda edyta eliasz
    elwira emilian erazm ernestyna erwina estera eugeniusz eustachy euzebiusz ewaryst ewcia ewelinka ewka ewunia faustyn
    faustyna felicja felicjan felicyta feliks ferdynand florentyna fortunat franciszek franciszka franek fryderyk fryderyka
    gabrysia gaja genia genowefa gienek ginter gosia grazynka grzes grzesiek gustaw halinka halszka hania helenka heniek
    henryk henryka hieronim hipolit horacy hugon idzi iga ignacy irek ireneusz irenka irmgarda irmina iwo iwonka iza izabella
    izolda izydor jacek jacenty jacus jadzia jagienka jakobina janek jarek jaremi jarka jaroslawa jas jasiek jedrzej jeremi
    jeremiasz joanka joasia jola jozefa jozefina jozek jozia judyta juliusz julka jurand jurek justyn justynka justysia kajtek
    kajus kalikst kalina karolek kasandra kasia kaska kazia kazik kazimiera kinga klaudiusz klaudyna klementyna kleofas
    kleopatra konstancja konstanty konstantyn kordian kornel kosma krysia krystek krystyn krzesimir krzys krzysiek ksawera
    ksawery ksenia kubus kunegunda larysa laurencja lech lechoslaw lechoslawa leokadia leontyna lesia leslaw leslawa leszek
    leticja lidka lilianna liwia lolek longin longina lotar luba lubomir lubomira lucek lucja lucjan lucjanna lucyna ludwik
    ludwika ludwina lukasz lutoslawa maciek madzia maksym maksymilian malgosia mania marcjan marcjanna mariola mariusz maryla
    maryna marynia marysia marzanna marzena marzenna mateuszek matylda maurycy michalina michasia miecia mieczyslawa mietek
    mikolaj miloslawa milosz mirek miron miroslawa msciwoj nadzieja nastka natalka natasza nikodem nikolaj nikolina ninka
    odeta oktawia oktawian oktawiusz ola olek olenka olgierd oliwer oliwier olka onufry otton otylia pankracy patrycja
    patrycjusz paulinka pawel piotrek piotrus placyd poldek polikarp prakseda protazy przemek przemo radek radomil radoslawa
    rafal rafalek rajmund rajnold remigiusz roksana romek rozalia rozalinda rozamunda rufin ruta rysiek ryszarda salomea sebek
    seweryn seweryna slawek slawka slawoj slawomira sobieslaw stach stanislawa stas stasia stasiek sulislaw sulislawa
    swiatoslaw swietlana swietopelk swietoslaw sykstus sylwana sylwek sylwiusz szczepan szczesna szczesny szymek szymona tadek
    tekla telesfor teodozja teofil tereska tobiasz tola tolek tomek toska tycjan tymek tymon tymoteusz tytus ursyn urszulka
    wacek waclaw waclawa wadim waldek waleria walerian walery wawrzyniec weronika wiera wiesiek wieslaw wiktor wiktoryn
    wincenty wincentyna wiola wioleta wioletta wirgiliusz wirginiusz wisia wit witek witomila wladek wladka wladyslawa wlodek
    wojciecha wojtek wszebor zaneta zbigniewa zbyszek zbyszko zdenek zdobyslaw zdzich zdzis zdzisiek zdzislawa zelislaw
    zelislawa zenek zenobiusz zenona ziemowit ziuta zosia zoska zula zuzia zuzka zyga zygfryd zyta zytomir zywia
";

/// Of the other Slavic lands and of Romania, in Latin letters.
pub(super) const SLAVIC: &str = "
    aglaia aleksa aleksandar aleksej alenka alesia alevtina alexej aliaksandr alin alis alojz alojzia alojzija alyona
    alyosha alzbeta ambroz anamarija anastasiia anastasiya anastasya anatoli anatoliy anatoly anca ancuta andela andelka
    andjela andra andraz andreea andrei andreja andrii andrij andrija andrijana aneta anezka anfisa anghel anisoara anto
    antonija antun anze apolena apostol arina arkadi arkadiy arkady arnost arseniy artem artyom aurica avram axinte barbora
    barborka bartolomej bedrich bela biljana blahoslav blazena bogdana bogoljub bogomir bohdan bohdana bohumir bohuslava
    bojan bojana borek borislava borivoj boro borut bosko bostjan bozetech bozica bozidar brane branimir branislava branka
    brankica bratislav brindusa bronislav bronislava bucur camelia casiana catinca catrinel cestmir cezara ciprian cirila
    claudiu codrin codrut corneliu cosmina costache costica costin costina costinel crenguta cristinel ctirad cvetka daciana
    dalibor dalija damjan damjana danica daniil danijel danijela danil danylo darija darja darka darya daryna davorin
    davorka dejan dejana demyan denisa desanka dijana dimitrie dinu djordje djuro dmitrii dmitriy dmytro dobroslav doina
    domagoj dominika domnica dorde dorel dorinel doroteja doubravka dragica drago dragoljub dragomir dragoslav dragutin
    drahomir drahos drahoslav drahoslava drahuse drazenka dubravka dubravko dumitra dumitrita durad durda durdica dusan
    dusana dusanka ecaterina edvard egor elisabeta elisei eliska elizabeta emilija eusebiu evgeni evgenia evgenii evgeniy
    evgeniya evgeny evzen evzenie fedir fedor ferdo flavius florea florenta florica franc franci francisc franciska francka
    franjo frano frantiska fyodor gasper gavril gavrila geanina gejza gelu gennadi gennadiy gennady georgeta georgiy georgy
    ghenadie gherasim gica gicu gigel gleb gojko gorana goranka gorazd gratian gratiela grgo grigore grigori grigory halyna
    hana haralambie havel hedvika hennadii henrieta hleb honza hrvoje hryhorii iacob ianis ieremia ignac ihor ilarion ilia
    ilija ilinca illia ilya imrich inessa ioana ionel ionela ionica ionut iosif iskra iuliana iuliu iustin iustina iustinian
    ivanka ivanna ivica ivka ivona izidor iztok jachym jadran jadranka jagoda jakica jakov jaksa jakub janez jani janja
    jaromir jaromira jaroslav jaroslava jasenka jasminka jasna jelica jelka jeni jenik jenovefa jernej jerneja jeronym
    jindra jindriska jirka jitka jolana josipa jovanka joze jozef jozi jozica judita juraj jure jurica justyna kamil karmen
    kata kateryna katica khrystyna klaudie klavdija klemen klement kosta kostiantyn kostyantyn kreso kristijan kristijana
    kristyna krunoslav krunoslava kryspin krystof kseniia ksenija kseniya kveta kvetoslav kvetuse kvido kyrylo ladislav
    ladislava ladka laurian laviniu lazar leja lenka leontin leos lesana lesya libena liborie libuska lidiia lidija lidiya
    liliia liliya liubomyr liubov liudmila liudmyla ljerka ljilja ljuba ljubica ljubisa ljubo ljubomir ljudmila ljupco lojze
    lovre lovrenc lovro lubica lubor luboslav lubov lucica lucija lucka ludek ludovit ludvik lumir lyuba lyubomyr lyubov
    madalin majda maksim manca manole marharyta maricica mariia marijo marin marinel marinela marinko mariuca mariya marjana
    marjeta marjetka markica maruska maryana mate matea matei matej mateja matevz matija matjaz matko matous matus matvey
    matyas metka metoda metodej michal miha mihael mihail mihaita mihajlo mihnea mihovil mijo mikhail mikulas milada miladka
    milenko milivoj miljan miljana miljenko milko milorad milos miloslava milota milouse milovan milutin miodrag mirabela
    miran mirel mirona miroslava miruna mislav mitar mitica mitja mladan mojca momcilo mykhailo mykhaylo mykyta myroslav
    myroslava nadezda nadica nadiia nadiya nastia nastya nataliia natalija nataliya natasa nazar nazarii nazariy neagoe
    neagu nechita neculai nedeljko nedjeljko neja nejc nelu nelya nenad neza nichita nicoleta nicu nicusor nikica nikol
    nikolay niksa nistor njegos norocel nusa obrad ognjen oldriska oleg oleh oleksandra oleksii oleksiy olesia olesya
    olexandr olgica olha olimpiu olivera olivie oltea olya ondra ondrej orest orysya ostap osvald otilija otka oto otylie
    ozren pamfil panait pantelimon parascheva paraschiva pavao pavel pavica pavla pavle pavlina pavlo perica petr petre
    petrica petrisor petro petronela petruta polina polona polonca pompiliu pravoslav predrag primoz prokop pyotr radana
    radim radisa radislav radita radka radko radmila rado radoje radojka radomir radoslava radovan radovana raisa rajko
    rares rastislav ratko remus rimma rodica roksolana romica romulus rostislav rostislava rostyslav rozalie rozalija rozi
    ruslan ruslana rustam ruzica sanda sandi sanziana sarka sasa savo semen septimiu serafima serban sergei sergii sergiu
    serhii serhij serhiy sevastian silvestr silviu silvo simion sinisa sladana sladjana slaven slavisa slavka slavko
    slavoljub slavomir slavomira slobodanka smaranda smilja snezhana snizhana snjezana sofiia sofija sofiya solomiia sona
    sorina spela spiridon spomenka srdan srecko stanca standa stanislav stanislava stanko stefanita stefka stela steliana
    steluta stepan stevo stjepan stjepana stoja stojan stojanka svatava svatoslav svetislav svetozar sviatoslav svitlana
    tadeas tadej tadeja taisia taisiia taisiya taras tatana terezia terka tetyana tiberius tihana tilka timea timofey
    timotej tinca tinkara tjasa toader todor tomasek tomaz tomica tonci tone tudora tudorel tudorita tymofii ulyana uros
    ursa urska vaclava vadim vadym valentyn valentyna valer valerica valerii valeriia valerija valeriy valeriya vanja vasek
    vasil vasili vasilica vasilisa vasja vaso vasyl vasylyna vavrinec veaceslav velibor velimir veljko vendelin vendula
    veniamin vergica vergil verica veselin veselinka veselko vesna veta viacheslav vicentiu victoriya vidosava viera
    viktorie viktoriia viktorija viktoriya vilem viljem vincenc vinka vinko viorela vira virgiliu visan visnja vit vitali
    vitalii vitaliia vitaliy vitaly vitek vitezslav vjekoslav vjera vlad vlada vladan vladana vladena vladica vladka
    vladlena vlado vladut vlasta vlastimila vlastislav vlatka vlatko voichita voicu vojin vojislav vojko vojo vojta vojtech
    volodymyr vratislav vratislava vsevolod vujadin vukasin xenie yakov yaroslav yaroslava yegor yekaterina yelena
    yelizaveta yevgeniy yevgeny yevhen yevheniia yevheniya yulian yuliia yuliya yurii yuriy zagorka zaharia zakhar zaklina
    zamfir zamfira zan zarka zbynek zdena zdislav zdislava zdravka zelimir zenovia ziga zina zinaida zivka zivko zivojin
    zlata zlatica zlatka zlatko zlatuse zofia zofie zoia zoran zorana zoriana zorica zoya zrinka zvjezdana zvone zvonka
    zvonko
";
