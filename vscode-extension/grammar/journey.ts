/**
 * The TextMate grammar: colours before, and without, the language server. It knows tokens, and what stands beside what on
 * a line; it does not know what names mean. Nearly every word of the language may be a name (`tag tag`, `send sent`), so
 * most rules take a word together with the name behind it. Every rule reads on in one direction, so that time grows
 * with the length of a line.
 */
import { ASKING, DECLARING, DOING, JOINING, LITERALS, OPERATORS, STEERING, TYPES } from './words.ts'

/** A rule of a TextMate grammar. */
export interface Rule {
  name?: string
  contentName?: string
  match?: string
  begin?: string
  end?: string
  while?: string
  captures?: Captures
  beginCaptures?: Captures
  endCaptures?: Captures
  patterns?: Rule[]
  include?: string
}

type Captures = Record<string, { name?: string; patterns?: Rule[] }>

export interface Grammar {
  $schema?: string
  name: string
  scopeName: string
  fileTypes?: string[]
  injectionSelector?: string
  patterns: Rule[]
  injections?: Record<string, { patterns: Rule[] }>
  repository: Record<string, { patterns: Rule[] }>
}

/** As in the compiler's lexer: letters of every script, and the zero-width non-joiner inside a word. */
const WORD = '[\\p{L}_][\\p{L}\\p{M}\\p{Nd}_]*+(?:\\x{200c}[\\p{L}\\p{M}\\p{Nd}_]++)*+'
/** Where a word ends. */
const END = '(?![\\p{L}\\p{M}\\p{Nd}_]|\\x{200c}[\\p{L}\\p{M}\\p{Nd}_])'
const GAP = '[ \\t]+'

const words = (...list: readonly string[]): string => `(?:${list.join('|')})${END}`

/** A declaration at the beginning of a line: what was left open above ends here. */
const NEXT_DECLARATION = `(?=^(?:import|contact|enum|tag|segment|event|channel|message|department|action|stages|persona|campaign|journey|map|moved|scenario)${END})`

/** What may begin a value and is no name. */
const BEGINS_VALUE = [
  words('not', ...LITERALS),
  `contact${END}(?:[ \\t]*+\\.|${GAP}${words('has', 'in', 'exists')})`,
  `(?:any|no)${GAP}${WORD}${GAP}${words('where', 'in', 'since', 'ever')}`,
  `latest${GAP}${WORD}\\.`,
  `(?:count|sum|average)${END}${GAP}of${END}`,
  `started${END}${GAP}by${END}`,
  `file${END}[ \\t]*\\(`,
].join('|')

/** What a look at what happened goes on with, behind the event. */
const WINDOW = words('where', 'in', 'since', 'ever')

const scope = (name: string): { name: string } => ({ name: `${name}.journey` })

const DECLARE = scope('storage.type')
const STEER = scope('keyword.control')
const OTHER = scope('keyword.other')
const OPERATOR = scope('keyword.operator.word')
const REFERENCE = scope('variable.other')
const PROPERTY = scope('variable.other.property')
const MEMBER = scope('variable.other.enummember')
const FUNCTION = scope('entity.name.function')
const TYPE = scope('entity.name.type')
const COMMA = scope('punctuation.separator.comma')
const COLON = scope('punctuation.separator.colon')

const name = (...list: { name: string }[]): Captures =>
  Object.fromEntries(list.map((each, index) => [String(index + 1), each]))

const include = (...keys: string[]): Rule[] =>
  keys.map((key) => ({ include: key === '$self' ? key : `#${key}` }))

/** A word, and the name that it is followed by. */
function pair(list: readonly string[], word: { name: string }, named: { name: string }, unless = ''): Rule {
  return {
    match: `(${words(...list)})${GAP}${unless}(${WORD})`,
    captures: name(word, named),
  }
}

/** `{ … }` with rules of its own; ends also where the next declaration begins. */
function block(keys: string[], rules: Rule[] = []): Rule {
  return {
    begin: '\\{',
    beginCaptures: { 0: scope('punctuation.section.block.begin') },
    end: `(\\})|${NEXT_DECLARATION}`,
    endCaptures: { 1: scope('punctuation.section.block.end') },
    patterns: [...rules, ...include(...keys)],
  }
}

const comments: Rule[] = [
  {
    name: 'comment.line.documentation.journey',
    begin: '///(?!/)',
    beginCaptures: { 0: scope('punctuation.definition.comment') },
    end: '$',
  },
  {
    name: 'comment.line.double-slash.journey',
    begin: '//',
    beginCaptures: { 0: scope('punctuation.definition.comment') },
    end: '$',
  },
]

