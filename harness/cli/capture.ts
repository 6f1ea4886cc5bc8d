/** `npm run capture`: records a trace of this machine, or prints the lines that do. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { InputError, textOf } from '../../engines/contract/index.js'
import { plural, shellWord } from '../../reports/text/index.js'
import {
  byHand,
  type Capture,
  type Captured,
  COMMON_ENTRY_POINTS,
  COMMON_EVENTS,
  capture,
  eventsOf,
  findEntryPoints,
  findTracefs,
  machineFacts,
  requireNew,
  setupOf,
  type Tracefs,
  unseen,
} from '../capture/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io } from '../terminal/io.js'
import { parseOptions, secondsOption, wholeNumber } from '../terminal/parse-options.js'
import { progressOn } from '../terminal/progress.js'
import type { MakeCommand } from './command.js'

const EXAMPLES = `
Examples:
  npm run capture -- --out nvme.txt.gz -- fio my-job.fio    while a command runs
  npm run capture -- --seconds 30 -- fio my-job.fio    the same, 30 s of it at the most
  npm run capture -- --seconds 30                  whatever runs within 30 s
  npm run capture                                  until Ctrl-C
  npm run capture -- --device 0000:01:00.0 -- dd if=/dev/nvme0n1 of=/dev/null bs=1M count=256
  npm run -s capture -- --print > capture.sh       lines of shell, for another machine

It takes root, and tracefs. A tracing instance of its own is made and removed again, so that other
tracing goes on; with it go kprobes on the page table's functions, which name the domain of each map,
where the kernel has them. The command runs as the same user, its output where it is. docs/capture.md
says what this costs, what a trace gives away, and how to do it by other tools.

Exit code: 0 saved, 1 saved, but the command failed or events were lost, 2 this machine cannot record
(the lines to run by hand are printed) or an option is wrong, 130 cut short by Ctrl-C: what was
recorded is saved.`

/** KiB of buffer for each CPU where there is memory for it. */
const BUFFER_KB = 64 * 1024

const TIMES_ALONE = '--no-times: is for what is written with --anonymise'

const optionsSchema = z.object({
  seconds: secondsOption.optional(),
  device: z.string().optional(),
  out: z.string().optional(),
  bufferKb: wholeNumber(64, 2 ** 31).optional(),
  kprobes: z.boolean(),
  print: z.boolean().default(false),
  anonymise: z.boolean().default(false),
  times: z.boolean(),
  tracefs: z.string().optional(),
})
type Options = z.output<typeof optionsSchema>

export const captureCommand: MakeCommand = (io, finish) =>
  new Command('capture')
    .usage('-- [OPTIONS] [-- COMMAND...]')
    .description('Records a trace of the maps and unmaps of this machine, for bench and trace.')
    .argument('[command...]', 'what runs while it records; without it, until --seconds or Ctrl-C')
    .option('--seconds <n>', 'record no longer; the command is then terminated')
    .option('--device <bdf>', 'record dma:* events of this device only')
    .option('--out <file>', 'the file that is made (default: trace-TIME.txt.gz)')
    .option(
      '--buffer-kb <n>',
      `KiB of buffer for each CPU (default: ${BUFFER_KB}, less where memory is short)`,
    )
    .option('--anonymise', 'save other addresses, and no devices and tasks')
    .option('--no-times', 'with --anonymise: events a microsecond apart')
    .option('--no-kprobes', 'set no kprobes on the page table')
    .option('--print', 'print the lines to run by hand, and record nothing')
    .option('--tracefs <dir>', 'tracefs, where it is elsewhere')
    .addHelpText('after', EXAMPLES)
    .action(async (command: string[], options: Record<string, unknown>) => {
      finish(await captureOrPrint(command, parseOptions(optionsSchema, options), io))
    })

/** @returns the exit code. */
async function captureOrPrint(
  command: readonly string[],
  options: Options,
  io: Io,
): Promise<number> {
  const tracefs = findTracefs(options.tracefs)
  const missing = 'missing' in tracefs
  const { out = `trace-${timeName(new Date())}.txt.gz` } = options
  const { anonymise, times } = options
  if (!times && !anonymise) throw new InputError(TIMES_ALONE)
  if (missing || options.print) {
    if (anonymise) {
      io.stderr.write(
        'The lines save a trace as it is; then: npm run trace -- FILE --anonymise --out OUT\n',
      )
    }
    if (missing && !options.print) io.stderr.write(`${tracefs.missing}; as root, by hand:\n`)
    io.stdout.write(`${printed(command, options, tracefs, out).join('\n')}\n`)
    return options.print ? EXIT.ok : EXIT.badInput
  }
  requireNew(out)
  return record(command, options, tracefs.path, out, io)
}

