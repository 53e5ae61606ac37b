import { HttpProblem } from './problem.ts'

/** An error that a request ran into, as its answer: those of the engine by their names, others as a failure of ours. */
export function engineProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  switch ((error as Error | undefined)?.name) {
    case 'Overloaded':
      return new HttpProblem('overloaded', 'Too much is waiting already. Try again in a moment.', {
        headers: { 'retry-after': '1' },
      })
    default:
      return new HttpProblem('failed', 'Something went wrong in the service; its log says more.')
  }
}
