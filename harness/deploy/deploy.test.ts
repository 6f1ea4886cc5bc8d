/**
 * What is handed to schedulers, checked as far as it can be without one: the manifest against what
 * Kubernetes documents of these kinds (batch/v1, v1), the recipe against hadolint's rules that matter
 * here, the scripts by bash. npm run soak -- slurm runs those of Slurm.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { projectRoot } from '../../engines/contract/index.js'

const FOLDER = join(projectRoot(), 'harness', 'deploy')
const textOf = (...path: string[]) => readFileSync(join(FOLDER, ...path), 'utf8')

const name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi|Ti)?$/)
const resources = z.strictObject({
  requests: z.strictObject({ cpu: quantity, memory: quantity }),
  limits: z.strictObject({ cpu: quantity, memory: quantity }),
})
const labelSelector = z.strictObject({ matchLabels: z.record(z.string(), z.string()) })

const podSchema = z.strictObject({
  metadata: z.strictObject({ labels: z.record(z.string(), z.string()) }).optional(),
  spec: z.strictObject({
    restartPolicy: z.enum(['Never', 'OnFailure']),
    affinity: z
      .strictObject({
        podAntiAffinity: z.strictObject({
          requiredDuringSchedulingIgnoredDuringExecution: z.array(
            z.strictObject({ labelSelector, topologyKey: z.string() }),
          ),
        }),
      })
      .optional(),
    securityContext: z.strictObject({ runAsUser: z.int(), fsGroup: z.int() }),
    containers: z.array(
      z.strictObject({
        name,
        image: z.string(),
        command: z.array(z.string()),
        env: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
        resources,
        volumeMounts: z.array(z.strictObject({ name, mountPath: z.string().startsWith('/') })),
      }),
    ),
    volumes: z.array(
      z.strictObject({ name, persistentVolumeClaim: z.strictObject({ claimName: name }) }),
    ),
  }),
})

const jobSchema = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata: z.strictObject({ name }),
  spec: z.strictObject({
    completionMode: z.enum(['Indexed', 'NonIndexed']).optional(),
    completions: z.int().positive().optional(),
    parallelism: z.int().positive().optional(),
    backoffLimit: z.int().nonnegative().optional(),
    /** Of indexed jobs whose pods are never restarted alone. */
    backoffLimitPerIndex: z.int().nonnegative().optional(),
    suspend: z.boolean().optional(),
    template: podSchema,
  }),
})

const claimSchema = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('PersistentVolumeClaim'),
  metadata: z.strictObject({ name }),
  spec: z.strictObject({
    accessModes: z.tuple([z.literal('ReadWriteMany')]),
    resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
  }),
})

const manifest = z.tuple([claimSchema, jobSchema, jobSchema])

test('the manifest is a claim, an indexed job and a merge that waits for it', () => {
  const documents = parseAllDocuments(textOf('kubernetes', 'run.yaml'), { strict: true })
  const [claim, shards, merge] = manifest.parse(documents.map((one) => one.toJS()))
  assert.equal(shards.spec.completionMode, 'Indexed')
  assert.equal(merge.spec.suspend, true)
  assert.equal(merge.spec.backoffLimit, 0)
  const [container] = shards.spec.template.spec.containers
  const count = container.env?.find((one) => one.name === 'JOB_COMPLETIONS')?.value
  assert.equal(count, String(shards.spec.completions))
  assert.equal(shards.spec.parallelism, shards.spec.completions)
  for (const { spec } of [shards, merge].map(({ spec }) => spec.template)) {
    const [{ command, resources: own, volumeMounts }] = spec.containers
    // Guaranteed, with whole CPUs: what the static CPU manager asks for.
    assert.deepEqual(own.requests, own.limits)
    assert.match(own.limits.cpu, /^\d+$/)
    assert.deepEqual(
      spec.volumes.map(({ persistentVolumeClaim: { claimName } }) => claimName),
      [claim.metadata.name],
    )
    assert.deepEqual(
      volumeMounts.map((mount) => mount.name),
      spec.volumes.map((volume) => volume.name),
    )
    const [script] = /harness\/deploy\/\w+\.sh/.exec(command.join(' ')) ?? []
    assert.ok(script && existsSync(join(projectRoot(), script)), command.join(' '))
    assert.ok(command.join(' ').includes(`${volumeMounts[0].mountPath}/`))
  }
  const { affinity } = shards.spec.template.spec
  const [apart] = affinity?.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution ?? []
  assert.deepEqual(apart.labelSelector.matchLabels, shards.spec.template.metadata?.labels)
})

