/** The pages leave nothing out: what is added to the language, the graph or the library is missed here first. */
import { parse } from '@journey-lang/compiler'
import {
  CAPABILITIES,
  type FormatType,
  formatValue,
  graphSchema,
  PROBLEMS,
  SCALAR_TYPES,
  SENDABLE_CHANNELS,
  type Value,
} from '@journey-lang/runtime'
import { describe, expect, test } from 'vitest'
import { commands } from '../compiler/src/cli/commands/index.ts'
import { configSchema } from '../compiler/src/project/config-schema.ts'
import { declarationWords, itemWords, operatorWords } from '../compiler/src/syntax/tokens.ts'
import { read } from './test/pages.ts'

const language = read('docs/language.md')
const graph = read('docs/graph.md')
const running = read('docs/running.md')
const cli = read('docs/cli.md')

/** Words that a page does not show as code, alone or at the beginning of something. */
function missing(page: string, words: Iterable<string>): string[] {
  return [...words].filter((word) => !page.includes(`\`${word}\``) && !page.includes(`\`${word} `))
}

describe('the language', () => {
  const reserved = [...operatorWords].map(({ LABEL }) => LABEL!.replaceAll('"', ''))
  test.each([
    ['types', SCALAR_TYPES],
    ['kinds of channel', SENDABLE_CHANNELS],
    ['reserved words', reserved],
    ['words that begin a declaration or a step', [...declarationWords, ...itemWords]],
  ])('%s', (_, words) => {
    expect(words.length).toBeGreaterThan(5)
    expect(missing(language, words)).toEqual([])
  })

  test.each<[string, Value, Extract<FormatType, string>]>([
    ['`percent`', 0.1, 'percent'],
    ['`money<EUR>`', { amount: 1850, currency: 'EUR' }, 'money'],
    ['`number`', 1234.5, 'number'],
    ['`date`', '2026-03-21', 'date'],
    ['`time`', '09:00', 'time'],
    ["`datetime` (in the contact's zone)", '2026-03-21T08:00:00.000Z', 'datetime'],
    ['`duration`', 'P3D', 'duration'],
    ['`boolean`', true, 'boolean'],
    ['`list<T>`', ['a', 'b', 'c'], 'list'],
  ])('how a value is written for people: %s', (type, value, format) => {
    const [en, de] = ['en', 'de'].map((tongue) =>
      formatValue(value, format, { language: tongue, zone: 'Europe/Berlin' }).replace(/\s/gu, ' '),
    )
    expect(language).toContain(`| ${type} | ${en} | ${de} |`)
  })
})

describe('the library', () => {
  const fieldsOf = (text: string, fields: readonly { span: { start: number; end: number } }[]) =>
    fields.map(({ span }) => `\`${text.slice(span.start, span.end)}\``).join(', ')

  test.each(['std/events', 'std/stages', 'std/channels'])('%s', (module) => {
    const text = read(`compiler/${module}.journey`)
    const { declarations } = parse(`${module}.journey`, text).tree
    expect(declarations.length).toBeGreaterThan(0)
    for (const declaration of declarations) {
      if (declaration.kind === 'event') {
        expect(language).toContain(`| \`${declaration.name.text}\` | ${fieldsOf(text, declaration.fields)} |`)
      } else if (declaration.kind === 'stages') {
        const stages = declaration.stages.map(({ name, loopsTo }) =>
          loopsTo ? `\`${name.text}\` (loops to \`${loopsTo.text}\`)` : `\`${name.text}\``,
        )
        expect(language).toContain(`| \`${declaration.name.text}\` | ${stages.join(', ')} |`)
      } else if (declaration.kind === 'channel') {
        const [device] = declaration.settings.map(({ value }) => text.slice(value.span.start, value.span.end))
        const kind = `\`${declaration.channelKind.text}\`${device === undefined ? '' : `, on a \`${device}\``}`
        expect(language).toContain(`| \`${declaration.name.text}\` | ${kind} |`)
      } else throw new Error(`The reference has no table for what is declared as ${declaration.kind}.`)
    }
  })
})

type DefinitionOf<R> = R extends `#/$defs/${infer Name}` ? Name : never

describe('the graph', () => {
  test('operators', () => {
    const operators = Object.keys(graphSchema.$defs.Expr.properties)
    expect(operators.length).toBeGreaterThan(20)
    expect(operators.filter((name) => !graph.includes(`\`{"${name}": `))).toEqual([])
  })

  test('kinds of step', () => {
    const { Node, ...definitions } = graphSchema.$defs
    const kinds = Node.oneOf.flatMap(({ $ref }) => {
      const { kind } = definitions[$ref.replace('#/$defs/', '') as DefinitionOf<typeof $ref>].properties
      return 'enum' in kind ? kind.enum : [kind.const]
    })
    expect(kinds.length).toBeGreaterThan(Node.oneOf.length)
    expect(missing(graph, kinds)).toEqual([])
  })

  test('capabilities', () => {
    expect(missing(graph, CAPABILITIES)).toEqual([])
  })
})

test('codes of the runtime', () => {
  const codes = Object.values(PROBLEMS).map(({ code }) => code)
  const about = (first: RegExp) => codes.filter((code) => first.test(code))
  expect(missing(graph, about(/^R1/))).toEqual([])
  expect(missing(running, about(/^R[234]/))).toEqual([])
})

describe('the command', () => {
  test('formats of a check', () => {
    const { format } = commands.find(({ name }) => name === 'check')!.options
    expect(format?.kind === 'choice' && missing(cli, format.choices)).toEqual([])
  })

  test('settings of a project', () => {
    expect(
      missing(
        cli,
        Object.keys(configSchema.properties).filter((name) => name !== '$schema'),
      ),
    ).toEqual([])
  })

  test('shells', () => {
    for (const shell of commands.find(({ name }) => name === 'completion')!.operands.choices!) {
      expect(cli).toContain(`journey completion ${shell}`)
    }
  })
})
