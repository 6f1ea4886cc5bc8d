/** A made-up git repository of trees in miniature. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { git, temporaryFolder } from '../trees/testing.js'

/** A commit: its subject, and files that it writes; one that is `undefined` is removed. */
export interface MadeCommit {
  subject: string
  files: Readonly<Record<string, string | undefined>>
  tag?: string
}

/** Makes a repository; it goes when the tests are over. */
export function repositoryOf(commits: readonly MadeCommit[]): string {
  const folder = temporaryFolder()
  git(folder, 'init', '--quiet', '--initial-branch=main')
  for (const one of commits) commitTo(folder, one)
  return folder
}

/** Adds a commit to the branch that is checked out. */
export function commitTo(folder: string, { files, subject, tag }: MadeCommit): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    if (text === undefined) {
      rmSync(file)
      continue
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', subject)
  if (tag !== undefined) git(folder, 'tag', tag)
}
