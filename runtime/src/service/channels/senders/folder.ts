import { randomBytes } from 'node:crypto'
import { access, type FileHandle, mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createTransport } from 'nodemailer'
import { fileName } from '../key-forms.ts'
import { addressOf, composeMail, type MailSender } from '../mail/compose.ts'
import { parcelJson } from '../parcel-json.ts'
import { describeError, type Parcel, type Sender, type Verdict } from '../sender.ts'

const NOBODY: MailSender = { from: 'outbox@localhost' }

/**
 * Puts each parcel into a file of its own and sends nothing to anybody: mail as a file that a mail program opens, the rest as
 * JSON. A file is whole or not there, and the same key never makes a second one.
 */
export function createFolderSender(path: string): Sender {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

  async function send(parcel: Parcel): Promise<Verdict> {
    try {
      await mkdir(path, { recursive: true })
      const asMail = parcel.isMail && addressOf(parcel) !== undefined
      const name = fileName(parcel.key, parcel.command.at)
      const whole = join(path, `${name}.${asMail ? 'eml' : 'json'}`)
      if (!(await exists(whole))) await writeWhole(whole, asMail ? await mailOf(parcel) : jsonOf(parcel))
      return { kind: 'done' }
    } catch (error) {
      return { kind: 'again', provider: true, reason: `the folder can't be written: ${describeError(error)}` }
    }
  }

  async function mailOf(parcel: Parcel): Promise<Buffer> {
    const { message } = await composer.sendMail(composeMail(parcel, NOBODY))
    return message as Buffer
  }

  async function check(): Promise<void> {
    try {
      const made = await mkdir(path, { recursive: true })
      const trial = join(path, `.${randomBytes(4).toString('hex')}.part`)
      await withFile(trial, 'wx', async () => {})
      await rm(trial)
      // It was only a look: a server that does not start leaves nothing behind.
      if (made !== undefined)
        for (let one = path; one.length >= made.length; one = dirname(one)) await rmdir(one)
    } catch (error) {
      throw new Error(
        `The folder ${path}, to which messages go, can't be written to (${describeError(error)}). Give the server the right to, or name another one in the settings.`,
      )
    }
  }

  return { name: `folder ${path}`, send, check, close: async () => composer.close() }
}

function jsonOf(parcel: Parcel): string {
  return `${JSON.stringify(parcelJson(parcel), undefined, 2)}\n`
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Writes beside and then gives the name, when the bytes are on the disk. */
async function writeWhole(path: string, bytes: Buffer | string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    await withFile(temporary, 'wx', async (file) => {
      await file.writeFile(bytes)
      await file.sync()
    })
    await rename(temporary, path)
    // The name is on the disk when the folder is. Where folders can't be opened, as on Windows, it is kept anyway.
    if (process.platform !== 'win32') await withFile(dirname(path), 'r', (folder) => folder.sync())
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function withFile(
  path: string,
  flags: string,
  use: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags)
  try {
    await use(file)
  } finally {
    await file.close()
  }
}
