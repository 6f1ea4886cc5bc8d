export { slurmSoak } from './slurm.js'
