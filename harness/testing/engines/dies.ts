import { brokenEngine } from './broken.js'

export const engine = brokenEngine('dies', () => ({
  runUnmaps() {
    process.kill(process.pid, 'SIGSEGV')
    for (;;);
  },
}))
