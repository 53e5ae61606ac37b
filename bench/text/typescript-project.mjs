import { seeded } from './random.mjs'
import { phrase, sentence } from './words.mjs'

const SEED = 20_262

/**
 * TypeScript of the same size, in files of the same sizes: what a programmer would write about such shops. Types,
 * functions, classes, control flow, long names and texts, and about as many tokens to the kilobyte as the journeys.
 * Returns texts by path.
 */
export function typescriptProject(sizes, { seed = SEED } = {}) {
  const random = seeded(seed)
  const files = {}
  // Declarations are not cut, so a file is a little longer than it should be, and the next one shorter.
  let owed = 0
  for (const [number, size] of sizes.entries()) {
    owed += size
    const parts = [imports(random)]
    let length = parts[0].length
    while (length < owed) {
      const part = declaration(random)
      parts.push(part)
      length += part.length + 1
    }
    const text = parts.join('\n')
    owed -= text.length
    files[`module-${number}.ts`] = text
  }
  return files
}

const nouns = [
  'contact', 'campaign', 'order', 'invoice', 'subscriber', 'parcel', 'discount', 'message', 'channel', 'voucher',
  'segment', 'warehouse', 'supplier', 'shipment', 'address', 'reminder', 'newsletter', 'payment', 'customer', 'basket',
] // biome-ignore format: a list of words
const qualities = [
  'pending', 'active', 'recent', 'monthly', 'preferred', 'expected', 'previous', 'available', 'scheduled', 'archived',
  'returning', 'regional', 'verified', 'abandoned', 'estimated', 'remaining',
] // biome-ignore format: a list of words
const verbs = [
  'collect', 'schedule', 'validate', 'calculate', 'summarise', 'deliver', 'reconcile', 'describe', 'archive', 'resolve',
  'prepare', 'estimate', 'register', 'compare', 'normalise', 'dispatch',
] // biome-ignore format: a list of words
const properties = [
  'identifier', 'createdAt', 'total', 'currency', 'country', 'quantity', 'emailAddress', 'displayName', 'points',
  'language', 'isVerified', 'lastVisit', 'attempts', 'priority', 'status', 'reference',
] // biome-ignore format: a list of words
const types = [
  'string',
  'number',
  'boolean',
  'Date',
  'readonly string[]',
  'Map<string, number>',
  'string | undefined',
]

const upper = (word) => word[0].toUpperCase() + word.slice(1)
const variable = ({ pick }) => pick(qualities) + upper(pick(nouns))
const typeName = ({ pick }) => upper(pick(qualities)) + upper(pick(nouns))
const functionName = ({ pick }) => pick(verbs) + upper(pick(qualities)) + upper(pick(nouns))
const text = (random) => `'${upper(phrase(random))}'`

function imports(random) {
  const names = random.some(nouns, 3).map((noun) => `${random.pick(verbs)}${upper(noun)}`)
  const kinds = random.some(nouns, 2).map(upper)
  return [
    `import { readFile } from 'node:fs/promises'`,
    `import type { ${kinds.join(', ')} } from '../model/${random.pick(nouns)}-types.ts'`,
    `import { ${names.join(', ')} } from './${random.pick(qualities)}-${random.pick(nouns)}.ts'`,
    '',
  ].join('\n')
}

function declaration(random) {
  const kinds = [
    interfaceText,
    unionText,
    functionText,
    functionText,
    functionText,
    functionText,
    classText,
    tableText,
  ]
  const comment = random.chance(0.4) ? `/** ${sentence(random)} */\n` : ''
  return `${comment}${random.pick(kinds)(random)}`
}

function fields(random, count) {
  return random.some(properties, count).map((name) => {
    const optional = random.chance(0.2) ? '?' : ''
    return `${name}${optional}: ${random.pick(types)}`
  })
}

function interfaceText(random) {
  const body = fields(random, random.integer(3, 7)).map((field) => `  ${field}\n`)
  return `export interface ${typeName(random)}${random.chance(0.2) ? '<Value>' : ''} {\n${body.join('')}}\n`
}

function unionText(random) {
  const arms = random.some(nouns, 3).map((noun) => `  | { kind: '${noun}'; ${fields(random, 1)} }\n`)
  return `export type ${typeName(random)} =\n${arms.join('')}`
}

function tableText(random) {
  const rows = random
    .some(nouns, random.integer(3, 6))
    .map(
      (noun) =>
        `  ${noun}: { ${random.pick(properties)}: ${random.integer(1, 900)}, title: ${text(random)} },\n`,
    )
  return `const ${variable(random)}Defaults: Record<string, { title: string }> = {\n${rows.join('')}}\n`
}