const escapes: Rule = { match: '\\\\[nt"\\\\{}]', name: 'constant.character.escape.journey' }

/** A hole that is closed on its line; without its brace a text goes on as text. */
const hole: Rule = {
  // Embedded, so that editors take what is in it for no text: they complete it, and close quotation marks.
  name: 'meta.embedded.line.journey',
  begin: '\\{(?=[^{}"]*+(?:"[^"]*+"[^{}"]*+)*+\\})',
  beginCaptures: { 0: scope('punctuation.section.interpolation.begin') },
  end: '\\}|$',
  endCaptures: { 0: scope('punctuation.section.interpolation.end') },
  contentName: 'source.journey',
  patterns: [
    {
      name: 'string.quoted.double.journey',
      begin: '"',
      beginCaptures: { 0: scope('punctuation.definition.string.begin') },
      end: '"|$',
      endCaptures: { 0: scope('punctuation.definition.string.end') },
      patterns: [escapes],
    },
    { match: `(?<=\\{)([ \\t]*+)(?!${BEGINS_VALUE})(${WORD})(?!\\.)`, captures: { 2: REFERENCE } },
    ...include('values', 'words'),
  ],
}

const text = (kind: string, begin: string, end: string): Rule => ({
  name: `string.quoted.${kind}.journey`,
  begin,
  beginCaptures: { 0: scope('punctuation.definition.string.begin') },
  end,
  endCaptures: { 0: scope('punctuation.definition.string.end') },
  patterns: [escapes, hole],
})

/** Not from within another amount: each of its digits would be tried. */
const AMOUNT = '(?<![0-9_])[0-9][0-9_]*+(?:\\.[0-9]++)?+'
const UNIT = '(?:second|minute|hour|day|week|month|year)s?(?![A-Za-z0-9_])'
const LENGTH = `${AMOUNT}${GAP}${UNIT}`

const quantity = (kind: string, match: string, unit?: string): Rule => ({
  match,
  name: `constant.numeric.${kind}.journey`,
  ...(unit && { captures: { 0: { patterns: [{ match: unit, name: 'keyword.other.unit.journey' }] } } }),
})

const quantities: Rule[] = [
  quantity('datetime', '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ \\t]+|T)[0-9]{1,2}:[0-9]{2}'),
  quantity('date', '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'),
  quantity('time', '[0-9]{1,2}:[0-9]{2}'),
  quantity('duration', `${LENGTH}(?:${GAP}${LENGTH})*+`, '[a-z]+'),
  quantity('percent', `${AMOUNT}[ \\t]*+%`, '%'),
  quantity('money', `${AMOUNT}${GAP}[A-Z]{3}(?![A-Za-z0-9_])`, '[A-Z]+'),
  quantity('number', AMOUNT),
]

const symbols: Rule[] = [
  { match: '\\?\\?|===?|!==?|<>|=>|<=|>=|<|>|&&|\\|\\||[-+*/!]', name: 'keyword.operator.journey' },
  { match: '=', name: 'keyword.operator.assignment.journey' },
  { match: '\\?', name: 'keyword.operator.optional.journey' },
  { match: ',', ...COMMA },
  { match: ':', ...COLON },
  { match: '\\.', name: 'punctuation.accessor.journey' },
  { match: '[{}]', name: 'punctuation.section.block.journey' },
  { match: '[()]', name: 'punctuation.section.parens.journey' },
]

/** A name that an operator or a colon stands before. */
const operand: Rule = {
  match: `(\\?\\?|[=!]=|<=|>=|[=<>+*/-])[ \\t]*+(?!${BEGINS_VALUE})(${WORD})(?![ \\t]*\\.|[ \\t]*:)`,
  captures: name(scope('keyword.operator'), REFERENCE),
}
const typed: Rule = {
  match: `(:)[ \\t]*+(?:(${words(...TYPES)})(?![ \\t]*+[.(])|(?!${BEGINS_VALUE})(${WORD})(?=[?=<]|[ \\t]*+=)|(?!${BEGINS_VALUE})(${WORD})(?!\\.|[ \\t]*+[:(]))`,
  captures: name(COLON, scope('support.type'), TYPE, REFERENCE),
}

