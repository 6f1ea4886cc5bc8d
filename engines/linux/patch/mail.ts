/** Patches as they come by mail: one mail, a mailbox of them, or no mail at all. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../../contract/index.js'
import { run } from '../trees/index.js'

/** The line that begins a mail of a mailbox. */
const MAILBOX = /^From \S+ .*\d\d:\d\d/
/** Headers at the top, before anything of a diff. */
const HEADER = /^(From|Subject|Date|Message-ID|MIME-Version|Content-[\w-]+|Received|Return-Path): /i

/**
 * The diffs of a file, in their order: of a mail what its body decodes to (quoted-printable, base64,
 * carriage returns), of a mailbox one for each mail.
 *
 * @throws InputError where a mail cannot be decoded without git, and git is not installed.
 */
export function diffsOf(text: Buffer, named: string): Buffer[] {
  const top = text.toString('latin1', 0, 4096)
  const isMailbox = MAILBOX.test(top)
  if (!isMailbox && !HEADER.test(top)) return [withoutCarriageReturns(text)]
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-mail-'))
  try {
    const mailbox = join(folder, 'mailbox')
    writeFileSync(mailbox, text)
    const mails = join(folder, 'mails')
    const split = run('git', ['mailsplit', '-b', `-o${folder}`, '--', mailbox])
    if (split.missing) return withoutGit(text, named)
    if (!split.ok) throw new InputError(`--patch ${named}: ${split.complaint}`)
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .sort()
      .map((name) => decoded(join(folder, name), mails, named))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function decoded(mail: string, into: string, named: string): Buffer {
  // -k leaves subjects alone, -n does not convert character sets.
  const options = ['mailinfo', '-k', '-n', `${into}.message`, into]
  const { complaint, ok } = run('git', options, { input: readFileSync(mail) })
  if (!ok) throw new InputError(`--patch ${named}: ${complaint}`)
  return withoutCarriageReturns(readFileSync(into))
}

/** A mail in plain text is a patch as it is: what is no diff in it is passed over. */
function withoutGit(text: Buffer, named: string): Buffer[] {
  if (/^Content-Transfer-Encoding: *(quoted-printable|base64)/im.test(text.toString('latin1'))) {
    throw new InputError(
      `--patch ${named}: the mail is encoded, and git, which decodes it, is not installed; install git, or save the diff itself`,
    )
  }
  return [withoutCarriageReturns(text)]
}

/** A diff whose every line ends with a carriage return got them on its way. */
function withoutCarriageReturns(text: Buffer): Buffer {
  const plain = text.toString('latin1')
  const lines = plain.split('\n').slice(0, -1)
  if (lines.length === 0 || !lines.every((line) => line.endsWith('\r'))) return text
  return Buffer.from(plain.replaceAll('\r\n', '\n'), 'latin1')
}
