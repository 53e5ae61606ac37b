/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; !isSo(); round++) {
    if (round > 1000) throw new Error('it never came to be')
    await new Promise((done) => setTimeout(done, 10))
  }
}
