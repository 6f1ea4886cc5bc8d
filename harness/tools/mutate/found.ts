/** What was found of the same sources before a run was stopped. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { fileSum, sumOf } from '../../../engines/cache/index.js'
import { writeFileAtomically } from '../../../results/record/index.js'
import type { Fault } from './faults/index.js'
import { type Outcome, outcomeSchema } from './try-fault.js'

const schema = z.object({ sources: z.string(), outcomes: z.record(z.string(), outcomeSchema) })

const FOLDERS = ['harness', 'engines', 'workloads', 'reports', 'results']

/** Outcomes by what faults say. */
export class Found {
  private outcomes: Record<string, Outcome> = {}
  private readonly sources: string

  constructor(
    root: string,
    private readonly file = join(root, 'node_modules', '.cache', 'unmap-bench-mutate.json'),
  ) {
    this.sources = hashOf(root)
    if (!existsSync(file)) return
    const saved = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (saved.success && saved.data.sources === this.sources) this.outcomes = saved.data.outcomes
  }

  of({ says }: Fault): Outcome | undefined {
    return this.outcomes[says]
  }

  save({ says }: Fault, outcome: Outcome): void {
    this.outcomes[says] = outcome
    this.write()
  }

  /** Their run came to its end: the next one begins anew. */
  forget(faults: readonly Fault[]): void {
    for (const { says } of faults) delete this.outcomes[says]
    this.write()
  }

  private write(): void {
    const { outcomes, sources } = this
    mkdirSync(dirname(this.file), { recursive: true })
    writeFileAtomically(this.file, JSON.stringify({ sources, outcomes }))
  }
}

/** The sources that faults and tests are made of, as one word. */
function hashOf(root: string): string {
  const files = FOLDERS.filter((one) => existsSync(join(root, one))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs|c|h|S)$/.test(name))
      .map((name) => join(folder, name)),
  )
  return sumOf(files.sort().map((file) => [file, fileSum(join(root, file))]))
}
