/**
 * Names of months and weekdays, and of the halves of the day, in 61 languages. Written by
 * scripts/monthNames.ts. Source: Unicode CLDR 48.0, in the long and short forms, alone and
 * within a date, and their first letters.
 */

/** Lower case, without a dot at the end; spellings of one thing are parted by `|`. */
export interface LanguageNames {
  language: string
  /** January to December. */
  months: readonly string[]
  /** Monday to Sunday. */
  weekdays: readonly string[]
  am: string
  pm: string
}

export const LANGUAGE_NAMES: readonly LanguageNames[] = [
  {
    language: 'en',
    months: [
      'january|jan|janu', 'february|feb|febr', 'march|mar|marc', 'april|apr|apri', 'may', 'june|jun', 'july|jul',
      'august|aug|augu', 'september|sep|sept', 'october|oct|octo', 'november|nov|nove', 'december|dec|dece',
    ],
    weekdays: [
      'monday|mon|mond', 'tuesday|tue|tues', 'wednesday|wed|wedn', 'thursday|thu|thur', 'friday|fri|frid',
      'saturday|sat|satu', 'sunday|sun|sund',
    ],
    am: 'am|a.m|a. m',
    pm: 'pm|p.m|p. m',
  },
  {
    language: 'de',
    months: [
      'januar|jan|jänner|janner|jän|janu|jänn|jann', 'februar|feb|febr', 'märz|marz|mär|mar|mrz|maerz',
      'april|apr|apri', 'mai', 'juni|jun', 'juli|jul', 'august|aug|augu', 'september|sep|sept', 'oktober|okt|okto',
      'november|nov|nove', 'dezember|dez|deze',
    ],
    weekdays: [
      'montag|mo|mon|mont', 'dienstag|di|die|dien', 'mittwoch|mi|mit|mitt', 'donnerstag|do|don|donn',
      'freitag|fr|fre|frei', 'samstag|sa|sam|sams', 'sonntag|so|son|sonn',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'fr',
    months: [
      'janvier|janv|jan', 'février|fevrier|févr|fevr|fév|fev', 'mars|mar', 'avril|avr|avri', 'mai', 'juin',
      'juillet|juil|juill', 'août|aout|aoû|aou', 'septembre|sept|sep', 'octobre|oct|octo', 'novembre|nov|nove',
      'décembre|decembre|déc|dec|déce|dece',
    ],
    weekdays: [
      'lundi|lun|lund', 'mardi|mar|mard', 'mercredi|mer|merc', 'jeudi|jeu|jeud', 'vendredi|ven|vend',
      'samedi|sam|same', 'dimanche|dim|dima',
    ],
    am: 'am|a.m',
    pm: 'pm|p.m',
  },
  {
    language: 'es',
    months: [
      'enero|ene|ener', 'febrero|feb|febr', 'marzo|mar|marz', 'abril|abr|abri', 'mayo|may', 'junio|jun|juni',
      'julio|jul|juli', 'agosto|ago|agos', 'septiembre|sept|sep', 'octubre|oct|octu', 'noviembre|nov|novi',
      'diciembre|dic|dici',
    ],
    weekdays: [
      'lunes|lun|lune', 'martes|mar|mart', 'miércoles|miercoles|mié|mie|miér|mier', 'jueves|jue|juev',
      'viernes|vie|vier', 'sábado|sabado|sáb|sab|sába|saba', 'domingo|dom|domi',
    ],
    am: 'a. m|a.m',
    pm: 'p. m|p.m',
  },
  {
    language: 'it',
    months: [
      'gennaio|gen|genn', 'febbraio|feb|febb', 'marzo|mar|marz', 'aprile|apr|apri', 'maggio|mag|magg',
      'giugno|giu|giug', 'luglio|lug|lugl', 'agosto|ago|agos', 'settembre|set|sett', 'ottobre|ott|otto',
      'novembre|nov|nove', 'dicembre|dic|dice',
    ],
    weekdays: [
      'lunedì|lunedi|lun|lune', 'martedì|martedi|mar|mart', 'mercoledì|mercoledi|mer|merc',
      'giovedì|giovedi|gio|giov', 'venerdì|venerdi|ven|vene', 'sabato|sab|saba', 'domenica|dom|dome',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'pt',
    months: [
      'janeiro|jan|jane', 'fevereiro|fev|feve', 'março|marco|mar|març|marc', 'abril|abr|abri', 'maio|mai',
      'junho|jun|junh', 'julho|jul|julh', 'agosto|ago|agos', 'setembro|set|sete', 'outubro|out|outu',
      'novembro|nov|nove', 'dezembro|dez|deze',
    ],
    weekdays: [
      'segunda-feira|seg|segunda|segu', 'terça-feira|terca-feira|ter|terça|terca|terç|terc',
      'quarta-feira|qua|quarta|quar', 'quinta-feira|qui|quinta|quin', 'sexta-feira|sex|sexta|sext',
      'sábado|sabado|sáb|sab|sába|saba', 'domingo|dom|domi',
    ],
    am: 'am|a.m',
    pm: 'pm|p.m',
  },
  {
    language: 'nl',
    months: [
      'januari|jan|janu', 'februari|feb|febr', 'maart|mrt|maa|maar', 'april|apr|apri', 'mei', 'juni|jun', 'juli|jul',
      'augustus|aug|augu', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove', 'december|dec|dece',
    ],
    weekdays: [
      'maandag|ma|maa|maan', 'dinsdag|di|din|dins', 'woensdag|wo|woe|woen', 'donderdag|do|don|dond',
      'vrijdag|vr|vri|vrij', 'zaterdag|za|zat|zate', 'zondag|zo|zon|zond',
    ],
    am: 'a.m',
    pm: 'p.m',
  },
  {
    language: 'pl',
    months: [
      'styczeń|styczen|stycznia|sty|styc', 'luty|lutego|lut|lute', 'marzec|marca|mar|marz|marc',
      'kwiecień|kwiecien|kwietnia|kwi|kwie', 'maj|maja', 'czerwiec|czerwca|cze|czer', 'lipiec|lipca|lip|lipi|lipc',
      'sierpień|sierpien|sierpnia|sie|sier', 'wrzesień|wrzesien|września|wrzesnia|wrz|wrze',
      'październik|pazdziernik|października|pazdziernika|paź|paz|paźd|pazd', 'listopad|listopada|lis|list',
      'grudzień|grudzien|grudnia|gru|grud',
    ],
    weekdays: [
      'poniedziałek|pon|poni', 'wtorek|wt|wto|wtor', 'środa|sroda|śr|sr|śro|sro|środ|srod', 'czwartek|czw|czwa',
      'piątek|piatek|pt|pią|pia|piąt|piat', 'sobota|sob|sobo', 'niedziela|niedz|nie|nied',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'ru',
    months: [
      'январь|января|янв|янва', 'февраль|февраля|февр|фев', 'март|марта|мар', 'апрель|апреля|апр|апре', 'май|мая',
      'июнь|июня|июн', 'июль|июля|июл', 'август|августа|авг|авгу', 'сентябрь|сентября|сент|сен',
      'октябрь|октября|окт|октя', 'ноябрь|ноября|нояб|ноя', 'декабрь|декабря|дек|дека',
    ],
    weekdays: [
      'понедельник|пн|пон|поне', 'вторник|вт|вто|втор', 'среда|ср|сре|сред', 'четверг|чт|чет|четв',
      'пятница|пт|пят|пятн', 'суббота|сб|суб|субб', 'воскресенье|вс|вос|воск',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'zh',
    months: [
      '一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月',
    ],
    weekdays: [
      '星期一|周一|週一', '星期二|周二|週二', '星期三|周三|週三', '星期四|周四|週四', '星期五|周五|週五', '星期六|周六|週六', '星期日|周日|週日',
    ],
    am: '上午|凌晨|清晨|早上',
    pm: '下午|中午|傍晚|晚上',
  },
  {
    language: 'ja',
    months: [
      '', '', '', '', '', '', '', '', '', '', '', '',
    ],
    weekdays: [
      '月曜日', '火曜日', '水曜日', '木曜日', '金曜日', '土曜日', '日曜日',
    ],
    am: '午前',
    pm: '午後',
  },
  {
    language: 'ko',
    months: [
      '', '', '', '', '', '', '', '', '', '', '', '',
    ],
    weekdays: [
      '월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일',
    ],
    am: 'am|오전',
    pm: 'pm|오후',
  },
  {
    language: 'tr',
    months: [
      'ocak|oca', 'şubat|subat|şub|sub|şuba|suba', 'mart|mar', 'nisan|nis|nisa', 'mayıs|may|mayı', 'haziran|haz|hazi',
      'temmuz|tem|temm', 'ağustos|agustos|ağu|agu|ağus|agus', 'eylül|eylul|eyl|eylü|eylu', 'ekim|eki',
      'kasım|kas|kası', 'aralık|ara|aral',
    ],
    weekdays: [
      'pazartesi|pzt', 'salı|sal', 'çarşamba|carsamba|çar|car|çarş|cars', 'perşembe|persembe|per|perş|pers',
      'cuma|cum', 'cumartesi|cmt', 'pazar|paz',
    ],
    am: 'öö',
    pm: 'ös',
  },
  {
    language: 'cs',
    months: [
      'leden|ledna|led|lede|ledn', 'únor|unor|února|unora|úno|uno', 'březen|brezen|března|brezna|bře|bre|břez|brez',
      'duben|dubna|dub|dube|dubn', 'květen|kveten|května|kvetna|kvě|kve|květ|kvet',
      'červen|cerven|června|cervna|čvn|cvn', 'červenec|cervenec|července|cervence|čvc|cvc',
      'srpen|srpna|srp|srpe|srpn', 'září|zari|zář|zar', 'říjen|rijen|října|rijna|říj|rij|říje|rije|říjn|rijn',
      'listopad|listopadu|lis|list', 'prosinec|prosince|pro|pros',
    ],
    weekdays: [
      'pondělí|pondeli|po|pon|pond', 'úterý|utery|út|ut|úte|ute|úter|uter', 'středa|streda|st|stř|str|stře|stre',
      'čtvrtek|ctvrtek|čt|ct|čtv|ctv|čtvr|ctvr', 'pátek|patek|pá|pa|pát|pat|páte|pate', 'sobota|so|sob|sobo',
      'neděle|nedele|ne|ned|nedě|nede',
    ],
    am: 'dop',
    pm: 'odp',
  },
  {
    language: 'sv',
    months: [
      'januari|jan|janu', 'februari|feb|febr', 'mars|mar', 'april|apr|apri', 'maj', 'juni|jun', 'juli|jul',
      'augusti|aug|augu', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove', 'december|dec|dece',
    ],
    weekdays: [
      'måndag|mandag|mån|man|månd|mand', 'tisdag|tis|tisd', 'onsdag|ons|onsd', 'torsdag|tors|tor', 'fredag|fre|fred',
      'lördag|lordag|lör|lor|lörd|lord', 'söndag|sondag|sön|son|sönd|sond',
    ],
    am: 'fm',
    pm: 'em',
  },
  {
    language: 'da',
    months: [
      'januar|jan|janu', 'februar|feb|febr', 'marts|mar|mart', 'april|apr|apri', 'maj', 'juni|jun', 'juli|jul',
      'august|aug|augu', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove', 'december|dec|dece',
    ],
    weekdays: [
      'mandag|man|mand', 'tirsdag|tirs|tir', 'onsdag|ons|onsd', 'torsdag|tors|tor', 'fredag|fre|fred',
      'lørdag|lør|lørd', 'søndag|søn|sønd',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'nb',
    months: [
      'januar|jan|janu', 'februar|feb|febr', 'mars|mar', 'april|apr|apri', 'mai', 'juni|jun', 'juli|jul',
      'august|aug|augu', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove', 'desember|des|dese',
    ],
    weekdays: [
      'mandag|man|mand', 'tirsdag|tir|tirs', 'onsdag|ons|onsd', 'torsdag|tor|tors', 'fredag|fre|fred',
      'lørdag|lør|lørd', 'søndag|søn|sønd',
    ],
    am: 'a.m',
    pm: 'p.m',
  },
  {
    language: 'fi',
    months: [
      'tammikuu|tammikuuta|tammi|tam|tamm', 'helmikuu|helmikuuta|helmi|hel|helm',
      'maaliskuu|maaliskuuta|maalis|maa|maal', 'huhtikuu|huhtikuuta|huhti|huh|huht',
      'toukokuu|toukokuuta|touko|tou|touk', 'kesäkuu|kesakuu|kesäkuuta|kesakuuta|kesä|kesa|kes',
      'heinäkuu|heinakuu|heinäkuuta|heinakuuta|heinä|heina|hei|hein', 'elokuu|elokuuta|elo|elok',
      'syyskuu|syyskuuta|syys|syy', 'lokakuu|lokakuuta|loka|lok', 'marraskuu|marraskuuta|marras|mar|marr',
      'joulukuu|joulukuuta|joulu|jou|joul',
    ],
    weekdays: [
      'maanantai|ma|maa|maan', 'tiistai|ti|tii|tiis', 'keskiviikko|ke|kes|kesk', 'torstai|to|tor|tors',
      'perjantai|pe|per|perj', 'lauantai|la|lau|laua', 'sunnuntai|su|sun|sunn',
    ],
    am: 'ap',
    pm: 'ip',
  },
  {
    language: 'uk',
    months: [
      'січень|січня|січ|січе|січн', 'лютий|лютого|лют|люти|люто', 'березень|березня|бер|бере',
      'квітень|квітня|квіт|кві', 'травень|травня|трав|тра', 'червень|червня|черв|чер', 'липень|липня|лип|липе|липн',
      'серпень|серпня|серп|сер', 'вересень|вересня|вер|вере', 'жовтень|жовтня|жовт|жов',
      'листопад|листопада|лист|лис', 'грудень|грудня|груд|гру',
    ],
    weekdays: [
      'понеділок|пн|пон|поне', 'вівторок|вт|вів|вівт', 'середа|ср|сер|сере', 'четвер|чт|чет|четв',
      'пʼятниця|пт|пʼя|пʼят', 'субота|сб|суб|субо', 'неділя|нд|нед|неді',
    ],
    am: 'дп',
    pm: 'пп',
  },
  {
    language: 'hu',
    months: [
      'január|januar|jan|janu', 'február|februar|febr|feb', 'március|marcius|márc|marc|már|mar',
      'április|aprilis|ápr|apr|ápri|apri', 'május|majus|máj|maj|máju|maju', 'június|junius|jún|jun|júni|juni',
      'július|julius|júl|jul|júli|juli', 'augusztus|aug|augu', 'szeptember|szept|sze|szep',
      'október|oktober|okt|októ|okto', 'november|nov|nove', 'december|dec|dece',
    ],
    weekdays: [
      'hétfő|hetfo|hét|het|hétf|hetf', 'kedd|ked', 'szerda|sze|szer', 'csütörtök|csutortok|cs|csü|csu|csüt|csut',
      'péntek|pentek|pén|pen|pént|pent', 'szombat|szo|szom', 'vasárnap|vasarnap|vas|vasá|vasa',
    ],
    am: 'de',
    pm: 'du',
  },
  {
    language: 'el',
    months: [
      'ιανουαρίου|ιανουάριος|ιαν|ιανο', 'φεβρουαρίου|φεβρουάριος|φεβ|φεβρ', 'μαρτίου|μάρτιος|μαρ|μάρ|μαρτ|μάρτ',
      'απριλίου|απρίλιος|απρ|απρι|απρί', 'μαΐου|μάιος|μαΐ|μάι|μαΐο|μάιο', 'ιουνίου|ιούνιος|ιουν|ιούν',
      'ιουλίου|ιούλιος|ιουλ|ιούλ', 'αυγούστου|αύγουστος|αυγ|αύγ|αυγο|αύγο', 'σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ',
      'οκτωβρίου|οκτώβριος|οκτ|οκτω|οκτώ', 'νοεμβρίου|νοέμβριος|νοε|νοέ|νοεμ|νοέμ',
      'δεκεμβρίου|δεκέμβριος|δεκ|δεκε|δεκέ',
    ],
    weekdays: [
      'δευτέρα|δευ|δευτ', 'τρίτη|τρί|τρίτ', 'τετάρτη|τετ|τετά', 'πέμπτη|πέμ|πέμπ', 'παρασκευή|παρ|παρα',
      'σάββατο|σάβ|σάββ', 'κυριακή|κυρ|κυρι',
    ],
    am: 'π.μ',
    pm: 'μ.μ',
  },
  {
    language: 'ro',
    months: [
      'ianuarie|ian|ianu', 'februarie|feb|febr', 'martie|mar|mart', 'aprilie|apr|apri', 'mai', 'iunie|iun|iuni',
      'iulie|iul|iuli', 'august|aug|augu', 'septembrie|sept|sep', 'octombrie|oct|octo', 'noiembrie|nov|noi|noie',
      'decembrie|dec|dece',
    ],
    weekdays: [
      'luni|lun', 'marți|marti|mar|marț|mart', 'miercuri|mie|mier', 'joi', 'vineri|vin|vine',
      'sâmbătă|sambata|sâm|sam|sâmb|samb', 'duminică|duminica|dum|dumi',
    ],
    am: 'a.m',
    pm: 'p.m',
  },
  {
    language: 'id',
    months: [
      'januari|jan|janu', 'februari|feb|febr', 'maret|mar|mare', 'april|apr|apri', 'mei', 'juni|jun', 'juli|jul',
      'agustus|agu|agus', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove', 'desember|des|dese',
    ],
    weekdays: [
      'senin|sen|seni', 'selasa|sel|sela', 'rabu|rab', 'kamis|kam|kami', 'jumat|jum|juma', 'sabtu|sab|sabt',
      'minggu|min|ming',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'vi',
    months: [
      'tháng 1|thang 1|thg 1', 'tháng 2|thang 2|thg 2', 'tháng 3|thang 3|thg 3', 'tháng 4|thang 4|thg 4',
      'tháng 5|thang 5|thg 5', 'tháng 6|thang 6|thg 6', 'tháng 7|thang 7|thg 7', 'tháng 8|thang 8|thg 8',
      'tháng 9|thang 9|thg 9', 'tháng 10|thang 10|thg 10', 'tháng 11|thang 11|thg 11', 'tháng 12|thang 12|thg 12',
    ],
    weekdays: [
      'thứ hai|thu hai|thứ 2|thu 2', 'thứ ba|thu ba|thứ 3|thu 3', 'thứ tư|thu tu|thứ 4|thu 4',
      'thứ năm|thu nam|thứ 5|thu 5', 'thứ sáu|thu sau|thứ 6|thu 6', 'thứ bảy|thu bay|thứ 7|thu 7',
      'chủ nhật|chu nhat|cn',
    ],
    am: 'sa',
    pm: 'ch',
  },
  {
    language: 'th',
    months: [
      'มกราคม|ม.ค|มกร|มกรา', 'กุมภาพันธ์|ก.พ', 'มีนาคม|มี.ค', 'เมษายน|เม.ย|เมษ|เมษา', 'พฤษภาคม|พ.ค|พฤษ|พฤษภ',
      'มิถุนายน|มิ.ย', 'กรกฎาคม|ก.ค|กรก|กรกฎ', 'สิงหาคม|ส.ค', 'กันยายน|ก.ย', 'ตุลาคม|ต.ค', 'พฤศจิกายน|พ.ย|พฤศ|พฤศจ',
      'ธันวาคม|ธ.ค',
    ],
    weekdays: [
      'วันจันทร์|จันทร์', 'วันอังคาร|อังคาร', 'วันพุธ|พุธ', 'วันพฤหัสบดี|พฤหัส', 'วันศุกร์|ศุกร์',
      'วันเสาร์|เสาร์|เสา|เสาร', 'วันอาทิตย์|อาทิตย์',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'he',
    months: [
      'ינואר|ינו׳|ינו|ינוא', 'פברואר|פבר׳|פבר|פברו', 'מרץ', 'אפריל|אפר׳|אפר|אפרי', 'מאי', 'יוני|יונ', 'יולי|יול',
      'אוגוסט|אוג׳|אוג|אוגו', 'ספטמבר|ספט׳|ספט|ספטמ', 'אוקטובר|אוק׳|אוק|אוקט', 'נובמבר|נוב׳|נוב|נובמ',
      'דצמבר|דצמ׳|דצמ|דצמב',
    ],
    weekdays: [
      'יום שני|יום ב׳', 'יום שלישי|יום ג׳', 'יום רביעי|יום ד׳', 'יום חמישי|יום ה׳', 'יום שישי|יום ו׳', 'יום שבת|שבת',
      'יום ראשון|יום א׳',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'ar',
    months: [
      'يناير|كانون الثاني|جانفي|ينا|جان|يناي|جانف', 'فبراير|شباط|فيفري|فبر|شبا|فيف|فبرا|فيفر', 'مارس|آذار|مار|آذا',
      'أبريل|نيسان|أفريل|أبر|نيس|أفر|أبري|نيسا|أفري', 'مايو|ماي|أيار|أيا', 'يونيو|حزيران|جوان|يون|حزي|جوا|يوني|حزير',
      'يوليو|يوليوز|تموز|جويلية|يول|تمو|جوي|يولي|جويل', 'أغسطس|غشت|آب|أوت|أغس|أغسط',
      'سبتمبر|شتنبر|أيلول|سبت|شتن|أيل|سبتم|شتنب|أيلو', 'أكتوبر|تشرين الأول|أكت|أكتو',
      'نوفمبر|نونبر|تشرين الثاني|نوف|نون|نوفم|نونب', 'ديسمبر|دجنبر|كانون الأول|ديس|دجن|ديسم|دجنب',
    ],
    weekdays: [
      'الاثنين|الا|الاث', 'الثلاثاء|الث|الثل', 'الأربعاء|الأر', 'الخميس|الخ|الخم', 'الجمعة|الج|الجم',
      'السبت|الس|السب', 'الأحد|الأح',
    ],
    am: 'ص',
    pm: 'م',
  },
  {
    language: 'fa',
    months: [
      'ژانویه|ژانویهٔ|ژان|ژانو', 'فوریه|فوریهٔ|فور|فوری', 'مارس|مار', 'آوریل|آور|آوری', 'مه|مهٔ', 'ژوئن',
      'ژوئیه|ژوئیهٔ|ژوئی', 'اوت', 'سپتامبر|سپت|سپتا', 'اکتبر|اکت|اکتب', 'نوامبر|نوا|نوام', 'دسامبر|دسا|دسام',
    ],
    weekdays: [
      'دوشنبه|دوش|دوشن', 'سه‌شنبه', 'چهارشنبه|چها|چهار', 'پنجشنبه|پنج|پنجش', 'جمعه|جمع', 'شنبه|شنب',
      'یکشنبه|یکش|یکشن',
    ],
    am: 'ق.ظ',
    pm: 'ب.ظ',
  },
  {
    language: 'hi',
    months: [
      'जनवरी|जन॰|जनव|जनवर', 'फ़रवरी|फ़र॰', 'मार्च', 'अप्रैल', 'मई', 'जून', 'जुलाई|जुल॰', 'अगस्त|अग॰', 'सितंबर|सित॰',
      'अक्टूबर|अक्टू॰', 'नवंबर|नव॰', 'दिसंबर|दिस॰',
    ],
    weekdays: [
      'सोमवार|सोम', 'मंगलवार|मंगल', 'बुधवार|बुध', 'गुरुवार|गुरु', 'शुक्रवार|शुक्र', 'शनिवार|शनि', 'रविवार|रवि',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'bg',
    months: [
      'януари|яну|януа', 'февруари|фев|февр', 'март|мар', 'април|апр|апри', 'май', 'юни', 'юли', 'август|авг|авгу',
      'септември|сеп|септ', 'октомври|окт|окто', 'ноември|ное|ноем', 'декември|дек|деке',
    ],
    weekdays: [
      'понеделник|пн|пон|поне', 'вторник|вт|вто|втор', 'сряда|ср|сря|сряд', 'четвъртък|чт|чет|четв',
      'петък|пт|пет|петъ', 'събота|сб|съб|събо', 'неделя|нд|нед|неде',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'hr',
    months: [
      'siječanj|sijecanj|siječnja|sijecnja|sij|sije', 'veljača|veljaca|veljače|veljace|velj|vel',
      'ožujak|ozujak|ožujka|ozujka|ožu|ozu|ožuj|ozuj', 'travanj|travnja|tra|trav', 'svibanj|svibnja|svi|svib',
      'lipanj|lipnja|lip|lipa|lipn', 'srpanj|srpnja|srp|srpa|srpn', 'kolovoz|kolovoza|kol|kolo',
      'rujan|rujna|ruj|ruja|rujn', 'listopad|listopada|lis|list', 'studeni|studenoga|stu|stud',
      'prosinac|prosinca|pro|pros',
    ],
    weekdays: [
      'ponedjeljak|pon|pone', 'utorak|uto|utor', 'srijeda|sri|srij', 'četvrtak|cetvrtak|čet|cet|četv|cetv',
      'petak|pet|peta', 'subota|sub|subo', 'nedjelja|ned|nedj',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'sr',
    months: [
      'јануар|јан|јану', 'фебруар|феб|фебр', 'март|мар', 'април|апр|апри', 'мај', 'јун', 'јул', 'август|авг|авгу',
      'септембар|сеп|септ', 'октобар|окт|окто', 'новембар|нов|нове', 'децембар|дец|деце',
    ],
    weekdays: [
      'понедељак|пон|поне', 'уторак|уто|утор', 'среда|сре|сред', 'четвртак|чет|четв', 'петак|пет|пета',
      'субота|суб|субо', 'недеља|нед|неде',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'sr-Latn',
    months: [
      'januar|jan|janu', 'februar|feb|febr', 'mart|mar', 'april|apr|apri', 'maj', 'jun', 'jul', 'avgust|avg|avgu',
      'septembar|sep|sept', 'oktobar|okt|okto', 'novembar|nov|nove', 'decembar|dec|dece',
    ],
    weekdays: [
      'ponedeljak|pon|pone', 'utorak|uto|utor', 'sreda|sre|sred', 'četvrtak|cetvrtak|čet|cet|četv|cetv',
      'petak|pet|peta', 'subota|sub|subo', 'nedelja|ned|nede',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'bs',
    months: [
      'januar|jan|janu', 'februar|feb|febr', 'mart|mar', 'april|apr|apri', 'maj', 'juni|jun', 'juli|jul',
      'august|aug|augu', 'septembar|sep|sept', 'oktobar|okt|okto', 'novembar|nov|nove', 'decembar|dec|dece',
    ],
    weekdays: [
      'ponedjeljak|pon|pone', 'utorak|uto|utor', 'srijeda|sri|srij', 'četvrtak|cetvrtak|čet|cet|četv|cetv',
      'petak|pet|peta', 'subota|sub|subo', 'nedjelja|ned|nedj',
    ],
    am: 'a. m',
    pm: 'p. m',
  },
  {
    language: 'sk',
    months: [
      'január|januar|januára|januara|jan|janu', 'február|februar|februára|februara|feb|febr',
      'marec|marca|mar|mare|marc', 'apríl|april|apríla|aprila|apr|aprí|apri', 'máj|maj|mája|maja',
      'jún|jun|júna|juna', 'júl|jul|júla|jula', 'august|augusta|aug|augu', 'september|septembra|sep|sept',
      'október|oktober|októbra|oktobra|okt|októ|okto', 'november|novembra|nov|nove', 'december|decembra|dec|dece',
    ],
    weekdays: [
      'pondelok|po|pon|pond', 'utorok|ut|uto|utor', 'streda|str|stre', 'štvrtok|stvrtok|št|štv|stv|štvr|stvr',
      'piatok|pi|pia|piat', 'sobota|so|sob|sobo', 'nedeľa|nedela|ne|ned|nede',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'sl',
    months: [
      'januar|jan|janu', 'februar|feb|febr', 'marec|mar|mare', 'april|apr|apri', 'maj', 'junij|jun|juni',
      'julij|jul|juli', 'avgust|avg|avgu', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove',
      'december|dec|dece',
    ],
    weekdays: [
      'ponedeljek|pon|pone', 'torek|tor|tore', 'sreda|sre|sred', 'četrtek|cetrtek|čet|cet|četr|cetr',
      'petek|pet|pete', 'sobota|sob|sobo', 'nedelja|ned|nede',
    ],
    am: 'dop',
    pm: 'pop',
  },
  {
    language: 'lt',
    months: [
      'sausis|sausio|sau|saus', 'vasaris|vasario|vas|vasa', 'kovas|kovo|kov|kova',
      'balandis|balandžio|balandzio|bal|bala', 'gegužė|geguze|gegužės|geguzes|geg|gegu',
      'birželis|birzelis|birželio|birzelio|bir|birž|birz', 'liepa|liepos|lie|liep',
      'rugpjūtis|rugpjutis|rugpjūčio|rugpjucio|rugp', 'rugsėjis|rugsejis|rugsėjo|rugsejo|rugs',
      'spalis|spalio|spa|spal', 'lapkritis|lapkričio|lapkricio|lap|lapk', 'gruodis|gruodžio|gruodzio|gru|gruo',
    ],
    weekdays: [
      'pirmadienis|pr|pir|pirm', 'antradienis|an|ant|antr', 'trečiadienis|treciadienis|tr|tre|treč|trec',
      'ketvirtadienis|kt|ket|ketv', 'penktadienis|pn|pen|penk', 'šeštadienis|sestadienis|št|st|šeš|ses|šešt|sest',
      'sekmadienis|sk|sek|sekm',
    ],
    am: 'priešpiet',
    pm: 'popiet',
  },
  {
    language: 'lv',
    months: [
      'janvāris|janvaris|janv|jan', 'februāris|februaris|febr|feb', 'marts|mar|mart', 'aprīlis|aprilis|apr|aprī|apri',
      'maijs|mai|maij', 'jūnijs|junijs|jūn|jun|jūni|juni', 'jūlijs|julijs|jūl|jul|jūli|juli', 'augusts|aug|augu',
      'septembris|sept|sep', 'oktobris|okt|okto', 'novembris|nov|nove', 'decembris|dec|dece',
    ],
    weekdays: [
      'pirmdiena|pirmd|pir|pirm', 'otrdiena|otrd|otr', 'trešdiena|tresdiena|trešd|tresd|tre|treš|tres',
      'ceturtdiena|ceturtd|cet|cetu', 'piektdiena|piektd|pie|piek', 'sestdiena|sestd|ses|sest',
      'svētdiena|svetdiena|svētd|svetd|svē|sve|svēt|svet',
    ],
    am: 'priekšp',
    pm: 'pēcp',
  },
  {
    language: 'et',
    months: [
      'jaanuar|jaan|jaa', 'veebruar|veebr|vee|veeb', 'märts|marts|mär|mar|märt|mart', 'aprill|apr|apri', 'mai',
      'juuni|juun', 'juuli|juul', 'august|aug|augu', 'september|sept|sep', 'oktoober|okt|okto', 'november|nov|nove',
      'detsember|dets|det',
    ],
    weekdays: [
      'esmaspäev|esmaspaev|esm|esma', 'teisipäev|teisipaev|tei|teis', 'kolmapäev|kolmapaev|kol|kolm',
      'neljapäev|neljapaev|nel|nelj', 'reede|ree|reed', 'laupäev|laupaev|lau|laup',
      'pühapäev|puhapaev|püh|puh|püha|puha',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'ca',
    months: [
      'gener|de gener|gen|de gen|gene', 'febrer|de febrer|febr|de febr|feb', 'març|marc|de març|de marc|mar',
      'abril|d’abril|abr|d’abr|abri', 'maig|de maig|mai', 'juny|de juny|jun', 'juliol|de juliol|jul|de jul|juli',
      'agost|d’agost|ag|d’ag|ago|agos', 'setembre|de setembre|set|de set|sete', 'octubre|d’octubre|oct|d’oct|octu',
      'novembre|de novembre|nov|de nov|nove', 'desembre|de desembre|des|de des|dese',
    ],
    weekdays: [
      'dilluns|dl|dil|dill', 'dimarts|dt|dima', 'dimecres|dc|dime', 'dijous|dj|dij|dijo', 'divendres|dv|div|dive',
      'dissabte|ds|dis|diss', 'diumenge|dg|diu|dium',
    ],
    am: 'a. m',
    pm: 'p. m',
  },
  {
    language: 'gl',
    months: [
      'xaneiro|xan|xane', 'febreiro|feb|febr', 'marzo|mar|marz', 'abril|abr|abri', 'maio|mai', 'xuño|xuno|xuñ|xun',
      'xullo|xul|xull', 'agosto|ago|agos', 'setembro|set|sete', 'outubro|out|outu', 'novembro|nov|nove',
      'decembro|dec|dece',
    ],
    weekdays: [
      'luns|lun', 'martes|mar|mart', 'mércores|mercores|mér|mer|mérc|merc', 'xoves|xov|xove', 'venres|ven|venr',
      'sábado|sabado|sáb|sab|sába|saba', 'domingo|dom|domi',
    ],
    am: 'a.m',
    pm: 'p.m',
  },
  {
    language: 'eu',
    months: [
      'urtarrila|urt|urta', 'otsaila|ots|otsa', 'martxoa|mar|mart', 'apirila|api|apir', 'maiatza|mai|maia',
      'ekaina|eka|ekai', 'uztaila|uzt|uzta', 'abuztua|abu|abuz', 'iraila|ira|irai', 'urria|urr|urri',
      'azaroa|aza|azar', 'abendua|abe|aben',
    ],
    weekdays: [
      'astelehena|al', 'asteartea|ar', 'asteazkena|az', 'osteguna|og|oste', 'ostirala|or|osti',
      'larunbata|lr|lar|laru', 'igandea|ig|iga|igan',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'is',
    months: [
      'janúar|januar|jan|janú|janu', 'febrúar|februar|feb|febr', 'mars|mar', 'apríl|april|apr|aprí|apri', 'maí|mai',
      'júní|juni|jún|jun', 'júlí|juli|júl|jul', 'ágúst|agust|ágú|agu|ágús|agus', 'september|sep|sept',
      'október|oktober|okt|októ|okto', 'nóvember|november|nóv|nov|nóve|nove', 'desember|des|dese',
    ],
    weekdays: [
      'mánudagur|manudagur|mán|man|mánu|manu', 'þriðjudagur|þri|þrið', 'miðvikudagur|mið|miðv',
      'fimmtudagur|fim|fimm', 'föstudagur|fostudagur|fös|fos|föst|fost', 'laugardagur|lau|laug',
      'sunnudagur|sun|sunn',
    ],
    am: 'f.h',
    pm: 'e.h',
  },
  {
    language: 'ga',
    months: [
      'eanáir|eanair|ean|eaná|eana', 'feabhra|feabh|fea|feab', 'márta|marta|már|mar|márt|mart',
      'aibreán|aibrean|aib|aibr', 'bealtaine|beal|bea', 'meitheamh|meith|mei|meit', 'iúil|iuil|iúi|iui',
      'lúnasa|lunasa|lún|lun|lúna|luna', 'meán fómhair|mean fomhair|mfómh|mfomh|meá|mea|mfó|mfo|meán|mean|mfóm|mfom',
      'deireadh fómhair|deireadh fomhair|dfómh|dfomh|dei|dfó|dfo|deir|dfóm|dfom', 'samhain|samh|sam',
      'nollaig|noll|nol',
    ],
    weekdays: [
      'dé luain|de luain|luan|lua', 'dé máirt|de mairt|máirt|mairt|mái|mai|máir|mair',
      'dé céadaoin|de ceadaoin|céad|cead|céa|cea', 'déardaoin|deardaoin|déar|dear|déa|dea',
      'dé haoine|de haoine|aoine|aoi|aoin', 'dé sathairn|de sathairn|sath|sat', 'dé domhnaigh|de domhnaigh|domh|dom',
    ],
    am: 'r.n',
    pm: 'i.n',
  },
  {
    language: 'cy',
    months: [
      'ionawr|ion|iona', 'chwefror|chw|chwef|chwe', 'mawrth|maw|mawr', 'ebrill|ebr|ebri', 'mai', 'mehefin|meh|mehe',
      'gorffennaf|gor|gorff|gorf', 'awst|aws', 'medi|med', 'hydref|hyd|hydr', 'tachwedd|tach|tac', 'rhagfyr|rhag|rha',
    ],
    weekdays: [
      'dydd llun|llun|llu', 'dydd mawrth|maw', 'dydd mercher|mer', 'dydd iau|iau', 'dydd gwener|gwe|gwen',
      'dydd sadwrn|sad', 'dydd sul|sul',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'af',
    months: [
      'januarie|jan|janu', 'februarie|feb|febr', 'maart|mrt|maa|maar', 'april|apr|apri', 'mei', 'junie|jun|juni',
      'julie|jul|juli', 'augustus|aug|augu', 'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove',
      'desember|des|dese',
    ],
    weekdays: [
      'maandag|ma|maa|maan', 'dinsdag|di|din|dins', 'woensdag|wo|woe|woen', 'donderdag|do|don|dond',
      'vrydag|vr|vry|vryd', 'saterdag|sa|sat|sate', 'sondag|so|son|sond',
    ],
    am: 'vm',
    pm: 'nm',
  },
  {
    language: 'sq',
    months: [
      'janar|jan|jana', 'shkurt|shk|shku', 'mars|mar', 'prill|pri|pril', 'maj', 'qershor|qer|qers', 'korrik|korr|kor',
      'gusht|gush|gus', 'shtator|sht|shta', 'tetor|tet|teto', 'nëntor|nentor|nën|nen|nënt|nent', 'dhjetor|dhj|dhje',
    ],
    weekdays: [
      'e hënë|e hene|hën|hen', 'e martë|e marte|mar', 'e mërkurë|e merkure|mër|mer', 'e enjte|enj', 'e premte|pre',
      'e shtunë|e shtune|sht', 'e diel|die',
    ],
    am: 'p.d',
    pm: 'm.d',
  },
  {
    language: 'mk',
    months: [
      'јануари|јан|јану', 'февруари|фев|февр', 'март|мар', 'април|апр|апри', 'мај', 'јуни|јун', 'јули|јул',
      'август|авг|авгу', 'септември|сеп|септ', 'октомври|окт|окто', 'ноември|ное|ноем', 'декември|дек|деке',
    ],
    weekdays: [
      'понеделник|пон|поне', 'вторник|вто|втор', 'среда|сре|сред', 'четврток|чет|четв', 'петок|пет|пето',
      'сабота|саб|сабо', 'недела|нед|неде',
    ],
    am: 'претпл',
    pm: 'попл',
  },
  {
    language: 'be',
    months: [
      'студзень|студзеня|сту|студ', 'люты|лютага|лют|люта', 'сакавік|сакавіка|сак|сака',
      'красавік|красавіка|кра|крас', 'май|мая', 'чэрвень|чэрвеня|чэр|чэрв', 'ліпень|ліпеня|ліп|ліпе',
      'жнівень|жніўня|жні|жнів|жніў', 'верасень|верасня|вер|вера', 'кастрычнік|кастрычніка|кас|каст',
      'лістапад|лістапада|ліс|ліст', 'снежань|снежня|сне|снеж',
    ],
    weekdays: [
      'панядзелак|пн|пан|паня', 'аўторак|аў|аўт|аўто', 'серада|ср|сер|сера', 'чацвер|чц|чац|чацв',
      'пятніца|пт|пят|пятн', 'субота|сб|суб|субо', 'нядзеля|нд|няд|нядз',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'ka',
    months: [
      'იანვარი|იან|იანვ', 'თებერვალი|თებ|თებე', 'მარტი|მარ|მარტ', 'აპრილი|აპრ|აპრი', 'მაისი|მაი|მაის',
      'ივნისი|ივნ|ივნი', 'ივლისი|ივლ|ივლი', 'აგვისტო|აგვ|აგვი', 'სექტემბერი|სექ|სექტ', 'ოქტომბერი|ოქტ|ოქტო',
      'ნოემბერი|ნოე|ნოემ', 'დეკემბერი|დეკ|დეკე',
    ],
    weekdays: [
      'ორშაბათი|ორშ|ორშა', 'სამშაბათი|სამ|სამშ', 'ოთხშაბათი|ოთხ|ოთხშ', 'ხუთშაბათი|ხუთ|ხუთშ', 'პარასკევი|პარ|პარა',
      'შაბათი|შაბ|შაბა', 'კვირა|კვი|კვირ',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'hy',
    months: [
      'հունվար|հունվարի|հնվ', 'փետրվար|փետրվարի|փտվ|փետ|փետր', 'մարտ|մարտի|մրտ|մար', 'ապրիլ|ապրիլի|ապր|ապրի',
      'մայիս|մայիսի|մյս|մայ|մայի', 'հունիս|հունիսի|հնս', 'հուլիս|հուլիսի|հլս|հուլ', 'օգոստոս|օգոստոսի|օգս|օգո|օգոս',
      'սեպտեմբեր|սեպտեմբերի|սեպ|սեպտ', 'հոկտեմբեր|հոկտեմբերի|հոկ|հոկտ', 'նոյեմբեր|նոյեմբերի|նոյ|նոյե',
      'դեկտեմբեր|դեկտեմբերի|դեկ|դեկտ',
    ],
    weekdays: [
      'երկուշաբթի|երկ|երկո', 'երեքշաբթի|երք|երե|երեք', 'չորեքշաբթի|չրք|չոր|չորե', 'հինգշաբթի|հնգ|հին|հինգ',
      'ուրբաթ|ուր|ուրբ', 'շաբաթ|շբթ|շաբ|շաբա', 'կիրակի|կիր|կիրա',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'az',
    months: [
      'yanvar|yan|yanv', 'fevral|fev|fevr', 'mart|mar', 'aprel|apr|apre', 'may', 'iyun|iyn', 'iyul|iyl',
      'avqust|avq|avqu', 'sentyabr|sen|sent', 'oktyabr|okt|okty', 'noyabr|noy|noya', 'dekabr|dek|deka',
    ],
    weekdays: [
      'bazar ertəsi|b.e', 'çərşənbə axşamı|cərsənbə axsamı|ç.a', 'çərşənbə|cərsənbə', 'cümə axşamı|cumə axsamı',
      'cümə|cumə', 'şənbə|sənbə|şən|sən|şənb|sənb', 'bazar',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'kk',
    months: [
      'қаңтар|қаң|қаңт', 'ақпан|ақп|ақпа', 'наурыз|нау|наур', 'сәуір|сәу|сәуі', 'мамыр|мам|мамы', 'маусым|мау|маус',
      'шілде|шіл|шілд', 'тамыз|там|тамы', 'қыркүйек|қыр|қырк', 'қазан|қаз|қаза', 'қараша|қар|қара',
      'желтоқсан|жел|желт',
    ],
    weekdays: [
      'дүйсенбі|дс|дүй|дүйс', 'сейсенбі|сс|сей|сейс', 'сәрсенбі|ср|сәр|сәрс', 'бейсенбі|бс|бей|бейс', 'жұма|жм|жұм',
      'сенбі|сб|сен|сенб', 'жексенбі|жс|жек|жекс',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'uz',
    months: [
      'yanvar|yan|yanv', 'fevral|fev|fevr', 'mart|mar', 'aprel|apr|apre', 'may', 'iyun|iyn', 'iyul|iyl',
      'avgust|avg|avgu', 'sentabr|sen|sent', 'oktabr|okt|okta', 'noyabr|noy|noya', 'dekabr|dek|deka',
    ],
    weekdays: [
      'dushanba|dush|dus', 'seshanba|sesh|ses', 'chorshanba|chor|cho', 'payshanba|pay|pays', 'juma|jum',
      'shanba|shan|sha', 'yakshanba|yak|yaks',
    ],
    am: 'to',
    pm: 'tk',
  },
  {
    language: 'mn',
    months: [
      'нэгдүгээр сар|нэг|нэгд', 'хоёрдугаар сар|хоё|хоёр', 'гуравдугаар сар|гур|гура', 'дөрөвдүгээр сар|дөр|дөрө',
      'тавдугаар сар|тав|тавд', 'зургаадугаар сар|зур|зург', 'долоодугаар сар|дол|доло', 'наймдугаар сар|най|найм',
      'есдүгээр сар|есд|есдү', 'аравдугаар сар|ара|арав', 'арван нэгдүгээр сар', 'арван хоёрдугаар сар',
    ],
    weekdays: [
      'даваа|да|дав|дава', 'мягмар|мя|мяг|мягм', 'лхагва|лх|лха|лхаг', 'пүрэв|пү|пүр|пүрэ', 'баасан|ба|баа|баас',
      'бямба|бя|бям|бямб', 'ням|ня',
    ],
    am: 'ү.ө',
    pm: 'ү.х',
  },
  {
    language: 'ms',
    months: [
      'januari|jan|janu', 'februari|feb|febr', 'mac', 'april|apr|apri', 'mei', 'jun', 'julai|jul|jula', 'ogos|ogo',
      'september|sep|sept', 'oktober|okt|okto', 'november|nov|nove', 'disember|dis|dise',
    ],
    weekdays: [
      'isnin|isn|isni', 'selasa|sel|sela', 'rabu|rab', 'khamis|kha|kham', 'jumaat|jum|juma', 'sabtu|sab|sabt',
      'ahad|ahd|aha',
    ],
    am: 'pg',
    pm: 'ptg',
  },
  {
    language: 'fil',
    months: [
      'enero|ene|ener', 'pebrero|peb|pebr', 'marso|mar|mars', 'abril|abr|abri', 'mayo|may', 'hunyo|hun|huny',
      'hulyo|hul|huly', 'agosto|ago|agos', 'setyembre|set|sety', 'oktubre|okt|oktu', 'nobyembre|nob|noby',
      'disyembre|dis|disy',
    ],
    weekdays: [
      'lunes|lun|lune', 'martes|mar|mart', 'miyerkules|miy|miye', 'huwebes|huw|huwe', 'biyernes|biy|biye',
      'sabado|sab|saba', 'linggo|lin|ling',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'sw',
    months: [
      'januari|jan|janu', 'februari|feb|febr', 'machi|mac|mach', 'aprili|apr|apri', 'mei', 'juni|jun',
      'julai|jul|jula', 'agosti|ago|agos', 'septemba|sep|sept', 'oktoba|okt|okto', 'novemba|nov|nove',
      'desemba|des|dese',
    ],
    weekdays: [
      'jumatatu', 'jumanne', 'jumatano', 'alhamisi|alh|alha', 'ijumaa|iju|ijum', 'jumamosi', 'jumapili',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'bn',
    months: [
      'জানুয়ারি|জানু', 'ফেব্রুয়ারি|ফেব', 'মার্চ', 'এপ্রিল|এপ্রি', 'মে', 'জুন', 'জুলাই|জুল', 'আগস্ট|আগ',
      'সেপ্টেম্বর|সেপ্ট|সেপ', 'অক্টোবর|অক্টো', 'নভেম্বর|নভে', 'ডিসেম্বর|ডিসে',
    ],
    weekdays: [
      'সোমবার|সোম', 'মঙ্গলবার|মঙ্গল', 'বুধবার|বুধ', 'বৃহস্পতিবার|বৃহস্পতি', 'শুক্রবার|শুক্র', 'শনিবার|শনি',
      'রবিবার|রবি',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'ta',
    months: [
      'ஜனவரி|ஜன|ஜனவ|ஜனவர', 'பிப்ரவரி|பிப்', 'மார்ச்|மார்', 'ஏப்ரல்|ஏப்', 'மே', 'ஜூன்', 'ஜூலை', 'ஆகஸ்ட்|ஆக',
      'செப்டம்பர்|செப்', 'அக்டோபர்|அக்', 'நவம்பர்|நவ', 'டிசம்பர்|டிச',
    ],
    weekdays: [
      'திங்கள்|திங்', 'செவ்வாய்|செவ்', 'புதன்|புத', 'வியாழன்|வியா', 'வெள்ளி|வெள்', 'சனி', 'ஞாயிறு|ஞாயி',
    ],
    am: 'am',
    pm: 'pm',
  },
  {
    language: 'ur',
    months: [
      'جنوری|جنو|جنور', 'فروری|فرو|فرور', 'مارچ|مار', 'اپریل|اپر|اپری', 'مئی', 'جون', 'جولائی|جول|جولا', 'اگست|اگس',
      'ستمبر|ستم|ستمب', 'اکتوبر|اکت|اکتو', 'نومبر|نوم|نومب', 'دسمبر|دسم|دسمب',
    ],
    weekdays: [
      'پیر', 'منگل|منگ', 'بدھ', 'جمعرات|جمعر', 'جمعہ', 'ہفتہ|ہفت', 'اتوار|اتو|اتوا',
    ],
    am: 'am',
    pm: 'pm',
  },
]
