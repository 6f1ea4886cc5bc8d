import { brokenEngine } from './broken.js'

/** Right where it is checked; where it is timed, its process ends when a generation is verified. */
const isTimed = process.argv.some((argument) => argument.endsWith('timing.js'))

export const engine = brokenEngine('dies-late', (session) => ({
  runMixed(tape, from, to, into) {
    if (isTimed) {
      process.kill(process.pid, 'SIGSEGV')
      for (;;);
    }
    session.runMixed(tape, from, to, into)
  },
}))