function parameters(random) {
  return random
    .some(nouns, random.integer(1, 3))
    .map((noun) => `${noun}: ${random.chance(0.5) ? typeName(random) : random.pick(types)}`)
    .join(', ')
}

function functionText(random) {
  const exported = random.chance(0.6) ? 'export ' : ''
  const asynchronous = random.chance(0.25)
  const result = random.pick(['string', 'number', 'boolean', `${typeName(random)}[]`])
  const head = `${exported}${asynchronous ? 'async ' : ''}function ${functionName(random)}(${parameters(random)})`
  const returned = asynchronous ? `Promise<${result}>` : result
  return `${head}: ${returned} {\n${statements(random, 1, random.integer(3, 7))}  return ${expression(random, 2)}\n}\n`
}

function classText(random) {
  const members = fields(random, random.integer(2, 4)).map((field) => `  private readonly ${field}\n`)
  const count = random.integer(1, 3)
  for (let index = 0; index < count; index++) {
    const body = statements(random, 2, random.integer(2, 4))
    members.push(`\n  ${functionName(random)}(${parameters(random)}): void {\n${body}  }\n`)
  }
  return `export class ${typeName(random)}Service {\n${members.join('')}}\n`
}

function statements(random, indent, count) {
  let written = ''
  for (let index = 0; index < count; index++) written += statement(random, indent)
  return written
}

function statement(random, indent) {
  const space = '  '.repeat(indent)
  const inner = () => statements(random, indent + 1, random.integer(1, 2))
  const plain = [
    () => `${space}const ${variable(random)} = ${expression(random, 2)}\n`,
    () => `${space}const ${variable(random)}: ${random.pick(types)} = ${call(random, 1)}\n`,
    () => `${space}${variable(random)}.${random.pick(properties)} = ${expression(random, 1)}\n`,
    () => `${space}${call(random, 1)}\n`,
    () => `${space}// ${sentence(random)}\n${space}${call(random, 1)}\n`,
  ]
  const nested = [
    () => `${space}if (${comparison(random)}) {\n${inner()}${space}}\n`,
    () => `${space}if (${comparison(random)}) {\n${inner()}${space}} else {\n${inner()}${space}}\n`,
    () => `${space}for (const ${random.pick(nouns)} of ${path(random)}) {\n${inner()}${space}}\n`,
    () => `${space}if (${comparison(random)}) throw new Error(${message(random)})\n`,
    () =>
      `${space}try {\n${inner()}${space}} catch (error) {\n${space}  report(${text(random)}, error)\n${space}}\n`,
    () =>
      `${space}switch (${path(random)}) {\n${space}  case '${random.pick(nouns)}':\n${space}    return ${expression(random, 1)}\n${space}  default:\n${space}    break\n${space}}\n`,
  ]
  return random.pick(indent < 4 && random.chance(0.45) ? nested : plain)()
}

const path = (random) => `${variable(random)}.${random.pick(properties)}`
const message = (random) => `\`${upper(phrase(random))}: \${${path(random)}}\``

function comparison(random) {
  return random.pick([
    () => `${path(random)} ${random.pick(['>=', '<', '===', '!=='])} ${random.integer(1, 900)}`,
    () => `${path(random)} === ${text(random)} && !${variable(random)}.isVerified`,
    () => `${path(random)} !== undefined || ${call(random, 0)}`,
  ])()
}

function expression(random, depth) {
  const leaves = [
    () => variable(random),
    () => path(random),
    () => text(random),
    () => text(random),
    () => message(random),
    () => String(random.integer(1, 9000)),
  ]
  if (depth === 0) return random.pick(leaves)()
  return random.pick([
    ...leaves,
    () => call(random, depth - 1),
    () => `${path(random)} ?? ${expression(random, depth - 1)}`,
    () => `${path(random)} ${random.pick(['+', '*', '-'])} ${expression(random, depth - 1)}`,
    () => `${comparison(random)} ? ${expression(random, depth - 1)} : ${expression(random, depth - 1)}`,
    () => `${path(random)}.filter((${random.pick(nouns)}) => ${comparison(random)})`,
    () => `{ ${random.pick(properties)}: ${expression(random, depth - 1)}, title: ${text(random)} }`,
    () => `[${expression(random, depth - 1)}, ${expression(random, depth - 1)}]`,
  ])()
}

function call(random, depth) {
  const count = random.integer(1, 2)
  const given = Array.from({ length: count }, () => expression(random, depth))
  return `${random.chance(0.5) ? `${random.pick(nouns)}Service.` : ''}${functionName(random)}(${given.join(', ')})`
}
