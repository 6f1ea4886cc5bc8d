/** `--open`: shows a page in the user's browser. */
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Terminal } from './progress.js'

/** What decides whether there is a browser to be seen. */
export interface Desk {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** Starts a program; what kept it from starting, where something did. */
  start(command: string, args: readonly string[]): Promise<Error | undefined>
}

const DESK: Desk = { platform: process.platform, env: process.env, start }

/** Opens a page, or says on a line why it does not, and where the page is. */
export async function openPage(path: string, stderr: Terminal, desk = DESK): Promise<void> {
  const page = pathToFileURL(realpathSync(path)).href
  const why = await whyNot(page, desk)
  if (why !== undefined) stderr.write(`Not opened: ${why}. The page is ${page}\n`)
}

async function whyNot(page: string, { env, platform, start }: Desk): Promise<string | undefined> {
  if (env.CI !== undefined && env.CI !== '' && env.CI !== 'false') return 'CI has no browser'
  const mac = platform === 'darwin'
  if (platform === 'win32') return 'no program is known here that opens pages'
  if (!mac && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  const command = mac ? 'open' : 'xdg-open'
  const error = await start(command, [page])
  if (error === undefined) return undefined
  const missing = 'code' in error && error.code === 'ENOENT'
  if (!missing) return `${command} cannot be run: ${error.message}`
  return mac ? `there is no ${command}` : 'there is no xdg-open; apt-get install xdg-utils adds it'
}

/** The browser outlives the command. */
function start(command: string, args: readonly string[]): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' })
    child.once('error', resolve)
    child.once('spawn', () => resolve(undefined))
    child.unref()
  })
}
