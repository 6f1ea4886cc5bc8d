import type { Command } from 'commander'
import type { Io } from '../terminal/io.js'

/** Makes a command: its options, its manual and what it does. `finish` is called with its exit code. */
export type MakeCommand = (io: Io, finish: (code: number) => void) => Command
