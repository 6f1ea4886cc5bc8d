/** What is done to tracefs, one step at a time: performed by `capture`, or printed as a line of shell. */
import { appendFileSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../../engines/contract/index.js'
import { shellWord } from '../../reports/text/index.js'

/** Paths are relative to tracefs. */
export type Step = { how: 'make' | 'remove'; path: string } | Write

/** `append` adds to a list, such as that of kprobes, which `write` would replace. */
export interface Write {
  how: 'write' | 'append'
  path: string
  text: string
  /** A kernel that refuses it is recorded without. */
  optional?: boolean
}

/** @throws InputError where the kernel refuses it, with the step and the reason */
export function perform(step: Step, tracefs: string): void {
  try {
    change(step, tracefs)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InputError(`tracefs refuses \`${shellLine(step)}\`: ${reason}`)
  }
}

function change(step: Step, tracefs: string): void {
  const path = join(tracefs, step.path)
  switch (step.how) {
    case 'make':
      mkdirSync(path)
      return
    case 'remove':
      removeFolder(path)
      return
    case 'write':
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${step.text}\n`)
      return
    case 'append':
      appendFileSync(path, `${step.text}\n`)
  }
}

/** The kernel removes an instance with its files; in a folder that stands in for tracefs they are in the way. */
function removeFolder(path: string): void {
  try {
    rmdirSync(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY')) throw error
    rmSync(path, { recursive: true })
  }
}

/** The same as a line of shell, in tracefs as working directory. */
export function shellLine(step: Step): string {
  const path = shellWord(step.path)
  switch (step.how) {
    case 'make':
      return `mkdir ${path}`
    case 'remove':
      return `rmdir ${path}`
    default: {
      const line = `echo ${shellWord(step.text)} ${step.how === 'write' ? '>' : '>>'} ${path}`
      return step.optional === true ? `${line} 2>/dev/null || true` : line
    }
  }
}
