/** The script of the page that shows a diagram: draws what the editor sends, moves it, and tells what is clicked. */
import type { FromPage, Part, Remembered, ToPage } from '../src/diagram/messages.ts'
import { fitted, moved, type Point, type Size, showing, type View, zoomed } from './view.ts'

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  setState(state: Remembered): void
}

const editor = acquireVsCodeApi()
const find = <E extends HTMLElement = HTMLElement>(id: string): E => document.getElementById(id) as E
const frame = find('window')
const picture = find('picture')

/** A step of the keyboard, in pixels. */
const STEP = 60
/** Less than this is a click, more is a move. */
const SLIP = 4

let size: Size = { width: 1, height: 1 }
let view: View = { x: 0, y: 0, scale: 1 }
/** Until somebody moves it, the picture is fitted to its window. */
let fits = true
let journey: string | undefined

const room = (): Size => ({ width: frame.clientWidth, height: frame.clientHeight })

/** Where something is drawn in the window. */
function placeOf(element: Element): Point & Size {
  const outer = frame.getBoundingClientRect()
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x - outer.x, y: y - outer.y, width, height }
}

/** What keys and buttons zoom around: the step that has the keyboard, or the middle of the window. */
function middle(): Point {
  const focused = document.activeElement
  const inPicture = focused !== null && picture.contains(focused)
  const { x, y, width, height } = inPicture ? placeOf(focused) : { x: 0, y: 0, ...room() }
  return { x: x + width / 2, y: y + height / 2 }
}

function look(next: View): void {
  view = next
  picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
  find('zoom').textContent = `${Math.round(view.scale * 100)}%`
}

function fit(): void {
  fits = true
  look(fitted(size, room()))
}

function zoom(factor: number, around: Point): void {
  fits = false
  look(moved(zoomed(view, factor, around), { x: 0, y: 0 }, size, room()))
}

function move(x: number, y: number): void {
  fits = false
  look(moved(view, { x, y }, size, room()))
}

// ---- The picture

const PARTS = { node: 'data-node', start: 'data-start', stage: 'data-stage' } as const
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets.push(sheet)

/** The picture that is shown, as it was sent. */
let last = ''

function draw(svg: string): void {
  if (svg === last) return
  last = svg
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
  if (drawn.localName !== 'svg') return
  // Styles that stand in the picture are taken over by script: the page allows none in its text.
  sheet.replaceSync([...drawn.querySelectorAll('style')].map(({ textContent }) => textContent).join('\n'))
  for (const style of drawn.querySelectorAll('style')) style.remove()
  const styled = [...drawn.querySelectorAll('[style]')].map((element) => {
    const text = element.getAttribute('style')!
    element.removeAttribute('style')
    return [element, text] as const
  })
  drawn.removeAttribute('style')
  const focused = partOf(document.activeElement)
  const shown = document.importNode(drawn, true) as unknown as SVGSVGElement
  picture.replaceChildren(shown)
  // The picture's ground goes on to the edges of the window.
  const ground = shown.querySelector('.canvas')
  frame.style.background = ground ? getComputedStyle(ground).fill : ''
  restyle(shown, drawn, styled)
  size = { width: Number(drawn.getAttribute('width')), height: Number(drawn.getAttribute('height')) }
  for (const element of parts(shown)) {
    if (partOf(element)!.kind === 'stage') continue
    element.setAttribute('tabindex', '0')
    element.setAttribute('role', 'button')
    if (focused && same(partOf(element)!, focused)) (element as unknown as HTMLElement).focus()
  }
}

