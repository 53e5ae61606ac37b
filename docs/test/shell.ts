/** Reads lines of a shell, as far as they call what this project offers. */

/** The words of each command in a line: up to a pipe, `&&` or a redirection; comments left out. */
export function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]]
  let redirected = false
  for (const token of line.match(/"[^"]*"|'[^']*'|&&|\||>|#.*|[^\s"'|>&]+/g) ?? []) {
    if (token.startsWith('#')) break
    if (token === '&&' || token === '|') {
      commands.push([])
      redirected = false
    } else if (token === '>') redirected = true
    else if (!redirected) commands.at(-1)!.push(token.replace(/^(["'])(.*)\1$/, '$2'))
  }
  return commands.filter((words) => words.length > 0)
}

/** The words after `journey` or `npx journey`; `undefined` for any other command. */
export function journeyWords(words: readonly string[]): string[] | undefined {
  const called = words[0] === 'npx' ? words.slice(1) : words
  return called[0] === 'journey' ? called.slice(1) : undefined
}
