import { Command } from 'commander'
import { findKernels } from '../../engines/linux/index.js'
import { EXIT, type Io } from '../terminal/io.js'
import type { MakeCommand } from './command.js'

export const kernelsCommand: MakeCommand = (io, finish) =>
  new Command('kernels')
    .usage('[-- OPTIONS]')
    .description('Lists the kernel trees on this machine that --kernel can name.')
    .action(() => finish(listKernels(io)))

/** @returns the exit code. */
function listKernels({ stdout }: Io): number {
  const found = findKernels()
  if (found.length === 0) {
    stdout.write(
      'There is no kernel tree in /usr/src, ~/src or ~, and $KERNEL names none.\napt-get install linux-source-6.1 adds one on Debian; a clone of the kernel anywhere will do too.\n',
    )
    return EXIT.ok
  }
  const width = Math.max(...found.map(({ reference }) => reference.length))
  for (const { kind, reference, version } of found) {
    const what = version === undefined ? kind : `${kind}, ${version}`
    stdout.write(`${reference.padEnd(width)}  ${what}\n`)
  }
  stdout.write(`\nnpm run bench -- --kernel ${found[0].reference}\n`)
  return EXIT.ok
}
