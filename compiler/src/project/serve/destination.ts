import {
  DEFAULT_PACE,
  DEFAULT_RETRY,
  type Destination,
  type Pace,
  type Retry,
  type SecretSource,
  type SmtpSettings,
  type Way,
  type WebhookSettings,
} from '@journey-lang/runtime/service'
import type { JsonNode } from '../json-tree.ts'
import {
  choice,
  described,
  duration,
  either,
  number,
  object,
  plainText,
  type Report,
  type Shape,
  table,
  text,
} from './shape.ts'

const ELSEWHERE = '{ "env": "SMTP_PASSWORD" } or { "file": "smtp-password" }'

/** Where a secret stands. A secret itself is refused: the file ends up in backups and repositories. */
const secret: Shape<SecretSource> = {
  schema: {
    description: 'Where the secret stands: a variable of the environment, or a file.',
    type: 'object',
    properties: {
      env: { type: 'string', pattern: '^[A-Za-z_]\\w*$' },
      file: { type: 'string', pattern: '\\S' },
    },
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
  },
  read(node, report) {
    const [member, more] = node.kind === 'object' ? node.members : []
    const value = member?.value.kind === 'plain' ? member.value.value : undefined
    if (typeof value === 'string' && value.trim() !== '' && more === undefined) {
      if (member?.name === 'env') return { env: value }
      if (member?.name === 'file') return { file: value }
    }
    const isSecret = node.kind === 'plain' && typeof node.value === 'string'
    const why = isSecret
      ? 'A secret does not stand in this file. Say where it stands: '
      : 'Expected where the secret stands: '
    report({ message: `${why}${ELSEWHERE}.`, span: node.span })
    return undefined
  },
}

export const address: Shape<string> = text(
  'who writes, such as "Shop <hello@example.com>"',
  { pattern: '@' },
  (value) =>
    /^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(value)
      ? { value }
      : { wrong: `"${value}" is no address. Write "Shop <hello@example.com>".` },
)

function webAddressOf(value: string): { value: string } | { wrong: string } {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return { wrong: 'Expected an address that begins with "https://" or "http://".' }
  }
  if (url.username !== '' || url.password !== '') {
    return { wrong: 'A secret does not stand in an address. Pass it as a header.' }
  }
  return { value }
}

const webAddress: Shape<string> = text(
  'an address such as "https://example.com"',
  { pattern: '^https?://' },
  webAddressOf,
)

