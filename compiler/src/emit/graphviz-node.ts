import { Worker } from 'node:worker_threads'
import type { Layout } from './svg.ts'

export interface GraphvizOptions {
  /** How long one drawing may take, in milliseconds. The default is 10 seconds. */
  timeLimit?: number
  /** The thread's script, for programs that bundle it elsewhere. */
  worker?: URL
}

export interface GraphvizLayout {
  /** Rejects when Graphviz refuses the graph or takes too long. */
  layout: Layout
  /** Ends the thread. Without this it ends with the process, which it does not keep alive while idle. */
  close(): Promise<void>
}

/**
 * Graphviz in a thread of its own. There are graphs that it never finishes, and nothing can stop it from outside, so
 * a thread that takes too long is ended and the next drawing gets a new one. Drawings are laid out one after the
 * other; each has the whole time limit.
 */
export function graphvizLayout({
  timeLimit = 10_000,
  worker = WORKER,
}: GraphvizOptions = {}): GraphvizLayout {
  let thread: Worker | undefined
  let line: Promise<unknown> = Promise.resolve()

  const end = async (): Promise<void> => {
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }

  const run = (dot: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const current = thread ?? startThread(worker)
      thread = current
      const settle = (finish: () => void): void => {
        clearTimeout(timer)
        current.off('message', answered).off('error', fail).off('exit', exited)
        current.unref()
        finish()
      }
      const fail = (error: Error): void => settle(() => end().then(() => reject(error), reject))
      const exited = (code: number): void => fail(new Error(`Graphviz's thread ended with status ${code}.`))
      const answered = (answer: { json: string } | { error: string }): void =>
        settle(() => ('json' in answer ? resolve(answer.json) : reject(new Error(answer.error))))
      const timer = setTimeout(() => fail(new Error(`Graphviz took more than ${timeLimit} ms.`)), timeLimit)
      current.ref()
      current.on('message', answered).on('error', fail).on('exit', exited)
      current.postMessage(dot)
    })

  return {
    layout: (dot) => {
      const result = line.then(() => run(dot))
      line = result.catch(() => undefined)
      return result
    },
    close: () => line.then(end),
  }
}

/** Beside this file: a source in development, a script once built. */
const WORKER = new URL(`./graphviz-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

function startThread(worker: URL): Worker {
  // Graphviz warns on standard error about cells that it would have made larger.
  return new Worker(worker, { stdout: true, stderr: true })
}
