import { CaptureTag, type Context, Drop, EchoTag, type Emitter, type Liquid, type Value } from 'liquidjs'
import { type Filter, type FilterThis, reregister } from './filters.ts'
import { written } from './text-filters.ts'

/**
 * HTML that prints as it is: it was escaped, captured, or its author says so with `raw`. For everything but printing, it
 * is the text that it holds.
 */
class Markup extends Drop {
  readonly html: string

  constructor(html: unknown) {
    super()
    this.html = String(html ?? '')
  }

  override valueOf(): string {
    return this.html
  }

  override toString(): string {
    return this.html
  }

  /** For `captured.size`. */
  get size(): number {
    return this.html.length
  }

  /** For `captured | size`. */
  get length(): number {
    return this.html.length
  }
}

/** Filters that give HTML whatever they are given. */
const ESCAPING = ['escape', 'escape_once', 'xml_escape']

/** Filters that change a text a little: of HTML they give HTML. With the place of the operand that they put into it. */
const KEEPING: Readonly<Record<string, number | undefined>> = {
  append: 1,
  capitalize: undefined,
  downcase: undefined,
  lstrip: undefined,
  normalize_whitespace: undefined,
  prepend: 1,
  remove: undefined,
  remove_first: undefined,
  remove_last: undefined,
  replace: 2,
  replace_first: 2,
  replace_last: 2,
  rstrip: undefined,
  squish: undefined,
  strip: undefined,
  strip_html: undefined,
  strip_newlines: undefined,
  truncate: 2,
  truncatewords: 2,
  upcase: undefined,
}

/**
 * Lets an engine write HTML: whatever is printed is escaped, once, unless it is {@link Markup} already. So a name such as
 * `<img …>` stays a name, whoever chose it. Gives what prints: the `outputEscape` of the engine.
 */
export function registerHtmlOutput(engine: Liquid): (this: FilterThis, value: unknown) => string {
  const escaping = engine.filters.escape as Filter
  const escaped = function (this: FilterThis, value: unknown): string {
    return value instanceof Markup ? value.html : String(escaping.call(this, written.call(this, value)))
  }
  for (const name of ESCAPING) {
    reregister(
      engine,
      name,
      (original) =>
        function (value) {
          return value instanceof Markup ? value : new Markup(original.call(this, value))
        },
    )
  }
  for (const [name, put] of Object.entries(KEEPING)) {
    reregister(
      engine,
      name,
      (original) =>
        function (value, ...args) {
          const values = [value, ...args]
          const joined = put !== undefined && values[put] instanceof Markup
          if (!joined && !(value instanceof Markup)) return original.call(this, value, ...args)
          const safe = values.map((each, index) =>
            index === 0 || index === put ? escaped.call(this, each) : each,
          )
          return new Markup(original.apply(this, safe as [unknown]))
        },
    )
  }
  reregister(
    engine,
    'newline_to_br',
    (original) =>
      function (value) {
        return new Markup(original.call(this, escaped.call(this, value)))
      },
  )
  reregister(
    engine,
    'default',
    (original) =>
      function (value, ...rest) {
        const chosen = original.call(this, value, ...rest)
        return value instanceof Markup && chosen === value.html ? value : chosen
      },
  )
  engine.registerFilter('raw', function (this: FilterThis, value: unknown) {
    return value instanceof Markup ? value : new Markup(written.call(this, value))
  })
  engine.registerTag('capture', CaptureOfHtml)
  engine.registerTag('echo', echoOf(escaped))
  return escaped
}

/** What is captured was escaped when it was written. */
class CaptureOfHtml extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context)
    const variables = context.bottom() as Record<string, unknown>
    variables[this.variable] = new Markup(variables[this.variable])
  }
}

/** Liquid's own `echo` takes markup for a text before it prints it. */
function echoOf(escaped: Filter) {
  return class extends EchoTag {
    override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const { value } = this as unknown as { value?: Value }
      if (value) emitter.write(escaped.call({ context } as FilterThis, yield value.value(context, false)))
    }
  }
}
