import { generateSample } from '../../samples'

/** A shop's log with incidents, from the project's generator. */
export function shopLog(sizeBytes: number, seed = 1): string {
  return [...generateSample({ kind: 'shop', sizeBytes, seed, incidents: true })].join('')
}

/** Plain lines; every `every`-th is an alarm that reads like no other. */
export function plainLog(lines: number, every = 5000): string {
  const text: string[] = []
  for (let i = 0; i < lines; i++) {
    const at = new Date(Date.UTC(2025, 2, 10, 9) + i * 1000).toISOString().slice(0, 19).replace('T', ' ')
    text.push(i % every === every - 1 ? `${at} FATAL vault: alarm raised by sensor ${i}` : `${at} INFO  pick: order ${10_000 + i * 7919 % 90_000} reserved on shelf ${i * 31 % 400}`)
  }
  return text.join('\n') + '\n'
}

/** Plain lines with so many that are severe, each with words of its own; fewer than one in a hundred, so that they stand out. */
export function manyFindings(count: number, pad = 0): string {
  const word = (n: number) => String.fromCharCode(...[n % 26, Math.floor(n / 26) % 26, Math.floor(n / 676) % 26].map(c => 97 + c))
  return Array.from({ length: count }, (_, i) => plainLog(110, 1e9) + `2025-03-10 09:00:00 FATAL ${word(i)}er: ${word(i * 7)} ${word(i * 13)}ing ${word(i * 29)} broke ${'down '.repeat(i % 9)}${'.'.repeat(pad)}\n`).join('')
}

/** Plain lines with so many messages that come once each, far from each other, in words of their own. */
export function rareMessages(count: number): string {
  const word = (n: number) => String.fromCharCode(...[n % 26, Math.floor(n / 26) % 26].map(c => 97 + c))
  return Array.from({ length: count }, (_, i) =>
    plainLog(150, 1e9) + `2025-03-10 09:10:00 FATAL ${word(i)}mok ${word(i + 200)}tar ${word(i + 400)}bel\n`).join('') + plainLog(150, 1e9)
}

/** A build that fails: a compiler's error in line 301 of 343, and the ending that it led to. */
export function failedBuild(): string {
  const part = (i: number) => `compiling part${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]} of the till`
  const parts = (count: number) => Array.from({ length: count }, (_, i) => part(i))
  return [...['$ make all', ...parts(299), 'till.c:12:4: error: drawer undeclared', ...parts(41)], 'The command "make" exited with 2.'].join('\n') + '\n'
}
