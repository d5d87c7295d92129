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