/** `list<T>`, `money<EUR>` */
const generic: Rule = {
  begin: `(?:(:)[ \\t]*+)?(list|money)(<)`,
  beginCaptures: name(COLON, scope('support.type'), scope('punctuation.definition.typeparameters.begin')),
  end: '(>)|$|(?=[^\\p{L}\\p{M}\\p{Nd}_\\x{200c}<> \\t?])',
  endCaptures: name(scope('punctuation.definition.typeparameters.end')),
  patterns: [
    { include: '#generic' },
    { match: words(...TYPES), name: 'support.type.journey' },
    { match: '[A-Z]{3}(?=>)', name: 'constant.other.currency.journey' },
    { match: WORD, ...TYPE },
    { match: '\\?', name: 'keyword.operator.optional.journey' },
  ],
}

/** Words in brackets are values. */
const list: Rule = {
  begin: '\\[',
  beginCaptures: { 0: scope('punctuation.section.brackets.begin') },
  end: `(\\])|(?=[{}])|${NEXT_DECLARATION}`,
  endCaptures: name(scope('punctuation.section.brackets.end')),
  patterns: [
    ...include('comments', 'texts'),
    { match: `(?<=[\\[,])([ \\t]*+)(?!${BEGINS_VALUE})(${WORD})(?!\\.)`, captures: { 2: REFERENCE } },
    { match: `^([ \\t]*+)(?!${BEGINS_VALUE})(${WORD})(?!\\.)`, captures: { 2: REFERENCE } },
    ...include('values', 'words'),
  ],
}

const tagName: Rule = {
  match: `(#)${WORD}`,
  name: 'variable.other.constant.tag.journey',
  captures: name(scope('punctuation.definition.tag')),
}

/** Names that where they stand gives away, whatever word they are. */
const names: Rule[] = [
  // Right behind a dot, and before a colon.
  { match: `(\\.)(${WORD})`, captures: name(scope('punctuation.accessor'), PROPERTY) },
  { match: `(${WORD})(?=[ \\t]*+:)`, captures: name(PROPERTY) },
  // The beginning of a path.
  { match: `contact(?=[ \\t]*+\\.)`, ...scope('variable.language') },
  { match: `${WORD}(?=\\.(?:[\\p{L}_"]))`, ...REFERENCE },
  { match: `contact(?=${GAP}${words('has', 'in', 'exists')})`, ...scope('variable.language') },
  // What is called, made to happen, or given values: an opening parenthesis touches it.
  { match: `contact(?=\\()`, ...DECLARE },
  { match: `file(?=[ \\t]*\\([ \\t]*")`, ...scope('support.function') },
  {
    match: `^([ \\t]*+)(?!${words('and', 'or', 'not', 'in', 'contact')})(${WORD})(?=\\()`,
    captures: { 2: FUNCTION },
  },
  {
    match: `(?!${words(...OPERATORS, 'if', 'where', 'when', 'until', 'expect', 'with')})${WORD}(?=\\()`,
    ...FUNCTION,
  },
]

