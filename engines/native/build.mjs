/**
 * Builds the native tier with a plain C compiler, as part of set-up: one shared object for Node for
 * each variant, in dist/native, beside it for those that are timed a program that counts
 * instructions, linked from the same objects, and build.json, which tells what they were built with
 * or why they were not. What is up to date is left alone. It runs after the TypeScript compiler,
 * since the counters' names come from there.
 *
 *   node engines/native/build.mjs [FOLDER]
 *
 * FOLDER is where it builds instead of dist/native: for tests, and of a packed copy. Objects are kept
 * by what they were made of, in node_modules/.cache or beside FOLDER, so that only what has changed
 * is compiled again.
 *
 * Without a C compiler it says so, and how to get one, and ends well: the tier is absent then. A
 * compiler that fails ends it with exit code 2.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NATIVE = dirname(fileURLToPath(import.meta.url))
const ROOT = dirname(dirname(NATIVE))
const DIST = join(ROOT, 'dist')
const OUT = resolve(process.argv[2] ?? join(DIST, 'native'))
const BUILD = join(OUT, 'build.json')
const MODULES = join(ROOT, 'node_modules')
/** A packed copy has no packages of its own, and lies where it is not to be written. */
const CACHE = existsSync(MODULES) ? join(MODULES, '.cache', 'unmap-bench-native') : `${OUT}-objects`

/** Objects that are kept: a dozen builds; the oldest go. */
const MOST_KEPT = 1000

/** Digits of the build's stamp that other link orders are kept by. */
const KEY_DIGITS = 16

/** Folders of C. `soak` is a program of its own, built by its test. */
const FOLDERS = ['core', 'cpu', 'driver', 'limits', 'node', 'table', 'tape']
const COUNTING_SOURCES = ['probes/counting.c', 'node/counting.c']
/**
 * The program that counts instructions: its own sources, and what of a module it has no use for or
 * brings itself.
 */