/** An address that paths are written behind. */
export const publicAddress: Shape<string> = text(
  'an address such as "https://example.com"',
  { pattern: '^https?://[^?#]+$' },
  (value) =>
    /[?#]/.test(value)
      ? {
          wrong:
            'Leave out "?" and "#" and what follows: links are made by writing a path behind this address.',
        }
      : webAddressOf(value),
)

/** Its name alone: what stands around it in an address has settings of its own. */
const serverName: Shape<string> = text(
  'the name of a server, such as "smtp.example.com"',
  { pattern: '^(?:[^\\s/:@]+|[0-9A-Fa-f:]+)$' },
  (value) =>
    /^(?:[^\s/:@]+|[0-9a-f]*:[0-9a-f:]*:[0-9a-f]*)$/i.test(value)
      ? { value }
      : {
          wrong: `"${value}" is more than the name of a server. Write "smtp.example.com"; "port" says which port.`,
        },
)

const smtp: Shape<SmtpSettings> = {
  ...withDefaults(
    object<Partial<SmtpSettings>>(
      'smtp',
      {
        host: described(serverName, 'The mail server.'),
        port: described(number({ least: 1, most: 65_535, whole: true }), 'Its port.', { default: 587 }),
        security: described(
          choice(['starttls', 'tls', 'none']),
          'How the connection is encrypted. "tls" is the default with port 465, else "starttls".',
        ),
        user: described(plainText('the name to log in with'), 'The name to log in with.'),
        password: secret,
        from: described(address, 'Who writes: an address, perhaps with a name before it.'),
        replyTo: described(address, 'Where answers go. Without it: to the sender.'),
      },
      ['host', 'from'],
      checkLogin,
    ),
    ({ host = '', from = '', port, security, ...rest }): SmtpSettings => {
      const chosen = security ?? (port === 465 ? 'tls' : 'starttls')
      return { ...rest, host, from, security: chosen, port: port ?? (chosen === 'tls' ? 465 : 587) }
    },
  ),
}

function checkLogin(
  { user, password, security, host = '' }: Partial<SmtpSettings>,
  { span }: JsonNode,
  report: Report,
): void {
  if ((user === undefined) !== (password === undefined)) {
    report({ message: '"user" and "password" go together.', span })
  }
  const isHere = /^(?:localhost|127\.|::1$)/.test(host)
  if (security === 'none' && password !== undefined && !isHere) {
    report({
      message: 'Without encryption the password could be read on the way. Leave "security" out.',
      span,
    })
  }
}

/** What the service itself says in each post. */
const OWN_HEADERS =
  /^(?:journey-.*|content-(?:type|length)|idempotency-key|host|transfer-encoding|connection|user-agent)$/i
const SECRET_HEADERS = /^(?:authorization|cookie|.*(?:key|token|secret|password).*)$/i

const webhook: Shape<WebhookSettings> = object<WebhookSettings>(
  'webhook',
  {
    url: described(webAddress, 'What is posted to.'),
    secret,
    headers: described(
      table('headers', either(plainText('a text'), secret), checkHeader),
      'More headers of each post.',
    ),
  },
  ['url', 'secret'],
)

function checkHeader(
  { name, nameSpan }: { name: string; nameSpan: JsonNode['span'] },
  value: unknown,
  report: Report,
): void {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    report({ message: `"${name}" can't be the name of a header.`, span: nameSpan })
  else if (OWN_HEADERS.test(name))
    report({ message: `"${name}" is set by the service itself.`, span: nameSpan })
  else if (typeof value === 'string' && /[^\t\x20-\x7e\x80-\xff]/.test(value))
    report({
      message: `"${name}" has a line break, or a character that no header can carry.`,
      span: nameSpan,
    })
  else if (typeof value === 'string' && SECRET_HEADERS.test(name)) {
    report({ message: `"${name}" looks like a secret. Say where it stands: ${ELSEWHERE}.`, span: nameSpan })
  }
}

const retry: Shape<Retry> = withDefaults(
  object<Partial<Retry>>(
    'retry',
    {
      first: described(
        duration('1 second', '1 day'),
        'The pause after the first attempt. Each is twice as long as the one before.',
        { default: '1 minute' },
      ),
      longest: described(duration('1 second', '7 days'), 'No pause is longer.', { default: '6 hours' }),
      giveUpAfter: described(
        duration('1 minute', '30 days'),
        'So long after it was handed over it is given up.',
        { default: '3 days' },
      ),
    },
    [],
    ({ first, longest }, { span }, report) => {
      if ((first ?? DEFAULT_RETRY.first) <= (longest ?? DEFAULT_RETRY.longest)) return
      report({ message: 'The "first" pause is longer than the "longest".', span })
    },
  ),
  (given) => ({ ...DEFAULT_RETRY, ...given }),
)

interface Given extends Partial<Pace> {
  readonly folder?: string
  readonly smtp?: SmtpSettings
  readonly webhook?: WebhookSettings
  readonly channel?: string
}

const WAYS = {
  folder: described(
    plainText('a folder, such as "outbox"'),
    'A file for each, in this folder. Nobody gets anything.',
  ),
  smtp: described(smtp, 'By mail, through this server.'),
  webhook: described(webhook, 'Posted to this address, as JSON.'),
  channel: described(plainText('the name of a channel'), 'By mail, on the way of this channel.'),
} as const

const PACE = {
  perSecond: described(
    number({ least: 0.01, most: 10_000, whole: false }),
    'How many may begin in a second. Without it, as many as can.',
  ),
  atOnce: described(number({ least: 1, most: 1000, whole: true }), 'How many may be under way at once.', {
    default: DEFAULT_PACE.atOnce,
  }),
  timeout: described(duration('1 second', '10 minutes'), 'How long one attempt may take.', {
    default: '30 seconds',
  }),
  retry: described(retry, 'When what failed for a while is tried again.'),
}

/** What is only said of actions. */
export const ANSWER = {
  answerWithin: described(
    duration('1 minute', '365 days'),
    'How long the answer may take of a call that was taken over, with 202 or in a folder. Then it has failed.',
    { default: '7 days' },
  ),
} as const

/** Where something goes, and at what pace: one of the ways, and nothing or more of the pace. */
export function destination(
  name: string,
  ways: readonly (keyof typeof WAYS)[],
  more: Partial<typeof ANSWER> = {},
): Shape<Destination> {
  const chosen = Object.fromEntries(ways.map((way) => [way, WAYS[way]])) as unknown as typeof WAYS
  const shape = object<Given>(
    name,
    { ...chosen, ...PACE, ...(more as typeof ANSWER) },
    [],
    (value, { span }, report) => {
      if (ways.filter((way) => value[way] !== undefined).length === 1) return
      const list = ways.map((way) => `"${way}"`).join(', ')
      report({ message: `Expected exactly one of ${list}: where it goes.`, span })
    },
  )
  const schema = { ...shape.schema, oneOf: ways.map((way) => ({ required: [way] })) }
  return withDefaults({ ...shape, schema }, ({ folder, smtp, webhook, channel, ...pace }) => ({
    way: wayOf({ folder, smtp, webhook, channel }),
    pace: { ...DEFAULT_PACE, ...pace },
  }))
}

function wayOf({ folder, smtp, webhook, channel }: { [K in keyof typeof WAYS]: Given[K] }): Way {
  if (smtp) return { kind: 'smtp', ...smtp }
  if (webhook) return { kind: 'webhook', ...webhook }
  if (channel !== undefined) return { kind: 'channel', channel }
  return { kind: 'folder', path: folder ?? '' }
}

/** The shape, with what it reads made whole. */
function withDefaults<T, U>(shape: Shape<T>, complete: (given: T) => U): Shape<U> {
  return {
    schema: shape.schema,
    read(node, report) {
      const given = shape.read(node, report)
      return given === undefined ? undefined : complete(given)
    },
  }
}
