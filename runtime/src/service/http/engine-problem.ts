import { Overloaded, Stopped } from '../engine/errors.ts'
import { StoreError } from '../store/errors.ts'
import { HttpProblem } from './problem.ts'

/** An error that a request ran into, as its answer: trouble with the data in its own words, others as a fault of ours. */
export function engineProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof Overloaded) return new HttpProblem('overloaded', error.message, soon(1))
  if (error instanceof Stopped) {
    return new HttpProblem('stopping', 'The service is stopping. Ask again when it is back.', soon(5))
  }
  if (error instanceof StoreError) {
    const code = error.kind === 'full' ? 'no_room' : 'unavailable'
    return new HttpProblem(code, `Nothing of this was taken in: ${error.sentence}`, soon(30))
  }
  return new HttpProblem('failed', 'Something went wrong in the service; its log says more.')
}

/** When it is worth trying again, in seconds. */
function soon(seconds: number) {
  return { headers: { 'retry-after': String(seconds) } }
}
