import { Command } from 'commander'
import type { Io } from '../terminal/io.js'
import { makeReference, type ReferenceOptions } from '../tools/reference.js'
import { benchInto } from './bench.js'
import type { MakeCommand } from './command.js'

export const referenceCommand: MakeCommand = (io, finish) =>
  new Command('reference')
    .usage('[-- OPTIONS]')
    .description(
      'Measures the quick suite and makes results/reference again, and what README says of the three runs that it quotes. Takes a minute, with --kernel two; the machine should have nothing else to do.',
    )
    .option(
      '--from <folder>',
      'a run that is there, instead of measuring: replaces the one of its kind',
    )
    .option(
      '--kernel <tree...>',
      "make results/reference-kernel again instead, from these trees' own code; where one has generic_pt,\nresults/reference-generic-pt",
    )
    .option('--format <name...>', 'formats of its generic_pt, or all')
    .option('--time <seconds>', "time for measuring; the suite's by default")
    .option('--force', 'measure on a busy machine too')
    .action(async (options: Options) => finish(await reference(options, io)))

interface Options extends ReferenceOptions {
  /** Kernel trees whose own code is measured. */
  kernel?: string[]
  /** Of them, formats of generic_pt. */
  format?: string[]
  /** Seconds of measuring; the suite's where absent. */
  time?: string
}

/** @returns the exit code. */
function reference({ format = [], kernel, time, ...options }: Options, io: Io): Promise<number> {
  const args = [
    ...(kernel === undefined ? ['--suite', 'quick'] : ['--kernel', ...kernel]),
    ...(format.length > 0 ? ['--format', ...format] : []),
    ...(time === undefined ? [] : ['--time', time]),
  ]
  return makeReference(options, (out) => benchInto(out, args, io), io)
}
