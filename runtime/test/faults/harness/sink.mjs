/**
 * Where everything goes: a process of its own, which writes each key down before it answers. Its ways misbehave when they
 * are told to: PUT /WAY/mode with `ok`, `hang`, `fail`, `slow` or `cut`.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'

const [file] = process.argv.slice(2)
const out = openSync(file, 'a')
const modes = new Map()

const server = createServer((request, response) => {
  const [, way, command] = request.url.split('/')
  let body = ''
  request.setEncoding('utf8').on('data', (text) => {
    body += text
  })
  request.on('end', () => {
    if (command === 'mode') {
      modes.set(way, body)
      response.end()
      return
    }
    const mode = modes.get(way) ?? 'ok'
    const parcel = JSON.parse(body)
    writeSync(out, `${JSON.stringify({ way, mode, key: parcel.key, at: Date.now() })}\n`)
    if (mode === 'hang') return
    if (mode === 'cut') {
      request.socket.destroy()
      return
    }
    const answer = () => {
      response.statusCode = mode === 'fail' ? 500 : 200
      response.end(parcel.kind === 'call' ? '{"values":{"code":"TEA"}}' : 'thanks')
    }
    // A while between taking a message and saying so is where a sender can be lost.
    setTimeout(answer, mode === 'slow' ? 1500 : Math.random() * 4)
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
process.on('SIGTERM', () => {
  closeSync(out)
  process.exit(0)
})
