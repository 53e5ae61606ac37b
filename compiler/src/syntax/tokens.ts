/**
 * The tokens. Words are all one token to the lexer; `keywords` then marks those that may be keywords. A keyword is
 * also an identifier (its category), so that a field may be called `to` or `tag`; only the operator words are not.
 */
import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from 'chevrotain'

/** Letters, digits, `_`, and the zero-width non-joiner between letters (Persian and others need it inside words). */
const WORD = /[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\u200c[\p{L}\p{M}\p{Nd}_]+)*/uy

/**
 * First characters of a word: those of Latin-1, and one for each of the buckets of 255 characters into which chevrotain
 * sorts the rest.
 */
const wordStarts = (() => {
  const codes: number[] = []
  for (let code = 0; code < 256; code++) if (/[\p{L}_]/u.test(String.fromCharCode(code))) codes.push(code)
  for (let code = 256; code < 0x10000; code += 255) codes.push(code)
  codes.push(0xffff)
  return codes
})()

function isAsciiWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57)
  )
}

/** Where the word that begins at `start` ends; `start` itself if none does. Plain ASCII takes the short way. */
function wordEnd(text: string, start: number): number {
  let at = start
  const first = text.charCodeAt(start)
  if (!(first >= 48 && first <= 57)) {
    while (isAsciiWordPart(text.charCodeAt(at))) at++
    if (at > start && (at === text.length || text.charCodeAt(at) < 128)) return at
  }
  WORD.lastIndex = start
  return WORD.test(text) ? WORD.lastIndex : start
}

/** Whether a text is one word from end to end, as a name is. */
export function isWord(text: string): boolean {
  return text !== '' && wordEnd(text, 0) === text.length
}

/** Where a token ends in the text. One that was misspelt says so itself: its image is what was meant. */
export function endOf(token: IToken): number {
  return token.endOffset ?? token.startOffset + token.image.length
}

type Match = ReturnType<CustomPatternMatcherFunc>

/** The lexer only looks at the text of a match, and at once: one is enough for all. */
const match = [''] as unknown as NonNullable<Match>

function matched(text: string, start: number, end: number): Match {
  if (end <= start) return null
  match[0] = text.slice(start, end)
  return match
}

const category = (name: string, label: string): TokenType => createToken({ name, label, pattern: Lexer.NA })

/** What stands between two operands. */
export const BinaryOperator = category('BinaryOperator', 'an operator')
/** What stands before an operand. */
export const PrefixOperator = category('PrefixOperator', '"not" or "-"')

export const Identifier = createToken({
  name: 'Identifier',
  label: 'a name',
  pattern: { exec: (text: string, start: number) => matched(text, start, wordEnd(text, start)) },
  start_chars_hint: wordStarts,
  line_breaks: false,
})

export const TagName = createToken({
  name: 'TagName',
  label: 'a tag such as #vip',
  pattern: {
    exec: (text: string, start: number) => {
      const end = text.charCodeAt(start) === 35 ? wordEnd(text, start + 1) : start
      return matched(text, start, end > start + 1 ? end : start)
    },
  },
  start_chars_hint: ['#'],
  line_breaks: false,
})

/**
 * A text in quotation marks with its holes: inside a hole `"` opens a text of its own. A text that does not end on
 * its line is still one token; reading its content finds out what is missing.
 */
function stringEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== 34) return start
  if (text.startsWith('"""', start)) {
    let at = start + 3
    while (at < text.length) {
      if (text.charCodeAt(at) === 92) at += 2
      else if (text.startsWith('"""', at)) return at + 3
      else at++
    }
    return text.length
  }
  let depth = 0
  let inner = false
  let hole = start
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (depth > 0 && at - hole > LONGEST_HOLE) return plainStringEnd(text, start)
    if (code === 10 || code === 13) return depth > 0 ? plainStringEnd(text, start) : at
    if (code === 92) at++
    else if (inner) inner = code !== 34
    else if (code === 34) {
      if (depth === 0) return at + 1
      inner = true
    } else if (code === 123) {
      if (depth++ === 0) hole = at
    } else if (code === 125 && depth > 0) depth--
  }
  return depth > 0 ? plainStringEnd(text, start) : text.length
}

