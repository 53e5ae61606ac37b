/** The commands that live with a data file: backup, export and import. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine, openReader } from '@journey-lang/runtime/service'
import { expect, test } from 'vitest'
import { compile, lower, memoryHost } from '../../src/index.ts'
import { type Files, folderWith, run } from './helpers.ts'

const SOURCE = 'contact { name: string? }\nevent e\njourney j { start on e delay 1 day }'

/** A folder with the data of a few contacts in `shop.db`. */
async function withShop(files: Files = {}): Promise<string> {
  const folder = folderWith(files)
  const { bundle } = lower(compile(memoryHost({ 'a.journey': SOURCE }), ['a.journey']).program)
  const engine = await createEngine({ data: join(folder, 'shop.db'), bundle })
  await engine.post(
    ['sara', 'jan'].map((contact) => ({ kind: 'event', event: 'e', contact, id: 'x', at: 0 }) as const),
  )
  await engine.stop()
  return folder
}

test('an export, an import and the export of that', async () => {
  const folder = await withShop()
  const exported = await run(folder, ['export', '--data', 'shop.db'])
  expect(exported).toMatchObject({ status: 0, err: '' })
  expect(exported.out.split('\n')[0]).toBe('{"type":"journey_data","version":1}')
  expect(await run(folder, ['export', '--data', 'shop.db', '--out', 'shop.ndjson'])).toEqual({
    status: 0,
    out: '',
    err: '',
  })
  expect(readFileSync(join(folder, 'shop.ndjson'), 'utf8')).toBe(exported.out)
  expect(existsSync(join(folder, 'shop.ndjson.part'))).toBe(false)
  const lines = exported.out.split('\n').length - 1
  const imported = await run(folder, ['import', 'shop.ndjson', '--data', 'copy.db'])
  expect(imported).toEqual({ status: 0, out: `✓ Took ${lines} lines in.\n`, err: '' })
  expect((await run(folder, ['export', '--data', 'copy.db'])).out).toBe(exported.out)
  const piped = await run(folder, ['import', '-', '--data', 'piped.db'], { input: exported.out })
  expect(piped.out).toBe(imported.out)
})

test('a backup is a data file', async () => {
  const folder = await withShop()
  expect(await run(folder, ['backup', 'monday.db', '--data', 'shop.db'])).toEqual({
    status: 0,
    out: '✓ Copied the data to monday.db.\n',
    err: '',
  })
  const reader = openReader(join(folder, 'monday.db'))
  expect(reader.contact('sara')?.runs).toHaveLength(1)
  reader.close()
})

test('lines that are wrong are told, and nothing is taken in', async () => {
  const folder = await withShop({
    'bad.ndjson':
      '{"type":"journey_data","version":1}\n{"type":"contcat"}\nnonsense\n{"type":"end","lines":3}\n',
  })
  expect(await run(folder, ['import', 'bad.ndjson', '--data', 'copy.db'])).toEqual({
    status: 1,
    out: '',
    err: [
      'bad.ndjson:2: There is no type "contcat".',
      'bad.ndjson:3: A line is a JSON object, in UTF-8.',
      'Nothing was taken in.',
      '',
    ].join('\n'),
  })
})

test.each<[line: string, message: string]>([
  ['backup a.db', 'Whose data? Name the file of the server: --data shop.db.'],
  ['backup', '"journey backup" needs FILE.'],
  ['export', 'Whose data?'],
  ['import shop.db', 'Whose data?'],
  ['export --data shp.db', 'shp.db does not exist.'],
  ['export --data log.txt', 'log.txt is no data file of Journey.'],
  ['export --data shop.db --out nowhere/a.ndjson', '"nowhere/a.ndjson" can\'t be written: '],
  ['import shp.ndjson --data copy.db', '"shp.ndjson" can\'t be read: '],
  ['import log.txt --data shop.db', 'shop.db has data already.'],
  ['backup shop.db --data shop.db', 'shop.db is the data file itself.'],
  ['backup log.txt --data shop.db', 'log.txt is no data file of Journey.'],
])('journey %s', async (line, message) => {
  const folder = await withShop({ 'log.txt': 'text' })
  const { status, out, err } = await run(folder, line.split(' '))
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain(message)
})
