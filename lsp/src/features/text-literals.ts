/** Characters as they stand between quotation marks. */
export function escaped(text: string): string {
  return text
    .replace(/["\\{]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
}
