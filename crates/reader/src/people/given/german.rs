//! Given names: German. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Germany, the short forms of business cards included.
pub(super) const GERMAN: &str = "
    achim adalbert adelbert adelgunde adelheid adeltraud adi adina adolf afra agathe albin albrecht alena alessa alfons
    alfreda alida alina alois aloisia aloys alrik alrun alwin alwine amalie amelie amrei anatol andi andreas andree andrej
    angelika anika anja anka ankatrin anke annabell annabella annalena annalisa annchristin annedore annegret annegrete
    annekathrin annekatrin anneke anneli annelie annelies anneliese annelore annemarie annemie annerose annett anni annia
    annica annick annik annika annina annkathrin annkatrin anny anselm ansgar antje antonie antonius apollonia arabella areti
    arian ariane arlett arlette armin arndt arne arno arnulf artur arved arvid asmus athanasius attila august auguste augustin
    aurelia babett babette babs baldur balthasar barbel bardo barnim basti bastian bastien beat beate benedikt benno berend
    berenice berit bernd bernfried bernhard bernhardine bernt bernward berta berthild berthold bertl bertold betina betti
    bianka bibiana birger birgit birgitt birgitta birka birte birthe blanka bodo bogislaw bonifatius boris brigitta brigitte
    brita britta brunhild brunhilde bruni burchard burghard burkard burkhard burkhart cacilia cacilie caecilia candida carin
    carlheinz carola carolin carsta carsten caspar catharina cathrin catja celina charlott chiara chrissi christel christiana
    christiane christin christl christof cilli cilly claas claudius clemens conni conny constantin constanze cordula corinna
    corvin curd cyrill dagmar dagny dajana damaris daniela danilo danja davor detlef detlev dieter dieterich diethard diethelm
    diether diethild diethmar dietlind dietmar dietrich dimitri dino ditmar ditte dominik donat donata dorina dorit dorle
    dorothee dorte dorthe dortje dunja ebba ebbo eberhard eckard eckart eckbert eckehard eckehart eckhard eckhardt eckhart eda
    edda eddi edelgard edeltraud edeltrud eduard eeske effi egid egmont egon ehrenfried ehrhard ehrhardt eicke eike eiko
    eilert einar ekkehard ekkehart ela elenore eleonora eleonore elfi elfie elfriede elfrun eligius elina elli ellinor elly
    elmar elmo else elsemarie emanuel emely emmi emmo emmy engelbert engelhard enno enrico ephraim erdmann erdmute erhard
    erhart erkan erna ernst eugen evelin evelina eveline evelyne evi ewa ewald fabio falk falko fanny farina felicitas
    felizitas femke ferdi ferdl fiete filip finja finn flora flori florian florin floris fokko folkert folkmar franka franz
    franzi franziska franziskus frauke frederik frederike fredi fredo fredy freia freya frida fridolin friedbert friedegard
    friedel friedemann frieder friederich friederike friedgard friedhelm friedhold friedl friedlind friedmar friedo friedrich
    friedrun frithjof fritjof froni gabi gabriele gaby galina gangolf gebhard geeske georg gerd gerda gereon gerfried gerhard
    gerhardt gerhild gerit gerlind gerlinde germo gernot gero gerold gerolf gerrit gerta gerti gertraud gertraude gertrud
    gertrudis gerwin gesa gesche gesina gesine geske gila gino gisa gisela giselher giselinde gitta gitti giulia godehard
    goetz gorden gosta gottfried gotthard gotthilf gotthold gottlieb gottlob gotz gretel gretl grit gritt gritta gudrun guido
    gunda gundel gunder gundi gundolf gundram gundula gunhild gunnar gunni gunter gunther guntram gustav gustel gwendolin
    hagen haimo hajo halina hanjo hanka hanna hannchen hanne hannelie hannelore hannemarie hannes hanni hanno hans hansgeorg
    hansgerd hansi hansjoachim hansjochen hansjoerg hansjorg hansjurg hansjurgen hanskarl hanspeter harald hardi hardy harm
    harro hartmann hartmut hartwig hasko hasso hauke hayo hedda hedi hedwig hedy heidelore heidemarie heiderose heidrun heike
    heiko heimo heiner heinerich heini heinke heino heinrich heinz helga helgard helge hella hellmut hellmuth helma helmar
    helmina helmtraud helmtrud helmut helmuth hendrik hendrike henning henny henriette henrik henrika henrike heribert
    herlinde hermann hermine herta hertha herwart herwig hias hieronymus hildburg hilde hildebrand hildegard hildegund
    hilderose hildrun hilke hilla hilmar hiltraud hiltrud hinnerk hinrich holger horst hortensia hubertus hulda humbert ignaz
    ilja ilka illona ilona ilonka ilsa ilse ilsemarie ilsetraut imke imma immanuel ingbert inge ingeborg ingelore ingemarie
    ingetraud ingo ingolf ingomar ingraban ingram ingrit ingrun inka inke inken insa irena iris irmela irmengard irmgard
    irmhild irmi irmingard irmtraud irmtrud iryna isa isabell isidor ivo ivonne iwona janett janin janka janko janne jannek
    jannes jannick jannik jannika jannike jano jaqueline jaro jelena jella jendrik jens jerg jesko jessika jessy jette joachim
    joannis jochem jochen jockel joerg johann johannes jojo jolanda jolanthe jonna joost jordis jorg jorge jorn joscha joschi
    joschka josefa josefina josefine josi josia jost josua josy jule juliane julika jupp jurg jurgen juri jurij jurn jussuf
    justus jutta jytte kaja kajetan kalle kamilla karlheinz karli karlmann karola karolin karolina karoline karsten karstin
    kaspar kastor katarina katha katharina kathchen kathe kathi kathrin kati katinka katja katrin kattrin kaya keno kilian
    kjell klaas klara klare klaudia klausdieter klauspeter klemens knud knut kolja koloman konni konny konrad konstantin
    konstanze korbinian kordula kornelia kornelius kreszentia kreszenz kristiane kristof kuni kunibert kunigunde kuno lambert
    lambrecht lasse laurenz laurin leah leif lelia lene leni lenia lennard lennart lenz leonardo leonhard leoni leonid leonore
    leopoldine liane lidia lidwina liesbeth lieschen liesel lieselott lieselotte lieserl liliane lilli lino lioba lissy loisl
    lorenz lothar lotta lotte lotti lucie ludger ludmilla ludolf ludwig ludwiga luise luitpold luka lutwin lutz luzie madlen
    madlene maik maike maiko mailin maja malgorzata malina malte malwina malwine manfred manja manuela mareen marek maren
    maret marga margareta margarete margarethe margit margita margitta margrit mariechen marieke mariella marielle marieluise
    marija marika marilena marko marleen marlen marlena marlies marliese marlis marlise marold marthe mathilde mathis matis
    matteo matthaus matthias matti mattis mauritz maurus max maxi maxime maximiliane mechthild mechthilde mechtild meike meiko
    meinard meinert meinhard meino meinolf meinrad mela melina melitta meret merten meta micha michel michi michl milla minna
    mirco mirja mirjam mirka mirko mischa moni monja moritz nadin nadja nane nanett nannette nanni natascha nele nelli nepomuk
    niclas nicolai nicolaus nicoletta niels nik nika niklas niko nikola nikolai nikolaus nikole nils nino notker odilo okka
    olaf ole onno ortlieb ortrud ortrun ortwin oskar osmund ossi otfried othmar otmar ottfried ottheinrich otti ottilia
    ottilie ottokar pankraz paola pascal patric patrik patrizia paulus peer per perdita philipp phillipp philo pieter pirmin
    pius pola poldi priska quirin quirinus raban rabea raffaela ragnar ragnhild raik raika raiko raimar raimo raimund rainald
    rainer ralf rasmus rebekka regine regula reik reimer reimund reinald reiner reinfried reingard reinhard reinhardt reinhart
    reinhild reinhilde reinhold reinmar relinde remo renate resi reto ricarda riccarda riccardo richarda rieke rigo rike rob
    robby rolfdieter romana romed romina romy ronja ronny rosalia rosalinde rosamunde rosel roselinde roseline roselore
    rosemaria rosi rosita rosl rosmarie rosvita roswita roswitha rotraud rotraut rudi rudiger rudolf ruedi runa runhild
    ruprecht ruthild sabina sabine sabrine sami samira sandro sanja sanna sanne sascha sebald sepp seppi severin sibyll
    sibylla sibylle siegbert siegfried sieghard sieghart sieghilde sieglind sieglinde siegmund siegrid siegrun siegward siggi
    sigi sigismund siglinde sigmund signe sigrid sigrun sigune sigurd silja silke silvan silvester silvie silvio sina sinah
    sinje siv smilla solveig sonke steffen steffi stella sten stina stine susann suse susi svantje sven svende svenja svetlana
    swaantje swana swanhild swantje swenja swetlana sybill sybille sylke sylvana sylvio tabea talea tamina tamino tanja
    tankred tarek tassilo tasso tatjana telse thaddaus theda thekla theodor theophil theres theresia theresita thies thiess
    thilla thilo thimo thoralf thorben thordis thore thorge thorleif thorsten thusnelda tibor till tilla tillmann tilman
    tilmann tilo timm timo timon timur tine tinka tino tita tizian tjade tjark tjorben tobi tonio tonja toralf torben tore
    torge torsten traude traudel traudi traudl traugott traute trauthilde trixi trude trudel trutz udo ulf ulfert ulfried ulla
    ulli ullrich ulrich ulrik ulrika ulrike undine urs ursel uschi uta ute utta utz uwe valentin valentina valeska varinia
    veit verena verona veronika victoria viktor viktoria vincenz vinzent vinzenz violetta vitus volkbert volker volkert
    volkhard volkhart volkmar volkward volkwin vroni walburg walburga waldemar waldtraud walfried walli walpurga walram
    walthard walther waltraud waltraut waltrud wanja wastl wendel wendelgard wendelin wenke wenzel wera werner wernfried
    wernher wiard wibke wido wiebke wiegand wieland wieprecht wigand wiglaf wilderich wilfried wilfriede wilhelm wilhelmine
    willfried willhelm willi willibald willibert willibrord willo willy wiltrud wim winfried winrich wito witold witta
    wladimir wolf wolfdieter wolfdietrich wolfgang wolfhard wolfhart wolfram wolfrid wolle wulf wulfhild wulfram wunibald
    xaver xaveria xenia yannic yannick yannik yasemin ylva ylvi yorck yves zacharias zdenka zenzi zilla
