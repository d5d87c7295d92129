import { expect, test } from 'vitest'
import { hostRule, requireSameHost } from '../../../../server/http/sameHost'

const isOurs = hostRule(['localhost', '127.0.0.1', '[::1]', 'logs.example'])
const refused = (method: string, headers: Record<string, string>) => {
  try {
    requireSameHost(method, headers, isOurs)
    return false
  }
  catch {
    return true
  }
}

test.each(['localhost', 'LocalHost:8080', 'localhost.', '127.0.0.1:3000', '[::1]', '[::1]:3000', 'logs.example:443'])('%s is ours', (host) => {
  expect(refused('GET', { host })).toBe(false)
})

test.each(['', 'evil.example', 'localhost.evil.example', 'evil.example#localhost', 'localhost@evil.example', '127.0.0.2', '[::2]', 'a b', '%'])('"%s" is not', (host) => {
  expect(refused('GET', { host })).toBe(true)
})

test('writes from our own origin pass, those from elsewhere do not', () => {
  const host = 'localhost:3000'
  for (const method of ['POST', 'DELETE', 'PUT', 'PATCH']) {
    expect(refused(method, { host })).toBe(false)
    expect(refused(method, { host, 'origin': 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe(false)
    for (const origin of ['http://localhost:3001', 'http://127.0.0.1:3000', 'https://evil.example', 'null', '']) {
      expect([origin, refused(method, { host, origin })]).toEqual([origin, true])
    }
    for (const site of ['cross-site', 'same-site']) expect(refused(method, { host, 'sec-fetch-site': site })).toBe(true)
  }
  expect(refused('GET', { host, origin: 'https://evil.example' })).toBe(false)
})
