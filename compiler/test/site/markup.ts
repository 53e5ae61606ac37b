import { elements, parseXml, type XmlElement } from '../emit/xml.ts'

/** A page as a tree. Throws where an element is not closed, or something is not escaped. */
export function treeOf(html: string): XmlElement {
  const xml = html
    .replace('<!doctype html>\n', '')
    // Elements that have no content, and attributes that have no value.
    .replace(/<(meta|link|input|br)\b([^>]*?)\/?>/g, '<$1$2/>')
    .replace(/ (data-live|sandbox)(?=[\s>])/g, ' $1=""')
  return parseXml(xml.trim())
}

/** What is wrong with a page beyond its form: ids that come twice, headings that are skipped, styles that are not ours. */
export function faultsOf(root: XmlElement): string[] {
  const all = elements(root)
  const faults: string[] = []
  const ids = all.flatMap(({ attributes }) => attributes.id ?? [])
  for (const id of ids.filter((one, index) => ids.indexOf(one) !== index))
    faults.push(`the id "${id}" comes twice`)
  let level = 0
  for (const { name, attributes, children, text } of all) {
    if ('data-live' in attributes && attributes.id === undefined)
      faults.push(`<${name}> is live without an id`)
    if (Object.keys(attributes).some((key) => key.startsWith('on'))) faults.push(`<${name}> has a script`)
    if (name === 'th' && attributes.scope === undefined) faults.push('a table header without a scope')
    if (name === 'iframe' && !('sandbox' in attributes)) faults.push('a frame without a sandbox')
    if (name === 'a' && attributes['aria-label'] === undefined && text.trim() === '')
      faults.push('a link without words')
    if (name === 'script' && (attributes.src === undefined || children.length > 0))
      faults.push('a script in the page')
    const heading = /^h([1-6])$/.exec(name)
    if (heading) {
      if (Number(heading[1]) > level + 1) faults.push(`<${name}> after <h${level}>: ${text}`)
      level = Number(heading[1])
    }
  }
  for (const landmark of ['main', 'header', 'footer', 'h1', 'title']) {
    const count = all.filter(({ name }) => name === landmark).length
    if (landmark === 'title' ? count < 1 : count !== 1) faults.push(`${count} <${landmark}>`)
  }
  return faults
}

/** Addresses that a page leads to, on this site. */
export function linksIn(root: XmlElement): string[] {
  const all = elements(root).flatMap(({ attributes: { href, src } }) =>
    [href, src].filter((one) => one !== undefined),
  )
  return [...new Set(all.filter((address) => address.startsWith('/')))]
}
