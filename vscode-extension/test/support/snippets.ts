/** What a snippet writes when all its stops are left as they are. */

/**
 * Fills in the stops of a snippet: `${1:name}` is `name`, `${1|a,b|}` is `a`, `$0` is nothing. Stops may hold others;
 * the first value of a number holds for all stops of that number.
 */
export function expandSnippet(body: string): string {
  const values = new Map<string, string>()
  let at = 0

  function read(end: string): string {
    let text = ''
    while (at < body.length && body[at] !== end) {
      if (body[at] === '\\') {
        text += body[at + 1]
        at += 2
      } else if (body[at] === '$') text += stop()
      else text += body[at++]
    }
    return text
  }

  function stop(): string {
    const found = /^\$(?:(\d+)|\{(\d+)(?:(:)|\|([^|]*)\|\}|\}))/.exec(body.slice(at))
    if (!found) throw new Error(`Not a stop: ${body.slice(at, at + 20)}`)
    at += found[0].length
    const [, bare, number = bare!, colon, choices] = found
    let value = choices?.split(',')[0] ?? ''
    if (colon) {
      value = read('}')
      at++
    }
    if (!values.has(number) || colon || choices !== undefined) values.set(number, value)
    return values.get(number)!
  }

  return read('')
}
