import type { Instant } from '../time/instant.ts'

/** Things by the moment at which they are due; those of one moment in the order in which they were added. */
export interface TimerQueue<T> {
  readonly size: number
  add(due: Instant, item: T): void
  /** When the first is due. */
  nextDue(): Instant | undefined
  /** Takes the first out. */
  take(): T | undefined
}

interface Entry<T> {
  due: Instant
  order: number
  item: T
}

/** A queue as a binary heap: adding and taking cost the logarithm of its size. */
export function createTimerQueue<T>(): TimerQueue<T> {
  const heap: Entry<T>[] = []
  let added = 0
  return {
    get size() {
      return heap.length
    },
    add(due, item) {
      heap.push({ due, order: added++, item })
      siftUp(heap, heap.length - 1)
    },
    nextDue: () => heap[0]?.due,
    take() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return undefined
      if (heap.length > 0) {
        heap[0] = last
        siftDown(heap)
      }
      return first.item
    },
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order)
}

function siftUp<T>(heap: Entry<T>[], start: number): void {
  const entry = heap[start]!
  let index = start
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!isBefore(entry, heap[parent]!)) break
    heap[index] = heap[parent]!
    index = parent
  }
  heap[index] = entry
}

function siftDown<T>(heap: Entry<T>[]): void {
  const entry = heap[0]!
  let index = 0
  for (let child = 1; child < heap.length; child = 2 * index + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
    if (!isBefore(heap[child]!, entry)) break
    heap[index] = heap[child]!
    index = child
  }
  heap[index] = entry
}
