//! Given names: many lands, and Greek and Cyrillic. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// In use in several lands, or in one whose table does not hold them yet.
pub(super) const SHARED: &str = "
    abdul abelardo abril adem ado adoracion agnelo agnieszka agostinho agustina ahmed ahmet aiden aigars aija ainars aino
    aisha aiste aivar ajay akiko akira akos alcides aleida aleksander aleksey alexandros alexandru alexei alexey aleyna alfie
    algirdas alicja aljaz aljoscha almut alper alva ama amaya amber ambrosio amin amit amparo ananda anastasios anastazja
    andrada andras andrey andri andris andrius andriy andzelika angel angeles angeliki angla angustias anian aniceto aniko
    anique annemiek antal ante antonis antti anushka anxo apostolos archie ariadna arif arja arjun arkadiusz armgard arnd
    arnis arpad arto arturs arunas arvind arzu asha ashok aslaug asli asuman athanasios atilla audrius ausra ayaka ayca aydin
    aylin ayse aytac baiba balazs balbino baldassarre baldomero balint baris barna bartolome baudilio bauke baukje begona
    begum belgin belmiro beltran bence benedek bengt bep berk berkay berna bernabe bernhild berry betul bilge birgitte birol
    bjarne bjork blaz blazej bo boglarka boguslaw boguslawa bohumil bohumila bohuslav borislav borja borje botond boudewijn
    bouwe bozydar brais brando branislav branko brayden brechtje bregje bretislav brigit bronislaw bronislawa bunyamin burak
    calin can candelaria caoimhe carme castor catalin cayetana cayetano celedonio cem cemal cesareo cevdet ceyda cezary
    charalampos chen cheyenne chidi chinedu christer christos claes cleber codruta coert conchi conrado constanza coskun
    cosmin costel covadonga cremilde crescenzo crina crisanto cristi csaba csilla czeslaw dag dagobert daina daisuke daiva
    dakota damir dankmar darko davi davut dean deepak denes deniz derk derya desamparados desislava dezso diamantino dietlinde
    dieuwke dilara dilek diletta dimitar dimitra dimitrios dimitris dionysis dmitri dmitry dobrawa dobrochna dobroslawa dolors
    domingos dominiek donnie dorin dorota dorothe dorottya doru dovile dragan dragana dragos drahomira drazen driton duarte
    dulce dumitru dursun ece ed edelmiro edeltraut edgars edit eefje eero eeva efe efren eftychia eirik eirini ekaterina
    eleftheria elemer eleni elif eligiusz elisabetha elitsa elizaveta ellemieke elles eloy elsebeth elsemiek elzbieta emeka
    emi emmanouil emmerich emmett emre encarna encarnacion ender eniko enn epifanio epp ercan erdal erdem ergin erhardt erkki
    erling ermes ersin ertan eryk erzsebet esa esben escolastica esin eskil esme espen esperanza esra estrella eszter
    evangelia evangelos ewelina ewout eylem fahri faisal farhan fatih felice felisbela ferda ferenc fidel figen filiz finlay
    firat flemming fleur florbela florencia florencio florentino florim focko fokke folker foppe foteini fotini francelina
    frantisek fredrik freja friederun friedlinde fritzi frode fructuoso fulgencio gabby gabino gabor gamze ganesh ganna
    gediminas geesche geir genaro georgi georgios gergana gergely gergo gerlof gertruud geza gheorghe gheorghita gianandrea
    giangiacomo gianmaria giannis gianvito giedre gijs gijsbert giljam gines ginevra ginie gintaras gintare gints gioacchino
    giona giorgos gisbert givanildo gizem gokhan golo goncalo gonny gonul gordana gorkem gottardo graca grace gracinda gracjan
    graeme grazyna greet grietje grischa grzegorz gualter guenter guenther guilhem gul gumersindo gunnhild guntis gunvor guus
    guven gyongyi gyorgy gyula hajnalka halide halil halvor handan hanke hannele hannelotte hannu hartwin haruka haruto hasan
    hatice havard haydar hazel hedde hege heide heikki heinrike helder heleen helio henner hennes hermano hermenegildo hideki
    higinio hilbert hilkka hiro hiroko hiroshi hiske holm horia hristo hubertine huibert hunter huseyin husnu huub hynek
    ibrahim ien ieva iginio ildebrando ildiko ilie ilker ilknur ilsabe ilze immo imran imre indrek ineke inese ingvild inkeri
    ioanna ioannis ipek iqbal irmtraut isak isilda ismet istvan itzel iulia iulian ivars ivaylo iver iveta iwa jaakko jaan
    jaana jaanika jaap jacco jacira jacobo jacqui jadwiga jagna jale james janelle janneke jannis janos janosch janusz jarema
    jari jarmila jarmo jaroslaw jelto jenaro jeno jeppe jildou jindrich jiri jirina jisoo jo joao job jock jodi jodie joke
    jolanta jolene jolina joop jordao jorunn josefin josien josine josip jouni jovana jowita jozsef juanjo juergen juha juhani
    jukka jurgita juriaan juris juscelino justinas juul kaan kaare kaarina kaat kacper kadir kaie kaija kaitlyn kalevi
    kalliopi kalman kaloyan karoly kaspars katarzyna kavita kazimierz kazuo keiko keimpe keisha keld kelig kelsey kemal kenan
    kendall kendra kenji kenta kerry kersti kestutis khadija khalid kiko kimberley kirsi kirsteen kjetil koen kofi konstantina
    konstantinos kord korhan korinna kostas krasimir kresimir krijn kristaps kristi kristiina krisztian krisztina krystian
    krystyna krzysztof kuba kulli kumiko kursat kvetoslava kwame kyriaki kyriakos laerke laimonas lajos lamar landon laszlone
    latoya laurel laurentiu laurinda layla leena leendert lefteris leigh leland lenaig leontien leroy levente levke li lian
    liberto libor libuse lidwien lieneke liesl liga liina liis liisa lijsbeth lilo linas linh liset lison liviu ljiljana loann
    lodewijk lone loni lonneke louison loup louwe lubos ludgero ludomir luitgard luminita luther luuk lya lyndsey lyubomir
    lyudmila maarit maarja macarena maciej mackenzie madalina madis maelys magdolna mahmut maija maj makoto malene malin
    manolis mantas marcin marcolino marein margalida margus mariann maricarmen maricla marife marijan marijana mariko
    marinette marios marit maritxell marjatta marketa marquis martinho martins martirio marton martyna masako massima mateusz
    maurycjusz maximo mayumi mckenzie medina meelis meera megumi mehmet mehtap meinte melchor melek melih melike melis meral
    merel merete merike merita merve meryem mete metin michalis michiko mieczyslaw mies miguelangel mihaela mihai mihaly
    mihkel mikkel mikko miklos milagros milagrosa milica miloslav miluse mindaugas mineke ming minjun mircea mirjana miro
    miroslav miroslaw misty mladen mogens mohammed mojmir momme morten muge muhammad muharrem muhsin mujde murat murielle
    muzaffer mykola nadezhda nalan nanda nandor naoki naoko narcyz nasreen natale natalya natercia natividad nazan nazaret
    nazli nebojsa neela neha nektarios nelleke nemanja nemesio neringa nevin ngozi nicanor nicasio nicolasa nicolien nihat
    niina nikolaos nikos nilay nilgun nisha noriko normunds nur nuray nurdan nurhan nursel nurten oana octavian odoardo okan
    oksana oktay olavi oldrich olegario oleksandr olena oliwia olli oluwaseun olympia onder ondine onur orcun orhan orsolya
    otakar ottoline outi ovidiu oya ozan ozge ozlem paavo paige paivi panagiota panagiotis pancracio paraskevi pascalle
    patrocinio patryk paulius pavlos pavol pearl pekka pentti pepe perihan pernille pervin petar petri petrina petronio petros
    petru petya philine pieterje pieternel pinar piotr piret pirkko piroska plamen ponciano pooja preben premysl priit
    primitivo priya przemyslaw quirine radha radoslav radoslaw radu raimonds raivo raj rajesh raluca ramazan ramesh ramunas
    rashid ravi razvan recep reijo reiko reimar rejane reka relu remei renke restituto rhona ridvan rients rigoberto rihards
    riitta rikard rikke rimantas rinske risto ritva rixt roar roderich rogier rohit rokas roos roosmarijn roque rose rositsa
    rozemarijn ruperto rute ruurd ruxandra ruzena ryo ryszard sabien sabri sadik sait sakura salustiano salvatrice sandor
    sandorne sanita sanjay sarolta satish satoshi satu saulius scarlett scotty seda sedat selcuk selin semih semra senem senka
    seojun sephora seppe seppo serafin sergej sergey sergiusz serhat serkan serpil severiano sevgi sevim sevinc sezen shabana
    sherry shinji shpresa sibel sibille sieger siegmar sietske sieuwke sigmar siim sije silvija simonas sindre siri sirje
    sirlei sjaak sjoerd skyler slavica slawomir slobodan snezana socorro soenke soizic solenn soline sonay soner song sonnhild
    sonsoles sorin spyridon spyros srdjan stanimir stanislaw stavros steef steen stefanos stelian stelios stellan stepanka
    sterling stig stipe stoyan suat sukru sule suleyman summer sune sunhee sunil sunita suresh svatopluk svein sylwester
    sylwia sytse szabolcs szilvia szymon tabita tadeo tadeu tadeusz tage takashi takeshi takis tamas tamme tammo tanner tansu
    tapani tariq tarja tatyana teemu telesforo teoman teresinha terrell tessel tetiana teun thaddee thade thanasis thao
    theodoros thodoris thor thorkild thyra tiberiu tihomir tiit tilen tirso tjards tjorven tolga tomasa tomasz tomislav tomoko
    ton tonis toomas torbjorn toribio torkel traian triin trine tristao troels trygve tsvetelina tucker tufan tugba tulin
    tuncay turgut tuula twan ufuk ugur uldis ulle umit umut urmas urszula vaclav vagn vaida valdis valeriu vasile vasiliki
    vasilios vasilis vassilis vedat vedran veiko veith ventura verner vesa vibeke victoriano vidar viggo viive vijay vikram
    vilius villads ville vilmos viorel viorica virginija virpi vitalino vitorino vjosa vladislav vlastimil volkan vuk
    vyacheslav vytautas wael wal waldtraut walenty walentyna wanderson waqar wayland wei wenceslao wenche weslley wessel
    wiesia wieslawa wigbert wijnand wiktoria will wineke winfrid wirginia witoslaw wladyslaw wlodzimiera wlodzimierz wojciech
    wouter wren wubbo xabi xiaoming xiomara yaelle yaiza yakup yalcin yelda yener yerai yeray yesim yiannis yilmaz yngve yoko
    yordanka yoshiko yuki yulia yumi yusuf zafer zalan zarko zbigniew zdravko zdzislaw zeferino zekeriya zeki zeljka zeljko
    zerrin zeynep zhanna zhivko zoi zoltan zsofia zsolt zsombor zsuzsa zsuzsanna zubair zuhal zulema zulmira zuza zuzana
    zuzanna zvonimir zydrunas zygmunt
