import type { LoadedNode } from './loaded.ts'

/**
 * Guards against graphs that would never stop. The compiler refuses loops without a pause; a graph that was made in
 * another way, and journeys that start each other, must not hang a host or flood a contact.
 */

/**
 * How often a run may come to the same step without a delay or a wait in between. Then it is ended. The length of its
 * way does not count: a path that does not come back to itself passes, however long it is. Within a repeat, its rounds
 * multiply it.
 */
export function maxArrivals(kind: LoadedNode['kind']): number {
  switch (kind) {
    case 'send':
    case 'call':
    case 'notify':
    case 'emit':
    case 'enter':
      return 20
    case 'tag':
    case 'untag':
    case 'set':
      return 100
    default:
      return 1000
  }
}

/** Links of a chain of inputs that cause each other. What comes after them is set aside. */
export const MAX_HOPS = 16
/** Inputs that one input may cause in all, in chains of any length. */
export const MAX_CAUSED = 1000