/** A hole that is longer was never closed. Without a limit, a line of quotation marks and braces costs its square. */
const LONGEST_HOLE = 1000

/** The end of a text whose hole never closes: at its next quotation mark, so that one mistake stays one. */
function plainStringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || code === 13) return at
    if (code === 92) at++
    else if (code === 34) return at + 1
  }
  return text.length
}

export const StringToken = createToken({
  name: 'String',
  label: 'a text in quotation marks',
  pattern: { exec: (text: string, start: number) => matched(text, start, stringEnd(text, start)) },
  start_chars_hint: ['"'],
  line_breaks: true,
})

/** A text in other quotation marks than ours, up to the closing one or the end of the line. */
export const ForeignString = createToken({
  name: 'ForeignString',
  label: 'a text in quotation marks',
  pattern: /['‘’][^'’\n\r]*['’]?|[“”„][^“”\n\r]*[“”]?|[«][^»\n\r]*»?/,
  start_chars_hint: ["'", '‘', '’', '“', '”', '„', '«'],
  line_breaks: false,
  categories: [StringToken],
})

/** Told, so that the lexer need not find it out from the patterns at every start. */
const DIGITS = [...'0123456789']

const quantity = (name: string, label: string, pattern: RegExp): TokenType =>
  createToken({ name, label, pattern, start_chars_hint: DIGITS, line_breaks: false })

const UNIT = '(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)(?![A-Za-z0-9_])'
const AMOUNT = '[0-9][0-9_]*(?:\\.[0-9]+)?'

export const DateTimeToken = quantity(
  'DateTime',
  'a date and time',
  /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ \t]+|T)[0-9]{1,2}:[0-9]{2}/,
)
export const DateToken = quantity('Date', 'a date', /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/)
export const TimeToken = quantity('Time', 'a time of day', /[0-9]{1,2}:[0-9]{2}/)
export const DurationToken = quantity(
  'Duration',
  'a length of time such as 3 days',
  new RegExp(`${AMOUNT}[ \\t]+${UNIT}(?:[ \\t]+${AMOUNT}[ \\t]+${UNIT})*`),
)
export const MoneyToken = quantity(
  'Money',
  'an amount of money',
  new RegExp(`${AMOUNT}[ \\t]+[A-Z]{3}(?![A-Za-z0-9_])`),
)
export const PercentToken = quantity('Percent', 'a percentage', new RegExp(`${AMOUNT}[ \\t]*%`))
export const NumberToken = quantity('Number', 'a number', new RegExp(AMOUNT))
/** A number that holds digits of another script: an error with a fix, not a mystery. */
export const ForeignNumber = createToken({
  name: 'ForeignNumber',
  label: 'a number',
  pattern: {
    exec: (text: string, start: number) => {
      FOREIGN.lastIndex = start
      return matched(text, start, FOREIGN.test(text) ? FOREIGN.lastIndex : start)
    },
  },
  start_chars_hint: wordStarts.filter((code) => code > 255),
  line_breaks: false,
})
/** The whole quantity, so that it is one error: `۳ days`, `۰۹:۰۰`, `۱۰٪`. */
const FOREIGN = /(?![0-9])\p{Nd}[\p{Nd}_.:-]*(?:[ \t]*[%٪]|[ \t]+(?:[A-Z]{3}|[a-z]+s?)(?![\p{L}\p{Nd}_:]))?/uy

const symbol = (name: string, pattern: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, label: `"${pattern}"`, pattern, categories })

