import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCut, nextCut } from '../../../../engine/tokens/scripts'
import { padded } from '../padded'

function words(text: string): string[] {
  const { buf, end } = padded(text)
  const found: string[] = []
  for (let p = 0; p < end;) {
    const q = nextCut(buf, p, end)
    found.push(new TextDecoder().decode(buf.subarray(p, q)))
    p = q
  }
  return found.filter(word => word !== ' ')
}

describe('nextCut', () => {
  it.each([
    ['订单482913支付成功，耗时98000毫秒', '订单|482913|支付成功|，|耗时|98000|毫秒'],
    ['用户登录失败：密码错误（第3次）', '用户登录失败|：|密码错误|（|第|3|次|）'],
    ['データベース接続に失敗しました', 'データベース|接続|に|失敗|しました'],
    ['ｴﾗｰ発生', 'ｴﾗｰ|発生'], ['が\u3099す', 'が\u3099す'], ['人々は', '人々|は'],
    ['서버가 응답하지 않음, 12초', '서버가|응답하지|않음|,|12|초'], ['CPU사용률 90%', 'CPU|사용률|90%'],
    ['เชื่อมต่อล้มเหลว5ครั้ง', 'เชื่อมต่อล้มเหลว|5|ครั้ง'], ['ບໍ່ພົບໄຟລ໌', 'ບໍ່ພົບໄຟລ໌'], ['មិនអាច។', 'មិនអាច|។'],
    ['ไทย日本', 'ไทย|日本'],
    ['連接GitHub失敗', '連接|GitHub|失敗'], ['v1.2-rc版本', 'v1.2-rc|版本'], ['/data/日志/a.txt', '/data/|日志|/a.txt'],
    ['耗时98000ms完成', '耗时|98000ms|完成'],
    ['conexión-rechazada_2', 'conexión-rechazada_2'], ['Việt Nam', 'Việt|Nam'], ['e\u0301tat', 'e\u0301tat'],
    ['don’t', 'don’t'], ['“cité”…', '“|cité|”|…'], ['ошибка42', 'ошибка42'], ['हिन्दी', 'हिन्दी'],
    ['１２件', '１２|件'], ['𠮷野家', '𠮷野家'], ['完成✅', '完成|✅'], ['a=日b', 'a|=|日|b'],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected.split('|'))
  })

  it('is total: goes on by whole characters up to the end, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      for (let p = 0; p < bytes.length;) {
        const q = nextCut(bytes, p, bytes.length)
        expect(q > p && q <= bytes.length).toBe(true)
        p = q
      }
    }))
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      expect(words(text).join('')).toBe(text.replaceAll(' ', ''))
    }))
  })

  it('takes an end inside a character for its end', () => {
    const { buf } = padded('日本')
    expect(nextCut(buf, 0, 4)).toBe(3)
    expect(nextCut(buf, 3, 5)).toBe(5)
  })
})

describe('isCut', () => {
  it.each([
    ['日', true], ['。', true], ['é', false], ['ж', false], ['์', true], ['\u0301', false], ['’', false], ['…', true],
  ])('%s', (text, expected) => {
    const { buf, end } = padded(text)
    expect(isCut(buf, 0, end)).toBe(expected)
  })
})
