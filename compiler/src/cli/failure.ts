import type { Finding } from './report/finding.ts'
import type { Texts } from './report/texts.ts'

interface FailureDetails {
  findings: readonly Finding[]
  texts: Texts
}

/**
 * The command can't do what was asked: it was used in a wrong way, or a file is not what it should be. Thrown where
 * that is noticed and shown in one place; the process ends with status 2.
 */
export class Failure extends Error {
  /** What to do about it, in a sentence. */
  readonly hint: string | undefined
  /** Where it is wrong, with the texts that the places are in. Shown in place of the message. */
  readonly details: FailureDetails | undefined

  constructor(message: string, extra: { hint?: string } & Partial<FailureDetails> = {}) {
    super(message)
    this.name = 'Failure'
    this.hint = extra.hint
    this.details =
      extra.findings && extra.texts ? { findings: extra.findings, texts: extra.texts } : undefined
  }
}

/** A failure of wrong use: says where the right use is described. */
export function misuse(message: string, command?: string): Failure {
  const help = command === undefined ? 'journey --help' : `journey help ${command}`
  return new Failure(message, { hint: `See "${help}".` })
}
