// Writes docs/api.md: the HTTP API for people, from the same table as the OpenAPI document. It reads the sources of the
// runtime, so it needs no build.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApiDocument } from '../runtime/src/service/http/openapi.ts'
import { HTTP_PROBLEMS } from '../runtime/src/service/http/problem.ts'

/** What every operation may answer, told once. */
const EVERYWHERE = ['200', '400', '401', '403', '405', '408', '413', '415', '500', '503', '507']

/** The text of the page. */
export function apiPage() {
  const document = openApiDocument()
  return `${[
    intro(document),
    ...document.tags.map(({ name }) => area(document, name)),
    schemas(document),
    problems(),
  ].join('\n\n')}\n`
}

function intro({ paths, tags }) {
  const rows = tags.flatMap(({ name }) =>
    operationsOf(paths, name).map(({ method, path, summary }) => [
      `\`${method.toUpperCase()} ${path}\``,
      `[${summary}](#${anchor(summary)})`,
    ]),
  )
  return `# The HTTP API

<!-- Written by scripts/write-api-page.mjs from the table of operations. Change it there. -->

What \`journey serve\` answers. [Running journeys for real](serving.md) shows it at work. \`/openapi.json\` is the same for
machines (OpenAPI 3.1); it and this page are made from the table that the service works by.

${table(['Request', 'Does'], rows)}

## For all requests

- Bodies are JSON in UTF-8, at most 1 MB: \`Content-Type: application/json\`. Times are ISO 8601; answers are in UTC.
- With a token: \`Authorization: Bearer TOKEN\`. Without, only requests to this machine by its own names are answered.
- What is in a path is percent-encoded: the key \`welcome/sara#1/send hello/1\` is \`welcome%2Fsara%231%2Fsend%20hello%2F1\`.
- Lists come in parts of at most \`limit\` items (100, at most 1000). \`next\` in an answer is the \`after\` of the next part.
- A request with a header \`Idempotency-Key\`, where it is mentioned, can be sent again safely: it counts once for its
  contact. Another request of that kind with the same key is refused with 409.
- Every answer has an \`X-Request-Id\`; one that a proxy sends is kept. The log names it.
- Answers other than 200 are [problems](#problems).`
}

function area({ paths }, name) {
  const sections = operationsOf(paths, name).map((one) => section(one))
  return [`## ${name}`, ...sections].join('\n\n')
}

function section({ method, path, summary, description, parameters, requestBody, responses }) {
  const params = parameters.map((one) => [
    `\`${one.name}\``,
    one.in === 'path' ? 'path' : one.in === 'query' ? 'query' : 'header',
    text(one),
  ])
  const parts = [`### ${summary}`, `\`${method.toUpperCase()} ${path}\``]
  if (description) parts.push(description)
  if (params.length > 0) parts.push(table(['Parameter', 'In', 'Meaning'], params))
  if (requestBody) parts.push(...body(requestBody.content))
  const [answer] = Object.values(responses['200'].content)
  parts.push(`Answers with ${typeOf(answer.schema)}.`)
  const own = Object.entries(responses).filter(([status]) => !EVERYWHERE.includes(status) && status !== '422')
  if (own.length > 0) {
    parts.push(`Also: ${own.map(([status, { description: why }]) => `${status}: ${why}`).join(' ')}`)
  }
  return parts.join('\n\n')
}

function body(content) {
  const { schema, example } = content['application/json']
  const parts = [
    schema.$ref
      ? `The body is ${typeOf(schema)}.`
      : table(['Field of the body', 'Type', 'Meaning'], fields(schema)),
  ]
  if (example) parts.push(`\`\`\`text\n${JSON.stringify(example)}\n\`\`\``)
  const lines = content['application/x-ndjson']
  if (lines) parts.push(`Or \`Content-Type: application/x-ndjson\`: ${lines.schema.description}`)
  return parts
}

function schemas({ components }) {
  const shown = Object.entries(components.schemas).map(([name, schema]) => {
    const parts = [`### ${name}`]
    if (schema.description) parts.push(schema.description)
    if (schema.properties) parts.push(table(['Field', 'Type', 'Meaning'], fields(schema)))
    return parts.join('\n\n')
  })
  return ['## What is in bodies', ...shown].join('\n\n')
}

function problems() {
  const rows = Object.entries(HTTP_PROBLEMS).map(([code, { status, title }]) => [
    `\`${code}\``,
    String(status),
    title,
  ])
  return `## Problems

\`application/problem+json\` (RFC 9457). \`code\` stays as it is from version to version, and is the end of \`type\`; \`detail\`
says what is wrong this time and what to do. Where the journeys refuse what was sent, \`problems\` has the codes of the
runtime, which \`journey explain R2001\` says more about. With a \`Retry-After\` it is worth trying again, unchanged.

${table(['Code', 'Status', 'Means'], rows)}`
}

function operationsOf(paths, name) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(name))
      .map(([method, one]) => ({ ...one, method, path })),
  )
}

function fields({ properties = {}, required = [] }) {
  return Object.entries(properties).map(([name, schema]) => [
    required.includes(name) ? `\`${name}\`` : `\`${name}\`?`,
    typeOf(schema),
    text(schema),
  ])
}

function typeOf(schema) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)
    return `[${name}](#${anchor(name)})`
  }
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items)}`
  if (schema.type === 'object') {
    const { properties, additionalProperties } = schema
    if (properties) return `\`{ ${Object.keys(properties).join(', ')} }\`${inner(properties)}`
    return typeof additionalProperties === 'object' ? `by name, ${typeOf(additionalProperties)}` : 'object'
  }
  return schema.type === 'string' && schema.format === 'date-time' ? 'time' : String(schema.type)
}

/** What the items of a part of a list are. */
function inner({ items }) {
  return items?.items ? `, each item ${typeOf(items.items)}` : ''
}

const text = ({ description = '' }) => description

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** The anchor that GitHub makes of a heading. */
function anchor(title) {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/api.md', import.meta.url), apiPage())
}