export const LeftBrace = symbol('LeftBrace', '{')
export const RightBrace = symbol('RightBrace', '}')
export const LeftParen = symbol('LeftParen', '(')
export const RightParen = symbol('RightParen', ')')
export const LeftBracket = symbol('LeftBracket', '[')
export const RightBracket = symbol('RightBracket', ']')
export const Comma = symbol('Comma', ',')
export const Colon = symbol('Colon', ':')
export const Dot = symbol('Dot', '.')
export const Coalesce = symbol('Coalesce', '??', BinaryOperator)
export const Question = symbol('Question', '?')
export const Equal = symbol('Equal', '==', BinaryOperator)
export const NotEqual = symbol('NotEqual', '!=', BinaryOperator)
/** What others write for `!=`, and for `>=` or in front of a block. */
export const ForeignUnequal = symbol('ForeignUnequal', '<>', BinaryOperator)
export const ForeignArrow = symbol('ForeignArrow', '=>')
export const LessEqual = symbol('LessEqual', '<=', BinaryOperator)
export const GreaterEqual = symbol('GreaterEqual', '>=', BinaryOperator)
export const Less = symbol('Less', '<', BinaryOperator)
export const Greater = symbol('Greater', '>', BinaryOperator)
/** Also what others write for `==`. */
export const Assign = symbol('Assign', '=', BinaryOperator)
export const ForeignSame = symbol('ForeignSame', '===', BinaryOperator)
export const ForeignOther = symbol('ForeignOther', '!==', BinaryOperator)
export const ForeignAnd = symbol('ForeignAnd', '&&', BinaryOperator)
export const ForeignOr = symbol('ForeignOr', '||', BinaryOperator)
export const ForeignNot = symbol('ForeignNot', '!', PrefixOperator)
export const Plus = symbol('Plus', '+', BinaryOperator)
export const Minus = symbol('Minus', '-', BinaryOperator, PrefixOperator)
export const Star = symbol('Star', '*', BinaryOperator)
export const Slash = symbol('Slash', '/', BinaryOperator)

const WhiteSpace = createToken({
  name: 'WhiteSpace',
  pattern: /[ \t\r\n\f\ufeff\u00a0]+/,
  start_chars_hint: [' ', '\t', '\r', '\n', '\f', '\ufeff', '\u00a0'],
  line_breaks: true,
  group: Lexer.SKIPPED,
})
export const CommentToken = createToken({
  name: 'Comment',
  pattern: /\/\/[^\n\r]*/,
  start_chars_hint: ['/'],
  line_breaks: false,
  group: 'comments',
})

/** Comments of other languages. */
export const ForeignComment = createToken({
  name: 'ForeignComment',
  pattern: /\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|#(?=[ \t!])[^\n\r]*/,
  start_chars_hint: ['/', '#'],
  line_breaks: true,
  group: 'foreignComments',
})

/** Keywords by their word. */
export const keywords = new Map<string, TokenType>()

function keyword(word: string, ...categories: TokenType[]): TokenType {
  const token = createToken({
    name: `Keyword_${word}`,
    label: `"${word}"`,
    pattern: Lexer.NA,
    categories: [Identifier, ...categories],
  })
  keywords.set(word, token)
  return token
}

/** A word that is only ever an operator, except after `.` and before `:`. */
function operatorWord(word: string, ...categories: TokenType[]): TokenType {
  const token = createToken({
    name: `Operator_${word}`,
    label: `"${word}"`,
    pattern: Lexer.NA,
    categories,
  })
  keywords.set(word, token)
  return token
}

export const And = operatorWord('and', BinaryOperator)
export const Or = operatorWord('or', BinaryOperator)
export const Not = operatorWord('not', PrefixOperator)
export const In = operatorWord('in', BinaryOperator)
export const Has = operatorWord('has', BinaryOperator)
export const Contains = operatorWord('contains', BinaryOperator)
export const Exists = operatorWord('exists')

/** Names that are operators and so can't be names. */
export const operatorWords: ReadonlySet<TokenType> = new Set([And, Or, Not, In, Has, Contains, Exists])

