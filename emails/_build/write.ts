import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Compiled } from './compile'
import type { Picture } from './picture'

/** Writes the templates as one TypeScript module without React, beginning with their contract. */
export const writeLetters = async (file: string, compiled: Compiled) => {
  const contract = await readFile(fileURLToPath(new URL('../contract.ts', import.meta.url)), 'utf8')
  const values = [
    ['frame', 'Frame', compiled.frame],
    ['reasons', '{ lesson: string; broadcast: string }', compiled.reasons],
    ['blocks', 'Blocks', compiled.blocks],
    ['courses', 'readonly Course[]', compiled.courses],
    ['letters', "Record<'alreadyReading' | 'alert' | 'signIn' | 'invitation', CompiledTemplate>", compiled.letters],
  ] as const
  const module = [
    '// Written by `npm run build:letters` from emails/. Change the words there.',
    contract.trim(),
    ...values.map(([name, type, value]) => `export const ${name}: ${type} = ${JSON.stringify(value, null, 2)}`),
  ].join('\n\n')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${module}\n`)
}

/** Puts the pictures under a folder that is served, or shown in the preview. */
export const writePictures = async (folder: string, pictures: readonly Picture[]) => {
  for (const { path, png } of pictures) {
    await mkdir(dirname(`${folder}${path}`), { recursive: true })
    await writeFile(`${folder}${path}`, png)
  }
}