const PROGRAM_FOLDER = 'instructions'
const NOT_IN_PROGRAM = /^(node|limits)\/|^tape\/(time|turns|evict)|^cpu\/(clock|write-back)/
const THUNKS = 'retpoline/thunks.S'
/** Sources that know nothing of variants are compiled once: `shared` as they are, `timed` as timed. */
const COMPILED_ONCE = [
  {
    in: 'shared',
    sources: /^(instructions\/|node\/(?!module|counting))/,
    variants: ['timed', 'counted', 'retpoline', 'clang'],
  },
  { in: 'timed', sources: /^(cpu\/(?!write-back)|limits\/)/, variants: ['timed', 'counted'] },
  { in: 'timed', sources: /^limits\//, variants: ['clang'] },
]

/** Most lines of a failed compilation that are shown. */
const SHOWN_LINES = 12

/**
 * A kernel's own flags where they change what is generated: no vector or floating-point registers,
 * so that no loop is faster here than a kernel's could be; what C leaves undefined of aliasing,
 * overflow and null pointers is defined. Position-independent since it is loaded into Node; hidden
 * symbols make that free. No link-time optimisation: a call from layer to layer is a call. Loops
 * and functions are aligned: where a short loop lies across two cache lines it took twice the time
 * on a processor that this was tried on, and that should not be up to chance.
 */
const KERNEL_FLAGS = [
  '-std=c11',
  '-O2',
  '-mgeneral-regs-only',
  '-fno-strict-aliasing',
  '-fno-strict-overflow',
  '-fno-delete-null-pointer-checks',
  '-fno-stack-protector',
  '-falign-functions=64',
  '-falign-loops=32',
  '-fno-lto',
  '-fPIC',
  '-fvisibility=hidden',
]
/** Control-flow protection is no part of the retpolines' time, and gcc has no thunks beside it. */
const X86_FLAGS = ['-fcf-protection=none']

/** What hands doubles to and from Node has floating point; nothing of it is timed. */
const withFloats = (flags) => flags.filter((flag) => flag !== '-mgeneral-regs-only')

const RETPOLINE_FLAGS = {
  gcc: [
    '-mindirect-branch=thunk-extern',
    '-mindirect-branch-register',
    '-mfunction-return=thunk-extern',
    '-fno-jump-tables',
  ],
  clang: ['-mretpoline-external-thunk', '-fno-jump-tables'],
}
const RETURN_THUNKS = '-mfunction-return=thunk-extern'

const REMEDY = {
  linux: 'apt-get install gcc libc6-dev',
  darwin: 'xcode-select --install',
}

async function main() {
  mkdirSync(OUT, { recursive: true })
  if (!['linux', 'darwin'].includes(process.platform) || !['x64', 'arm64'].includes(process.arch)) {
    return absent(`the native tier does not know ${process.platform} on ${process.arch}`, undefined)
  }
  const remedy = REMEDY[process.platform]
  const compiler = findCompiler()
  if (compiler === undefined) return absent('there is no C compiler (cc, gcc or clang)', remedy)
  const sources = sourcesBelow(NATIVE)
  const plan = planOf(compiler)
  const stamp = stampOf(sources, plan)
  if (readBuild().stamp === stamp) return
  const broken = cannotCompile(compiler)
  if (broken !== undefined) {
    return absent(`${compiler.command} cannot build a C program: ${broken}`, remedy)
  }
  rmSync(OUT, { recursive: true, force: true })
  await writeHeaders()
  await buildAll(plan)
  for (const name of Object.keys(plan.missing)) delete plan.variants[name]
  await writeRecipes(plan, stamp.slice(0, KEY_DIGITS))
  writeFileSync(BUILD, json({ built: true, stamp, ...describe(plan) }))
}

/** @returns the first of $CC, cc, gcc and clang that runs. */
function findCompiler() {
  const chosen = process.env.CC?.trim()
  for (const command of chosen ? [chosen] : ['cc', 'gcc', 'clang']) {
    const compiler = compilerCalled(command)
    if (compiler !== undefined) return compiler
  }
  if (chosen) fail(`CC is ${chosen}, which cannot be run; name a C compiler or unset CC.`)
  return undefined
}

/** A compiler by its command; `undefined` where that does not run. */
function compilerCalled(command) {
  const [program, ...prefix] = command.split(/\s+/)
  const { status, stdout } = spawnSync(program, [...prefix, '--version'], { encoding: 'utf8' })
  if (status !== 0) return undefined
  const family = /clang/i.test(stdout) ? 'clang' : 'gcc'
  return { command, program, prefix, family, version: stdout.split('\n')[0].trim() }
}

/** Why a program of one line cannot be built (a compiler without a C library), if it cannot. */
function cannotCompile(compiler) {
  const program = join(OUT, 'probe')
  const args = [...compiler.prefix, '-x', 'c', '-', '-o', program]
  const input = '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n'
  const { status, stderr } = spawnSync(compiler.program, args, { input, encoding: 'utf8' })
  rmSync(program, { force: true })
  if (status === 0) return undefined
  return firstError(stderr) ?? `it ended with status ${status}`
}

/** Whether the compiler knows flags. */
function knows(compiler, flags) {
  const args = [...compiler.prefix, ...flags, '-x', 'c', '-c', '-', '-o', '/dev/null']
  return spawnSync(compiler.program, args, { input: 'int x;\n' }).status === 0
}

/** What is built, by variant: sources beside the common ones, flags, and a compiler that is not the tier's. */
function planOf(compiler) {
  const flags = process.arch === 'x64' ? [...KERNEL_FLAGS, ...X86_FLAGS] : KERNEL_FLAGS
  const plan = {
    compiler,
    flags,
    variants: { timed: { flags: [], sources: [] } },
    missing: {},
  }
  plan.variants.counted = { flags: ['-DUB_COUNT', '-O1'], sources: COUNTING_SOURCES }
  const retpolines = retpolineFlags(compiler)
  if (retpolines.flags) plan.variants.retpoline = { flags: retpolines.flags, sources: [THUNKS] }
  else plan.missing.retpoline = retpolines.why
  const second = secondCompiler(compiler, flags)
  if (second.why === undefined) plan.variants.clang = { flags: [], sources: [], compiler: second }
  else plan.missing.clang = second.why
  return plan
}

/** Clang beside gcc, for what is timed alone: whether a result hangs on the compiler shows there. */
function secondCompiler({ family, version }, flags) {
  if (family === 'clang') return { why: `all of the tier is compiled by ${version}` }
  const clang = compilerCalled('clang')
  if (clang === undefined) return { why: 'there is no clang; apt-get install clang adds it' }
  return knows(clang, flags) ? clang : { why: `${clang.version} does not know all of the flags` }
}

function retpolineFlags(compiler) {
  if (process.arch !== 'x64') return { why: 'retpolines are for x86-64 alone' }
  if (process.platform !== 'linux') return { why: 'the thunks are written for Linux alone' }
  const flags = RETPOLINE_FLAGS[compiler.family]
  if (!knows(compiler, flags)) return { why: `${compiler.version} knows no retpolines` }
  const returns = !flags.includes(RETURN_THUNKS) && knows(compiler, [RETURN_THUNKS])
  return { flags: returns ? [...flags, RETURN_THUNKS] : flags }
}

function describe({ compiler, flags, missing, variants }) {
  return {
    compiler: named(compiler),
    flags,
    variants: Object.fromEntries(
      Object.entries(variants).map(([name, variant]) => [
        name,
        {
          file: fileOf(name),
          flags: variant.flags,
          ...(variant.compiler && { compiler: named(variant.compiler) }),
          ...(hasProgram(name) && { program: programOf(name) }),
        },
      ]),
    ),
    missing,
  }
}

function named({ command, version }) {
  return { command, version }
}

/** A compiler that is not the tier's own costs its variant where it fails, and the tier's own ends set-up. */
async function buildAll(plan) {
  const { flags, missing, variants } = plan
  const run = async (name, args) => {
    const { compiler = plan.compiler } = variants[name]
    const stderr = await runCompiler(compiler, args)
    if (stderr === undefined) return true
    if (compiler === plan.compiler) {
      const shown = stderr.split('\n').slice(0, SHOWN_LINES).join('\n')
      fail(`${compiler.command} failed to build the native tier:\n${shown}`)
    }
    missing[name] ??= `${compiler.version} failed: ${firstError(stderr) ?? 'it said nothing'}`
    return false
  }
  const jobs = new Map()
  for (const [name, variant] of Object.entries(variants)) {
    const program = hasProgram(name) ? programSources() : []
    for (const source of [...commonSources(), ...variant.sources, ...program]) {
      const object = objectOf(name, source)
      if (jobs.has(object)) continue
      const own = source.startsWith('node/') ? withFloats(flags) : flags
      jobs.set(object, { name, source, object, flags: [...own, ...variant.flags] })
    }
  }
  for (const object of jobs.keys()) mkdirSync(dirname(object), { recursive: true })
  const headers = nodeHeaders()
  await eachAtOnce([...jobs.values()], async ({ name, source, object, flags: own }) => {
    const kept = join(CACHE, `${keyOf(variants[name].compiler ?? plan.compiler, source, own)}.o`)
    if (takeKept(kept, object)) return
    const done = await run(name, [
      ...own,
      ...['-I', NATIVE, '-I', OUT, '-isystem', headers],
      ...['-c', join(NATIVE, source), '-o', object],
    ])
    if (done) keep(object, kept)
  })
  dropOldest()
  const whole = Object.entries(variants).filter(([name]) => missing[name] === undefined)
  await eachAtOnce(whole, ([name, variant]) =>
    run(name, [
      ...linkFlags(),
      ...moduleObjects(name, variant),
      ...['-o', join(OUT, fileOf(name))],
    ]),
  )
  await eachAtOnce(
    whole.filter(([name]) => hasProgram(name)),
    ([name, variant]) =>
      run(name, [
        ...[...commonSources(), ...variant.sources]
          .filter((source) => !NOT_IN_PROGRAM.test(source))
          .concat(programSources())
          .map((source) => objectOf(name, source)),
        ...['-o', join(OUT, programOf(name))],
      ]),
  )
}

/** Leaves how the modules that are timed were linked, for their other orders; the objects stay for them. */
async function writeRecipes({ compiler, variants }, key) {
  const { writeLinkRecipes } = await import(built('engines/native/link-recipes.js'))
  const timed = Object.entries(variants).filter(([name]) => name !== 'counted')
  const modules = timed.map(([name, variant]) => [
    fileOf(name),
    {
      command: (variant.compiler ?? compiler).command,
      flags: linkFlags(),
      objects: moduleObjects(name, variant).map((object) => relative(OUT, object)),
    },
  ])
  writeLinkRecipes(OUT, { key, modules: Object.fromEntries(modules) })
}

/** What an object is made of, as one word: compiler, flags, the source and all of ours that it includes. */
function keyOf({ command, version }, source, flags) {
  const sha = createHash('sha256')
  sha.update(JSON.stringify([process.platform, process.arch, command, version, flags]))
  for (const [name, text] of includedBy(source)) sha.update(`${name}\n`).update(text)
  return sha.digest('hex')
}

/** A source and the files that it includes, each once, by their names. */
function includedBy(source, found = new Map()) {
  if (found.has(source)) return found
  const file = [join(NATIVE, source), join(OUT, source)].find(existsSync)
  if (file === undefined) return found
  const text = readFileSync(file, 'utf8')
  found.set(source, text)
  for (const [, name] of text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) includedBy(name, found)
  return found
}

/** Whether an object was kept; it is then where it is wanted. */
function takeKept(kept, object) {
  try {
    copyFileSync(kept, object)
  } catch {
    return false
  }
  const now = new Date()
  utimesSync(kept, now, now)
  return true
}

/** Keeps an object; where that cannot be, the next build compiles it again. */
function keep(object, kept) {
  const temporary = `${kept}.${process.pid}`
  try {
    mkdirSync(CACHE, { recursive: true })
    copyFileSync(object, temporary)
    renameSync(temporary, kept)
  } catch {
    rmSync(temporary, { force: true })
  }
}

function dropOldest() {
  if (!existsSync(CACHE)) return
  const kept = readdirSync(CACHE).map((name) => join(CACHE, name))
  if (kept.length <= MOST_KEPT) return
  const age = new Map(kept.map((file) => [file, statSync(file).mtimeMs]))
  kept.sort((a, b) => age.get(b) - age.get(a))
  for (const file of kept.slice(MOST_KEPT)) rmSync(file, { force: true })
}

function linkFlags() {
  return process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']
}

/** Names are resolved from Node's own headers package; it has no code. */
function nodeHeaders() {
  const require = createRequire(import.meta.url)
  return require('node-api-headers').include_dir
}

function commonSources() {
  const found = FOLDERS.flatMap((folder) => sourcesBelow(join(NATIVE, folder)))
  found.push(join(NATIVE, 'lists.c'), join(NATIVE, 'shapes.c'))
  return found
    .filter((file) => file.endsWith('.c'))
    .map((file) => relative(NATIVE, file))
    .filter((file) => !COUNTING_SOURCES.includes(file))
}

function moduleObjects(name, { sources }) {
  return [...commonSources(), ...sources].map((source) => objectOf(name, source))
}

function fileOf(variant) {
  return `${variant}.node`
}

function programSources() {
  return sourcesBelow(join(NATIVE, PROGRAM_FOLDER))
    .filter((file) => file.endsWith('.c'))
    .map((file) => relative(NATIVE, file))
}

/** Whether a variant has a program that counts its instructions: where it is timed and valgrind can be. */
function hasProgram(variant) {
  return process.platform === 'linux' && variant !== 'counted'
}

function programOf(variant) {
  return `${variant}-instructions`
}

function objectOf(variant, source) {
  const once = COMPILED_ONCE.find(
    ({ sources, variants }) => sources.test(source) && variants.includes(variant),
  )
  return join(OUT, 'objects', once?.in ?? variant, source.replace(/\.\w+$/, '.o'))
}

/** The headers that are made of the vocabulary, which is written in TypeScript. */
async function writeHeaders() {
  const { generatedHeaders } = await import(built('engines/native/generated.js'))
  mkdirSync(join(OUT, 'generated'), { recursive: true })
  for (const [path, text] of Object.entries(generatedHeaders())) writeFileSync(join(OUT, path), text)
}

function built(file) {
  return pathToFileURL(join(DIST, file)).href
}

/** What the build depends on, as one word. */
function stampOf(sources, plan) {
  const sha = createHash('sha256')
  const files = [
    ...sources,
    fileURLToPath(import.meta.url),
    ...['counters', 'vocabulary', 'call-shapes'].map((name) => join(DIST, `engines/contract/${name}.js`)),
    ...['events', 'generated'].map((name) => join(DIST, `engines/native/${name}.js`)),
  ]
  for (const file of files) sha.update(relative(ROOT, file)).update(readFileSync(file))
  sha.update(JSON.stringify([plan, process.platform, process.arch]))
  return sha.digest('hex')
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sourcesBelow(path)
      return /\.[chS]$/.test(entry.name) ? [path] : []
    })
    .sort()
}

/** Runs `work` on all of `items`, as many at once as there are processors. */
async function eachAtOnce(items, work) {
  const waiting = [...items]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

/** What a compiler said where it failed; `undefined` where it did not. */
function runCompiler({ prefix, program }, args) {
  return new Promise((done) => {
    const child = spawn(program, [...prefix, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += text
    })
    child.on('close', (status) => done(status === 0 ? undefined : stderr.trim()))
  })
}

function firstError(stderr) {
  return stderr.split('\n').find((line) => /error/.test(line))
}

/** The tier is absent: told once, and left in build.json for those who ask later. */
function absent(why, remedy) {
  const told = json({ built: false, why, remedy })
  if (existsSync(BUILD) && readFileSync(BUILD, 'utf8') === told) return
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  writeFileSync(BUILD, told)
  const way = remedy === undefined ? '' : `; ${remedy} adds it`
  process.stderr.write(`The native tier is absent: ${why}${way}. All else works without it.\n`)
}

function readBuild() {
  return existsSync(BUILD) ? JSON.parse(readFileSync(BUILD, 'utf8')) : {}
}

function json(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(2)
}

await main()
