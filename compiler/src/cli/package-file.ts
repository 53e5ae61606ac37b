/**
 * A file of this package, by its path in it. The sources, the build and the bundle of the command are all two folders
 * deep, as this module is.
 */
export function packageFile(path: string): URL {
  return new URL(`../../${path}`, import.meta.url)
}
