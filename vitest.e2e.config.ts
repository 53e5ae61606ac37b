import { defineConfig } from 'vitest/config'
import unit from './vitest.config.ts'

/** Tests with browsers, editors and servers, as users meet them. They use what was built, and install what they need. */
export default defineConfig({
  ...unit,
  test: {
    include: ['*/test/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 30_000 } },
    // Each suite has a browser and a server: one after the other.
    fileParallelism: false,
  },
})
