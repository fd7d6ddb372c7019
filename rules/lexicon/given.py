"""First names that people bear where our four languages are spoken, in plain letters: a sign that somebody is meant.

Names that are words as well (Ernst, Esperanza, Will) are left out.
"""

NAMES = """
aaron abdul abel abelardo abena abigail adaeze adam adela adele adelheid aditi aditya adrian adriana adwoa
afia agapito agathe agnes agnieszka ahmed aicha aida aigerim aiko aileen ainhoa aino aisha aisling aitor
akira akosua aksel alain alan alana albert alberto albrecht aldo alejandra alejandro aleksandra alena
alessandra alessandro alexander alexandra alexandre alexandros alexei alfonsina alfonso alfred ali alice
alicia alina aline alison alistair alois alvaro ama amadou amalia amanda amara amaya amelie amina amir
amit amy ana anais ananya anastasio anatole anders andrea andreas andrei andres andrew andrzej angela
angelo anicet aniceto anita anja anjali anke ann anna annabel anne annegret annelie annette annika anouk
anselm anselmo ansgar antje antoine anton antonia antonio anya aoi aoife apolline apolonia aquilino
araceli arantxa arash ariadna ariane arjun armando armelle armin arnaud arne arno arthur arturo arun arvid
asger ashok asier astrid audrey augustin augustine aurelie aurelien aurelio axel ayodele ayse azadeh
aziliz baldomero balthasar baptiste barbara barnaby bartholomew bastian beate beatrice beatriz begona ben
benedikt benita benjamin bennet benoit berenice bernadette bernard bernarda bernardo bernd bert berta
berthe bertille bertrand beth bettina biel bilal birgit birgitta bjorn blandine blas bogdan boris brais
branka braulio brenda brian bridget brigitte britta bruno bukola burak calixto camila camille candido
caoimhe capucine carina carl carla carlo carlos carmen carolina caroline carsten carys casimiro caspar
catalina catalino catherine cayetana cecile cecilia cedric celedonio celeste celestina celia celine cem
chantal charles charlotte chau chiara chidi chinedu chioma chiyo chloe chris christa christelle christiane
christina christine christoph christophe christopher ciara ciriaco clarisse claude claudia clemens cleofe
clothilde clotilde colette colin conchita connor conrad cora corentin corinne cornelia cornelius cosima
cosme cosmo crisanto cristina cunegonde cyril cyrus dagmar daichi dalmacio damian damien daniel daniela
daniele daniyar daphne dario david dayo deborah deepa deepak delia delphine demetrio denis denise derek
dermot desmond detlef diana didier diego dieter dilara dilnoza dilys dimitri dirk divya dmitri dominik
dominique domitila donald donna doris dorota dorothea dorothee dragan dumitru duncan dylan eamon eberhard
eckhard edda edelmira edeltraud edgar edith edmund eduardo edward edwige efua eileen eivind ekaterina
eladio elena eleni eleonore eleuterio elias elif elin elisa elisabeth elise elizabeth elke ellen elliot
eloise elpidio elsa eluned elvira emeka emeterio emi emil emile emilia emiliano emilie emilio emily emma
emmanuel emre emrys encarna enno enrico enrique enzo eoin epifania eric erica erik erika erlan ernesto
erwan erwin esme esteban estelle esther etienne eugen eugenia eugenie eulalia eulalie eusebio eva evan
evariste evaristo evelyn everett ewa ezekiel ezra fabian fabien fabienne fabio facundo farah farid fatima
federico felicia felipe felix femi ferdinand fergus fermin fernanda fernande fernando fiete filomena fiona
flavia florent florentino florian florin fokko francesca francesco francine francis francisco franck
francois francoise frank franka franz franziska frauke frederic frederik freja freya frida frieda
friedlinde friedrich fritz fulgence fulgencio funmi gabriel gabriela gabrielle gaspard gaston gauri
gauthier geesche gemma genaro genevieve geoffrey georg george georges georgina gerald gerard gerda gerhard
gerlinde germaine gernot gertrud gervasio gesche gethin ghislain giacomo giannis gideon gilbert gilles
gina giorgio giovanni gisela giulia giuseppe goran gordon gorka graham grainne gregoire gregor gregoria
gregory greta gretchen guadalupe gudrun guillaume guillermo gulnara gunda gundula gunnar gunther gustav
gwen gwenael gwenaelle gwendolyn haakon hadrien hakan halima halina halvard hamid hanna hannah hannelore
hannes hans harald haris harish harold harriet harry haruka harun haruto hassan hauke hector hedwig
heidrun heike heiko heinrich heinrike heinz helen helena helene helga helmut hendrik henri henriette
henrike henry herbert hermann hermine herminia hilario hilda hilde hildegard hinrich hipolito hiro hiroshi
hoang holger horst hortense hubert hugo hugues huong ian ibrahim idris ifeoma ignacio igor iker ileana
ilhan ilka ilnur ilse ilya imani imke imogen imre indira ines inga ingeborg ingo ingrid ingvild inigo inka
insa ioana iratxe irena irene irina irma irmgard isaac isabel isabella isabelle isidora isidro ismael
itsuki itziar ivan ivana ivo iwona jacinta jacinto jacob jacqueline jacques jaime jakob james jamila jan
jana jane janek janet janina jannik janos jarle jaroslav jasna jasper javier jeanne jedediah jeff jelena
jelka jenna jennifer jenny jens jeremias jeremy jerome jesper jessica jesus jimena jin joachim joan joanna
joaquin jocelyn jochen joel joelle johan johanna johannes john jon jonas jonathan jonte jordi jorge jorgen
jorinde jose josef josefa josefina joseph josephine josh joshua josiah josue jovana joyce juan juana
juanita judith jules julia julian juliana julie julien juliette julio jurgen justus kaito kaja kamal
kamila karen karim karin karina karl karla karola karolina karsten kasimir kasper katarina kate katerina
katharina katherine kathleen kathrin katja katrin kavita kehinde keiko keith kemal kenji kenneth keno
kenta kerstin kevin khadija khanh kilian kim kirsten kjell klara klaus kofi konrad konstantin korbinian
kristin kristina kristof krzysztof kunigunde kunle kurt kwabena kwaku kwame ladislao laia laila lakshmi
lalita lamine lara larissa lars laszlo laura laure laureano laurence laurent lauri laurin lavinia layla
leandra leandro leif leila leire lena lennart leo leocadia leonard leonardo leonce leonie leonor leonora
leontine leopold leopoldine lerato leszek leticia lettice levin lew leyla lia liam liborio lidia liesel
lieselotte lilian liliana lilith lilly lilou lina linh linnea linus lionel lisa lisandro lise lisette liv
livia liz loic lola lorena lorenz lorenzo loriane lothar lotte louis louisa louise louison lourdes luc
luca lucas lucia lucian lucie lucien lucile lucrecia lucy ludger ludivine ludmilla ludovic ludwig ludwina
luigi luis luisa luise luitpold luka lukas lutz lydia lydie lysander mabel macarena macario madhav mads
maelle maelys maeva maeve magali magda magdalena magnus mahmoud maia maike maja malaika malcolm malika
malo malte mamadou mandla manfred manon manuel manuela marc marcel marcela marcelino marcelo marcos marcus
mareike marek margaret margarete margarita margit margot marguerite maria mariam mariana marianne marie
marika mariko mario marion marisol marit marjorie marko markus marlene marlon marta martha marthe martin
martina martine mateo mateusz mathias mathieu mathilde mathis mathurin matilda matt matteo matthew
matthias matthis mattis maud maura maureen maurice mauricio maxence maxim maxime maximilian maximiliano
maya mechthild medard meera mehdi mehmet mei melanie melchior melchora melina melissa merce meret merle
michael michaela michel michele michelle miguel mihai mikael mikel mikhail miko mila milan milena milos
minh miranda mireille mirela miriam mirjam mirko mohamed mohammad mohammed mohan moira mona monica monika
monique montserrat mordecai morgane moritz moses muriel mustafa myriam nadia nadine nadja nahia naima
nandi naomi nasrin natalia natalie natasha nathalie nathan nathaniel neha neil nele nelly nemesio nerea
nestor ngoc ngozi nguyen niamh nicanor nicholas nick nicola nicolas nicole niels nikhil nikita nikola
nikolai nikolaus nils nina nino nisha nkechi noah noelle noemi noemie nolwenn nomsa noor nora norbert
noriko notburga nour nuria nurlan obadiah oceane octavio odalys oddvar odette odile oisin oksana olaf oleg
olegario olena olga oliver olivia olivier olof olu oluwaseun olympe omar ondrej onofre ophelia ophelie
oriol orla orlando ortrud oscar oskar osman oswald ottilie otto ottokar ozge pablo paco padraig pamela
paola paolo parisa pascal pascuala patricia patricio patrick patrizia pau paul paula paulina pauline
paulino paulo pavel pedro peggy penelope percival pere perpetua perrine petra petronella petronila phil
philip philipp philippa philippe philomena philomene phoebe phuong pia piet pieter piotr pjotr policarpo
pooja prakash priscilla priya quentin quirin rachel rachid radha radu rafael ragnhild rahel rahul raimund
raimunda rainer raissa rajesh rakesh ralf ralph ramira ramon ramona raphael raquel rasmus raul ravi
raymond raymonde rebecca regine reiner reinhard reinhold remi remigio remy renata renate renaud resi
rhiannon ricarda ricardo richard riku rita robert roberta roberto robustiano rocio roderick rodolfo
rodrigo roger rohan rohini roisin roland rolf romualdo romy ronald ronan ronja rosalia rosalie rosalind
rosamund rosendo roser roswitha rowan rowena roxane rozenn ruben rudi rudolf rufino runa rupert rustam
ruth ryan sabas sabela sabina sabine sabrina sacha sakura salma salome sam samantha samir samira samuel
sanchez sandra sandrine sanjay saoirse sara sarah sascha saskia satoshi saturnino saule savita scott
sebastian sebastiano sebastien segismundo segun selim selma sepp serge sergei sergio severin shanti sheila
shirin shreya sibylle sidonie siegfried sieglinde sigrid sigurd silke silvestre silvia silvio simba simon
simona simone siobhan sipho siri sofia solange solene solenn solvei solveig sonia sonja sophia sophie
soraya soren stavros stefan stefanie stella stephan stephane stephanie stephen steve steven sunil sunita
suresh susan susana susanna susanne suzanne svantje svea sven svend svenja svetlana swantje sybil sybille
sylvain sylvere sylvester sylvia sylvie tabea tabitha tadeo tadeusz tadhg takeshi tamara tanguy tanja
tanya tarek tatiana telmo telse tendai teodora teofilo teresa thabo thaddeus thais thandiwe thando thanh
thea theo theodor theodora theodosia theophile theresa therese thibaud thibault thierry thilo thomas
thorsten thuy tiago tibor tilda tilman tim timo timothy timur tina tiphaine tjark tobi tobiah tobias todd
tom tomas tomasa tomasz tomislav tomke tomma toni tonio torben toribio torsten torvald tove trang traudl
tristan tristane trude tuan tuncay tunde tuva tyler udo ugo ulf uli ulises ulla ulrich ulrike unai urbain
uros ursula ursuline ute uwe uxia vaclav valentin valentina valeria valeriano valerie valeska vanessa
varun venancio vera verena veronica veronika veronique vesna vicente victor vijay vikram viktor viktoria
vincent vinh virginie vivian viviane vladimir vroni walburga waldtraud walter waltraud wanda wanjiru wei
wenceslao wendel wendelin wendeline wendy wenzel werner wiebke wilfried wilhelm wilhelmina willem william
willy winfried winifred wolfgang wolfhard wolfram xabier xaver xavier ximena ximo xuan yaiza yann yannick
yannig yannis yara yasemin yasmin yasmina yolanda youssef yua yuka yuki yuri yusuf yvan yves yvette yvonne
zacarias zacharias zahra zanele zarina zdenka zebulon zelie zenon zita zoe zofia zola zoltan zoran zuzana
"""
GIVEN = frozenset(NAMES.split())
