/** A log of `lines` lines: requests that all look alike, and a few lines that nothing else looks like. */
export function makeLog(lines: number, odd: Record<number, string> = {}): Buffer {
  const startMs = Date.UTC(2026, 10, 24, 3, 0, 0)
  let state = 7
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % below
  }
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
