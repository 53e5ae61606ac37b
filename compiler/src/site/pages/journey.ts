import type { NodeId } from '@journey-lang/runtime'
import { clean } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import { inOrderOfFlow } from '../../emit/flow.ts'
import { countText } from '../../emit/quantity-text.ts'
import { stepName } from '../../emit/step-name.ts'
import {
  type Context,
  edgeWords,
  enterWords,
  exitWords,
  goalWords,
  holdoutWords,
  sentence,
  stageWords,
  startWords,
  stepWords,
} from '../../emit/words.ts'
import type { Asked, PageContent } from '../asked.ts'
import { type Child, type Html, html, trusted } from '../html.ts'
import { links } from '../links.ts'
import { contextOf, placeOf, type Version, Versions } from '../story/versions.ts'
import { crumbs, numbers, shareText, table } from './parts.ts'

/** One journey: its diagram with counts, and the same as a table. */
export async function journeyPage(name: string, asked: Asked): Promise<PageContent | undefined> {
  const { reader, bundle, diagrams } = asked
  const versions = new Versions(reader.deployments())
  const version = versions.latest(name)
  if (version === undefined) return undefined
  const { journey } = version
  const statistics = reader.statistics()
  const counts = own(statistics.journeys, name)
  const inside = Object.values(counts?.nodes ?? {}).reduce((sum, { waiting }) => sum + waiting, 0)
  const title = clean(journey.title ?? name)
  const place = placeOf(version, 'journey')
  const picture = await diagrams.draw(version.bundle, name, statistics)
  const inUse = reader.versions()
  const gone = own(bundle.source.journeys, name) === undefined
  return {
    title,
    section: 'journeys',
    live: true,
    body: html`<div class="head">${crumbs(['Journeys', links.overview()])}<h1 dir="auto">${title}</h1>
${journey.doc !== undefined && html`<p class="lead" dir="auto">${clean(journey.doc)}</p>`}
${place !== undefined && html`<p class="place" dir="ltr">${place}</p>`}
${gone && html`<p class="notice">This journey is no longer deployed. Those who are inside go on.</p>`}</div>
${numbers('totals', [
  { label: 'inside', value: inside },
  { label: 'entered', value: counts?.entered ?? 0 },
  { label: 'finished', value: counts?.finished ?? 0 },
  { label: 'left early', value: counts?.exited ?? 0 },
  { label: 'not let in', value: counts?.refused ?? 0 },
  ...(counts?.heldOut ? [{ label: 'held out', value: counts.heldOut.entered }] : []),
])}
${rules(contextOf(version), counts)}
<figure class="diagram" id="diagram" data-live tabindex="0" role="region" aria-label="Diagram of the journey">${trusted(picture)}</figure>
<div id="steps" data-live>${steps(version, counts, (id) => versions.withStep(name, id, inUse))}</div>`,
  }
}

type Counts = ReturnType<Asked['reader']['statistics']>['journeys'][string]

/** Who comes in, what is aimed at and what ends a run, with how often it did. */
function rules(context: Context, counts: Counts | undefined): Html {
  const { journey } = context
  const goals = Object.keys(journey.goals)
    .sort()
    .map((name) => {
      const reached = own(counts?.goals, name) ?? 0
      const share = shareText(reached, counts?.entered ?? 0)
      return `${sentence(goalWords(name, journey.goals[name]!, context))} · reached ${countText(reached)}${share === undefined ? '' : ` (${share})`}`
    })
  const all = [
    ...journey.starts.map((start) => `start ${sentence(startWords(start, context))}`),
    enterWords(journey.enter),
    ...(journey.holdout === undefined ? [] : [holdoutWords(journey.holdout)]),
    ...goals,
    ...journey.exits.map((exit) => exitWords(exit, context)),
  ]
  return html`<ul class="chips" id="rules" data-live aria-label="Rules of the journey">${all.map(
    (text) => html`<li class="chip rule"><bdi>${text}</bdi></li>`,
  )}</ul>`
}

/** All steps in order, then those of earlier versions; `withStep` gives the version that has one. */
function steps(
  version: Version,
  counts: Counts | undefined,
  withStep: (id: NodeId) => Version | undefined,
): Html {
  const { journey, name } = version
  const known = inOrderOfFlow(journey)
  const earlier = Object.entries(counts?.nodes ?? {})
    .filter(([id, { waiting, entered }]) => !Object.hasOwn(journey.nodes, id) && (waiting > 0 || entered > 0))
    .map(([id]) => id)
    .sort()
  const rows = [...known, ...earlier].map((id) => {
    const home = withStep(id) ?? version
    const node = own(home.journey.nodes, id)
    const context = contextOf(home, id)
    const { entered = 0, waiting = 0, passed = {} } = own(counts?.nodes, id) ?? {}
    const stage = home.journey.stages.find((one) => one.name === node?.stage)
    const words = node ? sentence(stepWords(node, context)) : id
    const ways = Object.entries(passed)
      .filter(([, count]) => count > 0)
      .map(([edge, count]): Child => {
        const way = node && edgeWords(node, edge, context)
        return html`<li>${countText(count)}${way !== undefined && html` <span class="quiet"><bdi>${way}</bdi></span>`}</li>`
      })
    return html`<tr><th scope="row"><a href="${links.step(name, id)}"><bdi>${words}</bdi></a>${
      node &&
      stepName(id, node) !== undefined &&
      html` <span class="quiet small">as <bdi>${clean(id)}</bdi></span>`
    }${
      !Object.hasOwn(journey.nodes, id) && html` <span class="badge">only in an earlier version</span>`
    }</th><td class="quiet">${stage && html`<bdi>${stageWords(stage, context)}</bdi>`}</td><td class="number">${
      waiting > 0
        ? html`<span class="badge warn">${countText(waiting)}</span>`
        : html`<span class="quiet">0</span>`
    }</td><td class="number">${countText(entered)}</td><td><ul>${ways}</ul></td></tr>`
  })
  return table('Steps', ['Step', 'Stage', { number: 'Here now' }, { number: 'Came' }, 'Went on'], rows)
}
