import type { LaneStatus } from '../channels/dispatcher.ts'
import type { Engine } from '../engine/engine.ts'

/**
 * Answers requests for people: pages at `/` and below, outside of the API's paths. Gives nothing for a path that it does
 * not know. Requests come here only after the server has let them in.
 */
export type Pages = (
  request: Request,
  engine: Engine,
  /** What is being brought out, by lane such as "send mail". */
  lanes: readonly LaneStatus[],
) => Promise<Response | undefined>
