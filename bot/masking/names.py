"""Given names and surnames, folded: those that are everyday words too need a capital letter."""

from bot.understanding.normalise import words

GIVEN = frozenset(
    words(
        """
    adam adrian agata agnieszka ala alan albert aldona aleksander aleksandra alek alfred alicja
    alina alojzy amelia anastazja andrzej andzrej ania anita anka anna antek antoni antonina
    apolonia arek arkadiusz artur asia aska barbara bartek bartlomiej bartosz basia baska beata
    bernadeta bernard blanka blazej bogdan boguslaw boguslawa bogumil bogumila bolek boleslaw
    borys bozena bronislaw bronislawa bruno cecylia celina cezary czarek czeslaw czeslawa damian
    daniel daniela danuta danka darek daria dariusz dawid diana dominik dominika dorota dorotka
    edward edyta ela eliza elwira elzbieta emil emilia emilka eryk eugenia eugeniusz ewa ewelina
    fabian felicja feliks filip franciszek franciszka franek fryderyk gabriel gabriela gaba
    genowefa gosia grazyna grzegorz grzes grzesiek gustaw halina halinka hania hanka hanna helena
    henryk henryka hubert hugo ida ignacy iga igor ilona ineza irek irena ireneusz iwona iza
    izabela izabella jacek jadwiga jadzia jagoda jakub jan janek janina janusz jarek jaroslaw
    jaska jasiek jedrzej jerzy joanna jola jolanta jonasz jozef jozefa judyta julia julian
    julianna julita julka jurek justyna kacper kaja kajetan kalina kamil kamila karina karol
    karolina kasia kaska katarzyna kazik kazimierz kazimiera kinga klaudia klaudiusz klementyna
    konrad konstanty kornel kornelia krystian krystyna krysia krzysiek krzysztof krzys ksawery
    kuba lech leszek lena leokadia leon leonard lidia liliana lilianna lucja lucjan lucyna ludwik
    ludwika lukasz maciej maciek madzia magda magdalena maja malgorzata malwina marcel marcela
    marceli marcelina marcin marcjanna marek margareta maria marian marianna mariola mariusz
    mariola marlena marta martyna maryla marysia mateusz matylda maurycy mieczyslaw mieczyslawa
    mieszko mikolaj milena milosz mira miroslaw miroslawa mirka mirek monika nadia natalia
    natalka natasza nela nikodem nikola nina norbert ola olaf olek olga oliwia oliwer olivier
    oskar otylia patrycja patryk paula paulina pawel piotr piotrek pola przemek przemyslaw
    radek radoslaw rafal regina remigiusz renata robert roksana roman romana romuald roza
    rozalia ryszard rysiek sabina salomea samanta sandra sara sebastian seweryn slawek slawomir
    sonia stanislaw stanislawa staszek stasiek stefan stefania sylwester sylwia szczepan szymon
    tadeusz tadek tamara teodor teresa tomasz tomek tosia tymon tymoteusz tytus urszula ula
    wacek waclaw waclawa waldek waldemar walenty waleria wanda weronika wieslaw wieslawa wiesiek
    wiktor wiktoria wilhelm wincenty wiola wioletta witek witold wladek wladyslaw wladyslawa
    wlodek wlodzimierz wojciech wojtek zaneta zbigniew zbyszek zdzislaw zdzislawa zenon zofia
    zosia zuza zuzanna zuzia zygmunt
    aaron abdul abigail ahmed aisha alex alexander alexandra alexis alice ali alison amanda amy
    andrea andrew andy angela anne annie anthony ashley barbara ben benjamin bethany betty bill
    billy bob brandon brenda brian bruce bryan carl carlos carol caroline catherine charles
    charlie charlotte chloe chris christian christina christine christopher claire clara
    cynthia dan dave david deborah dennis derek diane don donald donna dorothy doug douglas
    dylan edward eleanor elena elizabeth ella ellen emily emma eric erica ethan eva evelyn fatima
    felix fiona fred gareth gary george gerald giovanni greg gregory hannah harold harry harvey
    hassan heather henry howard hussein ian ibrahim isaac isabella jacob jake james jamie jane
    janet jason jeff jeffrey jennifer jenny jeremy jessica jim jimmy joan joe joel john johnny
    jon jonathan jordan jose joseph josh joshua juan judith judy karen kate katherine kathleen
    katie keith kelly ken kenneth kevin kim kyle larry laura lauren laurence lee leo leonardo
    lewis liam lily linda lisa logan louis louise lucas lucy luis luke margaret marie martha
    martin mary matt matthew megan melissa michael michelle miguel mike mohamed mohammad mohammed
    muhammad nancy natalie nathan neil nicholas nick nicole nigel noah oliver olivia omar oscar
    pamela patricia patrick paul pedro peter phil philip rachel ralph raymond rebecca richard
    rick ricardo roger ron ronald rosie ruth ryan sally sam samantha samuel sarah scott sean
    sharon simon sophia sophie stephanie stephen steve steven stuart susan sue teresa terry
    thomas tim timothy tina todd tom tommy tony tracy vanessa victor victoria vincent walter
    wayne wendy william yusuf zoe
    alona anatolii anatoliy anastasia anastasiia andrei andrii andriy artem bohdan borys daryna
    denys dmitri dmitry dmytro evgeny halyna hanna hryhorii ihor inna irina iryna ivan ivanna
    kateryna katerina khrystyna kostya ksenia kyrylo larysa lesia lesya liubov lyubov liudmyla
    lyudmyla mark maksym marharyta mariia maryna mykhailo mykola myroslava nadiya nataliia nataliya
    nataliia nazar oksana oleg oleh oleksandr oleksandra oleksii oleksiy olena olesia olha
    orest ostap pavlo petro polina roksolana ruslan serhii serhiy sergei sergey svitlana
    sviatoslav taras tetiana tetyana tatiana vadym valentyna valeriia valerii vasyl viktoriia
    vira vitalii vitaliy vladimir volodymyr vyacheslav yana yaroslav yelena yevhen yevheniia
    yulia yuliia yurii yuriy zhanna zoryana
    александр александра алексей алена алина алла анастасия анатолий андрей анна антон артем
    богдан борис вадим валентина валерий василий вера виктор виктория виталий владимир вячеслав
    галина дарья даша денис дима дмитрий евгений евгения екатерина елена иван игорь инна ирина
    катя кирилл константин ксения лариса лена людмила максим марина мария маша михаил надежда
    наталья наташа никита николай оксана олег ольга павел петр полина роман руслан саша светлана
    сергей станислав степан таня татьяна тарас федор юлия юрий яна ярослав
    олександр олександра олексіи олена олеся андріи аліна анастасія анатоліи богдана валеріи
    василь вікторія віктор віталіи володимир вячеслав галина ганна григоріи дарина дмитро євген
    євгенія зоряна іван іванна ігор інна ірина катерина кирило ксенія лариса леся любов людмила
    маргарита марія микита микола мирослава михаило надія назар наталія олег ольга орест остап
    павло петро роман руслан світлана святослав сергіи соломія софія степан тарас тетяна христина
    юлія юріи яна ярина ярослав
    """  # noqa: RUF001 - the letters of Ukrainian
    )
)

