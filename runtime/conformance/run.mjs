#!/usr/bin/env node
/**
 * Runs the cases of the conformance kit against a host, and compares. Needs nothing but Node.
 *
 *     node run.mjs [--case NAME]… [--jobs N] [--timeout SECONDS] [--verbose] COMMAND [ARGUMENT…]
 *
 * COMMAND is run once for each case, with the paths of its graph and of its events behind its own arguments. The status
 * is 0 when all cases pass, 1 when some do not, and 2 when the kit was called wrongly.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'

const folder = fileURLToPath(new URL('cases/', import.meta.url))

const USAGE = 'usage: run.mjs [--case NAME]… [--jobs N] [--timeout SECONDS] [--verbose] COMMAND [ARGUMENT…]\n'

const options = readOptions(process.argv.slice(2))
if (typeof options === 'string') {
  process.stderr.write(`${options}\n${USAGE}`)
  process.exitCode = 2
} else process.exitCode = (await runAll(options)) ? 0 : 1

/** The options, or what is wrong with them. */
function readOptions(args) {
  const known = readdirSync(folder).sort()
  const found = { cases: [], jobs: availableParallelism(), timeout: 30, verbose: false, command: [] }
  while (args[0]?.startsWith('--')) {
    const option = args.shift()
    if (option === '--verbose') found.verbose = true
    else if (option === '--case') found.cases.push(args.shift())
    else if (option === '--jobs') found.jobs = Number(args.shift())
    else if (option === '--timeout') found.timeout = Number(args.shift())
    else return `There is no option ${option}.`
  }
  found.command = args
  const unknown = found.cases.find((name) => !known.includes(name))
  if (unknown !== undefined) return `There is no case "${unknown}".`
  if (!(found.jobs >= 1 && found.timeout > 0)) return '--jobs and --timeout are numbers above 0.'
  if (args.length === 0) return 'Which host? Name the command that runs one case.'
  return { ...found, cases: found.cases.length === 0 ? known : found.cases }
}

/** Runs all cases, some at a time, and prints what differs. True when all pass. */
async function runAll({ cases, jobs, timeout, verbose, command }) {
  const results = new Array(cases.length)
  let next = 0
  const work = async () => {
    for (let index = next++; index < cases.length; index = next++) {
      results[index] = await runCase(cases[index], command, timeout)
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, cases.length) }, work))
  const failures = results.filter(({ differences }) => differences.length > 0)
  for (const { name, differences } of results) {
    if (differences.length > 0) process.stdout.write(`fail ${name}\n${indent(differences.join('\n'))}\n`)
    else if (verbose) process.stdout.write(`pass ${name}\n`)
  }
  const passed = cases.length - failures.length
  process.stdout.write(`${passed} of ${cases.length} cases pass\n`)
  return failures.length === 0
}

async function runCase(name, command, timeout) {
  const path = (file) => `${folder}${name}/${file}`
  const expected = readFileSync(path('expected.jsonl'), 'utf8')
  const [program, ...args] = command
  const { output, errors, trouble } = await run(
    program,
    [...args, path('graph.json'), path('events.jsonl')],
    timeout,
  )
  if (trouble !== undefined) return { name, differences: [trouble, ...(errors ? [errors.trimEnd()] : [])] }
  return { name, differences: compare(expected, output) }
}

/** What a program prints, and what went wrong with it. */
function run(program, args, timeout) {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const output = []
    const errors = []
    const late = setTimeout(() => child.kill('SIGKILL'), timeout * 1000)
    const end = (trouble) => {
      clearTimeout(late)
      done({ output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString(), trouble })
    }
    child.stdout.on('data', (data) => output.push(data))
    child.stderr.on('data', (data) => errors.push(data))
    child.on('error', ({ message }) => end(`The command can't be run: ${message}`))
    child.on('close', (status, signal) => {
      if (signal === 'SIGKILL') end(`It was stopped after ${timeout} s.`)
      else end(status === 0 ? undefined : `It ended with the status ${status ?? signal}.`)
    })
  })
}

/** The first difference of each contact, and contacts that are too many or missing; in words. */
function compare(expected, output) {
  const wanted = byContact(expected)
  let got
  try {
    got = byContact(output)
  } catch ({ message }) {
    return [message]
  }
  const differences = []
  for (const contact of new Set([...wanted.keys(), ...got.keys()])) {
    const left = wanted.get(contact) ?? []
    const right = got.get(contact) ?? []
    const at = left.findIndex((line, index) => !isDeepStrictEqual(line, right[index]))
    const index = at >= 0 ? at : left.length
    if (at < 0 && right.length === left.length) continue
    differences.push(
      `${JSON.stringify(contact)}, line ${index + 1} of the contact`,
      `  expected ${index < left.length ? JSON.stringify(left[index]) : 'no more lines'}`,
      `  got      ${index < right.length ? JSON.stringify(right[index]) : 'no more lines'}`,
    )
  }
  return differences
}

/** The lines of each contact, in order. */
function byContact(text) {
  const contacts = new Map()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    let value
    try {
      value = JSON.parse(line)
    } catch {
      throw new Error(`Line ${index + 1} of the output is not JSON: ${line.slice(0, 80)}`)
    }
    if (typeof value?.contact !== 'string') {
      throw new Error(`Line ${index + 1} of the output names no contact: ${line.slice(0, 80)}`)
    }
    const lines = contacts.get(value.contact) ?? []
    contacts.set(value.contact, lines)
    lines.push(value)
  }
  return contacts
}

function indent(text) {
  return text.replace(/^/gm, '  ')
}
