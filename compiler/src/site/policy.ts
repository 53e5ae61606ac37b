import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { inlineStyles } from '../emit/svg.ts'

const drawings = inlineStyles('auto')

/**
 * What pages may do: load our own style, script and pictures, and nothing else. Drawings bring their style with them, which
 * is named here by its hash.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'none'",
  `style-src 'self' 'unsafe-hashes' ${[drawings.sheet, ...drawings.attributes].map(hashSource).join(' ')}`,
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** What a part of a message may do that is shown in a frame of ours: look as it looks. */
export const PART_POLICY = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function hashSource(text: string): string {
  return `'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}'`
}
