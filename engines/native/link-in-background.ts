/**
 * Links the native tier's other orders, out of the way of all else that runs; set-up starts it and
 * does not wait. What it leaves undone, a bench does before it measures.
 */
import { constants, setPriority } from 'node:os'
import { ensureLinkOrders } from './link-orders.js'
import { nativeTier } from './tier.js'
import { modulesOf } from './turns.js'

setPriority(constants.priority.PRIORITY_LOW)
const tier = nativeTier()
if (!('absent' in tier)) await ensureLinkOrders(modulesOf(tier.engines))
