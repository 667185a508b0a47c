//! Given names: Turkish, Arabic, Indian, African, Vietnamese, Albanian and Bosnian. In plain form and in order, each in one table only.
//!
//! Belongs here: names that open no title or menu entry as an ordinary word. Does not belong here: the look-up (`given`).

/// Of Turkey.
pub(super) const TURKISH: &str = "
    abdulkadir abdullah abdurrahman abidin adil adnan agah ahu akif alaattin alican alihan alisan alpay alperen altan anil
    arda arman asiye atakan aybars ayberk aydogan ayfer ayhan aynur aysegul aysel aysen aysenur aysun aytekin ayten aytug aziz
    azize azra bahadir bahattin bahri banu batuhan bayram bedia bedirhan bedri behcet behice behlul bekir belma beren beril
    berivan besim beyhan beyza bilal bilgehan bilgin billur birgul birsen bugra buket bulent burcin burcu burhan busra cafer
    canan canberk candan caner cansel cansu cavit celal celalettin cemil cemile cemre cengiz cenk ceren cetin cevat cigdem
    cihan cihat cuneyt defne demet devrim didem dogan dogukan dondu dundar duygu ebru ecem ecevit ecrin edanur efecan egemen
    ekin ekrem elvan emirhan emrah emrullah enes engin enis ensar eray ercument erdinc erdogan eren ergun erhan erkut erol
    ersan ersen ersoy ertugrul esat esma evren evrim eyup ezgi fadime faruk fatos fazil fehmi feride feridun feriha ferit
    fethi fevzi feyza fidan fikri firdevs fuat fulya funda furkan galip gokce gokcen gokmen goksel gokturk gonca gozde gulay
    gulcan gulcin gulden gulderen guler gulfem gulhan gulizar gulnur gulsah gulsen gulseren gulsum gulsun gulten gunay gungor
    guray gurbuz gurkan gursel habibe hadice hakki haluk hamdi hamide hamit hanife harun hasret havva hayati hayrettin hayriye
    hazal hikmet hilal hilmi hulusi hulya humeyra huri husniye idil ihsan ikbal ilayda ilhami ilhan ilkay imren irem irfan
    ishak iskender izzet jiyan kadem kadri kadriye kagan kamuran karaca kasim kazim kerem kerim kezban keziban kivanc koray
    kubilay kubra kudret kutay levent lutfi lutfiye macide mahir mahsun makbule maksut mansur mazlum mecit melahat melda
    meltem memduh mert mervenur mesude mesut mevlude mevlut miray mithat mualla muammer muberra mucahit mukadder mukaddes
    mukerrem mumin munevver munir mursel muserref muslum muzeyyen nadide nafiye nahide naile naime namik nazife nazmi nazmiye
    nebahat necati necdet necip necla necmettin necmi necmiye nedim neriman nermin neslihan nevriye nevzat nezahat nezihe
    nigar nilufer niyazi nizamettin nuh nuran nurcan nurettin nurgul nuri nuriye nurullah oguz oguzcan oguzhan okay olcay onat
    orkun osman ozay ozcan ozdemir ozden ozer ozgul ozgun ozgur ozkan oznur pakize pelin rabia rahime rahmi raif rasim rasit
    recai refika resit resul reyhan rezzan rifat riza rukiye rustem ruveyda saadet sabahat sabahattin saban sabiha sabriye
    safiye sahin salih saliha samet saniye satilmis seckin selahattin selami selcan selda selman semiha sena senay sengul
    senol serap sercan serdal serdar seref serif serife seval sevda sevil sevilay sevket seyda seyfettin seyfi seyhan seyit
    sezai sezer sezgin sinem sirin sitki songul suheyla sukran sukriye suleyha sumeyye sureyya tahsin tamer taner tanju tarkan
    tayfun tayfur tayyip tekin tevfik timucin togay tolgahan toygar tuba tugay tugce tugrul tulay tuncer turan turgay turhan
    turkan ufukcan ulas umran utku vahap vahide vahit vecihi vehbi veli veysel vildan vural yagiz yahya yasar yavuz yeliz
    yigit yildiray yucel yuksel yurdagul zahide zekiye zeliha zeynel zeynettin ziya zubeyde zulal zuleyha zulfikar zulfiye
";

