import { scriptBeside, workInThread } from '../threads/thread.ts'
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

/** Graphviz in a thread of its own: there are graphs that it never finishes. */
export function graphvizLayout({
  timeLimit = 10_000,
  worker = scriptBeside(import.meta.url, 'graphviz-worker'),
}: GraphvizOptions = {}): GraphvizLayout {
  const { ask, close } = workInThread<string, string>({ name: 'Graphviz', script: worker, timeLimit })
  return { layout: (dot) => ask(dot), close }
}
