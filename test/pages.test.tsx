/** @jsxImportSource hono/jsx */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { assets } from '#pages'
import { Preferences } from '../src/web/reader/preferences'
import { ownLetters } from '../src/web/ui/_build/fonts'
import { document } from '../src/web/ui/layout'
import { sayHour, sayZone } from '../src/web/ui/moment'
import { Landing } from '../src/web/visitor/landing'
import { everyDeskPage } from './support/every-desk-page'
import { everyPage, invitation, mistaken, preferences, site } from './support/every-page'

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((found) => found[1] ?? found[0])
const tags = (html: string, name: string) => all(html, new RegExp(`<${name}\\b[^>]*>`, 'g'))

describe('every page in every state', () => {
  const promise = (words: string, keeps: (html: string, name: string) => void) =>
    test(words, () => {
      for (const [name, html] of Object.entries({ ...everyPage, ...everyDeskPage })) keeps(html, name)
    })

  promise('is a whole document with a language, a title and one first heading', (html, name) => {
    expect(html, name).toMatch(/^<!doctype html><html lang="en-GB">/)
    expect(all(html, /<title>([^<]+)<\/title>/g), name).toHaveLength(1)
    expect(tags(html, 'h1'), name).toHaveLength(1)
  })

  promise('has no inline style or script', (html, name) => {
    expect(html, name).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i)
    expect(all(html, /<script\b(?![^>]*\ssrc=)[^>]*>|<script[^>]*>[^<]+<\/script>/g), name).toEqual([])
  })

  promise('asks nothing of another host, except Turnstile where it is on', (html, name) => {
    const loaded = [
      ...all(html, /\ssrc="([^"]*)"/g),
      ...tags(html, 'link').flatMap((tag) => all(tag, /href="([^"]*)"/g)),
    ]
    const strange = loaded.filter((address) => !address.startsWith('/') && !address.startsWith(site.publicUrl))
    const allowed = html.includes('cf-turnstile') ? ['https://challenges.cloudflare.com/turnstile/v0/api.js'] : []
    expect(strange, name).toEqual(allowed)
  })

  promise('sends its forms by POST to this host, and labels every field', (html, name) => {
    for (const form of tags(html, 'form')) expect(form, name).toMatch(/method="post" action="\/[^"]*"/)
    const fields = [...tags(html, 'input'), ...tags(html, 'select')].filter((tag) => !/type="hidden"/.test(tag))
    const labelled = (field: string) => {
      const id = /\sid="([^"]+)"/.exec(field)?.[1]
      return id ? html.includes(`<label for="${id}">`) : /aria-label=|type="checkbox"|name="website"/.test(field)
    }
    expect(
      fields.filter((field) => !labelled(field)),
      name,
    ).toEqual([])
  })

  promise('points only at what is there', (html, name) => {
    const ids = all(html, /\sid="([^"]+)"/g)
    expect(new Set(ids).size, name).toBe(ids.length)
    const named = all(html, /aria-describedby="([^"]+)"/g).flatMap((words) => words.split(' '))
    const lost = named.filter((id) => !ids.includes(id))
    expect(lost, name).toEqual([])
  })

  promise('is written in letters that the fonts hold, and in the colours of the page', (html, name) => {
    const letters = new Set(html.replace(/<[^>]*>|&[a-z#0-9]+;|\s/g, ''))
    const missing = [...letters].filter((letter) => !ownLetters.includes(letter))
    expect(missing, name).toEqual([])
    expect(html, name).not.toMatch(/#(INK|ACCENT|LINE|PAPER|WASH)|%%|undefined|\[object/)
  })
})

describe('the landing page', () => {
  const page = (props = invitation) => document(<Landing {...props} />)

  test('stays under its weight with its fonts, style, script and drawings, uncompressed', () => {
    const files = [assets.style, assets.script, ...assets.fonts, '/favicon.svg']
    const weight = files.reduce((sum, file) => sum + readFileSync(`.build/public${file}`).length, 0)
    expect(weight + Buffer.byteLength(page())).toBeLessThan(60_000)
  })

  test('may be found, and says by whom; pages behind a link may not', () => {
    expect(page()).toContain('<link rel="canonical" href="https://example.com/"/>')
    expect(page()).toContain('<title>Seven Mornings, with Jana Levander</title>')
    expect(everyPage['confirm, ask']).toContain('<meta name="robots" content="noindex"/>')
  })

  test('never ticks consent for her, and hides the trap from people', () => {
    expect(page(mistaken({}))).toMatch(/<input type="checkbox" name="consent" value="on" required=""/)
    expect(page()).toMatch(/<div class="elsewhere" aria-hidden="true">.*name="website" tabindex="-1"/)
  })

  test('keeps what was typed, escaped, with the sentence at its field', () => {
    const html = page(mistaken({ email: '"><b>@example', firstName: "Zoë <script>'", timeZone: 'Asia/Tokyo' }))
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;@example"')
    expect(html).toContain('value="Zoë &lt;script&gt;&#39;"')
    expect(html).toContain('<input type="hidden" name="timeZone" value="Asia/Tokyo"/>')
    expect(html).toMatch(/name="email"[^>]*aria-describedby="email-wrong" aria-invalid="true"/)
    expect(html).toContain('<p class="wrong" id="email-wrong">This is not a whole address.</p>')
  })

  test('puts where she came from into the form, escaped', () => {
    const html = page({
      ...invitation,
      signUp: { ...invitation.signUp, referrer: 'https://a.example/?"', utm: { utm_source: 'card' } },
    })
    expect(html).toContain('<input type="hidden" name="utm_source" value="card"/>')
    expect(html).toContain('name="referrer" value="https://a.example/?&quot;"')
  })

  test('shows the check of Turnstile only when it is set', () => {
    expect(page()).not.toContain('challenges.cloudflare.com')
    expect(everyPage['landing with all that may be set']).toContain('data-sitekey="key"')
  })
})

describe('what a reader may set', () => {
  const html = document(
    <Preferences
      {...preferences({ is: 'reading', day: 2, of: 7, next: { on: 'tomorrow', hour: 19, timeZone: 'Asia/Kathmandu' } })}
    />,
  )

  test('her zone stands in the list even when the list lacks it', () => {
    expect(html).toContain('<option value="Asia/Kathmandu" selected="">Kathmandu</option>')
    expect(html).toContain(
      '<optgroup label="The Americas"><option value="America/New_York">New York</option></optgroup>',
    )
  })

  test('the next lesson is told in her own words and time', () => {
    expect(html).toContain('Lesson 3 of 7 comes tomorrow, at 7:00 in the evening, Kathmandu time.')
  })

  test('every hour of the day has a name of its own', () => {
    const names = Array.from({ length: 24 }, (_, hour) => sayHour(hour))
    expect(new Set(names).size).toBe(24)
    expect([names[0], names[7], names[23]]).toEqual(['midnight', '7:00 in the morning', '11:00 at night'])
    expect(sayZone('America/Argentina/Buenos_Aires')).toBe('Buenos Aires, Argentina time')
  })
})
