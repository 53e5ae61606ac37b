/** Controls of the terminal and of the direction of text, which would change what a reader sees. */
const CONTROL = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029\uFEFF]/gu

/** A text with its invisible and dangerous characters made visible: an escape is `␛`, an override `<U+202E>`. */
export function visible(text: string): string {
  return text.toWellFormed().replace(CONTROL, (character) => {
    const code = character.codePointAt(0)!
    // Unicode has a picture for each ASCII control.
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    if (code === 0x7f) return '\u2421'
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}
