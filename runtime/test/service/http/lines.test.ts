import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Line, linesOf } from '../../../src/service/http/lines.ts'

const LIMIT = 20

async function cut(bytes: Uint8Array, sizes: readonly number[] = [bytes.length]): Promise<string[]> {
  async function* parts() {
    let from = 0
    for (let at = 0; from < bytes.length; at++) {
      const size = Math.max(sizes[at % sizes.length] ?? 1, 1)
      yield bytes.subarray(from, from + size)
      from += size
    }
  }
  const lines: Line[] = []
  for await (const some of linesOf(parts(), LIMIT)) lines.push(...some)
  return lines.map((line) => `${line.number} ${'text' in line ? line.text : line.fault}`)
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('bytes become lines', () => {
  test.each([
    ['nothing', '', []],
    ['one line', 'a\n', ['1 a']],
    ['one without an end', 'a', ['1 a']],
    ['empty lines, which are counted', 'a\n\n \n\nb\n', ['1 a', '5 b']],
    ['ends of Windows, which JSON does not mind', 'a\r\nb\r\n', ['1 a\r', '2 b\r']],
    ['a mark at the beginning', '\uFEFFa\n\uFEFFb', ['1 a', '2 \uFEFFb']],
    ['characters of several bytes', 'سلام\n👋', ['1 سلام', '2 👋']],
    ['lines as long as may be', `${'x'.repeat(LIMIT)}\nb`, [`1 ${'x'.repeat(LIMIT)}`, '2 b']],
    ['a line that is too long', `a\n${'x'.repeat(LIMIT + 1)}\nb`, ['1 a', '2 long', '3 b']],
    ['a line without an end that is too long', `a\n${'x'.repeat(100)}`, ['1 a', '2 long']],
  ])('%s', async (_, text, lines) => {
    expect(await cut(bytes(text))).toEqual(lines)
    expect(await cut(bytes(text), [1])).toEqual(lines)
  })

  test('of those that are not UTF-8, each is told and the others are read', async () => {
    const broken = Uint8Array.from([...bytes('a\n'), 0xff, 0xfe, 10, ...bytes('b\n'), 0xe2, 0x82])
    expect(await cut(broken)).toEqual(['1 a', '2 encoding', '3 b', '4 encoding'])
    expect(await cut(broken, [1])).toEqual(['1 a', '2 encoding', '3 b', '4 encoding'])
  })

  test('the same ones, however the bytes come', async () => {
    const piece = fc.constantFrom('\n', '\r\n', 'a', 'سلام', 'x'.repeat(9), '👋', ' ')
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.array(fc.nat(7), { minLength: 1 }), async (pieces, sizes) => {
        const all = bytes(pieces.join(''))
        expect(await cut(all, sizes)).toEqual(await cut(all))
      }),
    )
  })
})
