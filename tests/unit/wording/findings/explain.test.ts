import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Signal } from '../../../../shared/anomaly'
import { SignalKind } from '../../../../shared/anomaly'
import { explain, FINDING_TEXTS, placeName, reasonOf, sentenceOf } from '../../../../wording/findings/explain'
import { signalsOf } from '../../../nuxt/makeFinding'

const TEMPLATE = 'pay <*> currency=<*> took=<*>'
const usual = (...counts: [string, number][]) => counts.map(([value, count]) => ({ value, count }))
const rangeOf = (slot: string, unit: string, [value, low, median, high]: [string, string, string, string]): Signal =>
  ({ kind: 'number_range', strength: 9, detail: { slot, value: 1, low: 1, median: 1, high: 1, total: 900, unit, shown: { value, low, median, high } } })
const session = (detail: Partial<Extract<Signal, { kind: 'session' }>['detail']>): Signal =>
  ({ kind: 'session', strength: 9, detail: { events: 3, sessions: 2000, rank_count: 1, unusual: [], missing: [], repeated: [], swapped: [], leading: 'unusual', ...detail } })
const trouble = (detail: Partial<Extract<Signal, { kind: 'trouble' }>['detail']>): Signal =>
  ({ kind: 'trouble', strength: 9, detail: { first_line: 7, last_line: 7, lines: 1, alike: 0, step: null, step_line: null, failed_line: null, ...detail } })