export const K = {
  action: keyword('action'),
  after: keyword('after'),
  again: keyword('again'),
  answer: keyword('answer'),
  any: keyword('any'),
  as: keyword('as'),
  asks: keyword('asks'),
  at: keyword('at'),
  average: keyword('average'),
  by: keyword('by'),
  call: keyword('call'),
  called: keyword('called'),
  campaign: keyword('campaign'),
  change: keyword('change'),
  channel: keyword('channel'),
  contact: keyword('contact'),
  count: keyword('count'),
  delay: keyword('delay'),
  department: keyword('department'),
  does: keyword('does'),
  else: keyword('else'),
  emit: keyword('emit'),
  enter: keyword('enter'),
  entered: keyword('entered'),
  enum: keyword('enum'),
  event: keyword('event'),
  ever: keyword('ever'),
  every: keyword('every'),
  exit: keyword('exit'),
  exited: keyword('exited'),
  expect: keyword('expect'),
  fail: keyword('fail'),
  false: keyword('false'),
  finish: keyword('finish'),
  finished: keyword('finished'),
  follows: keyword('follows'),
  for: keyword('for'),
  forever: keyword('forever'),
  from: keyword('from'),
  go: keyword('go'),
  goal: keyword('goal'),
  handoff: keyword('handoff'),
  holdout: keyword('holdout'),
  idea: keyword('idea'),
  if: keyword('if'),
  import: keyword('import'),
  journey: keyword('journey'),
  key: keyword('key'),
  kpi: keyword('kpi'),
  last: keyword('last'),
  latest: keyword('latest'),
  leave: keyword('leave'),
  loops: keyword('loops'),
  manually: keyword('manually'),
  map: keyword('map'),
  match: keyword('match'),
  message: keyword('message'),
  moved: keyword('moved'),
  no: keyword('no'),
  notified: keyword('notified'),
  notify: keyword('notify'),
  of: keyword('of'),
  on: keyword('on'),
  once: keyword('once'),
  pain: keyword('pain'),
  per: keyword('per'),
  persona: keyword('persona'),
  personas: keyword('personas'),
  plan: keyword('plan'),
  repeat: keyword('repeat'),
  result: keyword('result'),
  runs: keyword('runs'),
  scenario: keyword('scenario'),
  segment: keyword('segment'),
  send: keyword('send'),
  sent: keyword('sent'),
  set: keyword('set'),
  since: keyword('since'),
  split: keyword('split'),
  stage: keyword('stage'),
  stages: keyword('stages'),
  start: keyword('start'),
  started: keyword('started'),
  starts: keyword('starts', BinaryOperator),
  sum: keyword('sum'),
  suppressed: keyword('suppressed'),
  tag: keyword('tag'),
  tagged: keyword('tagged'),
  take: keyword('take'),
  times: keyword('times'),
  to: keyword('to'),
  touchpoint: keyword('touchpoint'),
  true: keyword('true'),
  untag: keyword('untag'),
  until: keyword('until'),
  up: keyword('up'),
  via: keyword('via'),
  wait: keyword('wait'),
  waiting: keyword('waiting'),
  when: keyword('when'),
  where: keyword('where'),
  with: keyword('with'),
  within: keyword('within'),
} as const

/** Words with which a declaration, an item of a journey, and a line of a scenario can begin. */
export const declarationWords = [
  'import', 'contact', 'enum', 'tag', 'segment', 'event', 'channel', 'message', 'department', 'action', 'stages',
  'persona', 'campaign', 'journey', 'map', 'moved', 'scenario',
] as const // biome-ignore format: a list of words
export const itemWords = [
  'follows', 'start', 'enter', 'goal', 'exit', 'holdout', 'stage', 'send', 'delay', 'wait', 'if', 'match', 'split',
  'repeat', 'tag', 'untag', 'set', 'call', 'notify', 'emit', 'go', 'finish',
] as const // biome-ignore format: a list of words

/** Order matters: the first pattern that matches wins. */
export const lexerTokens: TokenType[] = [
  WhiteSpace,
  CommentToken,
  ForeignComment,
  Identifier,
  LeftBrace,
  RightBrace,
  LeftParen,
  RightParen,
  Comma,
  Colon,
  Dot,
  StringToken,
  ForeignString,
  TagName,
  DateTimeToken,
  DateToken,
  TimeToken,
  DurationToken,
  PercentToken,
  MoneyToken,
  NumberToken,
  ForeignNumber,
  LeftBracket,
  RightBracket,
  Coalesce,
  Question,
  ForeignSame,
  ForeignOther,
  Equal,
  NotEqual,
  ForeignUnequal,
  ForeignArrow,
  LessEqual,
  GreaterEqual,
  Less,
  Greater,
  Assign,
  ForeignAnd,
  ForeignOr,
  ForeignNot,
  Plus,
  Minus,
  Star,
  Slash,
]

/** What the parser needs to know: also the tokens that the lexer never makes by itself. */
export const parserTokens: TokenType[] = [
  BinaryOperator,
  PrefixOperator,
  ...lexerTokens,
  ...keywords.values(),
]
