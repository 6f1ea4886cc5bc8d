/**
 * What the gate and the counts found of an engine on a tape, cached by all that it rests on; of
 * engines that passed alone.
 */
import { join } from 'node:path'
import {
  Cache,
  domainSum,
  fileSum,
  modulesSum,
  sumOf,
  tapeSum,
} from '../../../engines/cache/index.js'
import { type Engine, projectRoot } from '../../../engines/contract/index.js'
import { projectVersion } from '../../version.js'
import { machineId } from '../machine/index.js'
import { type Checked, checkedSchema } from '../worker/protocol.js'
import type { CheckRequest } from './check-engine.js'

/** A full suite comes to several thousand. */
const MOST_CACHED = 10_000

/** What an engine was checked on. */
export type Subject = Omit<CheckRequest, 'cell'>

/** By the content of the engines and of the gate itself. */
export class GateCache {
  private readonly store = new Cache<Checked>('gate', checkedSchema, MOST_CACHED)
  private readonly common = [projectVersion(), process.version, machineId(), ownSum()]
  private readonly files = new Map<string, string>()

  /** What was found; `undefined` where it is not in the cache. */
  read(engine: Engine, subject: Subject): Checked | undefined {
    return this.store.read(this.keyOf(engine, subject))
  }

  save(engine: Engine, subject: Subject, found: Checked): void {
    this.store.write(this.keyOf(engine, subject), found)
  }

  /** To be called once, when all are saved. */
  dropOldest(): void {
    this.store.dropOldest()
  }

  private keyOf({ buildFiles, id }: Engine, { domain, seed, tape }: Subject): string {
    const built = buildFiles?.().map((file) => this.sumOfFile(file)) ?? []
    return sumOf([...this.common, id, built, domainSum(domain), tapeSum(tape), seed])
  }

  private sumOfFile(path: string): string {
    const sum = this.files.get(path) ?? fileSum(path)
    this.files.set(path, sum)
    return sum
  }
}

let own: string | undefined

/** The sum of what gates, counts and models, and of both builds of the engines in TypeScript: made once, hundreds of files. */
function ownSum(): string {
  const folders = ['engines', join('timed', 'engines'), join('harness', 'bench', 'worker')]
  own ??= sumOf(folders.map((folder) => modulesSum(join(projectRoot(), 'dist', folder))))
  return own
}
