/** Records a trace of this machine's maps and unmaps into a file. */
import { createReadStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AnonymiseOptions,
  anonymised,
  factLines,
  type MachineFacts,
} from '../../workloads/index.js'
import { type Losses, lossesOf } from './losses.js'
import { type Recorded, type Recording, type RecordOptions, record } from './record.js'
import { save } from './save.js'
import { Session } from './session.js'
import type { Setup } from './setup.js'

export interface CaptureOptions extends RecordOptions {
  tracefs: string
  /** The tracing instance. */
  name: string
  setup: Setup
  facts: MachineFacts
  /** Save other addresses, devices and tasks. */
  anonymise?: AnonymiseOptions | undefined
  /** The file that is made; compressed where it ends in `.gz`. */
  out: string
}

export interface Captured {
  recorded: Recorded
  losses: Losses
  /** Kprobes that the kernel refused, with its reason. */
  refused: readonly string[]
  /** Lines to run by hand, for what the kernel would not remove. */
  left: string[]
}

export interface Capture {
  done: Promise<Captured>
  /** Ends the recording; the trace is saved. */
  interrupt(): void
  /** Ends all at once: the command is killed, the instance removed, nothing is saved. */
  abort(): void
}

/** @throws InputError where the kernel refuses to record */
export function capture(options: CaptureOptions): Capture {
  const session = new Session(options.tracefs, options.name, options.setup)
  session.begin()
  let recording: Recording | undefined
  let saving = false
  const run = async (): Promise<Captured> => {
    let captured: Omit<Captured, 'left'>
    let left: string[] = []
    try {
      session.start()
      recording = record(options)
      const recorded = await recording.done
      session.stop()
      const losses = lossesOf(session.instance)
      saving = true
      if (recorded.failure === undefined) await save(textOf(session.instance, options), options.out)
      captured = { recorded, losses, refused: session.refused }
    } finally {
      left = session.end()
    }
    return { ...captured, left }
  }
  return {
    done: run(),
    interrupt: () => recording?.interrupt(),
    abort: () => {
      recording?.kill()
      session.end()
      if (saving) rmSync(options.out, { force: true })
    },
  }
}

function textOf(instance: string, { anonymise, facts, out }: CaptureOptions) {
  const text = traceOf(instance, facts)
  return anonymise === undefined ? text : anonymised(text, out, anonymise)
}

async function* traceOf(instance: string, facts: MachineFacts): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${factLines(facts).join('\n')}\n`)
  yield* createReadStream(join(instance, 'trace'))
}
