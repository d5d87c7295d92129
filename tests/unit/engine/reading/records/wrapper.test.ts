import { describe, expect, it } from 'vitest'
import { Unwrapper, type Wrapper } from '../../../../../engine/reading/records/wrapper'

const PREFIX: Wrapper = { kind: 'prefix', inner: '', time: '' }
const OBJECT: Wrapper = { kind: 'object', inner: 'log', time: '' }

function unwrapped(wrapper: Wrapper, text: string): string[] {
  const unwrapper = new Unwrapper(wrapper)
  const buf = new TextEncoder().encode(text)
  const out = new Uint8Array(buf.length + 64)
  const lines: string[] = []
  for (let from = 0; from < buf.length;) {
    const lf = buf.indexOf(10, from)
    lines.push(new TextDecoder().decode(out.subarray(0, unwrapper.clean(buf, from, lf, out, 0))))
    from = lf + 1
  }
  return lines
}

describe('what is around a line', () => {
  it('is taken off', () => {
    expect(unwrapped(PREFIX, '2025-03-10T09:00:00.1Z stdout F it \u001B[31mruns\u001B[0m\n2025-03-10T09:00:00.1+01:00 stderr F \tat a.b\n')).toEqual(['it runs', '\tat a.b'])
    expect(unwrapped(OBJECT, '{"log":"it \\u001b[31mruns\\u001b[0m \\"now\\"\\n","stream":"stdout","time":"t"}\n{"time":"t","log":"\\tat a.b\\r\\n"}\n')).toEqual(['it runs "now"', '\tat a.b'])
  })

  it('stays where nothing is around it', () => {
    expect(unwrapped(PREFIX, 'it runs\n2025-03-10T09:00:00Z stdout X it runs\n2025-03-10T09:00:00Z stdout\n')).toEqual(['it runs', '2025-03-10T09:00:00Z stdout X it runs', '2025-03-10T09:00:00Z stdout'])
    expect(unwrapped(OBJECT, 'it runs\n{"other":"it runs"}\n{"log":1}\n')).toEqual(['it runs', '{"other":"it runs"}', '{"log":1}'])
  })

  it('gives its time to lines that have none, but not to those that go on', () => {
    expect(unwrapped({ ...PREFIX, time: 'time' }, '2025-03-10T09:00:00Z stdout F it runs\n2025-03-10T09:00:00Z stdout F   deeper\n')).toEqual(['2025-03-10T09:00:00Z it runs', '  deeper'])
    expect(unwrapped({ ...OBJECT, time: 'time' }, '{"log":"it runs\\n","time":"2025-03-10T09:00:00Z"}\n{"log":"\\tat a\\n","time":"2025-03-10T09:00:00Z"}\n')).toEqual(['2025-03-10T09:00:00Z it runs', '\tat a'])
  })

  it('joins pieces: what follows one begins with a tab', () => {
    expect(unwrapped(PREFIX, '2025-03-10T09:00:00Z stdout P it \n2025-03-10T09:00:00Z stdout P ru\n2025-03-10T09:00:00Z stdout F ns\n2025-03-10T09:00:00Z stdout F next\n')).toEqual(['it ', '\tru', '\tns', 'next'])
    expect(unwrapped(OBJECT, '{"log":"it "}\n{"log":"runs\\n"}\n{"log":"next\\n"}\n')).toEqual(['it ', '\truns', 'next'])
  })
})
