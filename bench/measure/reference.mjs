/**
 * A package to compare with, or `undefined` where it is not installed: then what it would measure is left out.
 * `has` is something that it must export.
 */
export async function reference(specifier, has) {
  try {
    const loaded = await import(specifier)
    const api = loaded[has] === undefined ? loaded.default : loaded
    return api?.[has] === undefined ? undefined : api
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
