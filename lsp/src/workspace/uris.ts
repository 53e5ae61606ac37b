import { join, resolve, sep } from 'node:path'
import { URI } from 'vscode-uri'

/** Where documents stand that have never been saved: each in a folder of its own, which nothing on a disk is. */
const UNSAVED = join(sep, '\u00a0unsaved')
const NAME = 'document.journey'

/** The absolute path of a document. One that is no file gets a path that no file has. */
export function pathOfUri(uri: string): string {
  try {
    const { scheme, fsPath } = URI.parse(uri, true)
    if (scheme === 'file' && (sep === '\\' || !fsPath.startsWith('//'))) return resolve(fsPath)
  } catch {
    // Not a URI that means a file here: it is a name like any other.
  }
  return join(UNSAVED, encodeURIComponent(uri), NAME)
}

/** The URI of a document, spelled as Visual Studio Code does: editors compare them letter by letter. */
export function uriOfPath(path: string): string {
  if (!path.startsWith(UNSAVED + sep)) return URI.file(path).toString()
  const [name] = path.slice(UNSAVED.length + 1).split(sep)
  return decodeURIComponent(name ?? '')
}
