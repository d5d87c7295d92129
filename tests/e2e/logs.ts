/** Whole numbers below a bound, each as likely: the upper half of a linear congruential generator, whose lower bits go round in a few draws. */
function drawsFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7FFF_FFFF
    return Math.floor(state / 0x8000_0000 * below)
  }
}

/** A log of `lines` lines: requests that all look alike, and a few lines that nothing else looks like. */
export function makeLog(lines: number, odd: Record<number, string> = {}): Buffer {
  const startMs = Date.UTC(2026, 10, 24, 3, 0, 0)
  const random = drawsFrom(7)
  const paths = ['/cart', '/checkout', '/search', '/product', '/login']
  const text = Array.from({ length: lines }, (_, index) => {
    const time = new Date(startMs + index * 40).toISOString()
    const line = index + 1
    return `${time} ${odd[line] ?? `INFO [web-${random(8)}] GET ${paths[random(paths.length)]} user=${random(90_000)} status=200 took=${10 + random(40)} ms`}`
  })
  return Buffer.from(text.join('\n') + '\n')
}

export const ODD_LINES = {
  1500: 'FATAL [db] disk <b>sda1</b> reports an unreadable sector, journal stopped <img src=x onerror="window.hasRun=true">',
  4200: 'INFO [web-3] GET /checkout user=777 status=200 took=98765 ms',
}

/** Lines to put into makeLog's 20,000: a retry that comes each minute comes 100 times in eight seconds, and a heartbeat each second stops for some minutes. */
export const PULSES = Object.fromEntries(Array.from({ length: 20_000 }, (_, index): [number, string][] => {
  const line = index + 1
  if (line % 1500 === 7 || (line > 5000 && line <= 5200 && line % 2 === 0)) return [[line, 'INFO [mail] letter to the printer is tried again']]
  return line % 25 === 3 && (line < 9000 || line > 14_000) ? [[line, 'INFO [pump] heartbeat received from the pump']] : []
}).flat())

/** A log of lines of words that no two lines share. */
export function makeBabble(lines: number): Buffer {
  const random = drawsFrom(11)
  const word = () => Array.from({ length: 3 + random(6) }, () => String.fromCharCode(97 + random(26))).join('')
  return Buffer.from(Array.from({ length: lines }, () => `${Array.from({ length: 6 }, word).join(' ')}\n`).join(''))
}

/** A tar archive of short names. */
export function makeTar(files: Record<string, Buffer>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512)
    header.write(name)
    header.write(content.length.toString(8).padStart(11, '0'), 124)
    header.fill(32, 148, 156)
    header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0') + '\0', 148)
    return [header, content, Buffer.alloc(-content.length & 511)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
