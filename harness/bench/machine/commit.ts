/** Which version of the project ran. */
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { projectRoot } from '../../../engines/contract/index.js'

/** A checkout's state; empty where the folder is not the top of one, or git is missing. */
export interface CheckoutState {
  /** Full hash of the commit. */
  commit?: string
  /** Whether files differ from it, untracked ones included. */
  dirty?: boolean
}

let own: CheckoutState | undefined

/** The state of the project's own checkout, as it was when a process first asked: its modules are from then. */
export function projectCommit(): CheckoutState {
  own ??= checkoutState(projectRoot())
  return own
}

/** The state of the checkout whose top is `folder`; a repository further up is not its own. */
export function checkoutState(folder: string): CheckoutState {
  const [top, commit] = git(folder, 'rev-parse', '--show-toplevel', 'HEAD')?.split('\n') ?? []
  if (top === undefined || realpathSync(top) !== realpathSync(folder)) return {}
  const changes = git(folder, 'status', '--porcelain')
  if (commit === undefined || changes === undefined) return {}
  return { commit, dirty: changes !== '' }
}

/** Output of a git command that writes nothing; `undefined` where it fails. */
function git(folder: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return status === 0 ? stdout.trim() : undefined
}
