//! Given names: French. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of France, Brittany, Belgium and Quebec.
pub(super) const FRENCH: &str = "
    abel abelard achille adelard adelie adelphe adolphe adrien aela aenor aglae aimeric alain alani alar albane alberte
    albertine albine alcide aldege aldei aldona aldric alexandre alexandrine alexane alexiane alienor alisson alix alizee
    aloise alphee alphonse alphonsine alyre alysson amael amaelle amandin amandine amaury ambre ambroise ambrosine amedee
    anael anaelle anaig anais anastasie anatole andreane andreanne angele angelique anicet anick annaelle annaick annaig
    annelise anouck anouk anselme anthelme anthime antonin antonine aodren aourell apollinaire apolline ariel aristide armand
    armande armel armelle arnaud arsene arthemise arthus ascension athenais aubane aubert aubin aubry aude audree audric
    augusta aurele aurelie aurelien aurelle auriane aurore austremoine axelle aymar aymard aymeric azarie azeline azenor
    azilis balthazar baptiste baptistine barnabe barthelemy basile bastienne baudouin benead benedicte benedikte benjamine
    benoit benoite berangere berenger bernardin bernardine berthe bertille bertrand bixente blandine bleuenn bleuzen brec
    briac briag brice brieuc brivael broulaya bruneau budoc calixte capucine carine carmelle carolane cassandre catheline
    cecile cecilien cedrick celestin celestine cendrillon cendrine cesaire cesar cesarine chantale charlaine charline charly
    christele christelle christianne christophe chrystel chrystele chrystelle clarisse claudel claudie clea clelia clemence
    cloe clothilde clotilde clovis colas coline colombe constantine coralie coralyne corentin corentine corine cornelie
    cosette cosme cybele cyndie cyprien cyriac cyriane cyriaque cyrielle cyrille dahud damienne daniele dany daphnee darquise
    delphin deniel denys denyse derrien desire didier dieudonne dimitry dogmael dominica domitille donan donatien donatienne
    doria doriane dorilas dorine edgard edmee edmonde edmour edouard edouardine edwige eflamm egide eglantine ehouarn elea
    elia eliane eliboubane elie eliette eline eliott eloane eloi elouan elphege elvire elyne emanuelle emeline emeric emerick
    emile emilien emilienne emmanuele emmanuelle emmelyne enogat enora enzo ephrem erell erispoe erwan erwann esteban estele
    etienne etiennette euclide eudes eulalie euphrasie eusebe eustache evariste evrard ezechiel fabien fabiola fabrice fanch
    fanchon fannie fantine faustin faustine felicie felicien felicienne felixine ferdinande fernand fernande ferreol fideline
    firmin flavie flavien flavienne florane florence florent florentin florentine florestan floriane florie florien florimond
    florine fragan francette franciane francisque franckie francois frederique fulbert fulgence gabin gael gaelig gaelle
    gaetan gaetane garance gaspard gasparine gaston gatien gaud gauthier gautier gauvain geoffroy georges georgine germain
    germaine gersende gervais gervaise ghislain ghislene ghyslain ghyslaine gilberte gildas gilette gilles gillette ginette
    giovanni girard gireg gisele gontran gonzague goulven goulwen gracianne gracieuse graziella gregoire guenael guenaelle
    guenhael guenole guewen gui guilaine guillaume guillemette guillemin gurval gurvan gustave guy guylain guylaine guylene
    gwenael gwenaelle gwenc gwendal gwendoline gwendolyne gwenn gwennael gwenneg gwenola gwenole gwenvael gwilherm habib
    hadrien haude hedwige heloise helyette henrie herle hermance hermeline herminie herve herveline hilaire hilarion hippolyte
    hoel honore honorine hortense huberte hugolin hugues huguette hyacinthe idwen iffig ignace ilan imane inna irenee isabeau
    isaie isaline isaure ivane ivanne jacky jacot jacquelin jacquot jakez jaouen jeannick jeannot jeremie jil jimmy joannes
    joannie jocelyne joffrey joffroy johan jordane jordy jorel jose josee joseline joselyne josepha josephe josette josiane
    josianne josselin josseline josselyne josue jude judicael judoc julienne juline kaourintin karelle karim karima karine
    karyne katarin katel katell katia katou kelly kerwan killian kirill klervi konan kristel kristell kylian kyllian
    lambertine lancelin landry laouen laouig laszlo laurane laure laurelenn laureline laurelle laurene laurent laurentine
    lauriane laurianne laurier laurine lauryne lazare leandre leane lenaic lenaick leocadie leonce leonide leontine levenez
    lidwine lilianne lilou line liselotte lisiane lisianne loane loeiz loeiza loeizig loic loick lolita lomane lorenzo loriane
    lorine lorrain lothaire louane louca loucas louisette louka loukas louna lubin lucette lucienne lucile lucinde lucrece
    ludivine ludovique luigi lyane lydiane lydie lylou lyna lyne lyse lysiane lyson macha maddy madelon maden mado mady mael
    maela maelan maelann maeldan maelia maelie maelig maeline maelle maeva magali magalie magdeleine maggy mahe maika maina
    maite maiwenn malaury malika malorie malory malou malwenn manoel marceau marcelin marceline marcelle marcellin marcelline
    margerie mariama mariane mariannick mariannig mariette marilou marilyne marilyse marise marivonig marjolaine marline
    marlyse martial martiale martinien maryam maryannick marylene marylin maryline marylise marylouise maryse maryvonne mateo
    mathieu mathurin mathys matthieu maugan mauricette maurine maxence maxim maximilien maximin maylis maywenn medard mederic
    medericc mehdi melchior meline melissande melodie melusine meven mevena micael michaele micheline michou mickael mikaelig
    milene minh mohamed monic moran morane morgan morgane morvan morvana moune mylene nabil nadege nadeige nael naelle nahel
    naima naomie nassim natacha natanael nathael nathaly nathanaelle nazaire nazim nelson nevena nevenoe nicephore nicodeme
    ninon noa noam noann noelie noeline noella noellie noemie nolann nolenn nolhan nolwen nolwenn nolwennig nominoe normand
    normande nour nouria oceane octavie odile odilon odon olivette olivier olympe ombeline omer oneil onesime ophelie oriane
    orlane othilie ovide ovila paco pacome paquita pascale pascaline paule paulin pelagie perceval pereg perig peronnelle
    perrette perrin perrine philbert philemon philibert philiberte philippine philomene pierrette pierric pierrick pierrot
    pierryck pol priscille prosperine quiterie quitterie radegonde raissa ranaud raoul raphaele raphaelle rayan raymonde regis
    regnault rejean rejeanne remi renald renan renaud renaude reynald reynaud reza rhita rivoal riwal riwan roberte robertine
    robinson roch rodolphe rodrigue rogatien rolande romain romaine romane romaric romuald ronanig rosaire roselyne rosemonde
    rosine roxane rozen rozenn rozennig ruz sacha salomon salvatore samia samir samy sandrine sarra saturnin savannah savine
    savinien sebastien sebastienne segolene selim seraphin seraphine serge servane severine severino sidonie sigismond
    sigolene silvain silvere simonne sixtine soizick solange solena solene solenne sophian soraya soren stanislas steeve
    stephane stephie stereden sterenn stevy sunniva suzel suzon swanny sylvain sylvaine sylvere sylvestre sylvette sylviane
    sylvianne sylvine symphorien tahar tancrede tangi tanguy tanneguy tepod tessy thais theodule theophane theophile thibaud
    thibauld thibault thibaut thierry thimote thimothee tifenn timeo timothe timothee tinaig tiphaine tiphanie tiphany titouan
    tobie trifin tristana tudal tugdual tugdualle tunvez typhaine typhanie ugo ugolin uhel ulysse urbain urielle ursule
    valentine valere valerian valeriane valerien valery valeryane vanina vassili veran veronique vianney victoire victorien
    victorienne victorin victorine vincente vinciane vincianne violaine violette virgile virginie virginien visant vitaline
    viviane vivianne vladimir wandrille wilbrod wilfrid wilfrida xavier xaviere yael yan yana yanis yann yanne yannig yannis
    yaouen yasmina yassine yezekel ynes yoan yoann yoanna yoanne yoel yohan yohann yolaine yoland yolene youen youenn youna
    younes youri youssef ysabel ysaline yseult yuna yurgen yvain yvan yvanne yvelise yvon yvona yvonig yvonnick yvonnig
    zacharie zelia zelie zephyrin zinedine zoel zoelie
";
