import type { Instant } from '../../../time/instant.ts'
import { concernsFile } from '../../store/errors.ts'
import type { Work } from '../batch-work.ts'
import { type Clock, steadyTime } from '../clock.ts'
import type { Receipt } from '../engine.ts'

/**
 * Something that the engine does without being asked, a part at a time, in the same batches as what it is asked for. How
 * far it has come stands in the file, written by the same transaction, so that it goes on there however a process ends.
 */
export interface Job {
  /** For people: `looking at all contacts`. */
  readonly name: string
  /** The next part, of at most so many pieces of work; nothing when there is nothing to do at present. */
  next(now: Instant, limit: number): JobPart | undefined
}

export interface JobPart {
  readonly work: readonly Work[]
  /** Called when it is durable. */
  written?(): void
}

/** A part, and whose it is. */
export interface PartOfJob extends JobPart {
  readonly job: Job
}

/** The jobs of an engine. */
export interface Jobs {
  /**
   * What they do next, the first ones first, as long as there is room for so many pieces.
   *
   * @throws what concerns the whole file.
   */
  next(now: Instant, limit: number): readonly PartOfJob[]
  /** To be called with what became of the pieces of a part. */
  wrote(part: PartOfJob, receipts: readonly Receipt[]): void
}

/** A job that can't go on rests for so long, in milliseconds. The others go on. */
const REST = 10 * 60_000

/** @param failed is told that a job can't go on at present, and why. */
export function createJobs(
  jobs: readonly Job[],
  clock: Clock,
  failed: (job: Job, reason: string) => void,
): Jobs {
  const restsUntil = new Map<Job, number>()

  function rest(job: Job, reason: string): void {
    restsUntil.set(job, steadyTime(clock) + REST)
    failed(job, reason)
  }

  function nextOf(job: Job, now: Instant, limit: number): JobPart | undefined {
    const until = restsUntil.get(job)
    if (until !== undefined && steadyTime(clock) < until) return undefined
    try {
      return job.next(now, limit)
    } catch (error) {
      if (concernsFile(error)) throw error
      rest(job, error instanceof Error ? error.message : String(error))
      return undefined
    }
  }

  return {
    next(now, limit) {
      const parts: PartOfJob[] = []
      let room = limit
      for (const job of jobs) {
        if (room <= 0) break
        const part = nextOf(job, now, room)
        if (part === undefined) continue
        parts.push({ ...part, job })
        room -= part.work.length
      }
      return parts
    },
    wrote({ job, work, written }, receipts) {
      // Of other pieces that fail, each is postponed or set aside by itself.
      const refused = receipts.find(({ kind }, index) => kind === 'refused' && work[index]!.kind === 'note')
      if (refused?.kind === 'refused') rest(job, refused.problems.map(({ message }) => message).join('; '))
      else written?.()
    },
  }
}
