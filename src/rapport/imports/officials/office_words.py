"""What the words of posts and institutions are in English, French and Arabic, for comparing them.

A line is one thing: its words in any of the three languages, short forms too, an underscore
between the words of one way. Native speakers: please add yours. Case, accents, articles and the
variants of Arabic letters do not matter.
"""

_RANKS = """
minister ministre وزير وزيرة min
prime_minister premier_ministre première_ministre رئيس_الوزراء رئيس_مجلس_الوزراء رئيس_الحكومة
deputy dep dpty adjoint adjointe نائب نائبة معاون
vice
assistant asst assistante مساعد مساعدة
director directeur directrice dir مدير مديرة
head chief chef cheffe responsable رئيس رئيسة مسؤول مسؤولة
president président présidente pres رئيس_الجمهورية
chair chairman chairwoman chairperson رئيس_المجلس
governor gov gouverneur محافظ والي
mayor maire عمدة رئيس_البلدية رئيس_بلدية head_of_municipality
commander cmdr cdr comd commandant commandante قائد آمر
chief_of_staff chef_d'état_major chef_d'etat-major رئيس_الأركان رئيس_أركان رئيس_هيئة_الأركان
secretary secrétaire sec أمين سكرتير
general général générale gen public publique publics publiques عام عامة
undersecretary under-secretary under_secretary sous_secrétaire وكيل_الوزارة وكيل_وزارة
permanent permanente دائم
spokesperson spokesman spokeswoman porte-parole porte_parole ناطق متحدث ناطق_رسمي متحدث_رسمي
adviser advisor conseiller conseillère مستشار مستشارة
inspector inspecteur inspectrice مفتش
prosecutor procureur procureure مدعي وكيل_النيابة
judge juge magistrat قاضي
commissioner commissaire مفوض
coordinator coordinateur coordinatrice coordonnateur coordonnatrice coord منسق منسقة
manager gestionnaire
representative représentant représentante rep ممثل ممثلة
delegate délégué déléguée مندوب
ambassador ambassadeur ambassadrice سفير سفيرة
prefect préfet préfète
subprefect sous-préfet sub_prefect sous_préfet قائمقام قائم_مقام
treasurer trésorier trésorière أمين_الصندوق
member membre عضو
officer agent ضابط موظف
supervisor superviseur superviseure مشرف
mukhtar mokhtar مختار village_head village_chief chef_de_village
liaison ارتباط
prince emir émir amir أمير
"""

_BODIES = """
ministry ministère وزارة
department dept département دائرة قسم
directorate direction مديرية
office bureau مكتب
service services خدمات خدمة
authority authorities autorité autorités سلطة هيئة
council conseil مجلس
committee comité commission لجنة
court tribunal cour محكمة
agency agence وكالة
police policing شرطة
gendarmerie درك
army armée جيش
forces force قوات قوة
guard guards garde حرس
brigade bde لواء
battalion bataillon bn كتيبة
division فرقة
unit unité وحدة
command commandement قيادة
front جبهة
movement mouvement حركة
party parti حزب
union اتحاد
association جمعية رابطة
municipality municipalité commune mairie بلدية
governorate gouvernorat محافظة
province ولاية
district قضاء
region région إقليم منطقة
city ville مدينة
village قرية
camp مخيم
hospital hôpital مستشفى مشفى
port harbour harbor ميناء مرفأ
airport aéroport مطار
border borders frontière frontières حدود
crossing point_de_passage poste_frontière معبر معابر
checkpoint poste_de_contrôle حاجز حواجز
university université جامعة
bank banque بنك مصرف
prison prisons سجن سجون
chamber chambre غرفة
government gouvernement govt حكومة
embassy ambassade سفارة
"""