NEEDS_CAPITAL = frozenset(
    words(
        """
    art frank jack rose grace hope faith joy will may april june summer dawn max ray pat rob
    sky mia malina pelagia kalina jagoda roza ida don bill sue jordan lee wojt pola iga ali dan
    ken kim ron scott vera slava krol zajac baran duda wilk bak lis urban mazur wrobel sikora
    kania dudek kolodziej taylor brown miller
    """
    )
)
"""Also in lower case these are words: "I am frank"."""

SURNAMES = frozenset(
    words(
        """
    nowak kowalski kowalska wisniewski wisniewska wojcik kowalczyk kaminski kaminska lewandowski
    lewandowska zielinski zielinska szymanski szymanska wozniak dabrowski dabrowska kozlowski
    kozlowska jankowski jankowska mazur kwiatkowski kwiatkowska wojciechowski wojciechowska
    krawczyk kaczmarek piotrowski piotrowska grabowski grabowska zajac pawlowski pawlowska
    michalski michalska krol nowakowski nowakowska wieczorek wrobel jablonski jablonska majewski
    majewska stepien olszewski olszewska jaworski jaworska malinowski malinowska dudek adamczyk
    pawlak gorski gorska sikora witkowski witkowska walczak rutkowski rutkowska baran michalak
    szewczyk ostrowski ostrowska tomaszewski tomaszewska pietrzak duda zalewski zalewska
    wroblewski wroblewska jasinski jasinska marciniak sadowski sadowska bak zawadzki zawadzka
    jakubowski jakubowska wilk borkowski borkowska chmielewski chmielewska sokolowski sokolowska
    wlodarczyk szczepanski szczepanska gajewski gajewska kubiak kalinowski kalinowska wysocki
    wysocka maciejewski maciejewska czarnecki czarnecka kolodziej urban kazmierczak sobczak
    glowacki glowacka lis cieslak kucharski kucharska wasilewski wasilewska kania smith jones
    williams johnson brown davis miller wilson taylor shevchenko bondarenko kovalenko kravchenko
    melnyk boyko tkachenko kovalchuk ivanov ivanova petrov petrova
    """
    )
)

NEVER = words(
    "klast clust lubl lubel lublin foto photon swiatlow lotni aviat cebul jajk egg medyc medic "
    "biotech biolog eko eco energ food spozyw zywno drew wood metal maszyn motoryz automot "
    "restaur hotel kultur cultur turyst touris wschod east ict esta dizajn design budow logist "
    "kontakt contact telefon phone skladk fee student firm"
)
"""What our subjects begin with: no names of people, though no everyday words either."""