test('the two lines of the manifest name its jobs', () => {
  const text = textOf('kubernetes', 'run.yaml')
  const lines = text.split('\n').filter((line) => /^# {3}kubectl /.test(line))
  assert.equal(lines.length, 2)
  const jobs = lines.flatMap((line) => [...line.matchAll(/job\/([\w-]+)/g)].map(([, job]) => job))
  assert.deepEqual(jobs, ['unmap-bench', 'unmap-bench-merge'])
})

/** hadolint's DL3006, DL3007, DL3008's spirit, DL3009, DL3014, DL3015, DL3002, DL3025, DL3000. */
test('the recipe is linted: a pinned base, lean packages, no root, programs as lists', () => {
  const lines = textOf('kubernetes', 'Containerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const instructions = lines.map((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? []
    return { word, rest }
  })
  const of = (word: string) => instructions.filter((one) => one.word === word)
  const known = ['FROM', 'RUN', 'WORKDIR', 'COPY', 'ENV', 'USER', 'ENTRYPOINT', 'CMD']
  for (const { word } of instructions) assert.ok(known.includes(word), word)
  assert.equal(instructions[0].word, 'FROM')
  assert.match(of('FROM')[0].rest, /^[a-z]+:\d+\.\d+\.\d+-[a-z-]+$/)
  const [apt] = of('RUN').filter(({ rest }) => rest.includes('apt-get'))
  assert.match(apt.rest, /^apt-get update\s+&& apt-get install --yes --no-install-recommends /)
  assert.match(apt.rest, /&& rm -rf \/var\/lib\/apt\/lists\/\*$/)
  assert.match(of('WORKDIR')[0].rest, /^\//)
  assert.notEqual(of('USER').at(-1)?.rest, 'root')
  for (const { rest } of [...of('ENTRYPOINT'), ...of('CMD')]) {
    assert.ok(z.array(z.string()).safeParse(JSON.parse(rest)).success, rest)
  }
})

for (const script of ['shard.sh', 'merge.sh', join('slurm', 'run.sbatch')]) {
  test(`${script} can be run`, () => {
    const path = join(FOLDER, script)
    assert.equal(spawnSync('bash', ['-n', path]).status, 0)
    assert.ok((statSync(path).mode & 0o111) !== 0)
    assert.match(readFileSync(path, 'utf8'), /^set -euo pipefail$/m)
  })
}

test("the Slurm job works in the folder that Slurm gives it, sbatch --chdir's too", () => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  try {
    writeFileSync(join(folder, 'srun'), '#!/bin/sh\necho "$PWD $*"\n', { mode: 0o755 })
    const { stdout } = spawnSync(
      'bash',
      [join(FOLDER, 'slurm', 'run.sbatch'), '/shared/run', '--suite', 'full'],
      {
        cwd: projectRoot(),
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${folder}:${process.env.PATH}`,
          SLURM_ARRAY_TASK_ID: '3',
          SLURM_SUBMIT_DIR: folder,
        },
      },
    )
    const [where, ...step] = stdout.trim().split(' ')
    assert.equal(where && realpathSync(where), realpathSync(projectRoot()))
    assert.deepEqual(step.slice(-5), [
      'harness/deploy/shard.sh',
      '/shared/run',
      '3',
      '--suite',
      'full',
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
