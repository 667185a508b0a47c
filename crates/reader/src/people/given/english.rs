//! Given names: English. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of England, North America and Australia.
pub(super) const ENGLISH: &str = "
    aaron abbie abby abe abigail abner abraham adam adela adelaide adele adeline adrian adrianna adrienne agatha agnes aidan
    aileen aimee ainsley alan alana alanna alasdair alastair alban albert alec alecia alesha alex alexa alexander alexandra
    alexandria alexia alexis alf alfred algernon ali alice alicia alisa alisha alison alissa alistair allan allen allie
    allison allyson alonzo althea alvin alvina alycia alyson alyssa amalia amanda amelia amie amos amy ana anastasia andie
    andre andrea andrew andy aneurin angela angelica angelina angeline angharad angie angus anita ann anna annabel annabelle
    annalise anne anneka annette annie annmarie anthea anthony antoine antoinette anton antonia antony anya aoibheann
    archibald ariana arianne arielle arlene arlo armando arnie arnold aron arron arthur asa ashlee ashleigh ashley ashlyn
    astrid athena auberon aubrey audra audrey augustine augustus aurora ava avery axel aydan ayesha ayla bailey barb barbara
    barnabas barnaby barrett barrie bart bartholomew basil bea beatrice beatrix becca becky belinda ben benedict benita
    benjamin benji bennie benny bernadette bernadine bernard bernice bernie bert bertha bertie bertram beryl bess bessie beth
    bethan bethanie bethany betsy bette bettina betty beulah bev beverley bianca billie billy bjorn blaine blaise blake blayne
    blythe bob bobbi bobbie bobby bonita bonnie boyd bradley bradly brady braeden bram brandi brandie brandon brannon braxton
    breanna brenda brendan brendon brenna brennan brent brenton bret brett brian briana brianna brianne bridget bridgette
    bridie briony britney britt brittani brittany brittney brock broderick brody brogan bronagh bronte bronwen bronwyn bruce
    bruno bryan bryanna bryce bryn bryony bryson burt caden cai caitlin caitlyn caleb calista callie callum calum calvin
    cameron camilla camille candace candice candis caolan caragh carey carina carissa carl carla carleen carlene carley carlie
    carlo carlos carlotta carlton carly carlyle carlyn carmel carmella carmen carol carole carolina caroline carolyn carolyne
    carrie carrington carwyn cary caryl carys casey cass cassandra cassie catarina cate catharine catherine cathie cathleen
    cathryn cathy catriona cecelia cecil cecilia cecily cedric ceinwen celeste celia celine ceri cerys chad chantal chantelle
    charis charleen charlene charles charley charlie charlotte charlton charmaine chas chauncey chaz chelsea chelsey chelsie
    cherie cherise cheryl chloe chris chrissie chrissy christa christabel christal christen christi christian christie
    christina christine christoph christopher christy chuck ciaran ciera cindy claire clara clare clarice clarissa claud
    claude claudette claudia claudine claus clayton clem clement clementine cleo clifford clint clinton clive clodagh coby
    cody coleen colette colin colleen collette collin colton connie connor conor conrad constance cora coraline cordelia
    coreen corey corin corina corinne cormac cornelia cornelius corrina corrine cortney cory cosima courtenay courtney craig
    creighton crispin cristina cristy curt curtis cuthbert cynthia cyril cyrus daisy dalia dallas dalton damian damien damion
    damon dan dana dane dani daniel daniella danielle danika danna danni dannie danny dante daphne dara darby darcey darcie
    darcy daren daria darian darien darin dario darius darla darleen darlene darnell darragh darrel darrell darren darrin
    darryl darryn darwin daryl dashiell dave davey david davina davy dawn dayna deana deandre deann deanna deanne deb debbi
    debbie debby debora deborah debra declan dee deena deidra deidre deirdre delbert delia delilah delores deloris delphine
    demetrius demi dena denice deniece denis denise dennis denny denzel denzil deon derek derick dermot derrick derry desiree
    desmond dessie destiny devin devlin devon devonte dewey dexter diana diane dianna dianne dick diego dillon dina dinah dion
    dionne dirk dolores dolph dominic dominick dominique domonic don donal donald donna donnell donny donovan dora dorcas
    doreen doretta dorian dorinda doris dorothea dorothy dorrie dotty doug dougal dougie douglas doyle drew duane dulcie
    duncan dustin dwain dwayne dwight dylan dympna eamon eamonn earlene eddie eddy edgar edie edith edmond edmund edna edric
    eduardo edward edwardo edwin edwina effie egbert eileen eilis eiluned eimear eirlys eithne elaina elaine elana elbert
    eldon eleanor eleanora eleanore elena eleri elfrida elias elijah elin elinor eliot elisa elisabeth elise elisha eliza
    elizabeth elke ella elle ellen ellie elliot elliott ellwood elma elmer elodie eloise elouise elroy elsa elsbeth elsie
    elspeth elton elvin elvira elvis elwood elwyn elyse emelia emerson emil emilia emilie emily emlyn emma emmaline emmanuel
    emmeline emrys emyr ena enda enid enoch eric erica erich erick ericka erik erika erin eris erma ernest ernestine ernie
    errol erwin esau esmeralda essie estella estelle ester esther ethan ethel etta eugene eugenia eugenie eunice eustace eva
    evan evangeline evelyn everett everton evita evonne ewan ewart ezekiel ezra fabian fabiana fabienne fallon farrah fay faye
    felicia felicity felix fenella fenton ferdinand fergal fernando ffion fiacre fidelma fifi finbar finbarr finley finnegan
    finnian finnley fintan fiona fliss flossie floyd flynn fran frances francesca francine francis francisca francoise frank
    frankie franklin franklyn franny frasier fred freda freddie freddy frederic frederica frederick fredrick freida frieda
    fritz gabriel gabriela gabriella gabrielle gail galen gareth garfield garrett garrick garry garth gary gavin gayle gaynor
    gemma gena genevieve geoff geoffrey geordie george georgette georgia georgiana georgie georgina gerald geraldine gerard
    gerardine geri gerry gertie gertrude ghislaine gideon gigi gilbert giles gill gillian gilly gina ginny giovanna giselle
    gladys glen glenda glendon glenn glenna glenys glinda gloria glyn glynis glynn godfrey godwin golda gordon grady graham
    grahame grania grayson greer greg gregg greggory gregor gregory greta gretchen grete griff grover guinevere gus gussie
    gwen gwenda gwendolen gwendolyn gwenllian gwilym gwladys gwyn gwynfor haden hailey haleigh haley hallie hamish hank hannah
    harlan harley harlow harold harri harriet harriett harry harvey hattie hayden haydn hayleigh hayley haylie heathcliff
    heather hector heidi helen helena helene henri henrietta henry herb herbert herman herschel hester hettie hilary hilda
    hillary hiram hollie homer horace horatio howard hubert huey hugh hughie hugo humphrey hywel ian ianthe ianto ida idris
    iestyn ieuan ifan ifor ignatius igor ike ilene imelda imogen imogene ina indira ines inga ingrid iola iona ira irene irina
    irma isaac isabel isabella isabelle isadora isaiah isidore isla ismael isobel isolde ivan ivana ivor iwan izzy jacalyn
    jace jacelyn jacinta jack jackie jaclyn jacob jacoby jacqueline jacquelyn jacques jacquie jada jade jaden jago jaime
    jaimie jaine jake jakob jamaal jamel jamey jamie jamila jan jana janae jane janell janet janette janey janice janie janina
    janine janis janna jarad jared jarod jarred jarrett jarrod jasmin jasmine jason jasper javier javon jaxon jayda jayden
    jaye jaylen jayme jayne jayson jean jeana jeanette jeanie jeanine jeanne jeannette jeannie jeannine jeb jed jedd jedediah
    jeff jefferson jeffery jeffrey jem jemima jemma jen jena jenifer jenn jenna jenni jennie jennifer jenny jerald jeremiah
    jeremy jeri jermaine jerome jerrod jerrold jess jessamine jessamy jesse jessica jessie jethro jevon jewell jill jillian
    jim jimmie joan joana joanie joann joanna joanne jocasta jocelyn jody joe joel joelle joely joey johanna johanne john
    johnathan johnathon johnnie johnny johnpaul joleen jolyon jon jona jonah jonas jonathan jonathon joni jonny jonty jordan
    jordana jordyn josef joseph josephine josh joshua josiah joss josslyn jovan joyce joycelyn juan juana juanita judah judd
    judi judith judson judy jules julia julian juliana julianna julianne julie julien juliet juliette julio julissa julius
    justin justina justine kacey kaci kaden kai kaila kailey kailyn kaleb kaleigh kaley kali kameron kamryn kara karen karena
    kari karin karina karis karissa karl karla karlene karly karol karolyn karon karrie karyn kasey kassandra kassidy kate
    katelin katelyn katerina katey katharine katherine katheryn kathie kathleen kathryn kathryne kathy katie katina katlin
    katlyn katrina katriona katy kay kayden kaye kayla kaylee kayleen kayleigh kayley kaylie kaylin keane keanu keegan keeley
    keelin keenan keira keith kelan kellen kelley kelli kellie kelsi kelsie kelvyn ken kendrick kenna kenneth kenny kenrick
    kent kenton kenyon kenza keri kerri kerrie kerrin kerstin kester kevan keven kevin keyla kezia kiana kiara kieron kierra
    kiersten kiley kim kimberlee kimberleigh kimberly kimmy kira kirk kirsten kirstie kirstin kirsty kitty klaus kody kory
    kourtney kris krista kristal kristan kristen kristian kristie kristin kristina kristine kristofer kristoffer kristopher
    kristy krystal krystle kurt kurtis kyla kylan kyle kylee kyleigh kylie kyra kyran laci lacie laetitia laila lainey laird
    lance lancelot landyn lanny lara laraine larissa larry lars latasha latisha latonya latrice laura lauraine laureen lauren
    laurence lauretta laurette lauri laurie laverne lavinia lawanda lawrence lawrie lea leander leandra leandro leann leanna
    leanne leda leeann leeanne leesa leila lela lemuel lena lenard lennie lennon lenny lenora lenore leo leon leona leonard
    leonie leonora leopold leora leslie lester leticia letitia lettie letty levi lewis lexi lexie lia liana lianne libby lila
    lilah lili lilia lilian liliana lilith lillian lilliana lillie lilly lily lina linda lindsay lindsey lindy linette linford
    linnea linsey linton linus lionel lisa lisbeth lise lisette lissa liv livia livvy liza lizbeth lizette lizzie llewellyn
    lloyd llywelyn lochlan logan lois lola lonnie lora loraine loreen lorelei loren lorena lorene loretta lori loriann lorie
    lorin lorna lorne lorraine lottie lou louanne louella louie louis louisa louise lowell lowri luana luanne luc luca lucas
    lucia lucian luciana lucien lucilla lucille lucinda lucius lucretia lucy ludovic luella luis luisa lukas luke lulu lurdes
    lydia lyla lyle lyman lynda lyndal lyndon lyndsay lynette lynn lynne lynnette lynsey lynton lynwood lyra lysander mabel
    mable maddie maddison maddox madeleine madeline madelyn madge madison madonna mae maegan maeve magda magdalena magdalene
    maggie magnus mahalia maia maira mairi maisie maisy makayla makenna makenzie malachi malachy malcolm malik malinda mallory
    malvina mamie mandy manny manuel mara marc marcel marcela marcella marci marcia marcie marco marcos marcus margaret
    margarita margaux marge margery margie margo margot margret mari maria mariah mariam marian mariana marianna marianne
    maribel marie mariel marietta marilee marilyn marilynn marina mario marion maris marisa marissa marita marius marjorie
    marjory mark markus marla marlene marley marlin marlon marni marnie marsha marshall marta martha marti martin martina
    martine martyn marva marvin mary maryann maryanne marybeth maryellen marylou marylyn mathew mathias mathilda matilda matt
    mattea matthew mattie maud maude maura maureen maurice mavis maximilian maxine maxwell maya maynard mckayla meagan meaghan
    megan meghan mehetabel melania melanie melantha melba melinda melisa melissa mellissa melva melvin melvyn melyssa mercedes
    meredith merle merryn mervin mervyn meryl mia micah michael michaela micheal michela michele michelle mick mickey miguel
    mika mikael mikaela mike mikey mikhaila milan mildred milena miley millicent millie milly milo milton mimi mindy minerva
    minnie mira miranda mireille miriam misha missy misti mitch mitchel mitchell moira molly mona monica monika monique monte
    monty mordecai morgana mortimer morven morwenna moses moya muhammed muireann mungo muriel murray mya myfanwy myla myles
    myra myriam myrna myron nadia nadine nana nance nanci nancy nanette naoise naomi narelle natalia natalie natasha natashia
    nate nathalie nathan nathanael nathanial nathaniel neal neil neill nelda nell nella nellie nelly nerys nessa nesta nestor
    netta nettie neville nia niall nichola nicholas nichole nick nicki nickolas nicky nico nicola nicolas nicole nicolette
    nigel niki nikita nikki nikolas nina ninian nita noah noel noeleen noelle noemi nola nolan nona nora norah norbert noreen
    norma norman norris nyla nyree octavius odell odette odhran ofelia olga oliver olivia ollie olwen olwyn omari oona oonagh
    ophelia oran oren oriana orianna orlagh orlaith orlando orson orval orville osbert oscar osian oswald oswin otis otto
    owain owen ozzie pablo paddy padraic padraig pam pamala pamela pandora pascoe patrica patrice patricia patrick patsy patti
    pattie patty paul paula paulette paulina pauline payton peadar pearlie pedro peggy penelope penn pennie penny percival
    percy peregrine perpetua pete peter petra petula peyton phil philip philippa philippe phillip phillipa philomena phineas
    phoebe phyllida phyllis pia pierre pippa pippin polly pollyanna poppy posy presley preston prisca priscilla prue quentin
    quinlan quinn quintin quinton rachael racheal rachel rachelle raelene rafael rafe rafferty ralph ramon ramona randal
    randall randi randolph randy ranulph raphael raphaela raquel rashad rashida rastus raul ray rayann raymond raymundo rayna
    rayner reanna reba rebecca rebecka rebekah reece rees reese regan reggie regina reginald reid remy renae renata rene renee
    renita reta reuben reva reymundo reyna reynaldo reynold rhea rhett rhiannon rhoda rhodri rhonda rhonwen rhydian rhys ria
    ricardo richard richie richmal rick rickey ricki rickie ricky rico rika riley rita ritchie robbie robbyn robert roberta
    roberto robin robyn rocco rochelle roddy roderick rodger rodney rodolfo rodrick rodrigo roger roisin roland rolf rolland
    rollo roman ron rona ronald ronan ronda ronnie roosevelt rory ros rosa rosalie rosalind rosaline rosalyn rosamond rosamund
    rosanna rosanne roscoe roseann roseanna roseanne roselyn rosemarie rosemary rosetta rosie rosina roslyn ross rosslyn rowan
    rowena rowland roxana roxanna roxanne roxie roxy roy ruben rubie rudolph rudy rufus rupert rusell russ russel russell
    rusty ruth ruthann ruthanne ruthie ryan ryanne ryder rylan rylee ryleigh sabrina sadie salena salina sallie sally salome
    sam samantha sammie sammy samson samuel sander sandie sandra sandy sanford santiago saphira sara sarah sarina sasha saskia
    saul savanna scarlet scott scottie seamus sean seanna sebastian sebrina selena selene selina selma selwyn serafina serena
    seth seymour shaina shakira shana shane shani shania shanice shanna shannan shannon shanon shara shari sharla sharleen
    sharlene sharlotte sharon sharron sharyn shaun shauna shaunna shavonne shawn shawna shay shayla shayne shea sheena sheila
    shela shelagh sheldon shelia shelley shelly sheree sheri sherie sherilyn sheron sherree sherrell sherri sherrie sherrill
    sherryl sherwin sheryl shirl shirlee shirleen shirlene shirley shivaun shona shonagh shyla sian sibyl sid sidney sigourney
    silas silvana silvia simeon simon simona simone sindy siobhain sloane sofia sofie solomon sondra sonia sonja sonya sophia
    sophie spencer stacey staci stacia stacie stacy stan stanislaus stanley stefan stefani stefanie steffan stephan stephani
    stephania stephanie stephany stephen stephenie stephon stevan steve steven stevie stewart stu stuart sue suellen suki
    susan susana susanna susannah susanne susie suzan suzanna suzannah suzanne suzette suzi suzie suzy sybil sybilla sydnee
    sylvester sylvia sylvie tabatha tabitha talia taliesin tallulah tamara tameka tamera tami tamika tammi tammie tammy tamra
    tamsin tamsyn tania tanisha tanya tara tarik taryn tasha tatiana tatum tavish tawny tayla taylah teagan ted teddy tegan
    tegen tenille terence teresa teri terrance terrence terri terrie terry tess tessa thad thaddeus thalia thandie thea
    theadora thelma theo theobald theodora theodore theresa therese thom thomas thomasina thora tia tiana tiara tiegan tiernan
    tierney tiffani tiffany tillie tilly tim timmy timothy tina tisha tito titus tobias tobin toby todd tom tomas tommie tommy
    toni tonia tony tonya torin torquil torrie tracey traci tracie tracy travis trent tressa treva trevor trey tricia trina
    trish trisha trista tristan tristram troy trudi trudie trudy truman tudor tullia tyler tyra tyree tyreese tyrell tyrone
    ulric ulrica uriah uriel ursula valarie valda valerie valorie vanessa vaughan velda velma venetia venita vera verna vernon
    veronica vic vicki vickie vicky victor vikki vilma vince vincent vinnie violet virgil virginia vivi vivian viviana vivien
    vivienne vonda wade wallace wally walt walter wanda waylon wayne wenda wendell wendi wendie wendy wes wesley westley
    whitney wilbert wilbur wilda wilf wilfred wilhelmina willa willene william williamina willie willis wilma wilson winifred
    winnie winona winston woody wyatt wyn wynn wynne wynona xander xanthe yasmin yasmine yolanda yolande yvette yvonna yvonne
    zach zachariah zachary zack zackary zak zandra zane zara zeke zelda zelma zena zillah zita zoe zoey zuleika
