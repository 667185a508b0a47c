//! Given names: Scandinavian and Finnish. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Denmark, Sweden, Norway, Iceland and Finland.
pub(super) const NORDIC: &str = "
    aarne aarre aasa aase agneta agnete ahti aila aili aimo aira airi ake aki aksel aleksanteri aleksi alfhild alpo annamari
    annbritt annikki annukka ansa anssi anu ari arild arna arnfinn arnhild arnt arttu arve asbjorn ase asger aslak asle
    astri atle atso atte auli aulis bengta bertil birk bjarke bjarni bjarte bjorg bjornar bodil boel borge borghild brage
    brit brynhild brynjar cecilie charlotta christoffer clas dagfinn ditlev dorthea edvin eemeli eerik eerikki eetu eevi
    egil eigil eija eila eilif einari eino eivind ejnar ejvind eliisa elna elsebet elsi emelie engelbrekt enok ensio erja
    erkka erland erlend erno essi esteri eystein finnur folke fredrika fride froydis geirmund gisle gjert gjertrud goran
    gorm gote greger gudbrand gudjon gudmund gudni gudny gunbjorg gunilla gunn gunnel gunvald guri guro gustaf hakan hakon
    halldor hannamari hasse hedvig helgi helle henna henriikka herdis hermod hertta hillevi hjordis hrafn iida iiris iiro
    ilari ilkka ilmari ilpo ingalill ingegerd ingela ingelise inger ingerid ingunn ingvald ingvar irja irmeli jalmari jami
    janika jannicke jarkko jarl jarle jere jerker joakim joar jocke jonatan joona joonas jorgen jorid jorma jostein jouko
    juhana juho jussi juulia juuso jyri jyrki kaarlo kaia kaisa kaisu kaius kaj kajsa kare karita karoliina katariina katri
    katrine kauko keijo ketil kimmo kjellaug kjellfrid kjersti konsta krister kristjan kyllikki kyosti lassi laurits lauritz
    leea leevi liisi lillemor linn lovisa ludvig maaret maaria maarika maiken maikki maini malthe margun marjaana marjukka
    marjut markku marten martta martti mattias mauno mauri merja mervi miia miko milja mirjami mirkka mirva moa nanna
    nicklas niilo noora norunn nuutti oddbjorg oddbjorn oddny oddrun oddvar olafur olaug olle olof ommund orjan oskari osmo
    ottar ove oystein oyvind paavali pal palle pasi pauli pauliina pehr pekko pernilla pertti petteri pirita pirjo pontus
    poul pyry ragna ragnvald raija raila raili rami rauli rauno reeta reetta reidar reidun rickard riikka riina roald rolv
    roni roope roosa runar rutt saana saara saija saila saima sakari saku salme sampo sampsa sanelma santeri santtu seija
    senja sigfrid sigge sigridur sigurdur sigvard sigve siiri silje sinikka sirja sirkka sirkku sirpa sissel sivert sixten
    sjur snorre soile soili solfrid solrun solvei steinar steinulf stian sture svanhild svante svea svend sverre sylvi synne
    synnove syver taavi taimi tarmo tatu teea teija teijo tellervo tenho teppo terese terhi terho terje tero terttu thomine
    thommy thorbjorn thordur tiia tiina tiiu toini tomi tommi tonje topi tor tora torbjoern torbjorg tordis torfinn torgeir
    torgny torhild toril torill torleif torstein torunn touko tove trond truls trygg tuija tuire tuomas tuomo tuovi ture
    turid tuukka tuulia tuulikki tuva tyyne ulrikke unn unni uolevi urho urpo valborg valma valto valtteri varg vebjorn
    veera vegar vegard veijo veikko venla verneri veslemoy vidkun vieno vigdis viivi vilhelm vilho viljami viljo villy virva
    viveka vuokko yrsa
";
