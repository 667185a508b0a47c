//! Towns large enough to be named without any mark, of lands where an address may leave its postal code out.
//!
//! Belongs here: names of towns and provinces. Does not belong here: reading addresses (`codeless`).

use std::sync::LazyLock;

use super::super::country::Country;
use crate::words::{WordMap, plain};

/// Names in small letters, parted by commas.
#[rustfmt::skip]
const TOWNS: &[(&str, &str)] = &[
    ("RU", "москва,санкт-петербург,новосибирск,екатеринбург,казань,нижний новгород,челябинск,красноярск,самара,уфа,ростов-на-дону,омск,краснодар,воронеж,пермь,волгоград,саратов,тюмень,тольятти,барнаул,ижевск,махачкала,хабаровск,ульяновск,иркутск,владивосток,ярославль,кемерово,томск,набережные челны,севастополь,ставрополь,оренбург,новокузнецк,рязань,балашиха,пенза,чебоксары,липецк,калининград,астрахань,тула,киров,сочи,курск,улан-удэ,тверь,магнитогорск,сургут,брянск,иваново,якутск,владимир,симферополь,белгород,нижний тагил,калуга,чита,грозный,волжский,смоленск,подольск,саранск,вологда,курган,череповец,орёл,орел,архангельск,владикавказ,нижневартовск,йошкар-ола,стерлитамак,мурманск,кострома,новороссийск,тамбов,химки,мытищи,нальчик,таганрог,нижнекамск,благовещенск,комсомольск-на-амуре,петрозаводск,королёв,шахты,энгельс,великий новгород,люберцы,братск,старый оскол,ангарск,сыктывкар,дзержинск,псков,орск,красногорск,армавир,абакан,балаково,бийск,южно-сахалинск,одинцово,уссурийск,прокопьевск,рыбинск,норильск,волгодонск,сызрань,петропавловск-камчатский,каменск-уральский,новочеркасск,альметьевск,златоуст,северодвинск,хасавюрт,керчь,домодедово,салават,миасс,копейск,пятигорск,электросталь,майкоп,находка,березники,коломна,щёлково,серпухов,ковров,нефтекамск,кисловодск,батайск,рубцовск,обнинск,кызыл,дербент,нефтеюганск,назрань,каспийск,долгопрудный,новочебоксарск,ессентуки,невинномысск,октябрьский,раменское,первоуральск,михайловск,реутов,черкесск,жуковский,димитровград,пушкино,артём,камышин,евпатория,муром,ханты-мансийск,новый уренгой,северск,орехово-зуево,арзамас,ногинск,новошахтинск,бердск,элиста,сергиев посад,выборг,гатчина,ялта,анапа,геленджик"),
    ("BY", "минск,гомель,могилёв,могилев,витебск,гродно,брест,бобруйск,барановичи,борисов,пинск,орша,мозырь"),
    ("KZ", "алматы,астана,нур-султан,шымкент,караганда,актобе,тараз,павлодар,усть-каменогорск,семей,атырау,костанай,кызылорда,уральск,петропавловск,актау,темиртау,кокшетау"),
    ("UA", "київ,харків,одеса,дніпро,донецьк,запоріжжя,львів,кривий ріг,миколаїв,маріуполь,вінниця,херсон,полтава,чернігів,черкаси,житомир,суми,хмельницький,чернівці,рівне,кропивницький,івано-франківськ,кременчук,тернопіль,луцьк,біла церква,ужгород,бровари,мукачево,кам'янець-подільський,кам’янець-подільський,дрогобич,бориспіль,ірпінь,стрий,умань,киев,харьков,одесса,днепр,запорожье,львов,николаев,винница"),
    ("TR", "istanbul,ankara,izmir,bursa,adana,antalya,konya,gaziantep,şanlıurfa,kocaeli,mersin,diyarbakır,hatay,manisa,kayseri,samsun,balıkesir,kahramanmaraş,van,aydın,denizli,sakarya,tekirdağ,muğla,eskişehir,mardin,malatya,trabzon,erzurum,ordu,afyonkarahisar,sivas,adıyaman,tokat,zonguldak,elazığ,batman,kütahya,ağrı,osmaniye,çorum,çanakkale,şırnak,giresun,isparta,yozgat,muş,edirne,aksaray,kastamonu,uşak,düzce,kırklareli,niğde,bitlis,rize,amasya,siirt,bolu,nevşehir,bingöl,hakkari,kars,kırıkkale,kırşehir,burdur,yalova,karabük,karaman,erzincan,bilecik,sinop,bartın,iğdır,çankırı,artvin,kilis,gümüşhane,ardahan,tunceli,bayburt,bodrum,fethiye,marmaris,alanya,kadıköy,beşiktaş,üsküdar,şişli,bakırköy,bağcılar,ataşehir,beyoğlu,çankaya,karşıyaka,bornova"),
    ("RO", "bucurești,bucureşti,bucuresti,cluj-napoca,timișoara,timişoara,timisoara,iași,iaşi,iasi,constanța,constanţa,constanta,craiova,brașov,braşov,brasov,galați,galaţi,galati,ploiești,ploieşti,ploiesti,oradea,brăila,braila,arad,pitești,piteşti,pitesti,sibiu,bacău,bacau,târgu mureș,târgu mureş,targu mures,târgu-mureș,baia mare,buzău,buzau,botoșani,botoşani,botosani,satu mare,râmnicu vâlcea,ramnicu valcea,suceava,piatra neamț,piatra neamţ,piatra neamt,piatra-neamț,drobeta-turnu severin,târgu jiu,targu jiu,târgoviște,targoviste,focșani,focsani,tulcea,bistrița,bistrita,reșița,resita,alba iulia,deva,hunedoara,slatina,călărași,calarasi,giurgiu,slobozia,zalău,zalau,turda,mediaș,medias,sfântu gheorghe,miercurea ciuc,vaslui,bârlad,roman,voluntari,otopeni,popești-leordeni,floresti,florești"),
    ("MD", "chișinău,chişinău,chisinau,bălți,bălţi,balti,tiraspol,orhei,cahul,ungheni,soroca,strășeni,ialoveni,hîncești"),
    ("GR", "αθήνα,αθηνα,θεσσαλονίκη,θεσσαλονικη,πάτρα,ηράκλειο,λάρισα,βόλος,ιωάννινα,τρίκαλα,χαλκίδα,σέρρες,αλεξανδρούπολη,ξάνθη,κατερίνη,καλαμάτα,καβάλα,χανιά,λαμία,κομοτηνή,ρόδος,ρέθυμνο,πειραιάς,πειραιασ,περιστέρι,καλλιθέα,γλυφάδα,μαρούσι,κηφισιά,νέα σμύρνη,χαλάνδρι,κέρκυρα,δράμα,βέροια,κοζάνη,καρδίτσα,άργος,κόρινθος,τρίπολη,πύργος,σπάρτη"),
    ("CY", "λευκωσία,λεμεσός,λάρνακα,πάφος,nicosia,limassol,larnaca,paphos"),
    ("BR", "são paulo,rio de janeiro,brasília,salvador,fortaleza,belo horizonte,manaus,curitiba,recife,goiânia,belém,porto alegre,guarulhos,campinas,são luís,maceió,campo grande,natal,teresina,joão pessoa,ribeirão preto,uberlândia,sorocaba,aracaju,cuiabá,joinville,londrina,florianópolis,vitória,maringá,blumenau,caxias do sul"),
    ("AR", "buenos aires,ciudad autónoma de buenos aires,caba,córdoba,rosario,la plata,mar del plata,mendoza,salta,santa fe,san juan,neuquén,bahía blanca,resistencia,posadas,paraná,corrientes,tucumán,san miguel de tucumán,santiago del estero,san luis,río cuarto,ushuaia,bariloche,rafaela,tandil"),
    ("CO", "bogotá,bogota,medellín,medellin,cali,barranquilla,cartagena,cúcuta,bucaramanga,pereira,santa marta,ibagué,villavicencio,manizales,neiva,armenia,pasto,popayán,montería,valledupar,sincelejo,tunja,envigado,itagüí"),
    ("CL", "santiago,santiago de chile,valparaíso,viña del mar,concepción,antofagasta,la serena,temuco,rancagua,talca,arica,iquique,puerto montt,chillán,los ángeles,coquimbo,osorno,valdivia,punta arenas,calama,copiapó,quilpué,curicó,providencia,las condes,ñuñoa,vitacura,la florida,maipú"),
    ("PE", "lima,arequipa,trujillo,chiclayo,piura,cusco,iquitos,huancayo,tacna,chimbote,pucallpa,juliaca,ica,cajamarca,ayacucho,puno,miraflores,san isidro,surco,santiago de surco,san borja,la molina,callao,huánuco,huaraz,tarapoto"),
    ("MX", "ciudad de méxico,cdmx,guadalajara,monterrey,puebla,tijuana,león,ciudad juárez,zapopan,mérida,querétaro,santiago de querétaro,san luis potosí,aguascalientes,hermosillo,saltillo,mexicali,culiacán,cancún,morelia,toluca,torreón,chihuahua,veracruz,xalapa,oaxaca,cuernavaca,tuxtla gutiérrez,villahermosa,durango,tampico,mazatlán,pachuca,celaya,irapuato,playa del carmen"),
    ("IT", "roma,milano,napoli,torino,palermo,genova,bologna,firenze,bari,catania,venezia,verona,messina,padova,trieste,brescia,parma,prato,modena,reggio emilia,reggio calabria,perugia,livorno,ravenna,cagliari,foggia,rimini,salerno,ferrara,sassari,latina,monza,siracusa,pescara,bergamo,forlì,trento,vicenza,terni,bolzano,novara,piacenza,ancona,andria,arezzo,udine,cesena,lecce,pesaro,barletta,alessandria,la spezia,pistoia,pisa,catanzaro,lucca,brindisi,treviso,como,busto arsizio,varese,grosseto,sesto san giovanni,caserta,asti,ragusa,cremona,pavia,carpi,cosenza,imola,l'aquila,massa,trapani,viterbo,cinisello balsamo,crotone,potenza,matera,carrara,savona,vigevano,legnano,agrigento,faenza,lecco,benevento,avellino,rovigo,mantova,siena,cuneo,gorizia,pordenone,teramo,chieti,campobasso,isernia,rieti,frosinone,imperia,sanremo,aosta,biella,vercelli,lodi,sondrio,belluno,macerata,ascoli piceno,fermo,nuoro,oristano,olbia,enna,caltanissetta,vibo valentia,taranto"),
    ("PL", "warszawa,kraków,łódź,wrocław,poznań,gdańsk,szczecin,bydgoszcz,lublin,białystok,katowice,gdynia,częstochowa,radom,toruń,sosnowiec,rzeszów,kielce,gliwice,olsztyn,zabrze,bielsko-biała,bytom,zielona góra,rybnik,ruda śląska,opole,tychy,gorzów wielkopolski,elbląg,płock,dąbrowa górnicza,wałbrzych,włocławek,tarnów,chorzów,koszalin,kalisz,legnica,grudziądz,jaworzno,słupsk,jastrzębie-zdrój,nowy sącz,jelenia góra,siedlce,mysłowice,konin,piła,piotrków trybunalski,inowrocław,lubin,ostrów wielkopolski,suwałki,stargard,gniezno,ostrowiec świętokrzyski,siemianowice śląskie,głogów,pabianice,leszno,żory,zamość,pruszków,łomża,ełk,tarnowskie góry,tomaszów mazowiecki,chełm,mielec,kędzierzyn-koźle,przemyśl,stalowa wola,tczew,biała podlaska,bełchatów,świdnica,będzin,zgierz,piekary śląskie,racibórz,legionowo,ostrołęka,sopot,zakopane"),
    ("PT", "lisboa,porto,braga,coimbra,aveiro,setúbal,faro,évora,leiria,viseu,guimarães,funchal,amadora,almada,matosinhos,vila nova de gaia,maia,gondomar,sintra,cascais,oeiras,loures,odivelas,barreiro,seixal,montijo,barcelos,famalicão,vila nova de famalicão,póvoa de varzim,vila do conde,santo tirso,penafiel,paredes,vila real,bragança,chaves,viana do castelo,ponte de lima,castelo branco,covilhã,guarda,fundão,santarém,torres vedras,caldas da rainha,peniche,alcobaça,tomar,entroncamento,portalegre,elvas,beja,sines,portimão,lagos,albufeira,loulé,tavira,olhão,silves,lagoa,ponta delgada,angra do heroísmo,ovar,espinho,santa maria da feira,são joão da madeira,oliveira de azeméis,águeda,ílhavo,figueira da foz,cantanhede,pombal,marinha grande,fátima,ourém,mafra,ericeira,alenquer,vila franca de xira,felgueiras,lousada,amarante,fafe,esposende,valongo,ermesinde,rio tinto"),
    ("ES", "madrid,barcelona,valencia,valència,sevilla,zaragoza,málaga,murcia,palma,palma de mallorca,las palmas de gran canaria,bilbao,alicante,córdoba,valladolid,vigo,gijón,granada,a coruña,la coruña,vitoria-gasteiz,vitoria,elche,oviedo,badalona,terrassa,jerez de la frontera,sabadell,móstoles,santa cruz de tenerife,pamplona,almería,alcalá de henares,fuenlabrada,leganés,getafe,san sebastián,donostia,burgos,albacete,santander,castellón de la plana,castellón,alcorcón,logroño,badajoz,salamanca,huelva,marbella,lleida,lérida,tarragona,león,cádiz,dos hermanas,mataró,torrejón de ardoz,parla,algeciras,alcobendas,reus,ourense,girona,gerona,santiago de compostela,lugo,cáceres,lorca,el ejido,ceuta,melilla,cartagena,avilés,talavera de la reina,pontevedra,toledo,guadalajara,palencia,ferrol,ponferrada,ciudad real,linares,jaén,motril,torrevieja,benidorm,gandía,sagunto,mérida,zamora,ávila,segovia,cuenca,huesca,teruel,soria,manresa,vic,granollers,estepona,fuengirola,torremolinos,benalmádena,mijas,vélez-málaga,orihuela,elda,alcoy,ibiza,mahón,torrelavega,irún,barakaldo,getxo"),
    ("EC", "quito,guayaquil,cuenca,santo domingo,machala,manta,portoviejo,loja,ambato,esmeraldas,riobamba,ibarra,durán,latacunga"),
    ("UY", "montevideo,salto,paysandú,maldonado,punta del este,rivera,colonia del sacramento,tacuarembó,las piedras,ciudad de la costa"),
    ("DO", "santo domingo,santiago de los caballeros,la romana,punta cana,puerto plata,san cristóbal,la vega,higüey,san francisco de macorís,bávaro"),
];

