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

/** What a subject says of a mail's place in its series: `[PATCH v2 3/7]`. */
const PLACE = /^Subject: *\[[^\]]*\b(\d+)\/\d+\]/m
const DIFF = /^(diff --git |--- )\S/m

interface Mail {
  diff: Buffer
  /** Absent where its subject has none, or it holds no diff. */
  place?: number
}

/**
 * The diffs of a file, in their order: of a mail what its body decodes to (quoted-printable, base64,
 * carriage returns), of a mailbox one for each mail, by their numbers where they have them.
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
    const found = readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .sort()
      .map((name) => decoded(join(folder, name), mails, named))
    return inSeries(found).map(({ diff }) => diff)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As they are numbered; as they lie where a number is missing, or there twice, as of two versions. */
function inSeries(mails: readonly Mail[]): readonly Mail[] {
  const patches = mails.filter(({ diff }) => DIFF.test(diff.toString('latin1')))
  const places = new Set(patches.map(({ place }) => place))
  if (places.size < patches.length || places.has(undefined)) return mails
  return patches.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0))
}

function decoded(mail: string, into: string, named: string): Mail {
  // -k leaves subjects alone, -n does not convert character sets.
  const options = ['mailinfo', '-k', '-n', `${into}.message`, into]
  const { complaint, ok, stdout } = run('git', options, { input: readFileSync(mail) })
  if (!ok) throw new InputError(`--patch ${named}: ${complaint}`)
  const place = PLACE.exec(stdout)?.[1]
  return {
    diff: withoutCarriageReturns(readFileSync(into)),
    ...(place !== undefined && { place: Number(place) }),
  }
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