";

/// Of Ireland, Scotland and Wales.
pub(super) const CELTIC: &str = "
    aeneas ailbhe ailean ailidh ailis ailish ailsa aindriu aine ainle aisling aislinn alaw aled alisdair alun alwen alwena
    alwyn aneirin anest anndra anwen aodh aodhan aoibhe aoibhin aoibhinn aoife aonghas ardal artair arwel arwen arwyn ashling
    athol bairbre bearnard beathag bedwyr berwyn blathnaid bleddyn blodwen branwen breda brega briallen brid bridin brigid
    brona brynley cadfael cadi cadwaladr cahal cahir cailean cairistiona caitriona caoilfhionn caoimhin cari cathair cathal
    catrin cefin ceit celyn ceridwen cian cianan ciara cillian cledwyn cliodhna cliona coinneach colm colman colum colwyn
    conall conan concepta concobhar cormag criostoir crystyn cuan cynan cynog dafydd dai daibhidh daithi darach daragh deaglan
    dearbhail dearbhla deian deiniol deirbhile delwyn delyth deorsa derfel deri dermuid dervla dewi diarmaid diarmuid dilwen
    dilwyn dilys diorbhail doireann domhnall donagh donalda donella donnacha donncha dougald dugald dunc dunmore dwynwen dyfan
    dyfrig eabha eachann eadaoin eanna ednyfed efa eibhlin eifion eigra eileanoir eilidh eilir eilish eimhear einion einir
    eirian eirianwen eirwen elen elfed elfyn elgan elis eluned emer enfys ennis eoghan eoin eryl esyllt eunan eurfron eurwen
    ewen fachtna fearchar feargal fearghas feargus fedelma feidhlim fergus fflur fiachra fiadh fingal finola fionn fionnan
    fionnbharr fionnghuala fionnlagh fionnuala floraidh fraser friseal garmon gearoid geraint gerallt gerwyn gethin
    gilleasbuig gillespie gillies gilmour glain glan glesni gobnait grainne gronw gruff gruffudd gruffydd guto gwawr gwenan
    gwenfair gwennan gwenno gwenyth gwerfyl gwion gwyndaf gwyneth gwynne haf haulwen hedd heddwyn hefin heledd heulwen heulyn
    huw hywyn iago iain iarla iarlaith idwal illtud innes ioan iolo iomhar iorwerth irfon isbel iseult ishbel islwyn ithel jac
    jamesina jarlath keelan kieran labhras lachie lachlan laoise laoiseach lasairfhiona leusa liadan liam lilias lleu lleucu
    llew llewelyn llinos llio llion llyr lochlainn lorcan lughaidh luned mabli madog mai mainchin mairead mairin malcolmina
    maldwyn manon manus maoliosa mared marged marsaili meabh medwen meilyr meinir meinwen meirion meleri menna meredydd
    mererid merfyn meurig mhairi mhari miceal michie mide mihangel mirain mirren moelwyn moibeal morag morfudd morfydd morvern
    muirin muiris murdina murdo murdoch murrough myrddin myrddyn niamh nollaig nuala ogwen oighrig oisin orfhlaith orla osgar
    padhraic padraigin padrig paidi parthalan peig peigi peredur phelim proinsias pronsias pryderi raghnall ranald rhain
    rheinallt rhian rhianwen rhisiart rhun rhydwen riain riona robat rolant ronain ronalda ruadhan ruairi ruairidh ruairidhri
    ruaraidh ruaridh sadhbh saoirse sarffion seamas seanan seimon seiriol senan seoirse seona seonag seonaid seosamh seren
    seumas sheelagh sholto sianed siani siarl sile sileas sine sinead siobhan siofra sioned siriol siwan somerled somhairle
    sorcha struan sulwen tadgh tadhg talfryn teague tegid tegwen tegwyn teifi teleri teresita tighearnan tirion toirdhealbhach
    tomos torcuil tormod treasa trefor tudful tudur turlough twm uainin uilleam uisdean ultan wenna wmffre
";
