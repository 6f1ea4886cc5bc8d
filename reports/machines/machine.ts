/** Runs of several machines, each under the machine's name. */
import type { Analysis } from '../../results/analysis/index.js'
import { type Question, type Screen, screenOf } from '../answer/index.js'
import { printable } from '../text/index.js'

export interface Machine {
  name: string
  analysis: Analysis
  screen: Screen
}

/** What is compared: runs of one machine each, and whether a mean over them was asked for. */
export interface Machines {
  machines: readonly Machine[]
  mean: boolean
}

/** What each machine's run says of a question, under its name. */
export function answersTo(question: Question, machines: readonly Machine[]): string[] {
  return machines.flatMap(({ name, screen: { answers } }) =>
    answers.filter((one) => one.question === question).map(({ text }) => `${name}: ${text}`),
  )
}

/** Characters of a machine's name. */
const LONGEST = 40

/**
 * Each run under the name of its host, where that was recorded, else of its processor; where that is
 * another's too, with the run's.
 *
 * @param runs with what the user called each.
 */
export function machinesOf(runs: ReadonlyArray<{ name: string; analysis: Analysis }>): Machine[] {
  const names = runs.map(({ analysis: { machine } }) =>
    printable(machine.host ?? machine.cpu).slice(0, LONGEST),
  )
  return runs.map(({ analysis, name: run }, at) => {
    const name = names[at] ?? run
    const twice = names.some((other, place) => place !== at && other === name)
    return {
      name: twice ? `${name} (${printable(run)})` : name,
      analysis,
      screen: screenOf(analysis),
    }
  })
}
