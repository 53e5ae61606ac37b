import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { newFolder, type Service } from './processes.ts'

/** A place for a data file that can't grow beyond some megabytes. */
export interface SmallDisk {
  /** What it really is. */
  readonly kind: string
  readonly data: string
  /** What a service has to be started by to be held to it. */
  readonly launcher: readonly string[]
  /** Leaves no room. */
  fill(): void
  /** Gives room again. */
  free(service: Service): void
}

const MEGABYTE = 1024 * 1024

/** A file system of its own where that may be mounted; else a limit of the process on the size of its files. */
export function smallDisk(): SmallDisk {
  const folder = join(newFolder(), 'disk')
  mkdirSync(folder)
  const data = join(folder, 'shop.db')
  const ballast = join(folder, 'ballast')
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder])
  if (mounted.status !== 0) return limitedProcess(data)
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return {
    kind: 'a file system of 24 MB',
    data,
    launcher: [],
    fill() {
      // Ever smaller pieces, until nothing fits any more.
      for (let size = 16 * MEGABYTE; size >= 4096; ) {
        try {
          writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' })
        } catch {
          size >>= 1
        }
      }
    },
    free: () => rmSync(ballast),
  }
}

function limitedProcess(data: string): SmallDisk {
  return {
    kind: 'a limit of 1 MB on each file of the process',
    data,
    launcher: ['sh', '-c', `trap '' XFSZ; ulimit -S -f 2048; exec "$@"`, 'sh'],
    fill: () => {},
    free: ({ child }) => void execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:']),
  }
}
