//! Given names: Spanish. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Spain and Latin America.
pub(super) const SPANISH: &str = "
    abdias abdon abelina absalon adalia adan adelfa adelia adelma adolfina afonso agapita agenor agripina agripino agustin
    aidee ainoa aitana alcira aldana alejandra alejandrina alejandro alejo alheli alirio almendra almudena alodia alondra
    alonso altagracia alvar alvarado amabel amador amalio amaranta ambar americo amira amparito anabel anabela anabella anahi
    analia analisa analuz anamaria anatolia andres anel angelines angelita anibal antolin antolina antonela antonieta
    anunciacion apolinar apolonia apolonio aquiles aquilina araceli aracely arantxa arantza aranza aranzazu archibaldo arely
    argelia argimiro ariela aristeo aristides arlet armandina arnoldo arnulfo aroa arquimedes artemisa asuncion atanasio
    atilano atilio ausencio avelina avelino ayelen azahara azucena baldomera bartola basilisa bautista beatriz belarmino belen
    belia belisario belkis benedicta benedicto benicio benilda benilde bernabela bernardita betania bethania betsabe bibiano
    blanca blandina blas bonifacia braian brayan briseida buenaventura caetano calixta calixto camila candelario candi caren
    caridad carlota carmelita carmencita casandra casiano casilda casimira catalina catarino cayo celedonia celerina celerino
    celinda celmira celsa cenobio chabela chabuca charo chayo chelo chema chencho chepe chucho chuy cinthia cintia cirilo
    citlali citlalli claribel clarisa clarita clemencia clementa cleofas cleotilde clorinda concepcion concha conchita conrada
    consolacion constancia constancio coralia crescencia crescencio crisanta crisostomo crispina cristobal cristofer cruzita
    cuauhtemoc currito curro custodia dagoberto daiana dalma damasa darinka davinia dayana dayanara delfin delmira delmy
    demetria demian denisse derian desideria deyanira dilan dilia dilma diogenes dionel dioni diosdado dominga donaciano
    donaldo doralba doralisa doroteo dulcinea dunia eber eberardo edel edelia edelmira eder ediberto edilberto edilma edison
    edita edmunda eduarda edurne eduvigis efigenia efrain eladia eladio elba elcira elda eleazar electo eleodoro eleonor
    eleuteria eleuterio elga elian eliberto elida elidio elieser eliezer elihu elionor elisabet elisardo elisea elisenda elkin
    elodia eloina elpidia elsy elvia emelina emerenciana emerita emeterio emigdio emilce emir encarni encarnita eneida
    engracia enrique enriqueta epifania erasto erendira ermila ervin estanislada estanislao estefania estefany estela esteller
    estibaliz etelvina eudald eudosia eudoxia eufrasio eulalio eulogia eusebia eustaquia eustasio eutimio evangelina evelia
    evelio everardo ezequiel ezequiela fabricio facunda facundo faride fatima fausta feli felicidad felipa felipe felisa
    felisardo fermina fernan fidela fidelina fidencio filadelfo florentina florita flory fortino franchesca francisco
    francisquita froilan fructuosa gabina galvarino gamaliel gaudencia gaudencio gema genara generosa generoso genoveva
    geovanna geovanni geovanny geraldina german gerson gilberto ginebra ginesa giovana gisel gladis glorimar gonzala gonzalo
    gracian graciano greysi grisel griselda griselle guadalupita guille guillermina guillermo gumersinda guzman haide haydee
    heber heberto heidy heladio heliodora heliodoro hercilia heriberta hermelando hermelinda herminda herminio hermino hernan
    hernando hilaria hildelisa hipolita homero honorata honorato honoria horacio hortencia huberto humberta humberto ibeth
    iciar idalia idalina ifigenia ignacia ignacio iker inma inmaculada inocencia inocencio irasema irvin irving isabela
    isabelino isabelita isac isamar isela isis ismaela isolina ithiel itzayana itzia ivette ivon ixchel izaro jaasiel jacoba
    jacobina jairo jamileth janeth javi javiera jazmin jeremias jerson jesica jessenia jesus jesusa jesusita jhoana jhon
    jhonatan jhonny jimena joaquin joaquina johana johnatan jorgelina josabet josafat joselin joselito joselo joselyn jovani
    jovita juancarlos juancho juanito juanma juanmi juanpe judit julieta justiniano justino justo juvenal juventino katherin
    katty kenia ladi laercio larisa laureana laureano laurencio laurentina laurentino lautaro lazara lazaro leidy leobardo
    leocadio leoncia leonel leonela leonidas leonides leonila leonor lesbia leyla leyre libia licha ligia lilibeth lisandra
    lisandro liseth lissette lizet lizeth loli loreley lourdes lucho luci lucila lucrecio ludivina ludmila luisana luisina
    luismi lujan luminosa lupita luz luzmila macedonia macedonio macrina magaly magdaleno magin maitena malena malinalli mamen
    manoli manolito manu manuelita maravillas marcelo marcial marciana margarito mariajose marianela mariangel maricela
    marichu maricruz mariela marielos marilin marilo mariluz marimar mariona mariquita marisel marisela marisol maritza mariza
    martiniano matias mauricio maxima maximiliana maximiliano maximina maximino mayela mayra mayte melany melchora meliton
    melquiades mencia merche micho miguela miguelina mijail milagritos milca miletzi mireya mirian moises montse montserrat
    morayma nacho nadir nahia nahuel nahum naiara naira nano napoleon narda nasario natali natalio nataly nataniel nathalia
    nayeli neftali nehemias neida nelida nely nereida nereyda nery nicasia niceto nicomedes nidia nieves nila nilda nilsa
    nivia noe noelia nohelia nohemi noldo norka nubia nuria nydia obdulio octaviano octavio odalis odalys ofelio olalla olaya
    olegaria oliverio omaira oneida orestes orfa orfelina oriol osiris osmar oswaldo otilio otoniel paca pachi pacita pancho
    paqui paquito paricia pascuala pascualina patri patricio patxi paulino paulo pedrina pelagia pelayo pepa pepita pepito
    pepon peregrina petrona petronila pilar pili piluca plutarco poncio porfiria praxedes primitiva priscila prudencia
    prudencio purificacion queta quico quique quiteria rafa rafaela raimunda ramira ramoncito ramses rebeca regino reynalda
    rigoberta robertina robustiano rocael rocio rogelia romelia romulo ronaldo roquelina rosalio rosalva rosana rosaura
    rosenda rosendo roseta rosmery rubencito rubiela ruddy rudecindo rufo rut ruy sabas salma salvadora samara santiaga sarai
    sarita saturia segismundo segundino sempronio seneida septimio serapio servanda sigifredo sinforiana sinforiano sinforosa
    sinforoso sixta sixto socorrito sotera sotero stefany sulema suleyma suyapa teodolfo teodomiro teodosia teodulfo teofila
    teolinda thiago tiago tiburcio timotea tomasina tona tono torcuata torcuato toribia toya tranquilino trini trinitaria
    tulia tulio ubalda ulises ulpiano ursulina uxue vanesa venancia veridiana vicenta vicente victoriana victorina victorino
    victorio vidala vinicio violeta viridiana waldo wenceslada wilberto wilder wilfredo wilfrido wilmer xiana ximena xochitl
    yadira yaira yajaira yamila yamile yamilet yamileth yanet yaneth yanina yanira yarisel yaritza yazmin yeison yenifer yenny
    yeny yesenia yesica yessenia yessica yhon yolotzin yordan yovani yuliana yuliet yurema yuridia zacarias zaida zenaida
    zenon zoila zoraida zulay zulma zunilda
";
