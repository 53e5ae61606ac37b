import { LineIndex } from '../../source/lines.ts'

/** The texts that findings point into, and the names under which a reader knows them. */
export class Texts {
  readonly #read: (file: string) => string | undefined
  readonly #show: (file: string) => string
  readonly #indexes = new Map<string, LineIndex | undefined>()

  /**
   * `read` gives the text of a file, if it has one; `show` the name of a file for the reader, such as its path from
   * the working directory.
   */
  constructor(read: (file: string) => string | undefined, show: (file: string) => string) {
    this.#read = read
    this.#show = show
  }

  /** The lines of a file, or `undefined` if its text is not known. */
  lines(file: string): LineIndex | undefined {
    if (!this.#indexes.has(file)) {
      const text = this.#read(file)
      this.#indexes.set(file, text === undefined ? undefined : new LineIndex(text))
    }
    return this.#indexes.get(file)
  }

  show(file: string): string {
    return this.#show(file)
  }
}
