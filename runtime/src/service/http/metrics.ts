import { statSync } from 'node:fs'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Input } from '../../core/inputs.ts'
import type { LaneStatus } from '../channels/dispatcher.ts'
import type { Engine, Receipt } from '../engine/engine.ts'

/** What is counted and measured, for Prometheus. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  received(inputs: readonly Input[], receipts: readonly Receipt[]): void
  answered(method: string, route: string, status: number, milliseconds: number): void
  close(): void
}

export interface MetricsOptions {
  readonly engine: Engine
  /** Its size is told, with that of what belongs to it. */
  readonly dataFile?: string
  /** What is being brought out, by lane such as "send mail". */
  readonly lanes?: () => readonly LaneStatus[]
  /** Memory, processor and event loop of this process as well. */
  readonly process?: boolean
}

const MILLISECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics({ engine, dataFile, lanes, process = false }: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (process) collectDefaultMetrics({ register: registry })

  const inputs = new Counter({
    name: 'journey_inputs_total',
    help: 'Inputs from outside, by what they tell and what became of them.',
    labelNames: ['kind', 'receipt'],
    registers,
  })
  const batches = new Histogram({
    name: 'journey_batch_seconds',
    help: 'How long it took to write a batch of inputs down.',
    buckets: MILLISECONDS,
    registers,
  })
  const batchInputs = new Histogram({
    name: 'journey_batch_inputs',
    help: 'How many inputs were written down together, timers among them.',
    buckets: [1, 3, 10, 30, 100, 300, 1000, 3000],
    registers,
  })
  const requests = new Histogram({
    name: 'journey_http_request_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: MILLISECONDS,
    registers,
  })

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('journey_queue_inputs', 'Inputs that wait for their batch.', () => engine.health.queued)
  gauge('journey_timer_lag_seconds', 'How late the oldest due timer is.', () => engine.health.lag / 1000)
  gauge('journey_trouble', '1 while nothing can be written.', () =>
    engine.health.trouble === undefined ? 0 : 1,
  )
  gauge('journey_inputs_set_aside', 'Inputs at which the runtime failed.', () => engine.health.setAside)
  gauge('journey_contacts', 'Contacts that are known.', () => engine.reader.counts().contacts)
  gauge('journey_live_runs', 'Runs that have not ended.', () => engine.reader.counts().liveRuns)
  gauge('journey_log_entries', 'Entries of the log.', () => engine.reader.counts().logEntries)
  new Gauge({
    name: 'journey_deliveries',
    help: 'Messages, calls and notifications, by state.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(engine.reader.counts().deliveries)) {
        this.set({ state }, count)
      }
    },
  })
  new Gauge({
    name: 'journey_deliveries_open',
    help: 'Messages, calls and notifications that are not over yet, by channel, action or department.',
    labelNames: ['lane'],
    registers,
    collect() {
      // A lane on which nothing is left says so.
      this.reset()
      for (const { lane } of lanes?.() ?? []) this.set({ lane }, 0)
      for (const [lane, count] of engine.reader.openByLane()) this.set({ lane }, count)
    },
  })
  if (lanes !== undefined) {
    const byLane = (name: string, help: string, read: (status: LaneStatus) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ['lane'],
        registers,
        collect() {
          for (const status of lanes()) this.set({ lane: status.lane }, read(status))
        },
      })
    byLane(
      'journey_sending',
      'Attempts that are under way, by channel, action or department.',
      (status) => status.underWay,
    )
    byLane('journey_provider_trouble', '1 while a provider takes nothing.', (status) =>
      status.trouble === undefined ? 0 : 1,
    )
  }
  if (dataFile !== undefined) {
    gauge('journey_data_bytes', 'Size of the data on disk, with what is not merged yet.', () =>
      ['', '-wal'].reduce((sum, end) => sum + sizeOf(dataFile + end), 0),
    )
  }

  const stopListening = engine.onBatch((batch) => {
    batches.observe(batch.milliseconds / 1000)
    batchInputs.observe(batch.inputs)
  })

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    received(given, receipts) {
      given.forEach(({ kind }, index) => {
        inputs.inc({ kind, receipt: receipts[index]!.kind })
      })
    },
    answered(method, route, status, milliseconds) {
      requests.observe({ method, route, status }, milliseconds / 1000)
    },
    close() {
      stopListening()
      registry.clear()
    },
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