";

/// In Greek and Cyrillic letters.
pub(super) const OTHER_SCRIPTS: &str = "
    αγγελικη αγγελοσ αθανασια αθανασιοσ αικατερινη αλεξανδρα αλεξανδροσ αλκιβιαδησ αναστασια αναστασιοσ ανδρεασ αννα αντωνησ
    αντωνια αντωνιοσ αποστολοσ αριστειδησ αχιλλεασ βαγγελησ βασιλειοσ βασιλησ βασιλικη βικτωρια γεωργια γεωργιοσ γιαννησ
    γιωργοσ γρηγορησ δεσποινα δημητρα δημητρησ δημητριοσ διονυσησ ειρηνη ελενη ελευθερια ελευθεριοσ εμμανουηλ ευαγγελια
    ευαγγελοσ ευγενια ευσταθιοσ ευτυχια ζωη ηλιασ θανασησ θεοδωρα θεοδωροσ θοδωρησ ιωαννα ιωαννησ καλλιοπη κατερινα κυριακη
    κυριακοσ κωνσταντινα κωνσταντινοσ κωστασ λαμπροσ λευτερησ λεωνιδασ μανωλησ μαργαριτα μαρια μαρινα μαριοσ μιχαηλ μιχαλησ
    μπαμπησ νεκταριοσ νικη νικολαοσ νικολετα νικολεττα νικοσ ξενια οδυσσεασ ολγα παναγιωτα παναγιωτησ παρασκευη παυλοσ περικλησ
    πετροσ πηνελοπη ραφαηλ σοφια σοφοκλησ σπυριδων σπυροσ σταματησ σταυροσ σταυρουλα στελιοσ στελλα στεφανοσ στρατοσ στυλιανοσ
    σωτηρησ σωτηρια σωτηριοσ τασοσ τριανταφυλλοσ φιλιπποσ φωτεινη φωτησ φωτιοσ χαραλαμποσ χρηστοσ χριστινα χριστοσ χρυσουλα
    александр александра алексеи алена алина алиса алла анастасия анатолии андреи андріи
    анна антон антонина аркадии артем артур богдан борис вадим валентин валентина валерии валерия варвара василии василь вера
    вероника виктор виктория виталии владимир владислав володимир вячеслав вячеслава вікторія віра віталіи галина ганна
    геннадии георги георгии глеб григории даниил данил данило дарья денис десислава димитър дмитрии дмитро евгении евгения
    егор екатерина елена елизавета жанна захар зинаида злата зоряна зоя иваило иван иванка игорь илья инна иордан иорданка
    ирина карина катерина кирилл константин красимир кристина ксения лариса леонид лидия лилия любов любовь людмила максим
    маргарита марина мария марія матвеи микола мирослав мирослава михаил михаило надежда надія назар наталия наталья наталія
    никита николаи нина оксана олег олександр олексіи олена олеся ольга остап павел петр петро пламен полина раиса роман
    ростислав руслан светлана святослав світлана семен сергеи сергіи соломія софия софья станислав степан стоян тамара тарас
    татьяна тетяна тимофеи тимур тодор ульяна федор христо цветелина эдуард элла юлия юлія юрии юріи яна ярослав ярослава
    євген ірина
";
