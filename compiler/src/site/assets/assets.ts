import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { ICON } from './icon.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

/** A file that pages need. Its address changes with its content, so that it can be kept for ever. */
export interface Asset {
  path: string
  type: string
  text: string
}

export const assets = {
  style: asset('style', 'css', 'text/css; charset=utf-8', STYLE),
  script: asset('live', 'js', 'text/javascript; charset=utf-8', SCRIPT),
  icon: asset('icon', 'svg', 'image/svg+xml', ICON),
} as const

export const assetByPath: ReadonlyMap<string, Asset> = new Map(
  Object.values(assets).map((one) => [one.path, one]),
)

function asset(name: string, ending: string, type: string, text: string): Asset {
  const hash = bytesToHex(sha256(utf8ToBytes(text))).slice(0, 12)
  return { path: `/assets/${name}-${hash}.${ending}`, type, text }
}
