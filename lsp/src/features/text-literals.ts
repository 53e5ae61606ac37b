/** Characters as they stand between quotation marks. */
export function escaped(text: string): string {
  return text
    .replace(/["\\{]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
}

/** What is written between quotation marks as characters. */
export function unescaped(written: string): string {
  return written.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t' }
