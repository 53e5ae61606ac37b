/** What the checker reports as not supported yet never gets here: only programs without errors are lowered. */
export function notLowered(kind: string): never {
  throw new Error(`"${kind}" is not lowered yet`)
}
