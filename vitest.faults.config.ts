import { defineConfig } from 'vitest/config'
import tests from './vitest.config.ts'

/** Faults, made for real in processes of their own. They need a build, and take some minutes. */
export default defineConfig({
  resolve: tests.resolve!,
  test: {
    include: ['runtime/test/faults/*.faults.ts'],
    testTimeout: 15 * 60_000,
    fileParallelism: false,
  },
})