describe('a signal in English', () => {
  it.each<[Signal, reason: string, sentence: string]>([
    [{ kind: 'rare_template', strength: 9, detail: { count: 1, total: 1_323_382, rank_count: 4 } }, 'seen once in 1,323,382', 'This pattern was seen once in 1,323,382 events.'],
    [{ kind: 'rare_template', strength: 9, detail: { count: 3, total: 500, rank_count: 4 } }, 'seen 3 times in 500', 'This pattern was seen 3 times in 500 events.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, distinct: 2, usual: usual(['EUR', 4999], ['XTS', 1]) } }, 'XTS; else EUR (99.98 %)', '`currency` is `XTS`, seen once in 5,000; 99.98 % are `EUR`.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'severity', value: 'FATAL', count: 1, total: 1e6, distinct: 2, usual: usual(['INFO', 999_999], ['FATAL', 1]) } }, 'FATAL; else INFO (> 99.99 %)', 'Severity `FATAL`, seen once in 1,000,000; more than 99.99 % are `INFO`.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'currency', value: 'XAU', count: 2, total: 1000, distinct: 4, usual: usual(['EUR', 500], ['USD', 300], ['GBP', 198], ['XAU', 2]) } }, 'XAU; else EUR, USD, GBP', '`currency` is `XAU`, seen twice in 1,000; usual are `EUR`, `USD` and `GBP`.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'parameter 1', value: 'd e', count: 2, total: 1000, distinct: 9, usual: usual(['a', 500], ['b', 300], ['c', 198]) } }, '“d e”; else a, b, c …', 'Value `d e` after `pay`, seen twice in 1,000; usual are `a`, `b`, `c` and 5 more.'],
    [rangeOf('took', '', ['90,000.5', '12', '30', '1,500']), '90,000.5, usually 12–1,500', '`took` is 90,000.5, usually 12–1,500 (median 30).'],
    [rangeOf('parameter 1', 's', ['184.3 s', '6 ms', '19 ms', '64 ms']), '184.3 s, usually 6–64 ms', 'A duration of 184.3 s after `pay`, usually 6–64 ms (median 19 ms).'],
    [rangeOf('parameter 1', '', ['-5', '30', '30', '30']), '-5, usually 30', 'The number -5 after `pay`, usually 30.'],
    [{ kind: 'severity', strength: 2, detail: { severity: 'error', count: 12, total: 3400 } }, 'error: 12 of 3,400 are as severe', 'Severity error: only 12 of 3,400 events are as severe.'],
    [{ kind: 'drift', strength: 9, detail: { slot: 'took', value: 0.481, usual: 0.12, unit: 's', shown: { value: '481 ms', usual: '120 ms' }, first_line: 5717, last_line: 6163, count: 45, total: 930 } }, 'about 481 ms in lines 5,717–6,163, usually 120 ms', '`took` is about 481 ms from line 5,717 to 6,163 (45 of 930), usually about 120 ms.'],
    [{ kind: 'burst', strength: 9, detail: { from: null, seconds: 4, count: 1200, usual: 2.345 } }, '×1,200 in 4 s, usually 2.3', '1,200 events of this pattern in 4 s, usually about 2.3 in as long.'],
    [{ kind: 'burst', strength: 9, detail: { from: null, seconds: 64, count: 160, usual: 0.01 } }, '×160 in 64 s, usually none', '160 events of this pattern in 64 s, usually next to none in as long.'],
    [{ kind: 'silence', strength: 9, detail: { from: null, seconds: 9000, count: 0, usual: 90.4 } }, 'none in 2.5 h, usually 90', 'No event of this pattern in 2.5 h, where about 90 were expected.'],
    [{ kind: 'silence', strength: 9, detail: { from: null, seconds: 9000, count: 3, usual: 1290.4 } }, 'only 3 in 2.5 h, usually 1,300', 'Only 3 events of this pattern in 2.5 h, where about 1,300 were expected.'],
    [session({ missing: [{ template: 'payment authorised', share: 0.9998 }], leading: 'missing' }), 'no “payment authorised”, 99.98 % have it', 'The session that ends here lacks `payment authorised`, which 99.98 % of 2,000 sessions like it have.'],
    [session({ unusual: [{ template: 'lost <*>', share: 0.0005 }], missing: [{ template: 'paid <*>', share: 0.9 }] }), '“lost <*>”, only 0.05 % have it', 'The session that ends here has `lost <*>`, which only 0.05 % of 2,000 sessions like it have.'],
    [session({ repeated: [{ template: 'tried <*>', share: 0.0005, count: 60, usual: 3 }], leading: 'repeated' }), '×60 “tried <*>”, usually at most 3', 'The session that ends here has `tried <*>` 60 times; 99 % of 2,000 sessions like it have it at most 3 times.'],
    [session({ swapped: [{ template: 'sent <*>', before: 'paid <*>', share: 0.99 }], leading: 'swapped' }), '“sent <*>” before “paid <*>”', 'In the session that ends here, `sent <*>` came before `paid <*>`; in 99 % of 2,000 sessions like it with both it comes after.'],
    [session({}), 'unusual steps among 2,000 sessions', 'The session that ends here has steps that are unusual among 2,000 sessions like it.'],
    [{ kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: ['lost', 'ledger'], block: { first_line: 7, last_line: 7, lines: 1 } } }, 'new: not in 5,000 known-good events', 'This pattern was seen once here and is not among the 5,000 events of the known-good log; new words: `lost`, `ledger`.'],
    [{ kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: [], block: { first_line: 7, last_line: 31, lines: 12 } } }, 'first of 12 new lines, up to line 31', 'The first of 12 new lines together, up to line 31: not among the 5,000 events of the known-good log.'],
    [{ kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: ['lost'], block: null, runs: { with: 0, of: 3 } } }, 'new: not in 5,000 known-good events', 'This pattern was seen once here and is not among the 5,000 events of the 3 known-good logs; new words: `lost`.'],
    [{ kind: 'new_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, baseline_total: 4000, distinct: 2, usual: usual(['EUR', 3900], ['USD', 100]) } }, 'XTS is new; else EUR, USD', '`currency` is `XTS`, never seen in 4,000 events of the known-good log; usual are `EUR` and `USD`.'],
    [{ kind: 'new_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, baseline_total: 4000, distinct: 7, usual: usual(['EUR', 4000]), runs: { with: 3, of: 3 } } }, 'XTS is new; else EUR …', '`currency` is `XTS`, never seen in 4,000 events of the 3 known-good logs; usual are `EUR` and 6 more.'],
    [{ kind: 'new_number', strength: 9, detail: { slot: 'took', value: 90_000.5, low: 12, median: 30, high: 1500, total: 900, unit: '', shown: { value: '90,000.5', low: '12', median: '30', high: '1,500' } } }, '90,000.5, known good 12–1,500', '`took` is 90,000.5; in the known-good log 12–1,500 (median 30).'],
    [{ kind: 'frequency', strength: 9, detail: { count: 900, total: 5000, baseline_count: 8, baseline_total: 4000, expected: 10 } }, '×900, about 10 expected', 'This pattern was seen 900 times, where about 10 were expected from its 8 in the known-good log.'],
    [{ kind: 'frequency', strength: 9, detail: { count: 900, total: 5000, baseline_count: 8, baseline_total: 4000, expected: 10, runs: { with: 1, of: 20 } } }, '×900, about 10 expected', 'This pattern was seen 900 times, where about 10 were expected from its 8 in 1 of the 20 known-good logs.'],
    [{ kind: 'gone', strength: 9, detail: { template: 'beat of <*>', templates: 3, baseline_count: 412, baseline_total: 4000, expected: 400 } }, 'no “beat of <*>”, ×412 in known-good logs', 'The log ends without `beat of <*>`, which came 412 times in the known-good log; 2 more patterns are missing.'],
    [{ kind: 'gone', strength: 9, detail: { template: 'beat of <*>', templates: 1, baseline_count: 412, baseline_total: 4000, expected: 400, runs: { with: 2, of: 3 } } }, 'no “beat of <*>”, ×412 in known-good logs', 'The log ends without `beat of <*>`, which came 412 times in 2 of the 3 known-good logs.'],
    [trouble({ last_line: 31, lines: 12, alike: 1, step: 'make <*>', failed_line: 40 }), '12 lines of trouble before the failure in line 40', '12 lines from 7 to 31 report trouble in the step `make <*>`, the last before line 40 reports the failure; 1 more place like it.'],
    [trouble({ step: '$ make all' }), 'trouble in “$ make all”', 'This line reports trouble in the step `$ make all`.'],
    [trouble({ alike: 2 }), 'trouble, 2 more places like it', 'This line reports trouble; 2 more places like it.'],
  ])('%o', (signal, reason, sentence) => {
    const finding = { signals: [signal], template: TEMPLATE }
    expect(reasonOf(finding, 'en')).toBe(reason)
    expect(explain(finding, 'en')).toBe(sentence)
  })

  it('says the first two signals', () => {
    const severity = (count: number): Signal => ({ kind: 'severity', strength: 2, detail: { severity: 'error', count, total: 100 } })
    const finding = { signals: [severity(1), severity(2), severity(3)], template: TEMPLATE }
    expect(explain(finding, 'en')).toBe('Severity error: only 1 of 100 events is as severe. Severity error: only 2 of 100 events are as severe.')
    expect(reasonOf(finding, 'en')).toBe('error: 1 of 100 are as severe')
    expect([reasonOf({ signals: [], template: '' }, 'en'), explain({ signals: [], template: '' }, 'en')]).toEqual(['', ''])
  })

  it('cuts a long value, leaves markup as it is and keeps backticks apart', () => {
    const signal: Signal = { kind: 'rare_value', strength: 9, detail: { slot: '<b>', value: '<script>'.repeat(10), count: 1, total: 100, distinct: 2, usual: usual(['a`b', 99], ['x', 1]) } }
    expect(sentenceOf(signal, '', 'en')).toBe(`\`<b>\` is \`${'<script>'.repeat(10).slice(0, 60)}…\`, seen once in 100; usual are \`a'b\` and \`x\`.`)
  })

  it('compares with what it was compared with', () => {
    const [value] = signalsOf('new_value')
    expect(sentenceOf(value, TEMPLATE, 'en', 'part')).toBe('`currency` is `XTS`, never seen in 4,000 events of the usual part; usual are `EUR` and `USD`.')
    expect(sentenceOf(value, TEMPLATE, 'es', 'part')).toBe('`currency` es `XTS`, nunca visto en 4000 eventos de la parte habitual; lo habitual es `EUR` y `USD`.')
  })
})

