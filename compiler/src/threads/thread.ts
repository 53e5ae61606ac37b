import { Worker } from 'node:worker_threads'

export interface ThreadOptions {
  /** What the thread does, to begin a sentence with: "Graphviz". */
  name: string
  /** It answers each message with an `Answer`. */
  script: URL
  /** How long one answer may take, in milliseconds. */
  timeLimit: number
}

/** What a thread says. */
export type Answer<A> = { value: A } | { error: string }

export interface Thread<Q, A> {
  /**
   * Rejects with what the thread says, and with `TooLong`. Questions are answered one after the other; each has the
   * whole time limit. A signal ends the work on a question, if it is under way, and takes it back, if not.
   */
  ask(question: Q, signal?: AbortSignal): Promise<A>
  /** Ends the thread. Without this it ends with the process, which it does not keep alive while idle. */
  close(): Promise<void>
}

/** A thread did not answer in time, and was ended. */
export class TooLong extends Error {}

/**
 * Work in a thread of its own, for what may never end and nothing can stop from outside: a thread that takes too long
 * is ended, and the next question gets a new one.
 */
export function workInThread<Q, A>({ name, script, timeLimit }: ThreadOptions): Thread<Q, A> {
  let thread: Worker | undefined
  let line: Promise<unknown> = Promise.resolve()

  const end = async (): Promise<void> => {
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }

  const run = (question: Q, signal: AbortSignal | undefined): Promise<A> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      // What it prints is meant for nobody: Graphviz warns about cells that it would have made larger.
      const current = thread ?? new Worker(script, { stdout: true, stderr: true })
      thread = current
      const settle = (finish: () => void): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', aborted)
        current.off('message', answered).off('error', fail).off('exit', exited)
        current.unref()
        finish()
      }
      const fail = (error: unknown): void => settle(() => end().then(() => reject(error), reject))
      const exited = (code: number): void => fail(new Error(`${name}'s thread ended with status ${code}.`))
      const aborted = (): void => fail(signal?.reason)
      const answered = (answer: Answer<A>): void =>
        settle(() => ('value' in answer ? resolve(answer.value) : reject(new Error(answer.error))))
      const timer = setTimeout(() => fail(new TooLong(`${name} took more than ${timeLimit} ms.`)), timeLimit)
      current.ref()
      signal?.addEventListener('abort', aborted)
      current.on('message', answered).on('error', fail).on('exit', exited)
      current.postMessage(question)
    })

  return {
    ask(question, signal) {
      const result = line.then(() => run(question, signal))
      line = result.catch(() => undefined)
      return result
    },
    close: () => line.then(end),
  }
}

/** The script of a thread that stands beside a module: a source in development, a script once built. */
export function scriptBeside(module: string, name: string): URL {
  return new URL(`./${name}${module.endsWith('.ts') ? '.ts' : '.js'}`, module)
}
