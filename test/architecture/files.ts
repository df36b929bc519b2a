import { placeOf } from './layers.ts'
import { type Breach, breach, type Source } from './parse.ts'

/** Names that say nothing of what is inside. */
const SAYS_NOTHING = /^(utils?|helpers?|services?|common|shared|managers?|types?|misc)$/

const MAX_LINES = 150

/** Every file has a place in the plan, a name that says one thing, and is soon read. */
export function checkFile(source: Source): Breach[] {
  const { path, root } = source
  const wrong: string[] = []
  if (!placeOf(path)) wrong.push('has no place in the plan')
  const names = path.replace(/\.tsx?$/, '').split('/')
  if (names.some((name) => !/^[a-z\d]+(-[a-z\d]+)*$/.test(name))) wrong.push('is not named in kebab-case')
  if (names.some((name) => SAYS_NOTHING.test(name))) wrong.push('has a name that says nothing')
  const lines = root.text.trimEnd().split('\n').length
  if (lines > MAX_LINES) wrong.push(`has ${lines} lines, more than ${MAX_LINES}`)
  return wrong.map((what) => breach(source, 0, what))
}