describe('a signal in Spanish', () => {
  it.each<[Signal, reason: string, sentence: string]>([
    [rangeOf('parameter 1', 's', ['1,184.3 s', '6 ms', '19 ms', '64 ms']), '1184,3 s; lo habitual: 6–64 ms', 'Una duración de 1184,3 s tras `pay`; lo habitual es 6–64 ms (mediana: 19 ms).'],
    [rangeOf('took', '', ['90,000.5', '12', '30', '1,500']), '90.000,5; lo habitual: 12–1500', '`took` es 90.000,5; lo habitual es 12–1500 (mediana: 30).'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'severity', value: 'FATAL', count: 1, total: 1e6, distinct: 2, usual: usual(['INFO', 999_999]) } }, 'FATAL; si no, INFO (> 99,99 %)', 'Gravedad `FATAL`, vista una vez en 1.000.000; más del 99,99 % es `INFO`.'],
    [{ kind: 'rare_value', strength: 9, detail: { slot: 'currency', value: 'XAU', count: 2, total: 1000, distinct: 3, usual: usual(['EUR', 500], ['idr', 300]) } }, 'XAU; si no, EUR, idr', '`currency` es `XAU`, visto dos veces en 1000; lo habitual es `EUR` e `idr`.'],
    [session({ missing: [{ template: 'pago hecho', share: 0.9998 }], leading: 'missing' }), 'sin «pago hecho»; el 99,98 % lo tiene', 'A la sesión que termina aquí le falta `pago hecho`, que tiene el 99,98 % de 2000 sesiones parecidas.'],
    [session({ unusual: [{ template: 'perdido', share: 0.00001 }] }), 'perdido; solo menos del 0,01 % lo tiene', 'La sesión que termina aquí tiene `perdido`, que solo tiene menos del 0,01 % de 2000 sesiones parecidas.'],
    [{ kind: 'silence', strength: 9, detail: { from: null, seconds: 9000, count: 1, usual: 1290.4 } }, 'solo 1 en 2,5 h; lo habitual: 1300', 'Solo un evento de este patrón en 2,5 h; se esperaban unos 1300.'],
    [{ kind: 'severity', strength: 2, detail: { severity: 'critical', count: 1, total: 3400 } }, 'crítico: 1 de 3400 son así de graves', 'Gravedad `crítico`: solo 1 de 3400 eventos es así de grave.'],
    [{ kind: 'gone', strength: 9, detail: { template: 'latido', templates: 2, baseline_count: 412, baseline_total: 4000, expected: 400, runs: { with: 2, of: 3 } } }, 'sin latido; ×412 en la referencia', 'El registro termina sin `latido`, que vino 412 veces en 2 de los 3 registros de referencia; falta otro patrón.'],
    [trouble({ last_line: 31, lines: 12, alike: 2, step: 'make <*>', failed_line: 40 }), 'fallo en 12 líneas, antes del final fallido en la línea 40', '12 líneas, de la 7 a la 31, informan de un fallo en el paso `make <*>`, lo último antes del final fallido en la línea 40; otros 2 lugares iguales.'],
  ])('%o', (signal, reason, sentence) => {
    const finding = { signals: [signal], template: TEMPLATE }
    expect(reasonOf(finding, 'es')).toBe(reason)
    expect(explain(finding, 'es')).toBe(sentence)
  })
})

