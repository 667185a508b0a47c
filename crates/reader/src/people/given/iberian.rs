//! Given names: Catalan, Basque, Galician and Portuguese. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Catalonia, the Basque country, Galicia, Portugal and Brazil.
pub(super) const IBERIAN: &str = "
    abarne abilio acacio acilda adalgiza adei adelaida adelio ademar ademir adenilson aderito adilson adonias adrielly adur
    afranio ager agnaldo agostinha agueda aguinaldo agurne agurtzane agusti ahaztia aiala aimar aina ainara aines ainhize
    ainhoa ainitze aintza aintzane aiora airton aitor aitziber aizpea alaia alaide alaitz alazne alberico alcebiades alcina
    alcindo alcino aldair aldara aldemir aldenir aleix ales alesander alexandrina alexandrino algemiro alipio alize almerinda
    almerindo almir aloisio aloysio altair altamiro altino aluisio aluizio alvara alvarina alvarino alvino alzenir alzira
    amadeu amagoia amaia amaiur amancio amandio amane amarildo ambrosina amilcar amilton amparino anaisa anapaula anastacio
    ander anders anderson andoitz andone andoni andreia andrekina andressa andreu andreza ane aner angels anielle aniol anitz
    annabela antao antela antelo antenor antia antoni antoniel antton antxon anxela anxos aparecida aparecido apolinario
    araitz aratz arcelina arene argemiro argine argoitz arilson ariosto aristeu aritz arkaitz arlete arlinda armengol armenio
    armindo arnald arnau arrate arsenio artai artzai ary asdrubal asier askoa assumpcio assumpta assuncao atila atxarte aurea
    aurelino aurembiaix aurken aurkene axular ayrton azenir azibar bakarne balbina balbine baldiri balere baltasar baltazar
    baptista barandiaran bartolomeu bartomeu basili belarmina belchior belmira benedita benedito benet benjamim bento benvinda
    berenguer bernadeta bernardete bernat bertran bia bidane bieito bingen bittor bittori blai bolibar brandan brauli braulio
    braz breixo breno breogan brigite bru cacilda caetana camil camilo candela caries carlinda carlinhos carmelia carmem
    carminda carminho carmo cassiana celinha celio celma cels cesaltina cezar chico cibele cibran cicera cicero cidalia
    cidalina cinira ciril clarinda claudemir claudete claudinei claudineia claudiomiro cleide cleidiane cleiton cleusa cleuza
    climent clodio clodoaldo coloma conceicao concepcio consol constanca constanti constantina constantino cremilda cristiane
    cristofol cristovao cugat custodio daiane dalmo dalva damia damiao dandara danel darci darlan dayane decio deise deivid
    delfi delfim delma dene denilde denilson deolinda dercio deunoro deusdedit deuzimar dilermando dilson dimas dinarte dineia
    dinis dinora diogo dirceu ditinho djalma djalmir dolca dolore domeka domenec domingas domingo dorival doroteia dorvalino
    dulcina dulcineia dunixe durval durvalina durvalino ederson edilene edileusa edilson edimar edinaldo edineia edir edite
    edivaldo edivania edmar edmilson edmundo ednaldo edorta edson edvaldo edwiges egas eglantina egoi egoitz eider eihar ekain
    ekaitz ekhi ekine elaia elcio elene elenice elidia eliel eliete eliomar elisabete elisama elisangela eliseu elisiario
    elisio elixabete elizabete elizeu eloa elson elvino elza emili enara endika eneka eneko eneritz enetz enio enric erea
    erico eritz erivaldo erivelton erkuden erlantz erlinda ermelindo ermengol ernani eroni erramun errose esmael esmeria
    esperanca estanislau estel estevao esteve estevo estitxu etelvino etor etorne euclides eugeni eulogio eunate eurico
    euridice eustaquio evaldo evangelista everaldo ezequias eztizen fabricia farruco federic felicidade felicio felip
    felisberta felisberto felismina feliu fermin fernandinho fernao ferran ferriol filipa filipe fina florenci florindo
    floripes foix francesc franciele francielle francilene franclim frederico frolian fructuos gabirel gaizka gaizkane galder
    garazi garbine garikoitz gartzen gaskon gaspar gaxan gaxi geisa gelson geni genilda genilson genis gentzane geny geovana
    geovani geralda geraldo geremias germa gertrudes gervasio gexa gil gilberta gilmar gilmara gilson gilvan gimena giovane
    giovani giselia gislaine givaldo glauber glaucia glaucio gleice gleisi godofredo goiatz goio goizalde goizane goizargi
    goizeder goncala gorane goretti gorka gotzon gotzone graciana graciela graciete graciliano graziela graziele gregori
    greice guadalupe guerau guida guifre guilherme guilhermina guillem guiomar gumercindo gurutz gurutze gurutzi gustau
    hadrian haimar haitz haizea haizene haritz haroldo hebe hegoi heitor helenice helia heliana heloisa helton henrique
    henriqueta herculano heriberto herlander hermenegilda hermini herminia hernani hiart hibai hilari hilario hildeberto
    hildebrando hilma hipolito hirune hodei homar honorat honorina honorio horacia hug iagoba iara iasmin ibai iberico ibon
    icaro icia idalecio idalio idelia idelson idoia idoya idurre ieda ieltxu ignasi igone igotz ihintza ilargi ilazkine ilca
    ildefons ildo ilduara ilidia ilidio ilma ilson imaculada imanol immaculada inacia inacio inaki inar inaxio inazio
    indalecio inhar inigo innocenci intza intzane ioar iokin ion ione ioritz iosu iosune ipar iparragirre iracema iraci irai
    iraia iraide iraitz irani irati iratxe iraultza iria irineu irkus irune isaba isaias isalina isaltina isaltino isasi
    isauro isidori isidre isidro ismenia isolda isolete istebe isusko itamar itoiz itsaso itxaro itxaso itxiar itziar iuri
    ivair ivanete ivani ivania ivanilda ivanildo ivet ivete ivone ivonete ixone izabel izabela izaias izar izarne izaskun
    izaura izei izidoro izilda jaci jacint jacinto jagoba jailson jaione jair jakes jakoba jamile janaina jandir jandira
    janete jania januaria januario jardel jare jasmim jaso jaume jaunder jeferson jeroni jeronima jeronimo jesuina jesuino
    joane joanes joanita joanmari joaquim jocelia jocilene joelma joelson jofre jokin jonan jonatas jonathas jone jontxu jorba
    jordano jorgina joritz josean joseane joseba josebe joselia josenilda josep josepa josetxo josias josimar josu josune
    jovelina joxe joxean joxemari joxi juanan juankar juantxu juarez jucelino judite julen julene juliano juliao julinha
    julita jupira juraci jurandir jurema jussara justi juvencio juventina kaiet kamila kamine karmele karmelo karmine katalin
    kattalin kattin kaua kauan kauane keila kelen kemen kepa kepasune kerman ketlin kima kleber klinger koldo koldobika kontxi
    konxi ladislau laercia laia laida laiene lais laisa lali lander lartaun laudelina laudelino laurendi lauriana laurindo
    ledicia leidiane leioar leire leize leninha leoncio leonidia leonilda lexuri lezo libania lidiane lierni likina lindalva
    lindaura lindinalva lindomar llatzer lleo lleonard llibert llorenc llorens lluc lluch llucia lluis lluisa llum loana
    loinaz lore lourenca lourenco lourival luan lubelia lucelia lucelio luciane luciene lucilene lucimar lucimara lucineide
    lucinia lucrecia ludovina luiz luiza lukene lupe lutxi luzinete lycia mabilia maciel madalen madalena maddi magi maialen
    maiana maiara maicon maider maier mainer maisa maitane maixa malen manassas manecho manel manex manoela manttoni marcal
    marceli marcelina marcelino marciel marcilene marcilia marcilio marcio marcolina margareth margarida marialva mariazinha
    marica mariema marilda marileide marilene marilucia marinalva marinete marinha maristela marivalda marixa marixabel markel
    marli marluce marly martim martinha martxel maruxa mateu mateus matheus maties mattin matxalen matxin maure maurici
    mauricia mavilde maximiano mayara mecia melcior mendia merce merces mercia meritxell mertxe mikel mikela mikeldi mikele
    milia miquel miquela mirari mireia mirela miren mirentxu mirtes moacir moacyr moncho munt murilo nadal nagore nahikari
    naia naide nair napoleao narcis naroa natan nativitat natxo nazare neide neila nekane nelci neli nelinha nelma nelsa nereu
    neus neusa neuza neuzeli neyde nicolau nilce nilma nilson nilton nilza nivaldo noemia norivaldo nuno obdulia octavi odair
    odete oiane oier oihan oihana oihane olaia olatz olavo oleguer oliveiros onditz oneka onintza onintze onofre oria orkatz
    orlindo orreaga ortzi osane oseias oskia osmarina osoitz osorio otacilio otaviano otavio otelo otero othon otilia otsoa
    ourol oxel ozeias paloma pascual paskal pasqual patrici patricinio patxo pau paulinha paulinho peio pello pepeta pepino
    pepus pere peret petrucio piarres piedade pilartxo poli poliana polyana pompeu ponc queralt quim quima quimet quirze
    quiterio rafel raffael raimon raimundo ramalho ramir rayane rayssa regiane reinaldo ricard ricardina rikardo rilda robson
    roc rogelio rogeria rogerio roi romao romario romeia romeu rondinelli ronilson rosane rosani rosarinho roselaine roseli
    roselia rosely rosemeire roser rosiane rosilda rosilene rosimar rosimeire rosineide rosinete rosinha roso roza rubem
    rubens rubim rudolfo rui ruxo sabela sabin sadurni saioa salete salomao salvador sancha sancho sandoval saturde sebastia
    sebastiao segimon selatse sendoa senen serafi serafim sergi serni servando sese shirlei sidalia sidnei sidonia sidonio
    silvandira silvestre simao simara simo simplicio sinval sivaldo soledade soraia sorkunde sorne suelen sueli suely sunta
    susagna susete suso sustrai suzana suzete tabata tacio tadeia taina tais taisa talita tamires tarcilia tareixa tareixina
    tarsila tasio tatiane telmo telo teodor terexa tereza terezinha thaisa thalita toino tomasia tomax tomeu tonho toninho
    torcato txaber txabi txaro txell txema txetxu txilar txomin txus ubirajara ubiratan udane uelinton ugaitz uguri uhaitz ula
    ulisses umbelina unai unaitz unax urbil urki urko urtza urtzi usoa uxia uxio uxoa uzuri vagner valdeci valdecir valdemar
    valdemir valdemira valdenir valdete valdir valdira valdirene valdivino valenti valentim valeri valmir valmira valmor
    valquiria valter vanderlei vanderleia vanderson vanilda vanusa venancio venceslau verginia vicenc vicencia vicent
    vicentina vicenzo vidal vilmar vinicius violant virgili virgolino viriato vitor vitoriano vitorina wagner waldir waldyr
    walquiria wanderlei wanderley weliton weverton willian wilmar wilton xabat xabier xabin xacinto xacobe xaime xalbador xan
    xana xaquin xavi xeila xela xelmirez xenxo xerardo xermana xesc xesca xian xil xila xim ximo xisca xisco xita xoan xoana
    xoel xose xoseba xuban xulia xulio xurxo xusto yago yosune zaloa zarala zeca zeltia zenaide zenilda zeze zezinha zezinho
    zilda zilma zohartze zoraide zorion zuberoa zuhaitz zuleica zuleide zulmiro zunbeltz zurine
";
