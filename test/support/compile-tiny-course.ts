import type { TestProject } from 'vitest/node'
import { compile } from '../../emails/_build/compile'
import { twoEvenings } from './tiny-course/course'

/** Compiles the second course as the build compiles the first, and gives its templates to the journeys. */
export default async function compileTinyCourse(project: TestProject) {
  const { compiled } = await compile([twoEvenings], { root: process.cwd() })
  project.provide('tinyCourse', compiled)
}
