import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/cli/arguments.ts'
import { command } from '../../src/cli/command.ts'
import { Failure } from '../../src/cli/failure.ts'

const sample = command({
  name: 'sample',
  summary: 'A command for tests',
  operands: { placeholder: '[PATH]', least: 0, most: 1 },
  options: {
    format: { kind: 'choice', choices: ['pretty', 'json'], default: 'pretty', description: '' },
    emit: { kind: 'some', choices: ['json', 'svg', 'dot'], default: ['json'], description: '' },
    out: { kind: 'text', placeholder: 'DIR', description: '' },
  },
  notes: [],
  examples: [],
  run: async () => 0,
})

describe('what is understood', () => {
  const defaults = { format: 'pretty', emit: ['json'], out: undefined }
  test.each<[words: string[], operands: string[], options: object]>([
    [[], [], {}],
    [['a'], ['a'], {}],
    [['-'], ['-'], {}],
    [['a', '--format', 'json'], ['a'], { format: 'json' }],
    [['--format=json', 'a'], ['a'], { format: 'json' }],
    [['--format', 'pretty', '--format', 'json'], [], { format: 'json' }],
    [['--emit', 'svg,dot'], [], { emit: ['svg', 'dot'] }],
    [['--emit', 'svg', '--emit', 'dot,svg'], [], { emit: ['svg', 'dot'] }],
    [['--out', '-'], [], { out: '-' }],
    [['--out=--odd'], [], { out: '--odd' }],
    [['--', '--odd'], ['--odd'], {}],
  ])('%j', (words, operands, options) => {
    expect(readArguments(sample, words)).toEqual({
      help: false,
      operands,
      options: { ...defaults, ...options },
    })
  })

  test.each([[['--help']], [['-h']], [['a', 'b', '--help']]])('%j asks for help', (words) => {
    expect(readArguments(sample, words)).toEqual({ help: true })
  })
})

test.each<[words: string[], message: string]>([
  [['a', 'b'], '"journey sample" takes one argument, but also found "b".'],
  [[''], 'An argument is empty. Was a variable not set?'],
  [['--formt', 'json'], '"journey sample" has no option "--formt". Did you mean "--format"?'],
  [['--zzz'], '"journey sample" has no option "--zzz".'],
  [['-o', 'x'], '"journey sample" has no option "-o".'],
  [['--constructor'], '"journey sample" has no option "--constructor".'],
  [['--out'], '--out needs a value: --out DIR.'],
  [['--out', '--format', 'json'], '--out needs a value: --out DIR.'],
  [['--format'], '--format needs a value: --format pretty|json.'],
  [['--out='], 'The value of --out is empty.'],
  [['--format', 'jsn'], '--format can\'t be "jsn". It is one of "pretty", "json". Did you mean "json"?'],
  [['--emit', 'json,'], '--emit can\'t be "". It is one of "json", "svg", "dot".'],
])('%j is wrong use', (words, message) => {
  expect(() => readArguments(sample, words)).toThrow(
    new Failure(message, { hint: 'See "journey help sample".' }),
  )
})