/// Of the Arab lands, India, Africa, Vietnam, Albania and Bosnia, as their families write them elsewhere.
pub(super) const FARTHER: &str = "
    aarav aarti abbas abdallah abdelaziz abdelhak abdelhamid abdelilah abdelkader abdelkarim abdelkrim abdellah abdellatif
    abdelmajid abdelmalek abdelouahed abdelrahman abdennour abderrahim abderrahman abderrahmane abderrazak abdessamad abdou
    abdoul abdoulaye abdulaziz abdulla abdulrahman abed abena abhay abhijeet abhijit abhinav abhishek abid abiodun abiola
    abir abosede achraf adaeze adaku adama adaobi adarsh adebayo adebola adedayo adegoke adekunle adel adeleke adenike
    adeola adesola adetokunbo adewale adeyemi adib adis aditi aditya admir adwoa afaf afia afif afolabi agim agron agyeman
    ahlam ahlem ahmad ahmadou aicha aishatu aissa aissam aissatou ajit akash akhil akhilesh akin akinola akinyi akosua akram
    akshata akshay akua akwasi ala alaa alae alaeddine albana aldin alen alia alieu aliou alioune alka allal almedin almin
    almina alok amadou amaka amandeep amarachi amarjit ambika amel amela amer aminata aminatou amine amir amita amitabh
    amjad ammar amna amol amr amra amrit amrita amritpal anand anandi anant ananya anas anass anh aniket anirudh anissa
    anjali anju ankit ankita ankur anoop anshu anshul anuj anupama anuradha anurag anwar aparna arben archana ardian arijana
    arnela arta artan arti arun aruna arunachalam arvinder arwa aryan asad ashish ashraf ashwin ashwini asif asiya asmaa
    asmae asmir assane assia assma astrit atef atika atul avinash avni awatef ayad ayman aymen ayobami ayodeji ayodele
    ayokunle ayoub ayush ayyub azhar aziza azubuike azzedine babacar babajide babatunde babita badia badr badreddine bakir
    balaji baldev baljit balwinder bamidele baraka bardhyl bashar bashir bashkim bassam bassem bego bekim belkacem besnik
    bhagwan bhaskar bhavesh bhavin bhavna bhupinder bijal bilel bindu binta bintou bipin blerim blerina bolaji bolanle
    bongani boubacar boubaker bouchra brahim brijesh btissam bujar bukola burim chadi chadia chafik chafika chaima chaimae
    chaitanya chakib chandrashekhar charanjit cherif chetan chetna chiamaka chibueze chibuike chibuzor chidiebere chidinma
    chiedozie chijioke chike chikezie chima chinasa chinenye chinonso chinwe chinyere chioma chirag chisom chitra chizoba
    chokri chukwudi chukwuemeka chukwuma daljit damilola daoud dardan darshan darshana dattatraya debashish deepa deepali
    deepika deepti devendra devika dhananjay dharmendra dharmesh dhaval dhruv diarra dilip dinesh dinh dipak dipika dipti
    divya divyesh djamel djamila djenaba djeneba djibril donika dounia driss drita dritan duong durgesh durim dzenan dzenana
    dzevad ebele ebere ebrima ebtisam edin edina edis edona efua ehsan ekene ekow eldin eldina elira elmedin elmina elvana
    elvedin elvir emina emsud eniola enisa enver erion ermal ermin ermina esad esinam fadel fadi fadia fadil fadila fadwa
    fahad fahd fahim faiza falguni faouzi faouzia farah farid farida farouk fathi fatiha fatimah fatimata fatlum fatma
    fatmir faton fatou fatouma fatoumata fawaz fawzi faycal fayrouz fayssal fedoua femi ferdaous ferhat festim fikret flamur
    flutura folake folasade folashade fouad foued fouzia funke funmi funmilayo ganapathy gaurang gaurav gauri gautam gayatri
    gazmend gbenga geeta geetha genc gentian gezim ghada ghassan ghizlane girish gita gopal gopinath govind granit gunjan
    gurdeep gurdip gurinder gurmeet gurmit gurpreet gursharan gurvinder habiba hadi hadija hafid hafida hafsa haifa hajar
    hajrudin hakeem hakim hakima halid halima hamada hamadi hamdija hamed hamid hamida hamidou hamza hanaa hanae hanan
    hanane hanh haniya hardeep hardik harinder haris harish harjinder harjit harmanpreet harmeet haroun harpreet harsh
    harsha harshad harshal harshita harvinder hasib hasna hasnaa hasnae hassan hassane hassiba hatem hatidza hatim hayat
    haytham heba hela hemal hemant hemlata hetal hicham hichem hien hieu hikmat himanshu hisham hitesh hoai hoang hossam
    houcine houda houria houssam houssem houssine huda huong husam husein hussain hussam hussein iad ibironke ibrahima ibro
    ibtissam ibtissem idir idowu idriss ifeanyi ifeoma ifeyinwa ihab ihssane ikechukwu ikenna ikhlas ikram ilham ilhame ilir
    ilirjana ilyas ilyass imad imed imene inas inaya inderjit indrani insaf ishaan ishaq ishita ismahane ismail issa issam
    iyad izet jaafar jabir jafar jagannath jagdeep jagdish jagjit jagruti jalal jaleel jalil jameel jamil jaouad jaoued
    jasbir jaskaran jasmeet jaspal jaspreet jassim jaswinder jatin jatinder jawad jawhar jaya jayant jayanti jayesh jayshree
    jeton jigna jignesh jihane jihene jitendra jitesh joginder jouad jumoke jyoti jyotsna kaddour kadija kalpana kalpesh
    kamal kamala kamaljit kamel kamlesh kanchan kaoutar kapil karam karan karthik kartik kastriot kaushal kaushik kavitha
    kayode kehinde kelechi kemi ketaki ketan keyur khadidiatou khady khaled khalida khalil khalissa khanh khawla khedija
    kheira kheireddine khouloud khushboo kieu kiran kirit kirti kishor kishore kobina kodjo koffi kojo komla kouadio kouame
    kouassi kranti krishna krishnan krunal kujtim kuldeep kuldip kulwinder kumari kunal kushtrim kusum kwabena kwadwo kwaku
    kwasi labib labinot lahcen lakhdar lakhwinder lakshmi lalit lalita lamia lamiae lamin lamine lamyae lanre larbi latha
    latif latifa laxman laxmi leela lejla lerato lhoussaine liridon liridona lirim loay lotfi loubna louiza lubna luljeta
    lulzim lungile maamar madan madhav madhavi madhu madhuri madhusudan madiha maha mahbub mahdia mahendra maher mahesh
    mahfoud mahfoudh mahjoub mahmood mahmoud mahmud maimouna majd majed majid majida makhtar malathi malek malick malini
    mamadou mamoudou mamoun mamta manal manas mandeep mandip mandla mangesh maninder manish manisha manjeet manjit manju
    manjula manjunath manmeet manohar manoj manpreet mansi mansour maroua marouan marouane marwa marwan maryem massoud
    maulik mayank maysoun mayur mayuri mazen mbarek mbaye medha mediha meena meenakshi meenal megha meghna mehdia
    mehmedalija meliha mensur meriam meriem merima mersiha messaoud mevludin midhat milind miloud mimoza minal mirnes mirsad
    mirsada mirza mitali modou mohamad mohamadou mohammad mohan mohannad mohcine mohinder mohit mohsen mohsin mokhtar monali
    moncef monder monir moriba mostafa mouad mouhamadou mouhamed mouhcine mouloud mouna mounia mounir mounira mourad moussa
    moustafa moustapha muamer muammar mubarak mufid muhamad muhamed muharem mujo mukesh mukund muneer munevera munira murali
    mustafa mustapha myriem nabeel nabila nadeem nader nadim nadira naeem nafissa nagaraj nagesh naim naina najat najib
    najiba najim najla najoua najwa nalini namrata nandini nandkishor narayan narayanan narendra naresh nargis narinder
    narjes narjiss naseem nashwa nasim nasira nasr nasreddine nasrin nasser nassera nassima navdeep naveen navin navjot
    nawal nawel nayla nazha nazih ndeye nedzad neelam neelesh neena neeraj neeru neeta neetu nermina nexhmije nezha ngoc
    ngone nguyet nhat nhu nhung nidal nidhi nihad nihal nijaz nikhil nikunj nilam nilesh nimesh niraj niranjan nirav nirmal
    nirmala nisrine niten nitesh nitin nitish nizar nkechi nkem nkiru nkosana nnamdi nneka nnenna noha nomsa nonso nouhaila
    noura noureddine nourhane nourredine nupur nurah nusret oanh obiageli obinna obioma ogechi okechukwu olabisi oladipo
    olamide olanrewaju olayinka olufemi olufunke olukayode olumide olusegun olusola oluwafemi oluwatobi oluwatosin omolara
    omotayo omprakash onyeka onyinye othman othmane ouafa ouafae ouassim ouissal oumaima oumar oumou ousmane oussama
    ousseynou padma padmaja padmini pallavi pankaj parag paramjit paresh parminder parth parul parvati parveen payal petrit
    phuong pinal piyush prabha prabhakar prabhat pradeep pradip pradnya prafulla prakash pramila pramod pranab pranav pranay
    prasad prasanna prasanth prashant prashanth pratap pratibha pratik pratiksha pratima praveen pravin preeti premal prerna
    prity priyanka purnima purushottam qasim qendrim quang quoc quyen quynh rabab rabah rabie rabii rachana rachid rachida
    rachna radia radouane raed rafik rafika rafiq raghav raghavendra ragheb raghu rahim rahima rahma rahul rajaa rajae rajan
    rajani rajat rajeev rajendra rajeshwari rajinder rajiv rajkumar rajni rajnish rajshree rakesh rakhi ramachandran ramadan
    ramakrishna ramakrishnan raman ramanathan ramez ramiz ramy ramya ramzi ranbir randa rania ranjan ranjana ranjeet ranjit
    raouf rasha rasheed rashmi ravinder ravindra reda redha redouan redouane reema reena refik rehab rekha renu renuka
    reshma riad riadh richa rida ridha ridouan rima rinor ritesh ritika ritu riya riyad rizwan rkia rochdi rohan rohini
    rokhaya roopa roshan roshni roukaya rrahim ruchi ruchika rupa rupal rupali rupesh rupinder ruqayya saad saadia sabah
    sabir sabra sachin saddik sadek sadete sadhana sadia safaa safae safet safia safiya safouane safwan sahil saida saif
    sajid sakina salah salaheddine saleh salim salima salimata salman salwa samar sameer samer samih samiha samra sana sanaa
    sanae sandeep sandhya sandip sanel sanela sangeeta sangita sanjana sanjeev sanjeeva sanjiv sanket santosh saoussen
    sarabjit sarala saraswati saritha sarvesh satinder satnam satvinder satwant satyam satyendra saurabh savita sawsan
    sayeed sead seema segun seid sekou selver semir senad senada serigne sevala seydou shaban shadi shadia shafiq shaheen
    shahid shahida shaila shailendra shailesh shaima shakil shakir shalini shamim shankar shantanu sharad sharda sharif
    sharmila shashank shashi sheetal shekhar sherif sherine shilpa shilpi shirin shivani shkelqim shobha shpend shpetim
    shqipe shraddha shreya shreyas shridhar shrikant shruti shubham shubhangi shweta sibusiso siddharth siddhartha siham
    sihame sihem simisola simran sipho skender slimane smail smita smitha sneha sobha sofian sofiane soheil sokhna somnath
    sonal sonali sonam souad soufian soufiane souhail souhaila souhayla soukaina soulaiman soulaimane souleyman souleymane
    soumaya soumia soumya soundous sridevi sridhar srikanth srinivas srinivasan suad suada subash subhash subramaniam
    subramanian sucheta sudarshan sudeep sudha sudhakar sudhanshu sudhir suela suha suhail suhayla sujata sujatha sukhdev
    sukhjinder sukhjit sukhpreet sukhvinder sukhwinder sulabha sulaiman suleiman sulejman suleman suljo suman sumanth sumaya
    sumit sumitra sundaram sundeep supriya surabhi suraj surbhi surekha surendra surinder surjit sushil sushila sushma
    suvarna swapna swapnil swarup swati sweta taher tahir talal taleb talha tanmay tanuja tanvi taoufik taoufiq tarak tareq
    tarun tawfik tayeb tejal tejas tejinder temitope teuta thabo thami thandi thang thanh themba thi thoa thouraya thuong
    thuy titilayo tobenna tokunbo tolulope toufik toufiq trang trinh trung trupti tuan tunde tushar tuyen tuyet uche uchenna
    uday ugochukwu ugonna ujjwal umar umesh upendra urmila urvashi usama usha usman utkarsh uttam uyen vahid vaibhav
    vaishali valbona valdrin valon vandana vanita varsha varun vasant vasanth vasanthi vasudev vasudha veena venkat
    venkatesan venkatesh venkatraman vibha vibhuti vidya vignesh vijayalakshmi vikas vikash vikesh vikrant vimal vimala
    vinay vinayak vineet vineeta vinh vinita vinod vinodh vipin vipul virendra visar vishal vishnu vishwanath vivek vjollca
    wadih wafa wafaa wafae wahib wahiba wahid wajdi wajih waleed walid walida wassila wassim wiam widad wijdane xhemal
    xhevahire xhevat yacin yacine yacoub yacouba yamina yamini yaqub yash yashoda yashwant yasin yasine yasser yassin yassir
    yassmine yazid yetunde yewande yinka ylli yogesh yogita youness younis younous yousef yousif yousra yousri youssouf
    youssoupha yunus yusra yuvraj zaher zahia zahir zahira zahra zainab zainabou zakaria zakariae zakariya zaki zakia zakiya
    zamir zanele zayd zaynab zayneb zehra zeina zeinab zeineb zeynabou ziad zied zijad zineb zineddine ziyad zohair zohra
    zoubida zoubir zouhair zouhir zoulikha zumreta
";
