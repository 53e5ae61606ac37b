import { join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Where documents stand that have never been saved: each in a folder of its own, which nothing on a disk is. */
const UNSAVED = join(sep, '\u00a0unsaved')
const NAME = 'document.journey'

/** The absolute path of a document. One that is no file gets a path that no file has. */
export function pathOfUri(uri: string): string {
  try {
    if (new URL(uri).protocol === 'file:') return fileURLToPath(uri)
  } catch {
    // Not a URI that means a file here: it is a name like any other.
  }
  return join(UNSAVED, encodeURIComponent(uri), NAME)
}

export function uriOfPath(path: string): string {
  if (!path.startsWith(UNSAVED + sep)) return pathToFileURL(path).href
  const [name] = path.slice(UNSAVED.length + 1).split(sep)
  return decodeURIComponent(name ?? '')
}
