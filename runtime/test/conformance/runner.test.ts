/** The runner of the kit tells a host that is right from one that is wrong. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const kit = fileURLToPath(new URL('../../conformance/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'journey-runner-'))
afterAll(() => rmSync(folder, { recursive: true }))

function runner(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(kit, 'run.mjs'), ...args], {
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}

/**
 * A host that knows the answers, as far as it does: it reads what is expected beside the events, and `change` is what
 * it makes of the lines.
 */
function hostThat(name: string, change: string): string[] {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(
    path,
    `import { readFileSync } from 'node:fs'
const expected = process.argv[3].replace('events.jsonl', 'expected.jsonl')
let lines = readFileSync(expected, 'utf8').trim().split('\\n')
${change}
process.stdout.write(lines.join('\\n') + '\\n')
`,
  )
  return [process.execPath, path]
}

const ONE = ['--case', 'send']

test('a host that is right passes; the order of contacts and of fields, and white space, do not matter', () => {
  const other = `const turned = (line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()), null, 0)
lines = [...lines.filter((line) => line.includes('"bea"')), ...lines.filter((line) => !line.includes('"bea"'))]
lines = lines.map(turned).flatMap((line) => [line, ''])`
  for (const host of [hostThat('right', ''), hostThat('turned', other)]) {
    expect(runner('--case', 'consent', '--case', 'wait', ...host)).toEqual({
      status: 0,
      out: '2 of 2 cases pass\n',
      err: '',
    })
  }
})

describe('a host that is wrong fails, and is told where', () => {
  const first = readFileSync(join(kit, 'cases/send/expected.jsonl'), 'utf8').split('\n')[0]!
  test.each([
    ['a wrong value', "lines[0] = lines[0].replace('2026-03-02', '2026-03-01')", `expected ${first}`],
    ['a line too few', 'lines.pop()', 'got      no more lines'],
    ['a line too many', 'lines.push(lines[0])', 'expected no more lines'],
    ['two lines in the other order', 'lines.unshift(lines.splice(1, 1)[0])', '"ada", line 1 of the contact'],
    ['nobody', 'lines = []', 'got      no more lines'],
    ['somebody else, too', "lines.push(lines[0].replace('ada', 'eve'))", '"eve", line 1 of the contact'],
    ['no JSON', "lines.push('done.')", 'of the output is not JSON: done.'],
    ['a line of nobody', "lines.push('{}')", 'of the output names no contact: {}'],
    [
      'a failure',
      "console.error('out of luck'); process.exit(3)",
      'It ended with the status 3.\n  out of luck',
    ],
  ])('%s', (name, change, told) => {
    const { status, out } = runner(...ONE, ...hostThat(name.replaceAll(/\W/g, '-'), change))
    expect(status).toBe(1)
    expect(out).toContain('fail send\n')
    expect(out).toContain(told)
    expect(out).toContain('0 of 1 cases pass\n')
  })

  test('one that never ends', () => {
    const endless = hostThat('endless', 'setInterval(() => {}, 1000)')
    const { status, out } = runner(...ONE, '--timeout', '1', ...endless)
    expect([status, out]).toEqual([1, 'fail send\n  It was stopped after 1 s.\n0 of 1 cases pass\n'])
  })

  test('one that there is not', () => {
    const { status, out } = runner(...ONE, join(folder, 'nothing'))
    expect(status).toBe(1)
    expect(out).toContain("The command can't be run:")
  })
})

test.each([
  ['no command', [], 'Which host?'],
  ['an option that there is not', ['--fast', 'x'], 'There is no option --fast.'],
  ['a case that there is not', ['--case', 'nothing', 'x'], 'There is no case "nothing".'],
  ['no number', ['--jobs', 'many', 'x'], 'are numbers above 0'],
])('%s is told, with the usage', (_, args, told) => {
  const { status, err } = runner(...args)
  expect(status).toBe(2)
  expect(err).toContain(told)
  expect(err).toContain('usage:')
})
