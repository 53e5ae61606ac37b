import type { Connection } from 'vscode-languageserver/node'
import { HINT_KINDS, type HintKind } from '../features/inlay-hints.ts'

/** What somebody may set in an editor, under `journey`: what is shown, never what is right. */
export interface Settings {
  hints: ReadonlySet<HintKind>
  /** Lines above steps that say how many scenarios come to them. */
  stepLenses: boolean
}

export const DEFAULT_SETTINGS: Settings = { hints: new Set(HINT_KINDS), stepLenses: true }

/** Reads settings as a client sends them. Whatever is not understood counts as not set. */
export function settingsOf(given: unknown): Settings {
  const { inlayHints, codeLens } = record(given)
  const hints = record(inlayHints)
  return {
    hints: new Set(HINT_KINDS.filter((kind) => hints[kind] !== false)),
    stepLenses: record(codeLens).steps !== false,
  }
}

/** Asks a client for the settings. */
export async function askSettings(connection: Connection): Promise<Settings> {
  try {
    return settingsOf(await connection.workspace.getConfiguration('journey'))
  } catch {
    // A client that can't tell has none.
    return DEFAULT_SETTINGS
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
