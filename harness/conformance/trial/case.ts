import type { DomainConfig, Engine } from '../../../engines/contract/index.js'
import type { Answer } from '../../processes/kind.js'
import type { Places } from './domains.js'
import type { Conformance } from './protocol.js'
import type { Subject } from './subject.js'

/** One thing that an engine must do or must never do. */
export interface Case {
  /** What it protects, as a sentence that is true of an engine that passes. */
  name: string
  /** Where it comes from: a selftest, a commit, a mail, or the contract of this project. */
  source: string
  /**
   * @throws Violation where the engine does otherwise.
   * @throws NotApplicable where the case says nothing of this engine.
   */
  run(trial: Trial): void
}

/** The cases of one subject for a format's sizes; their names are the same for all. */
export type CasesFor = (places: Places) => readonly Case[]

/** Cases of one source, each by its name. */
export function from(source: string, cases: Readonly<Record<string, Case['run']>>): Case[] {
  return Object.entries(cases).map(([name, run]) => ({ name, source, run }))
}

/** What a case works with: an engine and as many of its sessions as it likes. */
export interface Trial {
  readonly engine: Engine
  readonly places: Places
  /** A session on a domain of 48 bits that is coherent, strict and knows every leaf, with these changes. */
  open(changes?: Partial<DomainConfig>): Subject
}

/** What became of a case. */
export type Verdict = Answer<Conformance, 'case'>

/** The engine did something that it must not do. */
export class Violation extends Error {}

/** The case says nothing of an engine like this one. */
export class NotApplicable extends Error {}
