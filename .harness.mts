import { build } from 'vite'
import http from 'node:http'
import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync, brotliCompressSync } from 'node:zlib'
const out: any = await build({ logLevel: 'warn', configFile: false, publicDir: false, base: '/assets/', build: { outDir: '/tmp/harness/assets', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false, rollupOptions: { input: { compose: 'src/web/admin/browser/compose.ts', style: 'src/web/admin/browser/compose.css', admin: '/tmp/wt/door/src/web/admin/browser/admin.css' }, output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' } } } })
const js = await readFile('/tmp/harness/assets/compose.js')
console.log('js', js.length, gzipSync(js, { level: 9 }).length, brotliCompressSync(js).length)
import { chromium } from '@playwright/test'
import { findChromium } from './scripts/support/chromium.ts'
import AxeBuilder from '@axe-core/playwright'
const STRICT = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; script-src 'self'; style-src 'self'"
const doc0 = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Good morning' }, { type: 'gap', attrs: { name: 'commaName' } }, { type: 'text', text: '.' }] }, { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'What is new' }] }, { type: 'paragraph', content: [{ type: 'text', text: 'Some words about the practice, which go on for a while so that the line breaks.' }] }, { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'one' }] }] }, { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'two' }] }] }] }, { type: 'button', attrs: { href: '%%bookUrl%%', words: 'Book a session' } }, { type: 'rule' }, { type: 'paragraph', content: [{ type: 'text', text: 'Bye' }] }] }
let store: any = { version: 1, subject: 'Hello', preheader: '', doc: doc0, savedAt: Date.now() }
let lose = false
const png = await readFile('docs/screenshots/landing-phone-light.png')
const esc = (s: string) => s.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
const server = http.createServer(async (q, s) => {
  const p = new URL(q.url!, 'http://x').pathname
  const body = async () => { const c = []; for await (const x of q) c.push(x); return Buffer.concat(c as any) }
  if (p === '/admin/broadcasts/5' && q.method === 'GET') { s.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': STRICT }); return s.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Compose</title><link rel="stylesheet" href="/assets/admin.css"><link rel="stylesheet" href="/assets/style.css"><script type="module" src="/assets/compose.js"></script></head><body class="desk wide"><header class="rail">x</header><main id="main"><h1>A letter</h1><p data-saved="saved">Saved</p><form method="post" action="/admin/broadcasts/5" autocomplete="off" data-doc="${esc(JSON.stringify(store.doc))}" data-version="${store.version}" data-letter="1-5" data-saved-at="${store.savedAt}"><div class="field"><label for="subject">Subject</label><input type="text" id="subject" name="subject" value="${store.subject}"></div><div class="field"><label for="preheader">Preheader</label><input type="text" id="preheader" name="preheader" value=""></div><div class="field" data-plain><label for="markdown">Words</label><textarea id="markdown" name="markdown">x</textarea></div><button>Save</button></form></main></body></html>`) }
  if (p === '/admin/broadcasts/5' && q.method === 'PUT') {
    const b = JSON.parse(String(await body())), v = Number(/\d+/.exec(String(q.headers['if-match']))![0])
    const json = (st: number, o: any) => { s.writeHead(st, { 'content-type': 'application/json' }); s.end(JSON.stringify(o)) }
    const same = JSON.stringify([b.subject, b.preheader, b.doc]) === JSON.stringify([store.subject, store.preheader, store.doc])
    if (v !== store.version && !same) return json(412, store)
    if (!same) store = { ...b, version: store.version + 1, savedAt: Date.now() }
    if (lose) { lose = false; return q.socket.destroy() }
    return json(200, { version: store.version, savedAt: store.savedAt })
  }
  if (p === '/admin/media' && q.method === 'POST') { const b = await body(); s.writeHead(201, { 'content-type': 'application/json' }); return s.end(JSON.stringify({ key: 'a'.repeat(32) + '.png', width: 390, height: 300, size: b.length })) }
  if (p === '/admin/media') { s.writeHead(200, { 'content-type': 'application/json' }); return s.end(JSON.stringify({ pictures: [{ key: 'a'.repeat(32) + '.png', width: 390, height: 300, alt: 'A hand' }], before: null })) }
  if (p.startsWith('/media/')) { s.writeHead(200, { 'content-type': 'image/png' }); return s.end(png) }
  try { const b = await readFile('/tmp/harness' + p); s.writeHead(200, { 'content-type': p.endsWith('js') ? 'text/javascript' : p.endsWith('css') ? 'text/css' : 'font/woff2' }); s.end(b) } catch { s.writeHead(404); s.end() }
})
await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
const url = `http://localhost:${(server.address() as any).port}/admin/broadcasts/5`
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] })
const open = async (o = {}) => { const ctx = await browser.newContext(o); const page = await ctx.newPage(); page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log('CONSOLE', m.text().slice(0, 300))); page.on('pageerror', (e) => console.log('PAGEERROR', e.stack)); await page.addInitScript(() => { (window as any).__v = []; document.addEventListener('securitypolicyviolation', (e) => (window as any).__v.push(e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample)) }); await page.goto(url); return page }
const page = await open({ viewport: { width: 1280, height: 900 } })
await page.waitForSelector('.ProseMirror')
await page.screenshot({ path: '/tmp/harness/1.png', fullPage: true })
await page.click('.ProseMirror p >> nth=1'); await page.keyboard.press('End'); await page.keyboard.type(' More words.'); await page.waitForTimeout(1500)
console.log('sign', await page.textContent('[data-saved]'), store.version, JSON.stringify(store.doc.content[2]))
await page.keyboard.press('Control+k'); await page.waitForTimeout(200); await page.screenshot({ path: '/tmp/harness/2.png' })
console.log('axe dialog', JSON.stringify((await new AxeBuilder({ page }).analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 120))])))
await page.keyboard.press('Escape')
await page.click('.letter-button .face'); await page.waitForTimeout(200); await page.screenshot({ path: '/tmp/harness/3.png', fullPage: true })
await page.getByRole('button', { name: 'Picture' }).click(); await page.waitForTimeout(400); await page.screenshot({ path: '/tmp/harness/4.png' })
await page.locator('.kept-pictures button').click(); await page.waitForTimeout(400); await page.screenshot({ path: '/tmp/harness/5.png', fullPage: true })
console.log('axe', JSON.stringify((await new AxeBuilder({ page }).analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 120))])))
console.log('violations', await page.evaluate(() => (window as any).__v))
await page.evaluate(() => (window as any).__v.splice(0))
lose = true
await page.click('.ProseMirror p >> nth=1'); await page.keyboard.type('lost '); await page.waitForTimeout(1200); await page.keyboard.type('and more '); await page.waitForTimeout(200)
console.log('lost', await page.textContent('[data-saved]')); await page.waitForTimeout(4000); console.log('then', await page.textContent('[data-saved]'), store.version, JSON.stringify(store.doc.content[0]))
const phone = await open({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true, isMobile: true }); await phone.waitForSelector('.ProseMirror'); await phone.screenshot({ path: '/tmp/harness/6.png', fullPage: true })
console.log('overhang', await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
console.log('violations', await page.evaluate(() => (window as any).__v))
await browser.close(); server.close()
