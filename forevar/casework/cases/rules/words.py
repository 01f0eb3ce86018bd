"""The neutral nature words that case codes begin with, spelled as they are shown on screen.

Left out on purpose: given names (rose, storm), places, danger (wolf, snake), insults (cuckoo) and
words that say something about children (stork).
"""

_TREES_AND_BERRIES = """
bjørk gran furu rogn selje hassel hegg alm eik bøk lønn lind osp einer pil vier svarthyll rødhyll
hagtorn slåpetorn tindved trollhegg krossved leddved berberis dvergbjørk sølvvier lappvier ullvier
myrtevier istervier ørevier gråor svartor hengebjørk dunbjørk fjellbjørk asal sølvasal rognasal
vintereik sommereik spisslønn lerk edelgran bergfuru pors lyng røsslyng klokkelyng blokkebær
tyttebær blåbær krekling multe bringebær teiebær markjordbær tranebær mjølbær rips solbær nype
skrubbær åkerbær kongle never bark løv
"""

_FLOWERS = """
blåklokke hvitveis blåveis gullstjerne smørblomst prestekrage ryllik løvetann tusenfryd hestehov
soleie bekkeblom soleihov nøkleblom kusymre engkarse rødkløver hvitkløver kløver tiriltunge
fuglevikke gjerdevikke skogstjerne gaukesyre skogfiol stemorsblom engfiol myrfiol harerug engsyre
marikåpe humleblom mjødurt tepperot gåsemure sølvmure reinrose fjellsyre geitrams storkenebb
nattfiol marihånd brudespore bukkeblad myrull duskull torvull starr siv takrør dunkjevle nøkkerose
tjønnaks vassoleie strandnellik fjærekoll strandkjeks strandrug marehalm strandkål østersurt
engkall øyentrøst blåkoll bergmynte åkermynte ramsløk gressløk karve kvann sløke issoleie rødsildre
gulsildre sildre bergfrue rosenrot bergknapp smørbukk fjellsmelle rabbesiv moselyng greplyng
blålyng snøull frøstjerne svarttopp jåblom tettegras soldogg dvergjamne kattefot gullris turt
ballblom fjellflokk timotei svingel rødsvingel smyle sølvbunke gulaks blåtopp havre bygg rug hvete
lin
"""

_FERNS_AND_MOSSES = """
strutseving bregne einstape bjønnkam hengeving fugletelg sisselrot blankburkne kråkefot snelle
skogsnelle engsnelle mose torvmose bjørnemose etasjemose furumose fjærmose sigdmose reinlav
kvitkrull lungenever skjegglav islandslav kartlav kantarell steinsopp smørsopp rødskrubb brunskrubb
matriske piggsopp morkel
"""

_BIRDS = """
blåmeis granmeis svartmeis toppmeis løvmeis stjertmeis spettmeis trekryper bokfink bjørkefink
grønnfink grønnsisik gråsisik stillits dompap konglebit korsnebb rosenfink tornirisk bergirisk
jernspurv rødstrupe nattergal blåstrupe rødstjert steinskvett buskskvett svarttrost gråtrost
måltrost duetrost ringtrost fossekall gjerdesmett løvsanger gransanger bøksanger linerle gulerle
sanglerke låvesvale taksvale sandsvale tårnseiler vendehals flaggspett svartspett grønnspett
gråspett lavskrike nøtteskrike hærfugl isfugl ringdue skogdue orrfugl jerpe lirype fjellrype vaktel
åkerrikse trane gråhegre knoppsvane sangsvane grågås stokkand krikkand brunnakke skjeand toppand
bergand kvinand havelle sjøorre ærfugl siland laksand smålom storlom toppdykker tjeld vipe heilo
boltit sandlo rødstilk grønnstilk gluttsnipe skogsnipe rugde storspove småspove myrsnipe
steinvender hettemåke fiskemåke krykkje alke lomvi teist lunde havsule toppskarv havhest jordugle
perleugle spurveugle hornugle tårnfalk fjellvåk fiskeørn
"""

_SMALL_LIFE_AND_WATER = """
humle marihøne sommerfugl øyenstikker vannløper gresshoppe ørret røye sik harr abbor mort brasme
gjedde laks torsk sei hyse lyr brosme sild brisling makrell kveite rødspette rognkjeks blåskjell
kamskjell hjerteskjell sjøstjerne sukkertare fingertare blæretang
"""

_STONE_AND_SKY = """
granitt gneis skifer kvarts feltspat glimmer marmor kalkstein sandstein kleberstein gabbro basalt
porfyr granat topas agat kalsitt dolomitt olivin månestein ametyst jaspis regnbue nordlys dugg rim
bris snøfnugg bekk foss tjern vidde morene
"""

WORDS: tuple[str, ...] = tuple(
    (
        _TREES_AND_BERRIES
        + _FLOWERS
        + _FERNS_AND_MOSSES
        + _BIRDS
        + _SMALL_LIFE_AND_WATER
        + _STONE_AND_SKY
    ).split()
)
