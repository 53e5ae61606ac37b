import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SecretSource } from './settings.ts'

/** Where secrets are looked for. */
export interface SecretPlaces {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Paths of secret files are relative to it. */
  readonly directory: string
}

/** A secret that the settings name is not there. Thrown when the way out is opened. */
export class MissingSecret extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MissingSecret'
  }
}

/** Reads secrets, and keeps them out of whatever is told. */
export class Secrets {
  readonly #places: SecretPlaces
  readonly #values = new Set<string>()

  constructor(places: SecretPlaces) {
    this.#places = places
  }

  /** The secret itself. Throws `MissingSecret`, which names the place and never the value. */
  reveal(source: SecretSource): string {
    const value = 'env' in source ? this.#fromEnvironment(source.env) : this.#fromFile(source.file)
    this.#values.add(value)
    return value
  }

  /** The text without the secrets: a provider may repeat in an error what it was sent. */
  redact(text: string): string {
    let clean = text
    for (const value of this.#values) {
      for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('base64')]) {
        clean = clean.replaceAll(form, '•••')
      }
    }
    return clean
  }

  #fromEnvironment(name: string): string {
    const value = this.#places.env[name]
    if (value === undefined || value === '') {
      throw new MissingSecret(`The environment has no "${name}". Set it before you start the service.`)
    }
    return value
  }

  #fromFile(file: string): string {
    const path = resolve(this.#places.directory, file)
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : "can't be read"
      throw new MissingSecret(`The secret file "${file}" ${why}.`)
    }
    const value = text.replace(/\r?\n$/, '')
    if (value === '') throw new MissingSecret(`The secret file "${file}" is empty.`)
    return value
  }
}