";

/// Of Switzerland, Austria and Bavaria.
pub(super) const ALPINE: &str = "
    aline alwina anderl andrin annamarie annamirl annatina annelis annemieke annerl annigna arnina aurel baldi balz balzer
    barla barthl barthlma bartl bartlme beatus beda benedetg beni berni berti bettli bigna blasius braida bruna burga burgi
    burgl carigiet chasper chatrina christianna cla clau claudio conradin cornelio corsin cristian curdin cyriak domenic
    dominikus dorli dres duri durich edi emmeran erni everl fadri flavia flavina flavio florl flurin flurina franca franzl
    frena gallus gebi giachen giacun gian giana gianin gianna gion gioni giovannin girgl gitte giusep godi gust gustl hampi
    hannerl hansjakob hansl hanspi hansruedi hansruedy hansueli hartl hausi heidelinde heiri heli herfried hermi hiasl hildi
    hitsch huberta hubsi ilg jachen jachiam jackl jaggi jakl jann joggi jolenta jos josl julei julerl kathl kili klausi kobi
    korbi kurti ladina leci lenerl leonz leta levin lieni lies lisi lissi livio loisi loris lucrezia luggi luregn luzi luzia
    maddalena madlaina marchet marei maresi margrith marianndl maridi marietheres maxl meieli melch melk men mengia mirl mitzi
    mizzi moreno nandl nando nannerl nesa nicolo niggi niklaus noldi notburga nuot ottmar peder peider peperl pepi peppi peppo
    perchtold placi pongraz quirina reserl resl robi romedius rosli ruedy ruperta ruppert ruthli schorsch schorschi sefa sefi
    seline sepperl seppli seraina siegi simerl simmerl sissi steffl steivan thedy thildi thresi thresl tinetta tista tonerl
    tonu tumasch ueli urban urschi urschla ursin ursina urspeter vinzi vreneli vreni wadi waldi walpurgis walti werni wetti
    wickerl wigg wiggerl wisi wolferl wolfi xandi xandl xaverl zeno zenta zenz zenzl
";
