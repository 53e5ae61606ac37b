/**
 * A message with the names of its arguments in place of their values: `There is no <what> "<name>" here.` Messages
 * are functions, so that each is checked with its arguments; a page about all of them has none to give.
 */
export function templateMessage(message: (args: never) => string): string {
  const args = new Proxy({}, { get: (_, name) => placeholder(`<${String(name)}>`) })
  return message(args as never)
}

/** Stands for an argument of any type that messages take: a text, a number, or a list of texts. */
function placeholder(text: string): object {
  return Object.assign(Object(text) as object, {
    map: (each: (item: string) => unknown) => [text].map(each),
    join: () => text,
  })
}
