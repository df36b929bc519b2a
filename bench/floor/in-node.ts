/** The bare loop in Node: runs what it is asked to and tells the processor seconds that took. */
import { type Letters, loop } from './loop.ts'

process.on('message', async (letters: Letters) => {
  const before = process.cpuUsage()
  const start = performance.now()
  await loop(letters)
  const { user, system } = process.cpuUsage(before)
  process.send?.({ cpu: (user + system) / 1e6, seconds: (performance.now() - start) / 1000 })
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