/// The lands that have a large town of this name, in whatever case it is written.
pub(super) fn large_town(name: &str) -> &'static [Country] {
    static BY_NAME: LazyLock<WordMap<String, Vec<Country>>> = LazyLock::new(|| {
        let mut by_name = WordMap::<String, Vec<Country>>::default();
        for (land, towns) in TOWNS {
            towns.split(',').for_each(|town| by_name.entry(without_turkish_i(town)).or_default().push(Country(land)));
            // Pages of Latin America leave accents out more often than others.
            if matches!(*land, "AR" | "CO" | "CL" | "PE" | "MX" | "BR") {
                let bare = |town: &&str| !town.is_ascii();
                towns.split(',').filter(bare).for_each(|town| by_name.entry(plain(town)).or_default().push(Country(land)));
            }
        }
        by_name
    });
    if name.len() > 60 {
        return &[];
    }
    let lower = without_turkish_i(&name.to_lowercase());
    BY_NAME.get(lower.as_str()).map_or(&[], Vec::as_slice)
}

/// Turkish has two letters I, and capitals tell nobody which: "KIRKLARELİ" is "kirklareli" with a dot too many.
fn without_turkish_i(lower: &str) -> String {
    lower.chars().filter(|c| *c != '\u{307}').map(|c| if c == 'ı' { 'i' } else { c }).collect()
}
