import { cp, mkdir, writeFile } from 'node:fs/promises'
import type { Plugin } from 'vite'
import { colours } from '../../../../emails/tokens.ts'
import { readFavicon, readFigures } from './figures.ts'
import { fontFaces, subsetFonts } from './fonts.ts'
import { customProperties } from './tokens.ts'

const work = '.build/pages' // what site.css imports: written here before Vite reads it

/** Prepares tokens, fonts and figures for the stylesheet, then writes down the hashed names for the Worker. */
export const pages = (): Plugin => ({
  name: 'galea-pages',
  apply: 'build',

  async buildStart() {
    await mkdir(work, { recursive: true })
    for (const font of await subsetFonts()) await writeFile(`${work}/${font.file}`, font.bytes)
    await writeFile(`${work}/fonts.css`, fontFaces())
    await writeFile(`${work}/tokens.css`, customProperties())
  },

  async writeBundle(_options, bundle) {
    const named = (pattern: RegExp) => {
      const file = Object.keys(bundle).find((name) => pattern.test(name))
      if (!file) throw new Error(`The build made no file like ${pattern}.`)
      return `/assets/${file}`
    }
    // The practitioner's own files, such as a portrait.
    await cp('public', '.build/public', { recursive: true, filter: (file) => !file.endsWith('.gitkeep') })
    const icon = await readFavicon()
    const assets = {
      style: named(/^style-.*\.css$/),
      script: named(/^site-.*\.js$/),
      admin: {
        style: named(/^admin-.*\.css$/),
        styles: { compose: named(/^compose-style-.*\.css$/) },
        scripts: {
          passkeys: named(/^passkeys-.*\.js$/),
          progress: named(/^progress-.*\.js$/),
          compose: named(/^compose-.*\.js$/),
        },
      },
      fonts: [named(/^serif-[\w-]{8}\.woff2$/), named(/^sans-[\w-]{8}\.woff2$/)],
      icon: icon.path,
    }
    await writeFile('.build/public/favicon.svg', icon.svg)
    await writeFile('.build/public/_headers', headers)
    await writeFile('.build/public/robots.txt', 'User-agent: *\nAllow: /\n')
    await writeFile('.build/pages.ts', worker({ assets, ground, figures: await readFigures() }))
  },
})

const headers = `/*
  X-Content-Type-Options: nosniff
/assets/*
  Cache-Control: public, max-age=31536000, immutable
/favicon.svg
  Cache-Control: public, max-age=604800
`

const ground = { light: colours.light.paper, dark: colours.dark.paper }

const worker = (parts: Record<string, unknown>) =>
  `// Written by the build of src/web/ui; the stylesheet's and script's names change with their content.\n${Object.entries(
    parts,
  )
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)} as const\n`)
    .join('')}`