_SUBJECTS = """
interior intérieur داخلية
internal interne internes داخلي
external externe externes خارجي
defence defense défense دفاع
foreign étrangères étranger خارجية
finance finances مالية
health santé صحة
education éducation enseignement تربية تعليم
justice عدل
agriculture agricole زراعة
fisheries fishery pêche pêches أسماك
livestock élevage ثروة_حيوانية
water eau eaux مياه
electricity électricité كهرباء
energy énergie طاقة
oil petroleum pétrole نفط
transport transports نقل مواصلات
trade commerce تجارة
economy économie اقتصاد
industry industrie صناعة
labour labor travail emploi عمل
social sociale sociales اجتماعية اجتماعي
housing logement habitat إسكان
planning planification plan تخطيط
relief secours إغاثة
humanitarian humanitaire humanitaires إنساني إنسانية
aid aide assistance مساعدات معونة
permits permit permis autorisations authorisations تصاريح تراخيص رخص
passports passport passeports جوازات جواز
visas visa تأشيرات
immigration هجرة
customs douane douanes جمارك
tax taxes impôts ضرائب
security sécurité sûreté أمن أمنية أمني
intelligence renseignement renseignements مخابرات استخبارات
operations opérations ops عمليات
logistics logistique لوجستيات إمداد
supply supplies approvisionnement تموين
information إعلام
media médias وسائل_الإعلام
communication communications اتصالات télécommunications telecommunications telecoms
culture ثقافة
religious religieux religieuses أوقاف دينية
women femmes مرأة نساء
youth jeunesse شباب
displaced déplacés نازحين مهجرين
refugees réfugiés لاجئين
environment environnement بيئة
works travaux أشغال
civil civile مدني مدنية
military militaire عسكري عسكرية
political politique سياسي سياسية
state état دولة
national nationale وطني وطنية
cooperation coopération تعاون
legal juridique قانوني قانونية
administrative administration administratif إدارة إدارية إداري
personnel human_resources ressources_humaines موارد_بشرية
protocol protocole بروتوكول مراسم
cabinet ديوان
coordination تنسيق
registration registry enregistrement تسجيل سجل
vaccination immunisation immunization تلقيح تطعيم لقاحات
emergency urgence urgences طوارئ
nutrition تغذية
roads routes road طرق
maritime بحرية بحري
coast côte côtes سواحل
fire incendie إطفاء
local locale locales محلي محلية
relations علاقات
development développement تنمية
reconstruction إعمار
archives أرشيف
audit contrôle رقابة
statistics statistique statistiques إحصاء
traffic circulation سير مرور
market marché سوق
north northern nord شمال شمالي شمالية
south southern sud جنوب جنوبي جنوبية
east eastern est شرق شرقي شرقية
west western ouest غرب غربي غربية
central centre center وسط مركزي مركزية
"""

_NUMBERS = """
first 1st 1er 1ère 1re premier première i أول أولى
second 2nd 2e 2ème ii deuxième seconde ثاني ثانية
third 3rd 3e 3ème iii troisième ثالث ثالثة
fourth 4th 4e 4ème iv quatrième رابع رابعة
fifth 5th 5e 5ème cinquième خامس خامسة
sixth 6th 6e 6ème sixième سادس سادسة
seventh 7th 7e 7ème septième سابع سابعة
eighth 8th 8e 8ème huitième ثامن ثامنة
ninth 9th 9e 9ème neuvième تاسع تاسعة
tenth 10th 10e 10ème dixième عاشر عاشرة
"""

ACTING = (
    *("acting", "interim", "ad interim", "a.i.", "caretaker", "officer in charge"),
    *("par intérim", "intérimaire", "p.i.", "faisant fonction", "f.f."),
    *("بالوكالة", "بالإنابة", "قائم بأعمال", "قائم بالأعمال", "مكلف", "مؤقت"),
)
"""What says in a post, or in a cell of its own, that its holder only stands in."""

FORMER = (
    *("former", "ex", "previous", "late", "ended"),
    *("ancien", "ancienne", "précédent", "feu", "terminé"),
    *("سابق", "سابقا", "المرحوم", "منتهي"),
)
"""What says that somebody holds it no more."""

VACANT = (
    *("vacant", "vacancy", "empty", "nobody", "tbd", "tba", "to be appointed", "unfilled"),
    *("vacante", "à pourvoir", "poste vacant", "personne"),
    *("شاغر", "شاغرة", "لا أحد", "منصب شاغر"),
)
"""What stands in the place of a name where nobody holds the post."""

STILL = (
    *("present", "current", "today", "now", "to date", "ongoing", "incumbent", "in office"),
    *("présent", "actuel", "actuelle", "à ce jour", "en poste", "en cours", "aujourd'hui"),
    *("حتى الآن", "الآن", "حاليا", "الحالي", "حتى اليوم", "مستمر", "على رأس عمله"),
)
"""What stands in the place of the last day where somebody holds it to this day."""

SMALL = (
    *("of", "the", "for", "and", "in", "at", "to", "on", "affairs", "affair"),
    *("de", "du", "des", "la", "le", "les", "l", "d", "et", "à", "au", "aux", "en", "pour"),
    *("affaires", "chargé", "chargée"),
    *("ال", "في", "من", "و", "على", "شؤون", "لشؤون", "ل"),
)
"""Words that tell no post from another."""


def things() -> list[list[str]]:
    """Return, for each thing, all the ways to say it; some are of several words."""
    return [_ways(line) for table in (_RANKS, _BODIES, _SUBJECTS) for line in _lines(table)]


def numbers() -> list[list[str]]:
    """Return, for the numbers from one on, their ways to be said of a unit or a district."""
    return [_ways(line) for line in _lines(_NUMBERS)]


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


def _ways(line: str) -> list[str]:
    return [way.replace("_", " ") for way in line.split()]
