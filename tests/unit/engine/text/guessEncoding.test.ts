import { describe, expect, it } from 'vitest'
import type { LegacyEncoding } from '../../../../engine/text/encodingModels'
import { guessEncoding } from '../../../../engine/text/guessEncoding'
import { bytesOf } from '../padded'

/** The text in an encoding, by its decoder turned round: pairs and single bytes. */
function encoded(text: string, encoding: LegacyEncoding): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytesOfLetter = new Map<string, number[]>()
  for (let lead = 255; lead >= 0; lead--) for (let trail = 0x40; trail < 256; trail++) {
    const letter = decoder.decode(Uint8Array.of(lead, trail))
    if (lead >= 0x81 && letter.length === 1) bytesOfLetter.set(letter, [lead, trail])
  }
  for (let byte = 0; byte < 256; byte++) {
    const letter = decoder.decode(Uint8Array.of(byte))
    if (letter.length === 1 && letter !== '\uFFFD') bytesOfLetter.set(letter, [byte])
  }
  return Uint8Array.from(Array.from(text).flatMap((letter) => {
    const bytes = bytesOfLetter.get(letter)
    if (!bytes) throw new Error(`${encoding} has no ${letter}`)
    return bytes
  }))
}

const repeated = (bytes: Uint8Array, times: number) =>
  Uint8Array.from(Array.from({ length: times }, () => [...bytes]).flat())
const PLAIN = '2025-03-10 09:00:00 INFO request served in 12 ms\n'.repeat(30)
const RUSSIAN = 'Ожидание ответа удаленного узла\nСертификат отозван\nНет бумаги'

describe('guessEncoding', () => {
  it.each<[LegacyEncoding, string]>([
    ['gb18030', '正在等待远程主机响应\n证书已经吊销，拒绝访问\n温度过高！'], ['big5', '正在等待遠端主機回應\n憑證已遭撤銷，拒絕存取\n溫度過高！'],
    ['euc-kr', '원격 호스트의 응답을 기다리는 중\n인증서가 폐기되어 거부됨'],
    ['euc-jp', 'リモートホストの応答を待っています\n証明書は失効しています'], ['shift-jis', 'リモートホストの応答を待っています\n証明書は失効しています'],
    ['koi8-r', RUSSIAN], ['windows-1251', RUSSIAN], ['ibm866', RUSSIAN], ['iso-8859-5', RUSSIAN],
    ['windows-1251', 'Помилка підключення\nПристрій у мережі'],
    ['windows-1250', 'Oczekiwanie na odpowiedź zdalnego hosta\nPrędkość wentylatora\nCertyfikat został unieważniony'],
    ['windows-1250', 'Čekání na odpověď vzdáleného hostitele\nPříliš vysoká teplota'],
    ['windows-1250', 'Nincs elég szabad terület, törölje a fájlokat\npróbálja később az űrlapot újra\nidőtúllépés'],
    ['windows-1253', 'Αναμονή απάντησης\nΤο πιστοποιητικό ανακλήθηκε'],
    ['windows-1254', 'Uzak sunucudan yanıt bekleniyor, süre aşıldı\nbağlantı başarısız'],
    ['windows-1255', 'החיבור למסד הנתונים נכשל'], ['windows-1256', 'في انتظار رد المضيف\nتم إلغاء الشهادة'],
    ['windows-1257', 'Laukiama atsakymo iš nuotolinio įrenginio\nUžduotis pradėta\nRyšys nutrūko, aukšta temperatūra'],
    ['windows-874', 'ไม่พบไฟล์\nเชื่อมต่อล้มเหลว'],
    ['windows-1252', 'Übertemperatur, Lüfter läuft\nZertifikat ungültig'],
    ['windows-1252', 'Conexión rechazada según política\n¡señal perdida mañana!'],
    ['windows-1252', 'Réponse du serveur coupée\nTempérature élevée'],
    ['windows-1252', 'Session blev afbrudt på grund af blæser for høj'],
  ])('%s: %s', (encoding, text) => {
    const bytes = encoded(`${text}\n`, encoding)
    const behindPlain = Uint8Array.from([...bytesOf(PLAIN), ...bytes])
    for (const sample of [bytes, behindPlain, repeated(bytes, 40)])
      expect(guessEncoding(sample)).toMatchObject({ encoding })
  })

  it.each([
    ['nothing', new Uint8Array()], ['ASCII', bytesOf(PLAIN)], ['one byte', new Uint8Array([65, 0xFF, 10])],
    ['an apostrophe that could be many things', new Uint8Array([100, 0x92, 116, 10])],
    ['German of a DOS page', new Uint8Array([71, 101, 114, 0x84, 116, 32, 0x81, 98, 101, 114, 10])],
    ['bytes by chance', Uint8Array.from({ length: 3000 }, (_, i) => Math.imul(i + 7, 0x9E3779B1) >>> 24)],
  ])('does not name %s', (_, bytes) => {
    expect(guessEncoding(bytes)).toBeNull()
  })

  it('takes repetition for no evidence', () => {
    const one = encoded('Odczyt zakończony\n', 'windows-1250')
    expect(guessEncoding(repeated(one, 200))).toEqual(guessEncoding(one))
  })
})