/** A word and the name behind it. */
const pairs: Rule[] = [
  // Words that look like one of those below, and are two words of the language.
  { match: `(${words('tag', 'untag')})(?=${GAP}#)`, captures: name(DECLARE) },
  { match: `(on|for)${GAP}(${words('tag', 'untag')})(?=${GAP}#)`, captures: name(STEER, DECLARE) },
  {
    match: `(on)${GAP}(enter|leave)${GAP}(${WORD})`,
    captures: name(STEER, STEER, REFERENCE),
  },
  {
    match: `(on)${GAP}(change)(?=${GAP}[\\p{L}_])`,
    captures: name(STEER, OTHER),
  },
  { match: `(enter)${GAP}(journey)${GAP}(${WORD})`, captures: name(STEER, DECLARE, REFERENCE) },
  { match: `(enter)${GAP}(once|again)${END}`, captures: name(STEER, STEER) },
  { match: `(after)${GAP}(exit)${END}`, captures: name(OTHER, STEER) },
  { match: `(exit)${GAP}(when)${END}`, captures: name(STEER, STEER) },
  { match: `(go|loops)${GAP}(to)${GAP}(${WORD})`, captures: name(STEER, STEER, REFERENCE) },
  { match: `(up)${GAP}(to)${END}`, captures: name(OTHER, OTHER) },
  { match: `(since)${GAP}(start)${END}`, captures: name(OTHER, OTHER) },
  { match: `(starts)${GAP}(with)${END}`, captures: name(OPERATOR, OPERATOR) },
  { match: `(started)${GAP}(by)(?:${GAP}(${WORD}))?`, captures: name(OTHER, OTHER, REFERENCE) },
  { match: `(if)${GAP}(past)${GAP}(${WORD})`, captures: name(STEER, STEER, scope('support.constant')) },
  { match: `(else)${GAP}(skip)${END}`, captures: name(STEER, scope('support.constant')) },
  { match: `(until)${GAP}(next)(?=${GAP}[\\p{L}_])`, captures: name(STEER, OTHER) },
  {
    match: `(before|during|after)${GAP}(sale)${END}`,
    captures: name(OTHER, OTHER),
  },
  { match: `target(?=[ \\t]*+[<>])`, ...OTHER },
  {
    match: `(fail)${GAP}(send|call)${GAP}(${WORD})`,
    captures: name(OTHER, OTHER, REFERENCE),
  },
  { match: `(take)${GAP}(${WORD})(?=${GAP}of${END})`, captures: name(OTHER, REFERENCE) },
  {
    match: `(last)(${GAP}[0-9]++${GAP})(sent)${END}`,
    captures: { 1: OTHER, 2: { patterns: include('quantities') }, 3: OTHER },
  },
  { match: `(any|no)${GAP}(${WORD})(?=${GAP}${WINDOW})`, captures: name(OTHER, REFERENCE) },
  { match: `(count|sum|average)${GAP}(of)${GAP}(${WORD})`, captures: name(OTHER, OTHER, REFERENCE) },
  { match: `(latest)${GAP}(${WORD})(?=\\.)`, captures: name(OTHER, REFERENCE) },
  {
    match: `(in)${GAP}(?!last${GAP}[0-9]|stage${GAP}[\\p{L}_])(${WORD})(?!\\.)`,
    captures: name(OPERATOR, REFERENCE),
  },
  // Declarations.
  {
    match: `(goal)${GAP}(${WORD})[ \\t]*+(:)[ \\t]*+(${WORD})`,
    captures: name(DECLARE, TYPE, COLON, REFERENCE),
  },
  pair(['channel'], DECLARE, scope('entity.name.type.channel'), '(?=[^:]*+:)'),
  pair(['message', 'action'], DECLARE, FUNCTION),
  pair(
    DECLARING.filter((word) => word !== 'contact'),
    DECLARE,
    TYPE,
  ),
  { match: 'tag(?=[ \\t]*+$)', ...DECLARE },
  pair(['split'], STEER, TYPE),
  // References.
  pair(['send', 'call', 'notify', 'emit', 'answer'], OTHER, FUNCTION),
  pair(['on'], STEER, REFERENCE),
  pair(['for'], STEER, REFERENCE),
  pair(['every'], OTHER, scope('support.constant')),
  pair(['follows', 'via', 'by', 'as', 'does', 'handoff', 'result'], OTHER, REFERENCE),
  { match: `(waiting)${GAP}(at)${GAP}(${WORD})`, captures: name(OTHER, OTHER, REFERENCE) },
  {
    match: `(${words('of')})${GAP}(${WORD})`,
    captures: name(OTHER, REFERENCE),
  },
  {
    match: `(${words('sent', 'suppressed', 'called', 'notified', 'entered')})${GAP}(?!${words('and', 'or', 'in', 'has', 'contains', 'exists')})(${WORD})`,
    captures: name(OTHER, REFERENCE),
  },
  { match: `(to)${GAP}(?!${BEGINS_VALUE})(${WORD})(?!\\.)`, captures: name(OTHER, REFERENCE) },
  {
    match: `(until)${GAP}(${words('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')})`,
    captures: name(STEER, scope('support.constant')),
  },
  {
    begin: `(personas|runs)${GAP}(${WORD})`,
    beginCaptures: name(OTHER, REFERENCE),
    end: '(?![ \\t]*+,)',
    patterns: [{ match: `(,)[ \\t]*+(${WORD})?`, captures: name(COMMA, REFERENCE) }],
  },
]

/** Words by themselves. */
const rest: Rule[] = [
  { match: words(...LITERALS), name: 'constant.language.journey' },
  { match: words(...OPERATORS), ...OPERATOR },
  { match: words(...DECLARING), ...DECLARE },
  { match: words(...STEERING), ...STEER },
  { match: words(...DOING, ...ASKING, ...JOINING), ...OTHER },
  { match: `everyone${END}`, name: 'support.constant.journey' },
  { match: '[A-Z]{2}(?![\\p{L}\\p{M}\\p{Nd}_])', name: 'constant.other.country.journey' },
  { match: WORD, ...REFERENCE },
]

const imports: Rule = {
  begin: `(import)${END}[ \\t]*+(\\{)`,
  beginCaptures: name(STEER, scope('punctuation.section.block.begin')),
  end: `(\\})|${NEXT_DECLARATION}`,
  endCaptures: name(scope('punctuation.section.block.end')),
  patterns: [
    ...include('comments'),
    { match: `(${WORD})${GAP}(as)${GAP}(${WORD})`, captures: name(REFERENCE, OTHER, REFERENCE) },
    { match: WORD, ...REFERENCE },
    { match: ',', ...COMMA },
  ],
}