describe.each(['en', 'es'] as const)('every signal in each form: %s', (language) => {
  it.each(SignalKind.options)('%s', (kind) => {
    expect(FINDING_TEXTS[language].signals[kind]).toMatchObject({ reason: expect.any(Function), sentence: expect.any(Function) })
    const signals = signalsOf(kind)
    expect(signals.length).toBeGreaterThan(0)
    for (const signal of signals) {
      const finding = { signals: [signal], template: TEMPLATE }
      for (const text of [reasonOf(finding, language), explain(finding, language)]) {
        expect(text).not.toBe('')
        expect(text).not.toMatch(/undefined|NaN|null|\{\w+\}|\$\{|\[object/)
      }
      expect(reasonOf(finding, language)).not.toMatch(/`|\.$/)
      expect(explain(finding, language)).toMatch(/\.$/)
      const [inEnglish, inSpanish] = [explain(finding, 'en'), explain(finding, 'es')]
      expect(inEnglish).not.toBe(inSpanish)
    }
  })

  const words = fc.stringMatching(/^[a-z]{1,6}( [a-z<*>]{1,6})?$/)
  const count = fc.integer({ min: 1, max: 9_999_999 })
  const slot = fc.oneof(fc.constantFrom('took', 'severity', 'in'), fc.integer({ min: 1, max: 12 }).map(number => `parameter ${number}`))
  const shown = fc.record({ value: count, low: count, median: count, high: count }).map(numbers => ({
    value: `${numbers.value} ms`, low: `${numbers.low} ms`, median: `${numbers.median} ms`, high: `${numbers.high} ms`,
  }))
  const template = fc.array(fc.constantFrom('<*>', 'pay', 'took=<*>', 'in', '=', '200'), { maxLength: 8 }).map(parts => parts.join(' '))
  const usualValues = fc.array(fc.record({ value: words, count }), { maxLength: 5 })
  const value = fc.record({ slot, value: words, count, total: count, distinct: count, usual: usualValues })
  const number = fc.record({ slot, value: count, low: count, median: count, high: count, total: count, unit: fc.constantFrom('', 's', 'B', '%'), shown })
  const signal: fc.Arbitrary<Signal> = fc.oneof(
    value.map((detail): Signal => ({ kind: 'rare_value', strength: 1, detail })),
    fc.tuple(value, count).map(([detail, total]): Signal => ({ kind: 'new_value', strength: 1, detail: { ...detail, baseline_total: total } })),
    number.map((detail): Signal => ({ kind: 'number_range', strength: 1, detail })),
    number.map((detail): Signal => ({ kind: 'new_number', strength: 1, detail })),
    fc.tuple(number, count).map(([detail, last]): Signal => ({ kind: 'drift', strength: 1, detail: { ...detail, usual: 3, shown: { value: detail.shown.value, usual: detail.shown.low }, first_line: 1, last_line: last, count: 3 } })),
    fc.tuple(words, words, count, fc.constantFrom('unusual', 'missing', 'repeated', 'swapped')).map(([step, before, often, leading]) => session({
      unusual: [{ template: step, share: 0.001 }], missing: [{ template: step, share: 0.999 }], repeated: [{ template: step, share: 0.1, count: often, usual: 2 }],
      swapped: [{ template: step, before, share: 0.9 }], leading,
    })),
    fc.tuple(count, fc.option(words), fc.option(count), fc.nat({ max: 3 })).map(([lines, step, failed, alike]) => trouble({ lines, last_line: lines, step, failed_line: failed, alike })),
    fc.tuple(words, count, count).map(([gone, templates, before]): Signal => ({ kind: 'gone', strength: 1, detail: { template: gone, templates, baseline_count: before, baseline_total: 9, expected: 9 } })),
  )

  it('names no place by a number, leaves no gap, and is short where the values are', () => {
    fc.assert(fc.property(signal, template, (signal, template) => {
      const finding = { signals: [signal], template }
      const reason = reasonOf(finding, language)
      for (const text of [reason, explain(finding, language)]) {
        expect(text).not.toMatch(/par[aá]met(?:er|ro) \d/)
        expect(text).not.toMatch(/undefined|NaN| {2}|\{\w+\}|``/)
      }
      expect(reason.length, reason).toBeLessThanOrEqual(80)
    }))
  })

  it('names every place in a list', () => {
    fc.assert(fc.property(slot, template, fc.constantFrom('', 's', 'B'), (slot, template, unit) => {
      const name = placeName(slot, template, unit, language)
      expect(name).not.toBe('')
      expect(name).not.toMatch(/undefined|par[aá]met(?:er|ro)/)
    }))
  })
})