/** Gives copies the styles that their originals had. */
function restyle(copy: Element, original: Element, styled: readonly (readonly [Element, string])[]): void {
  const texts = new Map(styled)
  const originals = [original, ...original.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  copies.forEach((element, index) => {
    const text = texts.get(originals[index]!)
    if (text !== undefined && element !== copy) (element as SVGElement).style.cssText = text
  })
}

const parts = (within: Element): Element[] => [
  ...within.querySelectorAll(
    Object.values(PARTS)
      .map((name) => `[${name}]`)
      .join(','),
  ),
]

function partOf(element: Element | null): Part | undefined {
  for (const [kind, attribute] of Object.entries(PARTS)) {
    const id = element?.getAttribute(attribute)
    if (id !== null && id !== undefined) return { kind: kind as Part['kind'], id }
  }
  return undefined
}

const same = (one: Part, other: Part): boolean => one.kind === other.kind && one.id === other.id

/** The part of the picture that holds an element. */
function partAround(target: EventTarget | null): Part | undefined {
  const selector = Object.values(PARTS)
    .map((name) => `[${name}]`)
    .join(',')
  return partOf((target as Element | null)?.closest?.(selector) ?? null)
}

/** Marks where the cursor of the editor is, and brings it into view. */
function mark(here: readonly Part[]): void {
  let first: Element | undefined
  for (const element of parts(picture)) {
    const isHere = here.some((part) => same(part, partOf(element)!))
    element.classList.toggle('here', isHere)
    if (isHere && partOf(element)!.kind !== 'stage') first ??= element
  }
  if (!first || fits) return
  look(showing(view, placeOf(first), room()))
}

// ---- What the editor says

const notice = (text: string): void => {
  find('notice').textContent = text
  find('notice').title = text
  document.body.classList.toggle('stale', text !== '' && picture.childElementCount > 0)
}

const mistakes = ({ problems }: { problems: number }): string =>
  problems === 1 ? 'One mistake' : `${problems} mistakes`

function hear(message: ToPage): void {
  switch (message.type) {
    case 'picture':
    case 'partial': {
      const isOther = journey !== message.journey
      journey = message.journey
      find('title').textContent = message.title
      draw(message.svg)
      notice(message.type === 'picture' ? '' : `${mistakes(message)}: some steps are left out`)
      if (fits || isOther) fit()
      editor.setState({ uri: message.uri, journey: message.journey })
      return
    }
    case 'stale':
      notice(`${mistakes(message)}: the last picture`)
      return
    case 'empty':
      journey = undefined
      last = ''
      find('title').textContent = ''
      picture.replaceChildren()
      notice(message.reason)
      return
    case 'here':
      mark(message.parts)
  }
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => hear(data))

// ---- What the reader does

const open = (part: Part | undefined): void => {
  if (part) editor.postMessage({ type: 'open', part })
}

let grip: { at: Point; moved: boolean } | undefined

frame.addEventListener('pointerdown', (event) => {
  if (event.button > 1) return
  grip = { at: { x: event.clientX, y: event.clientY }, moved: false }
})
frame.addEventListener('pointermove', (event) => {
  if (!grip) return
  const by = { x: event.clientX - grip.at.x, y: event.clientY - grip.at.y }
  if (!grip.moved && Math.hypot(by.x, by.y) < SLIP) return
  if (!grip.moved) frame.setPointerCapture(event.pointerId)
  grip = { at: { x: event.clientX, y: event.clientY }, moved: true }
  frame.classList.add('moving')
  move(by.x, by.y)
})
const release = (): void => {
  grip = undefined
  frame.classList.remove('moving')
}
frame.addEventListener('pointerup', (event) => {
  const isClick = grip !== undefined && !grip.moved && event.button === 0
  release()
  if (isClick) open(partAround(event.target))
})
frame.addEventListener('pointercancel', release)

frame.addEventListener(
  'wheel',
  (event) => {
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    const outer = frame.getBoundingClientRect()
    if (event.ctrlKey || event.metaKey) {
      const around = { x: event.clientX - outer.x, y: event.clientY - outer.y }
      zoom(Math.exp((-event.deltaY * lines) / 300), around)
    } else if (event.shiftKey) move(-event.deltaY * lines, 0)
    else move(-event.deltaX * lines, -event.deltaY * lines)
  },
  { passive: false },
)

const KEYS: Readonly<Record<string, () => void>> = {
  '+': () => zoom(1.25, middle()),
  '=': () => zoom(1.25, middle()),
  '-': () => zoom(0.8, middle()),
  '0': fit,
  '1': () => zoom(1 / view.scale, middle()),
  ArrowLeft: () => move(STEP, 0),
  ArrowRight: () => move(-STEP, 0),
  ArrowUp: () => move(0, STEP),
  ArrowDown: () => move(0, -STEP),
}
frame.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault()
    return open(partAround(event.target))
  }
  const act = KEYS[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

// Who goes from step to step with the keyboard sees where.
frame.addEventListener('focusin', ({ target }) => {
  if (!fits && target !== frame) look(showing(view, placeOf(target as Element), room()))
})
// The browser would scroll what is cut off: it is moved instead.
frame.addEventListener('scroll', () => frame.scrollTo(0, 0))

find('smaller').addEventListener('click', KEYS['-']!)
find('larger').addEventListener('click', KEYS['+']!)
find('zoom').addEventListener('click', KEYS['1']!)
find('fit').addEventListener('click', fit)
find('save').addEventListener('click', () => editor.postMessage({ type: 'save' }))
new ResizeObserver(() => (fits ? fit() : move(0, 0))).observe(frame)

editor.postMessage({ type: 'ready' })
