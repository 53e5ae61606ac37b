import type { ExampleFiles } from './page.ts'

/**
 * The text of an example's file as people are to see it. Invisible characters that change the order of others are
 * shown by their code, and of lines that are there to be too long only the beginning and the end.
 */
export function exampleText(file: ExampleFiles[string]): string {
  const text = typeof file === 'string' ? file : file.latin1
  return text
    .replace(
      /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (character) => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`,
    )
    .replace(/^(.{60}).{80,}(.{30})$/gm, '$1 … $2')
}
