import { Command } from 'commander'
import { measureAndShowLimits } from '../tools/limits/measure.js'
import type { MakeCommand } from './command.js'

export const limitsCommand: MakeCommand = (io, finish) =>
  new Command('limits')
    .usage('[-- OPTIONS]')
    .description(
      'Times tier ts beside bare loops that store and clear the same descriptors in the same typed array: how far its engines are from what JavaScript can do at best. Where tier native is there, also its engines beside the same work in C without layers. Exit code 1 where a promise is not kept.',
    )
    .action(async () => finish(await measureAndShowLimits(io)))
