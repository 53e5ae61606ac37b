import type { FileAnalysis } from './analysis.ts'

/** Finds things in a file, each under a key by which others ask for it. */
export type Finder<K, T> = (file: FileAnalysis) => Iterable<readonly [key: K, found: T]>

/** What rules ask about all files together: nothing but what finders find, so that it is known what an answer depends on. */
export interface Project {
  /** Whether anything is found under a key in any file. */
  some<K>(find: Finder<K, unknown>, key: K): boolean
  /** What is found under a key, in the order of the files. */
  all<K, T>(find: Finder<K, T>, key: K): readonly T[]
}

/** The files of a project. One that is put again takes the place of what it was before. */
export class ProjectAnalysis implements Project {
  readonly #files = new Map<string, FileAnalysis>()
  readonly #indexes = new Map<Finder<unknown, unknown>, Index>()

  constructor(files: Iterable<FileAnalysis> = []) {
    for (const file of files) this.put(file)
  }

  put(file: FileAnalysis): void {
    if (this.#files.get(file.path) === file) return
    this.#files.set(file.path, file)
    for (const [find, index] of this.#indexes) index.put(file.path, find(file))
  }

  some<K>(find: Finder<K, unknown>, key: K): boolean {
    return this.#indexOf(find).has(key)
  }

  all<K, T>(find: Finder<K, T>, key: K): readonly T[] {
    return this.#indexOf(find).of(key) as readonly T[]
  }

  #indexOf<K, T>(find: Finder<K, T>): Index {
    let index = this.#indexes.get(find as Finder<unknown, unknown>)
    if (!index) {
      index = new Index()
      for (const [path, file] of this.#files) index.put(path, find(file))
      this.#indexes.set(find as Finder<unknown, unknown>, index)
    }
    return index
  }
}

/** What one finder finds in all files. */
class Index {
  readonly #keysOf = new Map<string, ReadonlySet<unknown>>()
  readonly #byKey = new Map<unknown, Map<string, unknown[]>>()
  /** In the order of the files, until something changes under the key. */
  readonly #inOrder = new Map<unknown, readonly unknown[]>()

  put(path: string, found: Iterable<readonly [unknown, unknown]>): void {
    for (const key of this.#keysOf.get(path) ?? []) {
      const files = this.#byKey.get(key)!
      files.delete(path)
      if (files.size === 0) this.#byKey.delete(key)
      this.#inOrder.delete(key)
    }
    const keys = new Set<unknown>()
    for (const [key, one] of found) {
      keys.add(key)
      const files = this.#byKey.get(key) ?? new Map<string, unknown[]>()
      this.#byKey.set(key, files)
      const known = files.get(path)
      if (known) known.push(one)
      else files.set(path, [one])
      this.#inOrder.delete(key)
    }
    this.#keysOf.set(path, keys)
  }

  has(key: unknown): boolean {
    return this.#byKey.has(key)
  }

  of(key: unknown): readonly unknown[] {
    let list = this.#inOrder.get(key)
    if (!list) {
      const files = [...(this.#byKey.get(key) ?? [])]
      list = files.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, found]) => found)
      this.#inOrder.set(key, list)
    }
    return list
  }
}

/** Passes questions on and notes the answers: what is made of them holds as long as they do. */
export class NotedProject implements Project {
  readonly #project: Project
  readonly #answers: (() => boolean)[] = []

  constructor(project: Project) {
    this.#project = project
  }

  /** Whether the project would answer everything that it was asked as it did. */
  get holds(): boolean {
    return this.#answers.every((isSame) => isSame())
  }

  some<K>(find: Finder<K, unknown>, key: K): boolean {
    const answer = this.#project.some(find, key)
    this.#answers.push(() => this.#project.some(find, key) === answer)
    return answer
  }

  all<K, T>(find: Finder<K, T>, key: K): readonly T[] {
    const answer = this.#project.all(find, key)
    this.#answers.push(() => sameItems(this.#project.all(find, key), answer))
    return answer
  }
}

/** Whether two lists hold the very same things. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]))
}
