import { main } from '../cli/main.js'
import type { Spawn } from '../processes/kind.js'
import { inThisProcess } from '../processes/testing.js'
import type { Io } from '../terminal/io.js'

export interface Captured {
  code: number
  stdout: string
  stderr: string
}

/** Runs a command line in this process and returns what it wrote. */
export function run(...args: string[]): Promise<Captured> {
  return capture(args)
}

/** The same, its workers in this process too: where neither times nor processes are the point. */
export function runAllHere(...args: string[]): Promise<Captured> {
  return capture(args, inThisProcess)
}

/** The same, its workers where this starts them. */
export function runWith(spawn: Spawn, ...args: string[]): Promise<Captured> {
  return capture(args, spawn)
}

async function capture(args: readonly string[], spawn?: Spawn): Promise<Captured> {
  const text = { stdout: '', stderr: '' }
  const io: Io = {
    stdout: { write: (part) => (text.stdout += part) },
    stderr: { write: (part) => (text.stderr += part) },
    ...(spawn && { spawn }),
  }
  const code = await main(args, io)
  return { code, ...text }
}
