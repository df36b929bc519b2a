import { fileURLToPath } from 'node:url'
import { courses } from '../courses'
import { compile } from './compile'
import { paint } from './picture'
import { writeLetters, writePictures } from './write'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

try {
  const { compiled, plates } = await compile(courses, { root: at('../..') })
  const pictures = await Promise.all(plates.map(paint))
  await writeLetters(at('../../.build/letters.ts'), compiled)
  await writePictures(at('../../.build/public'), pictures)
  await writePictures(at('../static'), pictures) // where `npm run emails` looks for pictures
  const lessons = compiled.courses.reduce((sum, course) => sum + course.lessons.length, 0)
  console.log(`${lessons} lessons, ${Object.keys(compiled.letters).length} single letters, ${pictures.length} pictures`)
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem)
  process.exitCode = 1
}
