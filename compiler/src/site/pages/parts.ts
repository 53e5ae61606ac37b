/** The small parts that several pages are made of. */
import { formatInstant, type Instant } from '@journey-lang/runtime'
import type { DeliveryState } from '@journey-lang/runtime/service'
import { countText, percentText } from '../../emit/quantity-text.ts'
import { type Child, type Html, html } from '../html.ts'
import { links } from '../links.ts'
import { lengthText, momentText, utcText } from '../story/times.ts'

/** A moment as people in that zone read it; the same moment for everyone on pointing at it. */
export function time(at: Instant, zone: string): Html {
  return html`<time datetime="${formatInstant(at)}" title="${utcText(at)}">${momentText(at, zone)}</time>`
}

/** How long ago something was: `3 days ago`. */
export function ago(at: Instant, now: Instant): Html {
  return html`<time datetime="${formatInstant(at)}" title="${utcText(at)}">${lengthText(Math.max(0, now - at))} ago</time>`
}

/** Where the reader is, as a way back. */
export function crumbs(...steps: readonly (readonly [label: string, address: string])[]): Html {
  const items = steps.map(([label, address]) => html`<li><a href="${address}"><bdi>${label}</bdi></a></li>`)
  return html`<nav aria-label="Where this is"><ol class="crumbs">${items}</ol></nav>`
}

export interface Number {
  label: string
  value: number
  /** It needs somebody's attention when it is not zero. */
  bad?: boolean
  address?: string
}

export function numbers(id: string, list: readonly Number[]): Html {
  const items = list.map(({ label, value, bad, address }) => {
    const written = countText(value)
    const content = address === undefined ? written : html`<a href="${address}">${written}</a>`
    return html`<div${bad && value > 0 && html` class="bad"`}><dt>${label}</dt><dd>${content}</dd></div>`
  })
  return html`<dl class="numbers" id="${id}" data-live>${items}</dl>`
}

/** A share as a bar. What it says is said in words beside it. */
export function bar(share: number): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6"/></svg>`
}

/** A share of a whole in words: `12.5%`, or nothing when there is no whole. */
export function shareText(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : percentText(Math.round((part / whole) * 1000) / 1000)
}

/** What readers call the states of a delivery, and how they look. */
export const STATES: Readonly<
  Record<DeliveryState, { label: string; look: 'good' | 'info' | 'warn' | 'bad' }>
> = {
  waiting: { label: 'waiting', look: 'info' },
  answering: { label: 'awaits its answer', look: 'info' },
  done: { label: 'sent', look: 'good' },
  withheld: { label: 'held back', look: 'warn' },
  dead: { label: 'dead', look: 'bad' },
}

export function stateBadge(state: DeliveryState): Html {
  const { label, look } = STATES[state]
  return html`<span class="badge ${look}">${label}</span>`
}

export function contactLink(id: string): Html {
  return html`<a href="${links.contact(id)}"><bdi>${id}</bdi></a>`
}

/** A table that scrolls by itself where it is too wide. */
export function table(
  caption: Child,
  heads: readonly (string | { number: string })[],
  rows: readonly Html[],
): Html {
  const head = heads.map((one) =>
    typeof one === 'string'
      ? html`<th scope="col">${one}</th>`
      : html`<th scope="col" class="number">${one.number}</th>`,
  )
  return html`<div class="table" role="region" aria-label="Table" tabindex="0"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
}

/** The way to the next part of a list, and back to its beginning. */
export function more(next: string | undefined, first: string | undefined): Child {
  if (next === undefined && first === undefined) return undefined
  return html`<nav class="more" aria-label="Pages of the list">${
    first !== undefined && html`<a class="button plain" href="${first}">Back to the beginning</a>`
  }${next !== undefined && html`<a class="button plain" href="${next}" rel="next">Show more</a>`}</nav>`
}
