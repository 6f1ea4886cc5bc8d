/** A Slurm cluster on this machine: a controller and two nodes with a CPU each, on loopback. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { textOf } from '../../../engines/contract/index.js'
import { type Running, start } from './child.js'

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'srun', 'scontrol', 'sinfo', 'squeue']

export const NODES = ['n1', 'n2'] as const
export type Node = (typeof NODES)[number]

/** First of the ports that it listens on. */
const PORT = 16_817

/** Seconds that daemons have to find each other. */
const PATIENCE = 60

/** Why there can be no cluster here; nothing where there can. */
export function whyNoCluster(): string | undefined {
  if (process.getuid?.() !== 0) return 'its daemons only run as root'
  const missing = PROGRAMS.find((name) => spawnSync(name, ['--version']).error !== undefined)
  return missing && `no ${missing}; apt-get install slurm-wlm munge adds it`
}

export class Cluster {
  private readonly daemons: Running[] = []
  private readonly nodes = new Map<Node, Running>()
  private readonly environment: Record<string, string>

  /** @param folder its own: a configuration, a key, states and logs. */
  constructor(private readonly folder: string) {
    this.environment = { SLURM_CONF: join(folder, 'slurm.conf') }
  }

  /** Starts the daemons; false where the nodes did not become idle. */
  async start(): Promise<boolean> {
    const inside = (name: string) => join(this.folder, name)
    mkdirSync(inside('state'))
    writeFileSync(inside('key'), randomBytes(1024), { mode: 0o400 })
    writeFileSync(inside('slurm.conf'), configuration(this.folder))
    const options = ['socket', 'pid', 'log', 'seed'].map(
      (file) => `--${file}${file === 'socket' ? '' : '-file'}=${inside(`munge.${file}`)}`,
    )
    this.run('munged', ['--foreground', '--force', `--key-file=${inside('key')}`, ...options])
    await wait(500)
    this.run('slurmctld', ['-D', '-c'])
    for (const node of NODES) this.nodes.set(node, this.run('slurmd', ['-D', '-N', node]))
    for (let second = 0; second < PATIENCE; second++) {
      const idle = this.ask('sinfo', '--noheader', '--format=%N', '--Node', '--states=idle')
      if (NODES.every((node) => idle.includes(node))) return true
      await wait(1000)
    }
    return false
  }

  /**
   * Ends a node at once, as a power cut would: whoever could report the end of a task first, its daemon
   * and the tasks' own, then every process of its tasks.
   */
  kill(node: Node): void {
    const daemon = this.nodes.get(node)?.child.pid
    const tasks = this.processesOf(node)
    const steps = new Set(tasks.map(parentOf).filter(isStepDaemon))
    for (const pid of [daemon, ...steps, ...tasks]) if (pid !== undefined) killHard(pid)
  }

  /** Runs one of Slurm's commands to its end; its output. */
  ask(command: string, ...args: string[]): string {
    const env = { ...process.env, ...this.environment }
    const { error, status, stderr, stdout } = spawnSync(command, args, { encoding: 'utf8', env })
    if (status === 0) return stdout.trim()
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`)
  }

  /** The end of what the daemons logged. */
  log(): string {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.log'))
      .map((name) => `${name}:\n${readFileSync(join(this.folder, name), 'utf8').slice(-3000)}`)
      .join('\n')
  }

  stop(): void {
    for (const node of NODES) this.kill(node)
    for (const { child } of this.daemons.toReversed()) {
      if (child.pid !== undefined) killHard(child.pid)
    }
  }

  private run(program: string, args: string[]): Running {
    const daemon = start(program, args, { cwd: this.folder, environment: this.environment })
    this.daemons.push(daemon)
    return daemon
  }

  /** This cluster's alone: Slurm writes node and configuration into the environment of each. */
  private processesOf(node: Node): number[] {
    return readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return []
      const environment = (textOf(`/proc/${name}/environ`) ?? '').split('\0')
      const own = environment.includes(`SLURM_CONF=${this.environment.SLURM_CONF}`)
      return own && environment.includes(`SLURMD_NODENAME=${node}`) ? [Number(name)] : []
    })
  }
}

function configuration(folder: string): string {
  const host = hostname().split('.')[0]
  const inside = (name: string) => join(folder, name)
  return `${[
    'ClusterName=soak',
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmctldPort=${PORT}`,
    'AuthType=auth/munge',
    // How long a task that lost its node waits before it may start again: two minutes, if not said.
    `AuthInfo=socket=${inside('munge.socket')},cred_expire=10`,
    'CryptoType=crypto/munge',
    'SlurmUser=root',
    'SlurmdUser=root',
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core',
    'MpiDefault=none',
    'ReturnToService=2',
    'SlurmdTimeout=10',
    'InactiveLimit=0',
    'SchedulerParameters=sched_interval=5',
    `StateSaveLocation=${inside('state')}`,
    `SlurmctldPidFile=${inside('slurmctld.pid')}`,
    `SlurmctldLogFile=${inside('slurmctld.log')}`,
    `SlurmdSpoolDir=${inside('spool-%n')}`,
    `SlurmdPidFile=${inside('slurmd-%n.pid')}`,
    `SlurmdLogFile=${inside('slurmd-%n.log')}`,
    ...NODES.map(
      (node, at) =>
        `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${PORT + 1 + at} CPUs=1 State=UNKNOWN`,
    ),
    `PartitionName=soak Nodes=${NODES.join(',')} Default=YES MaxTime=INFINITE State=UP`,
  ].join('\n')}\n`
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(textOf(`/proc/${pid}/status`) ?? '')?.[1] ?? 0)
}

function isStepDaemon(pid: number): boolean {
  return textOf(`/proc/${pid}/comm`)?.startsWith('slurmstepd') ?? false
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