/** Lines for this machine, as far as it can be seen. */
function printed(
  command: readonly string[],
  { bufferKb = BUFFER_KB, device, kprobes, seconds }: Options,
  tracefs: Tracefs,
  out: string,
): string[] {
  const name = 'unmap-bench'
  const known = 'missing' in tracefs ? [] : eventsOf(tracefs.path)
  const found = findEntryPoints(tracefs.path)
  const setup = setupOf({
    name,
    bufferKb,
    events: known.length > 0 ? known : COMMON_EVENTS,
    probes: kprobes ? (found.length > 0 ? found : COMMON_ENTRY_POINTS) : [],
    device,
    workload: command.join(' '),
  })
  const remedy = 'missing' in tracefs ? tracefs.remedy : undefined
  return byHand(setup, { tracefs: tracefs.path, name, command, seconds, out, remedy })
}

async function record(
  command: readonly string[],
  { anonymise, bufferKb, device, kprobes, seconds, times }: Options,
  tracefs: string,
  out: string,
  { stderr }: Io,
): Promise<number> {
  const facts = machineFacts()
  const why = device === undefined ? undefined : unseen(device, facts)
  if (why !== undefined) throw new InputError(why)
  const hasProbes = existsSync(join(tracefs, 'kprobe_events'))
  const probes = kprobes && hasProbes ? findEntryPoints(tracefs) : []
  const kb = bufferKb ?? affordableKb()
  const name = `unmap-bench-${process.pid}`
  const setup = setupOf({
    name,
    bufferKb: kb,
    events: eventsOf(tracefs),
    probes,
    device,
    workload: command.join(' '),
  })
  const progress = progressOn(stderr)
  let running: Capture | undefined
  const interruption = new Interruption(
    () => {
      progress.note('Saving what was recorded; Ctrl-C again removes it all at once.')
      running?.interrupt()
    },
    () => {
      running?.abort()
      process.exit(EXIT_INTERRUPTED)
    },
  )
  const hangUp = () => interruption.press(performance.now())
  // Before the instance is made: a signal that nobody hears would leave it behind.
  interruption.listen()
  process.on('SIGHUP', hangUp)
  try {
    running = capture({
      tracefs,
      name,
      setup,
      facts,
      out,
      command,
      seconds,
      anonymise: anonymise ? { times } : undefined,
    })
    if (command.length === 0) {
      progress.note(`Recording ${seconds === undefined ? 'until Ctrl-C' : `for ${seconds} s`} ...`)
    }
    const captured = await running.done
    for (const line of outcome(captured, { out, kb, probes: probes.length })) progress.note(line)
    return exitCode(captured, command.length > 0 || seconds !== undefined)
  } finally {
    interruption.stopListening()
    process.off('SIGHUP', hangUp)
  }
}

/** What is to be known of a capture, a line each. */
function outcome(
  { left, losses, recorded, refused }: Captured,
  { kb, out, probes }: { kb: number; out: string; probes: number },
): string[] {
  const { ended, failure, status = 0 } = recorded
  const lines = [
    failure !== undefined && `The command cannot be started: ${failure}; nothing is saved.`,
    status !== 0 && ended === 'command' && `The command ended with exit code ${status}.`,
    ...refused.map((reason) => `A kprobe could not be set: ${reason}.`),
    refused.length === probes &&
      'No kprobes on a page table: domains are known only by dma:* events, where there are any.',
    losses.events > 0 &&
      `${plural(losses.events, 'event')} lost on ${plural(losses.cpus, 'CPU')}: record it again with --buffer-kb ${kb * 4}, or replay what lies between the losses with --keep-whole.`,
    left.length > 0 && `Not removed; as root, in tracefs: ${left.join('; ')}`,
    failure === undefined && `Saved ${out}. What is in it: npm run trace -- ${shellWord(out)}`,
  ]
  return lines.filter((line) => line !== false)
}

function exitCode({ left, losses, recorded }: Captured, hasEnd: boolean): number {
  if (recorded.failure !== undefined) return EXIT.badInput
  if (recorded.ended === 'interrupted') return hasEnd ? EXIT_INTERRUPTED : EXIT.ok
  // A command that --seconds ended was not to end by itself.
  const failed = recorded.ended === 'command' && (recorded.status ?? 0) !== 0
  return failed || losses.events > 0 || left.length > 0 ? EXIT.failed : EXIT.ok
}

/** At most a quarter of the memory that is free. */
function affordableKb(): number {
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(textOf('/proc/meminfo') ?? '')?.[1]
  const quarter = Number(available ?? 4 * BUFFER_KB) / 4 / availableParallelism()
  return Math.max(1024, Math.min(BUFFER_KB, Math.floor(quarter)))
}

/** `20261130-221545`. */
function timeName(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}
