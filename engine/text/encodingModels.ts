/** Encodings that are told by what their characters say; all of them are known to `TextDecoder`. */
export type LegacyEncoding =
  | 'windows-1252' | 'windows-1250' | 'windows-1251' | 'windows-1253' | 'windows-1254' | 'windows-1255'
  | 'windows-1256' | 'windows-1257' | 'windows-874' | 'iso-8859-2' | 'iso-8859-5' | 'koi8-r' | 'koi8-u' | 'ibm866'
  | 'macintosh' | 'x-mac-cyrillic' | 'gb18030' | 'big5' | 'euc-kr' | 'euc-jp' | 'shift-jis'

/** The code pages of DOS, which nothing here decodes: they are told from others so that they get no wrong name. */
export type Page = LegacyEncoding | 'dos'

/** Characters of one byte: the letters beyond ASCII that a language writes, the most frequent first. */
export interface Alphabet {
  encodings: readonly Page[]
  letters: string
  /** Whether its letters stand beside ASCII letters in a word. */
  isLatin: boolean
  /** ASCII letters that its words do not have. */
  absent?: string
  /** How likely the language is against others, in nats; 0 if left out. */
  prior?: number
}

const WESTERN = ['windows-1252', 'macintosh', 'dos'] as const
const CENTRAL = ['windows-1250', 'iso-8859-2'] as const
const CYRILLIC = ['windows-1251', 'koi8-r', 'koi8-u', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'] as const

/** Source: frequencies of letters in running text of each language, as an order. */
export const ALPHABETS: readonly Alphabet[] = [
  { encodings: WESTERN, letters: 'üäößé', isLatin: true }, // German
  { encodings: WESTERN, letters: 'éèàêçùôîâûëïœ', isLatin: true }, // French
  { encodings: WESTERN, letters: 'óíáñéú¿¡ü', isLatin: true }, // Spanish
  { encodings: WESTERN, letters: 'ãçáéíóêõúâàô', isLatin: true }, // Portuguese
  { encodings: WESTERN, letters: 'èàòùìé', isLatin: true }, // Italian
  { encodings: WESTERN, letters: 'äöåé', isLatin: true }, // Swedish, Finnish
  { encodings: WESTERN, letters: 'øåæéö', isLatin: true }, // Danish, Norwegian
  { encodings: WESTERN, letters: 'íáðéóöúþæý', isLatin: true }, // Icelandic
  { encodings: CENTRAL, letters: 'łąęóżśćńź', isLatin: true, absent: 'qvx' }, // Polish
  { encodings: CENTRAL, letters: 'íáěéčžřýšůúňťďóôäľĺŕ', isLatin: true, absent: 'qwx' }, // Czech, Slovak
  { encodings: CENTRAL, letters: 'áéöóőíüúű', isLatin: true, absent: 'qwx' }, // Hungarian
  { encodings: CENTRAL, letters: 'čšžćđ', isLatin: true, absent: 'qwxy' }, // Croatian, Slovene
  { encodings: CENTRAL, letters: 'ăşţîâ', isLatin: true, absent: 'qwy', prior: -1.5 }, // Romanian
  { encodings: ['windows-1257'], letters: 'ėųšįąžūčę', isLatin: true, absent: 'qwx' }, // Lithuanian
  { encodings: ['windows-1257'], letters: 'āīēšūņļžģčķ', isLatin: true, absent: 'qwxy' }, // Latvian
  { encodings: ['windows-1257'], letters: 'äõüöšž', isLatin: true }, // Estonian
  { encodings: ['windows-1254'], letters: 'ıüşğöçâîû', isLatin: true, absent: 'qwx' },
  { encodings: CYRILLIC, letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё', isLatin: false }, // Russian, Bulgarian
  {
    encodings: ['windows-1251', 'koi8-u', 'iso-8859-5', 'x-mac-cyrillic'],
    letters: 'оанивтерсклудмпяізьбгйчхцїюжшщєфґ', // Ukrainian
    isLatin: false,
  },
  { encodings: ['windows-1251'], letters: 'аоиенртсвдукпмјлзбгљчцшњћхжђфџ', isLatin: false }, // Serbian
  { encodings: ['windows-1253'], letters: 'αοιετσνηυρπκμλςωάίδγέόχθφύήώβξζψϊϋΐ', isLatin: false },
  { encodings: ['windows-1255'], letters: 'יוהלאתרבמשםנעחקדפכסטגןצזךףץ', isLatin: false },
  { encodings: ['windows-1256'], letters: 'اليمونرتبةعدسفهكقأحجشطصخإىذضثزئءغآظؤپچگژک', isLatin: false },
  { encodings: ['windows-874'], letters: 'านรอกเ่งมยลวดท้สตะิัีบปคหแจพชขใไ์ื็ุูโผถธณศซญฟภษฐ', isLatin: false },
]
/** Letters that only end words. */
export const FINAL_LETTERS = 'ςםןךףץ'
/** What DOS code pages 437 and 850 have from 0x80 on; what follows are frames and signs. */
export const DOS_PAGE = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿'
/** Sharp s of those pages stands apart, at 0xE1. */
export const DOS_SHARP_S = 0xE1 - 0x80
/** Signs in the texts of any language. */
export const SIGNS = '°µ§«»“”‘’„‚–—…€·©®™±²³¼½¿¡ªº№×•\u00A0،؛؟'

/** Of pairs of bytes: the characters that logs use most, and the shares of the other rows. */
export interface Rows {
  encoding: LegacyEncoding
  /** Characters with half of all occurrences. */
  usual: string
  /** Probability of each character of a row; rows by first byte. */
  chanceOf: (lead: number, trail: number) => number
  /** Whether the bytes can be a character. */
  isPair: (lead: number, trail: number) => boolean
}

const between = (value: number, low: number, high: number) => value >= low && value <= high
/** The chance that stands with the first bound above the first byte. */
function chanceIn(lead: number, bounds: readonly (readonly [number, number])[]): number {
  for (const [bound, chance] of bounds) if (lead < bound) return chance
  return bounds[bounds.length - 1][1]
}
const isEuc = (lead: number, trail: number) => between(lead, 0xA1, 0xFE) && between(trail, 0xA1, 0xFE)

/** Source: the rows of GB 2312, Big5, KS X 1001, JIS X 0208; an estimated share of each group, divided by its size. */
export const ROWS: readonly Rows[] = [
  {
    encoding: 'gb18030',
    usual: '的是在不了有和成功失败连接数据库用户登录系统文件服务器启动错误无法请求超时重试正常开始结束完成处理信息配置更新'
      + '设备保存读取订单支付权限任务线程内存磁盘空间网络地址端口关闭打开时间行为已未找到参数值类型名称检查警告异常执行'
      + '操作返回结果发送接收消息加载停止删除添加同步备份证书过期中上下一个到可以大小限制次秒密码认证上线存',
    chanceOf: (lead, trail) => trail < 0xA1 ? 1e-7 : chanceIn(lead, [
      [0xA1, 1e-7], [0xA4, 1e-3], [0xB0, 1e-5], [0xD8, 1e-4], [0xF8, 3e-6], [0xFF, 1e-7],
    ]),
    isPair: (lead, trail) => between(lead, 0x81, 0xFE) && between(trail, 0x40, 0xFE) && trail !== 0x7F,
  },
  {
    encoding: 'big5',
    usual: '的是在不了有和成功失敗連線連接資料庫數據用戶使用者登入系統檔案服務器啟動錯誤無法請求逾時重試正常開始結束完成處'
      + '理資訊設定更新設備儲存讀取訂單付款權限工作執行緒記憶體磁碟空間網路地址埠關閉開啟時間行為已未找到參數值類型名稱'
      + '檢查警告異常操作返回結果傳送接收訊息載入停止刪除新增同步備份證書過期中上下一個可以大小限制次秒密碼認證',
    chanceOf: lead => chanceIn(lead, [
      [0xA1, 1e-8], [0xA4, 1e-3], [0xC7, 7e-5], [0xC9, 1e-8], [0xFA, 1.3e-6], [0xFF, 1e-8],
    ]),
    isPair: (lead, trail) => between(lead, 0x81, 0xFE) && (between(trail, 0x40, 0x7E) || between(trail, 0xA1, 0xFE)),
  },
  {
    encoding: 'euc-kr',
    usual: '이다는에을를의가고하지기로사시서스자용정어도한인수리대성오류연결실패데터베이스파일버요청응답완료작업간초과접속록설없니습되었음으장치센트메모디공부족중종재생처경상태값입출력동해제저삭전송받비밀번호',
    chanceOf: (lead, trail) => trail < 0xA1 ? 6e-7 : chanceIn(lead, [
      [0xA1, 6e-7], [0xA4, 1e-3], [0xB0, 1e-5], [0xC9, 1.3e-4], [0xCA, 1e-7], [0xFF, 2e-6],
    ]),
    isPair: (lead, trail) => between(lead, 0x81, 0xFE)
      && (between(trail, 0x41, 0x5A) || between(trail, 0x61, 0x7A) || between(trail, 0x81, 0xFE)),
  },
  {
    encoding: 'euc-jp',
    usual: 'のにをはがでとしてたいるまれなんスルートクイエラーリンシアデータサファ、。接続失敗完了開始終了処理読込書通信接受信送信',
    chanceOf: lead => chanceIn(lead, [
      [0x8F, 1e-4], [0xA3, 5e-4], [0xA4, 1e-4], [0xA5, 2e-3], [0xA6, 1.2e-3], [0xB0, 1e-6], [0xD0, 8e-5],
      [0xFF, 1.5e-6],
    ]),
    isPair: (lead, trail) => isEuc(lead, trail) || (lead === 0x8E && between(trail, 0xA1, 0xDF)),
  },
  {
    encoding: 'shift-jis',
    usual: 'のにをはがでとしてたいるまれなんスルートクイエラーリンシアデータサファ、。接続失敗完了開始終了処理読込書通信接受信送信',
    chanceOf: (lead, trail) => lead === 0x82 && trail < 0x9F ? 1e-4 : chanceIn(lead, [
      [0x82, 5e-4], [0x83, 2e-3], [0x84, 1.2e-3], [0x88, 1e-6], [0x99, 8e-5], [0xEB, 1.5e-6], [0xFF, 1e-8],
    ]),
    isPair: (lead, trail) => (between(lead, 0x81, 0x9F) || between(lead, 0xE0, 0xFC))
      && between(trail, 0x40, 0xFC) && trail !== 0x7F,
  },
]