/** Members of an enum or stages: whatever begins a line, or follows a brace or comma, is a name. */
const members: Rule = {
  begin: `(enum|stages)${GAP}(${WORD})(?=[ \\t]*+(?:"[^"]*+")?[ \\t]*+\\{)`,
  beginCaptures: name(DECLARE, TYPE),
  end: `(?<=\\})|${NEXT_DECLARATION}`,
  patterns: [
    ...include('comments', 'texts'),
    block(
      ['comments', 'texts'],
      [
        {
          match: `(?:^|(?<=[{,]))[ \\t]*+(${WORD})`,
          captures: name(MEMBER),
        },
        { match: 'asks(?=[ \\t]*+")', ...OTHER },
        { match: `(loops)${GAP}(to)${GAP}(${WORD})`, captures: name(OTHER, OTHER, MEMBER) },
        { match: WORD, ...MEMBER },
        { match: ',', ...COMMA },
      ],
    ),
  ],
}

/** The arms of a match: values, and blocks of steps. */
const match: Rule = {
  begin: `(match)(?=${GAP}[^{}]{0,300}\\{)`,
  beginCaptures: name(STEER),
  end: `(?<=\\})|${NEXT_DECLARATION}`,
  patterns: [
    block(
      ['comments', 'texts', 'quantities'],
      [
        ...include('steps'),
        { match: 'else(?=[ \\t]*+\\{)', ...STEER },
        { match: words(...LITERALS), name: 'constant.language.journey' },
        { match: WORD, ...MEMBER },
        { match: ',', ...COMMA },
        { match: '-', name: 'keyword.operator.journey' },
      ],
    ),
    ...include('comments', 'texts', 'values', 'words'),
  ],
}

/** The arms of a split: shares with names, and blocks of steps. */
const split: Rule = {
  begin: `(split)${GAP}(${WORD})(?=[ \\t]*+\\{)`,
  beginCaptures: name(STEER, TYPE),
  end: `(?<=\\})|${NEXT_DECLARATION}`,
  patterns: [
    block(
      ['comments', 'quantities'],
      [...include('steps'), { match: WORD, ...MEMBER }, { match: ',', ...COMMA }],
    ),
  ],
}

/** The formula of a KPI: there words such as `opened` measure a message. It ends where the next part begins. */
const kpi: Rule = {
  begin: `(kpi)${GAP}(${WORD})[ \\t]*+(:)`,
  beginCaptures: name(DECLARE, TYPE, COLON),
  end: `(?=[{}])|(?=^[ \\t]*+${words('plan', 'result', 'touchpoint', 'kpi', 'pain', 'idea', 'stage', 'handoff')})`,
  patterns: [
    ...include('comments', 'texts'),
    {
      match: `([-+*/][ \\t]*+)?(${words('entered', 'left', 'sent', 'opened', 'clicked', 'reached')})${GAP}(?!${words('and', 'or', 'in')})(${WORD})`,
      captures: name(scope('keyword.operator'), OTHER, REFERENCE),
    },
    ...include('values', 'words'),
  ],
}

/** `moved a.b to stage c`, `… to finish` */
const moved: Rule = {
  match: `(to)${GAP}(?:(finish)(?=[ \\t]*+(?:$|//))|(stage)${GAP}(${WORD}))`,
  captures: name(OTHER, STEER, DECLARE, REFERENCE),
}

export const journeyGrammar: Grammar = {
  $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
  name: 'Journey',
  scopeName: 'source.journey',
  fileTypes: ['journey'],
  patterns: [
    ...include('comments', 'texts'),
    imports,
    members,
    match,
    split,
    kpi,
    {
      begin: `(moved)(?=${GAP}${WORD}\\.)`,
      beginCaptures: name(OTHER),
      end: '$',
      patterns: [moved, ...include('comments', 'texts', 'values', 'words')],
    },
    ...include('values', 'words'),
  ],
  repository: {
    // Blocks of blocks: the brace that ends an arm is not that of a step in it.
    steps: { patterns: [block(['steps', '$self'])] },
    comments: { patterns: comments },
    texts: { patterns: [text('triple', '"""', '"""'), text('double', '"', '"|$')] },
    quantities: { patterns: quantities },
    generic: { patterns: [generic] },
    values: { patterns: [list, tagName, generic, typed, operand, ...quantities] },
    words: { patterns: [...names, ...pairs, ...rest, ...symbols] },
  },
}
