/**
 * Guards against graphs that would never stop. The compiler refuses loops without a pause; a graph that was made in
 * another way, and journeys that start each other, must not hang a host or flood a contact.
 */

/** Steps that a run may take without a delay or a wait. Then it is ended. */
export const MAX_STEPS = 1000
/** A message counts as so many steps: a run hands over at most 20 without a pause. */
export const STEPS_PER_MESSAGE = 50
/** A tag that a step changes counts as so many steps. */
export const STEPS_PER_TAG = 10

/** Links of a chain of inputs that cause each other. What comes after them is set aside. */
export const MAX_HOPS = 16
/** Inputs that one input may cause in all, in chains of any length. */
export const MAX_CAUSED = 1000
