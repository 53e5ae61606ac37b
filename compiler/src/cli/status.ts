/** How a command ended, for scripts: nothing found, something found, or the command could not do its work. */
export const STATUS = { clean: 0, findings: 1, failure: 2 } as const
export type ExitStatus = (typeof STATUS)[keyof typeof STATUS]
